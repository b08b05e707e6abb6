import type { ColumnType, Generated } from 'kysely';
import type { CaseCode, UnitId } from '../vocabulary.ts';

/** JSON that is written as text and read as what it says. */
type Json<Value> = ColumnType<Value, string, string>;
type GeneratedJson<Value> = ColumnType<Value, string | undefined, string>;

/** A file of cases on its way in, and what became of it. */
export interface ImportsTable {
  unitId: UnitId;
  importId: string;
  /** reading → checked → running → done or failed; what stays in one of the first two is deleted after a while. */
  state: 'reading' | 'checked' | 'running' | 'done' | 'failed';
  /** Who sent it, in whose name the cases are put in, also after a restart. */
  actor: Json<unknown>;
  madeAt: Date;
  endedAt: Date | null;
  readRows: Generated<number>;
  created: Generated<number>;
  updated: Generated<number>;
  unchanged: Generated<number>;
  /** Rows that were refused. */
  rejected: Generated<number>;
  /** Where and why, never what stood there. */
  problems: GeneratedJson<unknown>;
  ignoredColumns: GeneratedJson<string[]>;
  personalColumns: GeneratedJson<string[]>;
  mapping: GeneratedJson<Record<string, string | null>>;
}

/** A case of a file, until its import ends. */
export interface ImportRowsTable {
  unitId: UnitId;
  importId: string;
  caseCode: CaseCode;
  closed: Json<unknown>;
}

/** How far a running import is. */
export interface ImportProgressTable {
  unitId: UnitId;
  importId: string;
  doneRows: number;
}

/** What a unit once said a header means; null for nothing of a case. */
export interface ImportMappingsTable {
  unitId: UnitId;
  header: string;
  caseColumn: string | null;
}
