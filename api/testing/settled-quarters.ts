import type { Db } from '../../db/tables/index.ts';
import { elements, type LocalDate, type Month, type Quarter, type Score, type UnitId } from '../../db/vocabulary.ts';
import { monthsOf } from '../calendar.ts';
import { choiceCounts, classCounts, type KeptRow, questionCounts } from '../quarters/quarter-detail.ts';
import { insertQuarter } from '../quarters/queries.ts';
import type { Question, Questionnaire } from '../questionnaires/questionnaire.ts';

/** How many answers each field has a quarter, and of a hundred how many are satisfied. */
const fields = [
  { fieldId: 'ho-tich', procedures: ['1.001193', '1.004884'], answers: 170, satisfied: 97 },
  { fieldId: 'chung-thuc', procedures: ['2.000815'], answers: 110, satisfied: 93 },
  { fieldId: 'dat-dai', procedures: ['khac'], answers: 60, satisfied: 80 },
  { fieldId: 'xay-dung', procedures: ['khac'], answers: 20, satisfied: 100 },
] as const;

const criteria = elements.flatMap((element) => [`${element}.one`, `${element}.two`]);

/** The second version of a unit's questionnaire: criteria, two questions on the case, two about the person. */
const fullQuestionnaire: Omit<Questionnaire, 'choice'> = {
  version: 2,
  title: { vi: 'Phiếu khảo sát (đầy đủ)', en: 'Survey (full)' },
  intro: { vi: '', en: '' },
  scale: ([5, 4, 3, 2, 1] as const).map((score) => ({ score, text: { vi: `Mức ${score}`, en: `Level ${score}` } })),
  questions: [
    likert('overall', 'Nhìn chung, ông/bà hài lòng thế nào?'),
    ...criteria.map((id) => likert(id, `Tiêu chí ${id}`)),
    single('trips', 'Ông/bà đã đến mấy lần?', ['0', '1', '2-or-more']),
    { ...single('harassment', 'Có ai gây phiền hà không?', ['no', 'yes']), sensitive: true },
    { ...single('gender', 'Giới tính', ['male', 'female']), demographic: true },
    { ...single('age', 'Nhóm tuổi', ['18-24', '25-34', '35-49', '50-60', 'over-60']), demographic: true },
  ],
  submit: { vi: '', en: '' },
  thanks: { vi: '', en: '' },
};

/**
 * Fills the third and fourth quarter of 2025 of a unit as seal would have left them: 360 answers each, in the short form
 * and in the full one, with months, closed cases and a criterion that only three answered in one field.
 */
export async function fillSettledQuarters(db: Db, unitId: UnitId): Promise<void> {
  await db
    .insertInto('questionnaires')
    .values({ unitId, version: 2, definition: JSON.stringify(fullQuestionnaire), publishedAt: new Date(0) })
    .execute();
  for (const quarter of ['2025-Q3', '2025-Q4'] as Quarter[]) await fillQuarter(db, unitId, quarter);
}

async function fillQuarter(db: Db, unitId: UnitId, quarter: Quarter): Promise<void> {
  const months = monthsOf(quarter);
  const settledOn = '2026-01-30' as LocalDate;
  const rows = fields.flatMap((field, index) =>
    Array.from({ length: field.answers }, (_, number) => row(field, number, index)),
  );
  await db.transaction().execute(async (db) => {
    await db
      .insertInto('months')
      .values(months.map((month) => ({ unitId, month, settledOn })))
      .execute();
    const counts = classCounts(rows);
    const closed = [
      ...Map.groupBy(counts, ({ fieldId, procedure, channel }) => `${fieldId} ${procedure} ${channel}`),
    ].map(([, [first, ...others]]) => {
      const all = first ? [first, ...others] : others;
      const answered = all.reduce(
        (sum, { level1, level2, level3, level4, level5 }) => sum + level1 + level2 + level3 + level4 + level5,
        0,
      );
      const { fieldId = '', procedure = '', channel = '' } = first ?? {};
      return { fieldId, procedure, channel, closed: answered + 7 };
    });
    const questions = questionCounts(rows);
    const choices = choiceCounts(rows, new Set(['trips', 'gender', 'age']));
    await insertQuarter(db, unitId, quarter, { settledOn, rows, counts, closed, questions, choices, sensitive: [] });
    for (const { fieldId } of fields) {
      const ofField = rows.filter((row) => row.fieldId === fieldId);
      const closedInField = closed.filter((row) => row.fieldId === fieldId).reduce((sum, row) => sum + row.closed, 0);
      for (const [index, month] of months.entries()) {
        const part = ofField.filter((_, number) => number % 3 === index);
        const level = (mark: Score) => part.filter(({ overall }) => overall === mark).length;
        const asked = index === 0 ? closedInField - 2 * Math.floor(closedInField / 3) : Math.floor(closedInField / 3);
        await insertRollup(db, { unitId, month, fieldId, closed: asked }, level);
      }
    }
  });
}

async function insertRollup(
  db: Db,
  key: { unitId: UnitId; month: Month; fieldId: string; closed: number },
  level: (mark: Score) => number,
): Promise<void> {
  const levels = { level1: level(1), level2: level(2), level3: level(3), level4: level(4), level5: level(5) };
  await db
    .insertInto('rollups')
    .values({ ...key, ...levels, held: false })
    .execute();
}

/** The same answers in each run, spread by numbers that have nothing in common. */
function row({ fieldId, procedures, satisfied }: (typeof fields)[number], number: number, index: number): KeptRow {
  const full = number % 5 < 3;
  const draw = (step: number, of: number) => (number * step + index * 31) % of;
  const mark = (step: number): Score => {
    if (draw(step, 100) < satisfied) return draw(step, 7) < 4 ? 5 : 4;
    return ([3, 2, 1, 3, 3] as const)[draw(step, 5)] ?? 3;
  };
  const answered = full
    ? Object.fromEntries([
        ...criteria
          .filter((id) => id !== 'feedback.two' || fieldId !== 'dat-dai' || number < 5)
          .map((id, place) => [id, draw(place + 3, 13) === 0 ? 'na' : mark(place * 6 + 29)] as const),
        ['trips', ['0', '1', '2-or-more'][draw(3, 3)] ?? '1'] as const,
      ])
    : Object.fromEntries(elements.map((element, place) => [element, mark(place * 4 + 13)] as const));
  return {
    fieldId,
    procedure: procedures[number % procedures.length] ?? 'khac',
    channel: number % 4 === 0 ? 'online' : 'counter',
    medium: number % 2 === 0 ? 'phone' : 'khac',
    language: 'vi',
    version: full ? '2' : '1',
    demographics: full
      ? { age: ['18-24', '35-49', 'khac'][draw(7, 3)] ?? 'khac', gender: ['male', 'female'][draw(1, 2)] ?? 'khac' }
      : { age: 'khac', gender: 'khac' },
    overall: mark(37),
    answers: answered,
  };
}

function likert(id: string, text: string): Question {
  const element = elements.find((element) => id.startsWith(`${element}.`));
  const notApplicable = { vi: 'Không áp dụng', en: 'Does not apply' };
  return {
    id,
    type: 'likert5',
    required: id === 'overall',
    text: { vi: text, en: `${text} (en)` },
    ...(element && { element, notApplicable }),
  };
}

function single(id: string, text: string, options: readonly string[]): Extract<Question, { type: 'single' }> {
  const named = options.map((id) => ({ id, text: { vi: `Chọn ${id}`, en: `Choice ${id}` } }));
  return { id, type: 'single', required: false, text: { vi: text, en: `${text} (en)` }, options: named };
}
