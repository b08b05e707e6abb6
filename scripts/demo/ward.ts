import type { Element } from '../../db/vocabulary.ts';

/** How a field of the demonstration's ward works, and what is thought of it. */
export interface FieldProfile {
  readonly fieldId: string;
  /** Cases closed in a month. */
  readonly perMonth: number;
  /** The share of cases that are answered. */
  readonly responds: number;
  /** The share of satisfied answers, at the beginning of the story and at its end. */
  readonly satisfied: readonly [number, number];
  /** Working days within which a case is due. */
  readonly dueIn: number;
  readonly late: number;
  readonly online: number;
  readonly counter: string;
  /** What is liked less than the rest. */
  readonly weak?: Element;
  /** Codes of the catalogue, each with its weight. */
  readonly procedures: readonly (readonly [string, number])[];
}

/**
 * One ward, invented: some 265 cases a month, most of them in two fields, as in a ward; some fields certainly at their
 * target, some perhaps, one perhaps below and one certainly, and small ones whose answers have to wait for others.
 */
export const ward: readonly FieldProfile[] = [
  {
    fieldId: 'chung-thuc',
    perMonth: 105,
    responds: 0.68,
    satisfied: [0.995, 0.995],
    dueIn: 1,
    late: 0.01,
    online: 0.15,
    counter: '1',
    procedures: [
      ['2.000815', 66],
      ['2.000884', 20],
      ['2.001035', 5],
      ['2.000908', 3],
      ['2.000942', 2],
      ['2.001406', 2],
      ['2.001016', 1],
      ['2.001019', 1],
    ],
  },
  {
    fieldId: 'ho-tich',
    perMonth: 58,
    responds: 0.62,
    satisfied: [0.985, 0.99],
    dueIn: 3,
    late: 0.02,
    online: 0.6,
    counter: '2',
    procedures: [
      ['1.001193', 20],
      ['2.000635', 20],
      ['1.004873', 18],
      ['1.000894', 10],
      ['1.000656', 8],
      ['1.004859', 8],
      ['1.004884', 4],
      ['1.004772', 4],
      ['2.002516', 3],
      ['1.001022', 2],
      ['1.004837', 1],
    ],
  },
  {
    fieldId: 'dat-dai',
    perMonth: 26,
    responds: 0.48,
    satisfied: [0.86, 0.83],
    dueIn: 20,
    late: 0.14,
    online: 0.35,
    counter: '4',
    weak: 'procedure',
    procedures: [
      ['1.013978', 8],
      ['1.013831', 7],
      ['1.012783', 6],
      ['1.012784', 3],
      ['1.013992', 3],
      ['1.012796', 2],
      ['1.012786', 1],
      ['1.012817', 1],
    ],
  },
  {
    fieldId: 'ho-kinh-doanh',
    perMonth: 22,
    responds: 0.55,
    satisfied: [0.86, 0.68],
    dueIn: 3,
    late: 0.06,
    online: 0.75,
    counter: '3',
    weak: 'procedure',
    procedures: [
      ['1.001612', 9],
      ['2.000720', 6],
      ['1.001266', 4],
      ['1.001570', 3],
      ['2.000575', 1],
    ],
  },
  {
    fieldId: 'xay-dung',
    perMonth: 13,
    responds: 0.52,
    satisfied: [0.95, 0.95],
    dueIn: 10,
    late: 0.08,
    online: 0.5,
    counter: '4',
    procedures: [
      ['1.013225', 8],
      ['1.013229', 4],
      ['1.013227', 2],
      ['1.013226', 1],
    ],
  },
  {
    fieldId: 'bao-tro-xa-hoi',
    perMonth: 13,
    responds: 0.58,
    satisfied: [0.97, 0.97],
    dueIn: 12,
    late: 0.05,
    online: 0.3,
    counter: '5',
    procedures: [
      ['1.001776', 5],
      ['1.014027', 4],
      ['1.001699', 3],
      ['1.001731', 2],
      ['1.001653', 1],
      ['1.014028', 1],
    ],
  },
  {
    fieldId: 'nguoi-co-cong',
    perMonth: 6,
    responds: 0.6,
    satisfied: [1, 1],
    dueIn: 12,
    late: 0.04,
    online: 0.25,
    counter: '5',
    procedures: [
      ['1.010803', 3],
      ['1.010833', 2],
      ['1.010824', 1],
      ['2.002307', 1],
    ],
  },
  {
    fieldId: 'dau-tu',
    perMonth: 3.5,
    responds: 0.55,
    satisfied: [0.93, 0.93],
    dueIn: 15,
    late: 0.1,
    online: 0.7,
    counter: '3',
    // The catalogue has none of this field; what comes in with a name is added, as from any one-stop system.
    procedures: [[investmentProcedure().code, 1]],
  },
  small('quy-hoach-xay-dung', 3.5, 0.45, 'procedure', [['1.008455', 1]]),
  small('an-toan-thuc-pham', 4, 0.45, undefined, [['1.014230', 1]]),
  small('quan-su', 4, 0.35, undefined, [['1.013133', 1]]),
  small('giam-ngheo', 3.5, 0.5, undefined, [
    ['1.011607', 2],
    ['1.011608', 1],
    ['1.011609', 1],
  ]),
  small('giao-duc', 4, 0.5, undefined, [
    ['1.001622', 2],
    ['1.012971', 1],
  ]),
  small('nong-nghiep', 1.5, 0.4, undefined, [
    ['1.014801', 1],
    ['1.008004', 1],
  ]),
  small('van-hoa-the-thao', 1.5, 0.4, undefined, [
    ['2.000794', 1],
    ['1.003622', 1],
  ]),
  small('hoa-giai-co-so', 1.5, 0.35, undefined, [
    ['1.002211', 1],
    ['2.002080', 1],
  ]),
];

/** Not a procedure of any catalogue, and called so. */
export function investmentProcedure(): { code: string; field: string; name: string } {
  return { code: 'MINH-HOA-01', field: 'dau-tu', name: 'Thủ tục đầu tư (ví dụ minh họa)' };
}

function small(
  fieldId: string,
  perMonth: number,
  responds: number,
  weak: Element | undefined,
  procedures: FieldProfile['procedures'],
): FieldProfile {
  return {
    fieldId,
    perMonth,
    responds,
    satisfied: [1, 1],
    dueIn: 8,
    late: 0.05,
    online: 0.4,
    counter: '5',
    ...(weak && { weak }),
    procedures,
  };
}
