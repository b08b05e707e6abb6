import type { Db } from '../../db/tables/index.ts';
import type { Language, Quarter, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { readAnswers } from '../answers/service.ts';
import { listQuestionnaires } from '../questionnaires/service.ts';
import type { SatisfactionReport } from '../satisfaction/satisfaction-report.ts';
import type { SatisfactionQuery } from '../satisfaction/schema.ts';
import { answerSatisfaction } from '../satisfaction/service.ts';
import { type Unit, unitsSeenBy } from '../units/service.ts';
import { type Codebook, codebook } from './codebook.ts';
import { peopleQuestions } from './people.ts';
import { monthsOfPeriod, quartersOf } from './period.ts';
import { catalogueNames, countPeople, pageOfComments, pageOfRows, withheldQuestions } from './queries.ts';
import { type PublishedVersion, type RowValue, rowColumns, withoutWithheld } from './row-columns.ts';
import { satisfactionSheet } from './satisfaction-sheet.ts';
import type { QuartersQuery, UnitQuery } from './schema.ts';
import type { Occasion } from './sheet-top.ts';
import type { SipasFigures } from './sipas-figures.ts';
import { sipasSheets } from './sipas-workbook.ts';
import { fill, words } from './words.ts';
import { workbook } from './xlsx.ts';

/** Who asks, in which language, when. */
interface Asking {
  readonly actor: Actor;
  readonly language: Language;
  readonly now: Date;
  readonly timeZone: string;
}

/** Rows that are read a page at a time, while they are being sent. */
export interface Table {
  readonly columns: readonly string[];
  readonly pages: AsyncIterable<RowValue[][]>;
}

/** How many rows are in memory at once. */
const pageSize = 2000;

/** The figures of `/satisfaction` as a workbook of one sheet. Throws what `/satisfaction` refuses with. */
export async function satisfactionWorkbook(
  db: Db,
  args: Asking & { query: SatisfactionQuery; demo: boolean },
): Promise<Uint8Array<ArrayBuffer>> {
  const { query, language } = args;
  const report = await answerSatisfaction(db, args);
  const occasion = occasionOf(report, await unitsSeenBy(db, args.actor, query.unit), args);
  const sheet = satisfactionSheet(report, query.by, occasion);
  return workbook([sheet], about(words[language].by[query.by], occasion, args.now));
}

/**
 * The workbook after the SIPAS criteria. All its figures but those about people are answers of `/satisfaction`, so that
 * both say the same. Throws `not-found`, `whole-quarters-only`.
 */
export async function sipasWorkbook(
  db: Db,
  args: Asking & { query: QuartersQuery; demo: boolean },
): Promise<Uint8Array<ArrayBuffer>> {
  const { query, actor, language, now } = args;
  const period = monthsOfPeriod(query.from, query.to);
  const units = await unitsSeenBy(db, actor, query.unit);
  const unit = query.unit;
  const ask = (by: SatisfactionQuery['by'], field?: string) =>
    answerSatisfaction(db, { ...args, query: { ...period, by, ...(field && { field }), ...(unit && { unit }) } });
  const questions = await ask('question');
  const fields = await ask('field');
  const questionsOf = new Map<string, SatisfactionReport>();
  // One after the other: a workbook is made now and then, and others wait for the same connections.
  for (const { key } of fields.groups) questionsOf.set(key, await ask('question', key));
  const answers = await readAnswers(db, { ...args, query: { ...period, ...(unit && { unit }) } });
  const published = await publishedVersions(db, units);
  const questionnaires = published.map(({ questionnaire }) => questionnaire);
  const people = await countPeople(db, { unitIds: units.map(({ unitId }) => unitId), quarters: quartersOf(period) });
  const occasion = occasionOf(fields, units, args);
  const figured: SipasFigures = {
    occasion,
    fields,
    questions,
    questionsOf,
    answers,
    people: peopleQuestions(people, questionnaires),
    questionnaires: published.map(({ unit, questionnaire: { version, title } }) => ({ unit, version, title })),
    questionTexts: new Map(questionnaires.flatMap(({ questions }) => questions).map(({ id, text }) => [id, text])),
  };
  return workbook(sipasSheets(figured), about(words[language].results, occasion, now));
}

/** The answers of settled quarters, one row each, in random order. Throws `not-found`, `whole-quarters-only`. */
export async function openRows(db: Db, args: Asking & { query: QuartersQuery }): Promise<Table> {
  const { query, actor } = args;
  const period = monthsOfPeriod(query.from, query.to);
  const units = await unitsSeenBy(db, actor, query.unit);
  // Which quarters are whole and settled is said in one place.
  await answerSatisfaction(db, {
    ...args,
    query: { ...period, by: 'channel', ...(query.unit && { unit: query.unit }) },
  });
  const { columns } = rowColumns(await publishedVersions(db, units));
  return { columns: columns.map(({ name }) => name), pages: rowPages(db, units, quartersOf(period), columns) };
}

async function* rowPages(
  db: Db,
  units: readonly Unit[],
  quarters: readonly Quarter[],
  columns: ReturnType<typeof rowColumns>['columns'],
): AsyncIterable<RowValue[][]> {
  for (const { unitId, code } of units) {
    for (const quarter of quarters) {
      const withheld = await withheldQuestions(db, { unitId, quarter });
      const read = (after: string) => pageOfRows(db, { unitId, quarter, after, size: pageSize });
      for await (const page of pages(read, ({ responseId }) => responseId)) {
        yield withoutWithheld(page, withheld).map((row) =>
          columns.map(({ value }) => value({ ...row, quarter, unit: code })),
        );
      }
    }
  }
}

/** The revealed comments, each with its field, in random order, apart from any mark. Throws `not-found`. */
export async function openComments(db: Db, args: { actor: Actor; query: UnitQuery }): Promise<Table> {
  const units = await unitsSeenBy(db, args.actor, args.query.unit);
  return { columns: ['field', 'comment'], pages: commentPages(db, units) };
}

async function* commentPages(db: Db, units: readonly Unit[]): AsyncIterable<RowValue[][]> {
  for (const { unitId } of units) {
    const read = (after: string) => pageOfComments(db, { unitId, after, size: pageSize });
    for await (const page of pages(read, ({ commentId }) => commentId)) {
      yield page.map(({ fieldId, comment }) => [fieldId, comment]);
    }
  }
}

/** What every column of the rows means. Throws `not-found`. */
export async function readCodebook(db: Db, args: { actor: Actor; query: UnitQuery }): Promise<Codebook> {
  const units = await unitsSeenBy(db, args.actor, args.query.unit);
  const catalogues = await Promise.all(units.map(({ unitId }) => catalogueNames(db, unitId)));
  const once = <Named extends { code: string }>(names: readonly Named[]): Named[] => [
    ...new Map(names.map((named) => [named.code, named])).values(),
  ];
  return codebook(await publishedVersions(db, units), {
    units,
    fields: once(catalogues.flatMap(({ fields }) => fields)),
    procedures: once(catalogues.flatMap(({ procedures }) => procedures)),
  });
}

async function publishedVersions(
  db: Db,
  units: readonly { unitId: UnitId; code: string }[],
): Promise<PublishedVersion[]> {
  const versions = await Promise.all(
    units.map(async ({ unitId, code }) =>
      (await listQuestionnaires(db, unitId)).map((questionnaire) => ({ unit: code, questionnaire })),
    ),
  );
  return versions.flat();
}

/** Rows after rows, each page from the last row of the one before. */
async function* pages<Row>(read: (after: string) => Promise<Row[]>, idOf: (row: Row) => string): AsyncIterable<Row[]> {
  let after: string | undefined = '00000000-0000-0000-0000-000000000000';
  while (after !== undefined) {
    const rows = await read(after);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    after = last && rows.length === pageSize ? idOf(last) : undefined;
  }
}

function occasionOf(
  { period, waiting, total }: SatisfactionReport,
  units: readonly Unit[],
  { language, demo }: { language: Language; demo: boolean },
): Occasion {
  const names = units.map(({ name }) => name);
  const unit = units.length === 1 ? (names[0] ?? '') : fill(words[language].allUnits, { units: names.join(', ') });
  return { unit, language, demo, period, waiting, provisional: total.provisional };
}

function about(title: string, { unit, language }: Occasion, made: Date) {
  return { title, author: unit, made, foot: `${unit} – ${title}`, page: words[language].page };
}
