import type { ComponentType } from 'preact';
import type { Role } from '../db/vocabulary.ts';

export interface PageProps {
  readonly url: URL;
  /** The parts of the path that the page table names with a colon. */
  readonly params: Readonly<Record<string, string>>;
}

/** A row of the page table. */
export interface Page {
  readonly path: string;
  /** Who may open it; absent: anybody, signed in or not. */
  readonly roles?: readonly Role[];
  load(): Promise<{ default: ComponentType<PageProps> }>;
}

/** The row that a path belongs to, with the values of its named parts. */
export function findPage(
  pages: readonly Page[],
  path: string,
): { page: Page; params: Readonly<Record<string, string>> } | undefined {
  for (const page of pages) {
    const params = match(page.path.split('/'), path.split('/'));
    if (params) return { page, params };
  }
  return undefined;
}

function match(pattern: readonly string[], steps: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== steps.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const value = decoded(steps[index] ?? '');
    if (!part.startsWith(':')) {
      if (part !== value) return undefined;
    } else {
      if (!value) return undefined;
      params[part.slice(1)] = value;
    }
  }
  return params;
}

function decoded(step: string): string | undefined {
  try {
    return decodeURIComponent(step);
  } catch {
    return undefined;
  }
}
