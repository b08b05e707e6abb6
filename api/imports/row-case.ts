import type { CaseCode, Channel, LocalDate, Outcome } from '../../db/vocabulary.ts';
import { caseCodeOf } from '../cases/case-code.ts';
import { maskComment } from '../responses/mask-comment.ts';
import type { CaseColumn } from './case-columns.ts';
import type { Catalogue } from './catalogue.ts';
import { type Cell, type SheetRow, textOf } from './cell.ts';
import { type DayRules, dayOf } from './day.ts';
import { folded } from './folded.ts';
import { repeated } from './repeated.ts';
import type { RowProblem, RowProblemCode } from './row-problems.ts';
import { channelIn, outcomeIn } from './row-words.ts';

/** A row as a case: what a PUT of it would say. */
export interface RowCase {
  readonly row: number;
  readonly caseCode: CaseCode;
  readonly procedure: string;
  readonly procedureName?: string;
  readonly field?: string;
  readonly channel: Channel;
  readonly receivedOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  readonly closedOn: LocalDate;
  readonly outcome: Outcome;
  readonly resolvingUnit: string | null;
  readonly counter: string | null;
  readonly apologySentOn: LocalDate | null;
}

/** What reading the rows of a sheet needs beside them. */
export interface RowRules extends DayRules {
  /** Where each of a case's columns stands, and what the sheet calls it. */
  readonly columns: ReadonlyMap<CaseColumn, { readonly index: number; readonly header: string }>;
  readonly catalogue: Catalogue;
  readonly unit: { readonly code: string; readonly name: string };
  readonly today: LocalDate;
  /** Case codes that came before, with their rows; added to. */
  readonly seen: Map<string, number>;
  /** How the words of a few columns are read; they come again in every row. */
  readonly words: RowWords;
}

interface RowWords {
  readonly channel: (text: string) => Channel | undefined;
  readonly outcome: (text: string) => Outcome | undefined;
  readonly isPersonal: (text: string) => boolean;
}

/** Readers of the words in rows, for one sheet. */
export const rowWords = (): RowWords => ({
  channel: repeated(channelIn),
  outcome: repeated(outcomeIn),
  isPersonal: repeated((text) => maskComment(text) !== text),
});

/**
 * What a row of a sheet says: a case, what is wrong with it, or nothing at all (blank rows, headings between rows, sums and
 * signatures).
 */
export function readRow(row: SheetRow, rules: RowRules): RowCase | readonly RowProblem[] | undefined {
  if (isNoCase(row, rules)) return undefined;
  const problems: RowProblem[] = [];
  const cellOf = (column: CaseColumn): Cell => row.cells[rules.columns.get(column)?.index ?? -1];
  const blame = (column: CaseColumn, code: RowProblemCode, number?: number) => {
    const header = rules.columns.get(column)?.header ?? '';
    const value = shortened(textOf(cellOf(column)));
    problems.push({ row: row.number, column: header, code, value, ...(number !== undefined && { number }) });
  };
  /** A text that may be kept; what is wrong with it is written down, and it counts as empty. */
  const text = (column: CaseColumn, most: number): string => {
    const cell = cellOf(column);
    const found = textOf(cell);
    const fault = faultOf(cell, found);
    if (fault) blame(column, fault);
    else if ([...found].length > most) blame(column, 'long', most);
    else return found;
    return '';
  };
  const day = (column: CaseColumn): LocalDate | null => {
    const cell = cellOf(column);
    const found = textOf(cell);
    if (found === '') return null;
    const fault = typeof cell === 'object' ? cell.fault : undefined;
    const date = fault ? undefined : dayOf(cell, rules);
    if (!date) blame(column, fault ?? 'day');
    return date ?? null;
  };
  const word = <Word>(
    column: CaseColumn,
    code: RowProblemCode,
    standard: Word,
    read: (text: string) => Word | undefined,
  ) => {
    const found = text(column, 200);
    const meant = found === '' ? standard : read(found);
    if (meant === undefined) blame(column, code);
    return meant ?? standard;
  };
  /** A free text that has no place for a person's number or address. */
  const impersonal = (column: CaseColumn, most: number): string => {
    const found = text(column, most);
    if (!rules.words.isPersonal(found)) return found;
    blame(column, 'personal');
    return '';
  };

  const caseCode = readCode(cellOf('caseCode'), text('caseCode', 64));
  if (caseCode === undefined && !problems.some(({ column }) => column === rules.columns.get('caseCode')?.header)) {
    blame('caseCode', codeProblem(cellOf('caseCode')));
  }
  const receivedOn = day('receivedOn');
  const closedOn = day('closedOn');
  if (textOf(cellOf('closedOn')) === '') blame('closedOn', 'empty');
  if (closedOn && closedOn > rules.today) blame('closedOn', 'future');
  if (closedOn && receivedOn && closedOn < receivedOn) blame('closedOn', 'order');
  const procedure = readProcedure();
  const receiving = text('receivingUnit', 200);
  if (receiving !== '' && ![rules.unit.code, rules.unit.name].some((own) => folded(own) === folded(receiving))) {
    blame('receivingUnit', 'unit');
  }
  const rest = {
    channel: word('channel', 'channel', 'counter' as Channel, rules.words.channel),
    receivedOn,
    dueOn: day('dueOn'),
    outcome: word('outcome', 'outcome', 'completed' as Outcome, rules.words.outcome),
    resolvingUnit: impersonal('resolvingUnit', 200) || null,
    counter: impersonal('counter', 20) || null,
    apologySentOn: day('apologySentOn'),
  };
  const before = caseCode && rules.seen.get(caseCode);
  if (before) blame('caseCode', 'twice', before);
  if (problems.length > 0 || !caseCode || !closedOn || !procedure) return problems;
  rules.seen.set(alone(caseCode), row.number);
  return { row: row.number, caseCode, closedOn, ...rest, procedure: procedure.procedure, ...procedure.added };

  function readProcedure() {
    const named = rules.columns.has('procedure') ? 'procedure' : 'procedureName';
    const code = text('procedure', 64);
    const name = impersonal('procedureName', 500);
    const isBlamed = problems.some(({ column }) => [...procedureHeaders()].includes(column));
    if (isBlamed) return undefined;
    if (code === '' && name === '') {
      blame(named, 'empty');
      return undefined;
    }
    const found = rules.catalogue.find({ code, name, field: text('field', 200) });
    if ('procedure' in found) return found;
    const blamed = code === '' ? 'procedureName' : 'procedure';
    blame(found.in === 'field' ? 'field' : blamed, found.missing);
    return undefined;
  }

  function* procedureHeaders() {
    for (const column of ['procedure', 'procedureName'] as const) {
      const known = rules.columns.get(column);
      if (known) yield known.header;
    }
  }
}

/** The same text by itself: a piece cut out of a large one keeps all of that in memory. */
const alone = (text: string): string => Buffer.from(text).toString();

/** Blank, a heading or a note of one cell, a sum, or what stands below the table. */
function isNoCase(row: SheetRow, { columns }: RowRules): boolean {
  const at = (column: CaseColumn) => textOf(row.cells[columns.get(column)?.index ?? -1]);
  const filled = row.cells.filter((cell) => textOf(cell) !== '');
  if (filled.length === 0 || (filled.length === 1 && columns.size > 1)) return true;
  // Whatever has a day of closing wants to be a case.
  if (/\d/.test(at('closedOn'))) return false;
  if ([...columns.keys()].every((column) => at(column) === '')) return true;
  const words = filled.map((cell) => folded(textOf(cell)));
  return words.some((text) => sum.test(text) || signature.test(text));
}

const sum = /^(tong|cong|total|sum)( |$)/;
const signature =
  /^(nguoi lap|lap bieu|ke toan|thu truong|giam doc|pho giam doc|truong phong|chu tich|ky ten|ky va ghi|xac nhan|ngay thang nam)/;

function codeProblem(cell: Cell): RowProblemCode {
  if (textOf(cell) === '') return 'empty';
  return isRounded(cell) || isRoundedText(textOf(cell)) ? 'rounded' : 'characters';
}

/** Excel keeps 15 digits of a number. */
const isRounded = (cell: Cell): boolean => typeof cell === 'number' && Math.abs(cell) >= 1e15;

/** 1.2E+16 is what a CSV keeps of a long code. */
const isRoundedText = (text: string): boolean => /^\d[.,]\d+E\+\d+$/i.test(text);

function readCode(cell: Cell, text: string): CaseCode | undefined {
  if (isRounded(cell) || isRoundedText(text)) return undefined;
  return caseCodeOf(text);
}

function faultOf(cell: Cell, text: string): RowProblemCode | undefined {
  if (typeof cell === 'object') return cell.fault;
  if (/^[=@]|^[+-].*[(|!]/.test(text)) return 'formula';
  const isStorable = text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
  return isStorable ? undefined : 'characters';
}

/** As much of a value as it takes to find it. */
function shortened(value: string): string {
  const signs = [...value.slice(0, 200).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '\u{FFFD}')];
  return signs.length > 60 ? `${signs.slice(0, 60).join('')}…` : signs.join('');
}
