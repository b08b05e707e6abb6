import type { Channel, LocalDate } from '../../db/vocabulary.ts';
import { addDays } from '../calendar.ts';
import { type Life, liveThrough, newLife, withoutWaiting } from './live-through.ts';
import { type PlannedField, plannedLife, type Trouble } from './planned-life.ts';
import { publishSecondVersion } from './second-version.ts';
import type { TestContext } from './test-context.ts';

const channels: readonly (readonly [Channel, number])[] = [
  ['counter', 55],
  ['online', 38],
  ['post', 7],
];

/** Eight fields of all sizes, some 1,000 cases a month. */
const fields: readonly PlannedField[] = [
  field('ho-tich', 290, 0.96, ['1.001193', '2.000635', '1.004873', '1.000894', '1.000656', '1.004859']),
  field('chung-thuc', 260, 0.99, ['2.000815', '2.000884', '2.001035', '2.000908']),
  field('dat-dai', 155, 0.85, ['1.013978', '1.013831', '1.012783', '1.012784', '1.013992']),
  field('xay-dung', 105, 0.9, ['1.013225', '1.013229', '1.013227']),
  field('ho-kinh-doanh', 105, 0.8, ['1.001612', '2.000720', '1.001266', '1.001570', '2.000575']),
  field('bao-tro-xa-hoi', 55, 0.95, ['1.001776', '1.014027', '1.001699', '1.001731']),
  field('nguoi-co-cong', 35, 1, ['1.010803', '1.010833', '1.010824']),
  field('khieu-nai-to-cao', 8, 0.6, ['2.002409', '2.002396', '1.010945']),
];

const trouble: Trouble = { late: 0.04, reopened: 0.03, deleted: 0.02, reissued: 0.04 };

export interface BusyUnits {
  readonly main: Life;
  /** A second unit, small. */
  readonly other: Life;
  /** Lets both go on to the end of a day. */
  goOn(to: LocalDate): Promise<void>;
}

/**
 * Two units with six months of cases, from April to September 2025, ready to be lived through: about 5,000 answers in
 * eight fields, with everything that happens to cases. From 15 May the first unit asks a second questionnaire, with
 * criteria, a question about the person and a sensitive one.
 */
export async function busyUnits(made: TestContext): Promise<BusyUnits> {
  const { db, unit, addUnit } = made;
  await withoutWaiting(db);
  const span = { from: '2025-04-01' as LocalDate, to: '2025-09-30' as LocalDate, trouble };
  const main = newLife(unit, plannedLife({ ...span, seed: 'main', fields }));
  const small = [field('ho-tich', 30, 0.9, ['1.001193', '2.000635']), field('xay-dung', 7, 0.9, ['1.013225'])];
  const other = newLife(await addUnit('le-chan'), plannedLife({ ...span, seed: 'other', fields: small }));

  let from = span.from;
  const publishOn = '2025-05-15' as LocalDate;
  return {
    main,
    other,
    async goOn(to) {
      const liveTo = (last: LocalDate) => liveThrough(made, [main, other], { from, to: last, sealEvery: 5 });
      if (from < publishOn && publishOn < to) {
        await liveTo(publishOn);
        await publishSecondVersion(db, unit.unitId, made.clock());
        from = addDays(publishOn, 1);
      }
      await liveTo(to);
      from = addDays(to, 1);
    },
  };
}

function field(fieldId: string, perMonth: number, satisfied: number, codes: readonly string[]): PlannedField {
  return {
    fieldId,
    perMonth,
    satisfied,
    responds: 0.88,
    procedures: codes.map((code, index) => [code, 1 / (index + 1) ** 1.6]),
    channels,
  };
}
