import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Whether what is built still is what its inputs give. The build writes down which files it read; their contents decide,
 * not their dates, which a clone or a copy changes. Kept apart from the build itself: a start that has nothing to build
 * does not load the bundler.
 */
export interface BuildRecord {
  /** What the pages were found to import, relative to the project's folder. */
  readonly imported: readonly string[];
  /** Of these and the standing inputs. */
  readonly hash: string;
}

export const projectFolder = join(import.meta.dirname, '..');
export const distFolder = join(projectFolder, 'dist');
/** Removed before a build begins to change `dist`, and written when it has: a build that was killed leaves none. */
export const recordFile = join(distFolder, 'build.json');

/** The pages' own folders, the bundler by the lock file, and how it is told to work. */
export function standingInputs(): string[] {
  const pages = ['admin-web', 'survey-web'].flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name))),
  );
  return [...pages, 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'scripts/survey-assets.ts'];
}

export function isStale(): boolean {
  const outputs = ['admin/index.html', 'survey/render.js'];
  if (!outputs.every((output) => existsSync(join(distFolder, output)))) return true;
  try {
    const { imported, hash } = JSON.parse(readFileSync(recordFile, 'utf8')) as BuildRecord;
    return hashOf([...new Set([...standingInputs(), ...imported])].sort()) !== hash;
  } catch {
    // No record, a damaged one, or an input that is no longer there.
    return true;
  }
}

export function hashOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const content = readFileSync(join(projectFolder, input));
    hash.update(`${input}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
