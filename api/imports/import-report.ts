import type { Language } from '../../db/vocabulary.ts';
import { type Actor, actorName } from '../accounts/actor.ts';
import { problemText, type RowProblem } from './row-problems.ts';

/** What became, or would become, of the good rows. */
export interface Counts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** What is kept of a problem: where and why, never what stood there. */
export type StoredProblem = Omit<RowProblem, 'value'>;

export interface ImportRow extends Counts {
  readonly importId: string;
  readonly state: 'reading' | 'checked' | 'running' | 'done' | 'failed';
  readonly actor: Actor;
  readonly madeAt: Date;
  readonly endedAt: Date | null;
  readonly readRows: number;
  readonly rejected: number;
  readonly ignoredColumns: readonly string[];
  readonly personalColumns: readonly string[];
  /** Of a running import. */
  readonly doneRows: number | null;
}

/** More problems than that are no list that anybody works through; the file as a whole is wrong. */
export const problemsAtMost = 5000;

/** A problem as it is answered; `value` is null where it is no longer known. */
export interface Rejection {
  readonly row: number;
  readonly column: string;
  readonly value: string | null;
  readonly problem: string;
}

/** Problems in a language, with the values for who sent them and without for everybody later. */
export function rejections(
  problems: readonly (StoredProblem & { readonly value?: string })[],
  language: Language,
): Rejection[] {
  return problems.map((problem) => ({
    row: problem.row,
    column: problem.column,
    value: problem.value ?? null,
    problem: problemText(problem)[language],
  }));
}

/** An import as it is answered in lists. */
export function importView(row: ImportRow) {
  const { importId, state, readRows, created, updated, unchanged, rejected, actor, madeAt, doneRows } = row;
  return {
    importId,
    state,
    by: actorName(actor).replace(/^account:/, ''),
    madeAt: madeAt.toISOString(),
    rows: readRows,
    created,
    updated,
    unchanged,
    rejectedRows: rejected,
    doneRows: state === 'running' ? (doneRows ?? 0) : readRows - rejected,
  };
}

/** The same with its problems. */
export function importDetail(row: ImportRow & { readonly problems: readonly StoredProblem[] }, language: Language) {
  return {
    ...importView(row),
    rejected: rejections(row.problems, language),
    ignoredColumns: [...row.ignoredColumns],
    personalColumns: [...row.personalColumns],
  };
}
