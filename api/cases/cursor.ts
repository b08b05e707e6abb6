import type { CaseCode, LocalDate } from '../../db/vocabulary.ts';
import { isLocalDate } from '../calendar.ts';
import { caseCodeOf } from './case-code.ts';

/** Where a page of the list ends: the sort key of its last case. */
export interface CasePosition {
  readonly closedOn: LocalDate | null;
  readonly caseCode: CaseCode;
}

/** A position as text for an address. */
export function writeCursor({ closedOn, caseCode }: CasePosition): string {
  return Buffer.from(JSON.stringify([closedOn, caseCode])).toString('base64url');
}

/** The position in a text; undefined where `writeCursor` did not make it. */
export function readCursor(text: string): CasePosition | undefined {
  const [closedOn, code, ...others] = parsed(text);
  const caseCode = typeof code === 'string' ? caseCodeOf(code) : undefined;
  if (!caseCode || others.length > 0) return undefined;
  if (closedOn === null) return { closedOn, caseCode };
  return typeof closedOn === 'string' && isLocalDate(closedOn) ? { closedOn, caseCode } : undefined;
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
