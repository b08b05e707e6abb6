import type { Localised } from '../../db/vocabulary.ts';
import { halfUp } from './half-up.ts';
import { countOf, type Levels } from './rollup.ts';
import type { Rate } from './verdict.ts';

/**
 * How a figure is computed, printed beside it: figures of different rules never share a table without their names.
 * What a rule computes never changes; a change is a new version beside the old one.
 */
export interface Rule {
  readonly id: string;
  readonly version: number;
  readonly name: Localised;
  readonly text: Localised;
}

/**
 * The rules in use. Silence, blanks and “does not apply” are in none of the first six; the last counts silence as
 * satisfaction, as the national index does, and never stands in for `overall`.
 */
export const rules = {
  /** The figure that is held against targets. */
  overall: {
    id: 'satisfaction.overall.top2',
    version: 1,
    name: { vi: 'Tỷ lệ hài lòng', en: 'Satisfaction rate' },
    text: {
      vi: 'Tỷ lệ hài lòng = số phiếu chọn “Hài lòng” và “Rất hài lòng” ÷ số phiếu trả lời câu 1.',
      en: 'Satisfied = “Satisfied” + “Very satisfied” ÷ answers to question 1.',
    },
  },
  element: {
    id: 'satisfaction.element.top2',
    version: 1,
    name: { vi: 'Tỷ lệ hài lòng theo yếu tố', en: 'Satisfaction by element' },
    text: {
      vi: 'Số câu trả lời “Hài lòng” và “Rất hài lòng” ÷ số câu trả lời theo thang năm mức, gộp các câu của một yếu tố. Phiếu trả lời nhiều câu hơn thì được tính nhiều hơn.',
      en: '“Satisfied” + “Very satisfied” ÷ marks given, over all items of one element together. Who answers more items weighs more.',
    },
  },
  criteria: {
    id: 'satisfaction.criteria.top2',
    version: 1,
    name: { vi: 'Tỷ lệ hài lòng gộp các tiêu chí', en: 'Satisfaction over all criteria' },
    text: {
      vi: 'Số câu trả lời “Hài lòng” và “Rất hài lòng” ÷ số câu trả lời theo thang năm mức, gộp mọi tiêu chí. Phiếu trả lời nhiều câu hơn thì được tính nhiều hơn.',
      en: '“Satisfied” + “Very satisfied” ÷ marks given, over all criteria together. Who answers more criteria weighs more.',
    },
  },
  criterion: {
    id: 'satisfaction.criterion.top2',
    version: 1,
    name: { vi: 'Tỷ lệ hài lòng theo tiêu chí', en: 'Satisfaction by criterion' },
    text: {
      vi: 'Số câu trả lời “Hài lòng” và “Rất hài lòng” ÷ số câu trả lời theo thang năm mức, của một tiêu chí.',
      en: '“Satisfied” + “Very satisfied” ÷ marks given, of one criterion.',
    },
  },
  mean: {
    id: 'satisfaction.mean',
    version: 1,
    name: { vi: 'Điểm trung bình', en: 'Mean mark' },
    text: {
      vi: 'Tổng các điểm từ 1 đến 5 ÷ số phiếu trả lời, hai chữ số thập phân. Đây không phải tỷ lệ phần trăm.',
      en: 'Sum of the marks 1 to 5 ÷ answers, two decimals. It is not a percentage.',
    },
  },
  govuk100: {
    id: 'satisfaction.govuk100',
    version: 1,
    name: { vi: 'Điểm quy đổi thang 100', en: 'Score out of 100' },
    text: {
      vi: 'Quy đổi năm mức thành 0, 25, 50, 75, 100 rồi lấy trung bình, như các dịch vụ số của Anh. Chỉ để so sánh; đây không phải tỷ lệ hài lòng.',
      en: 'The five steps as 0, 25, 50, 75, 100, averaged, as UK digital services do. For comparison only; it is not the share satisfied.',
    },
  },
  qd766: {
    id: 'admin.qd766',
    version: 1,
    name: { vi: 'Tỷ lệ hài lòng theo Quyết định 766/QĐ-TTg', en: 'Satisfaction by Decision 766/QĐ-TTg' },
    text: {
      vi: 'Số hồ sơ không quá hạn, không bị đánh giá không hài lòng, không có phản ánh, kiến nghị ÷ tổng số hồ sơ. Hồ sơ không có ý kiến được tính là hài lòng, nên không thay cho tỷ lệ hài lòng của khảo sát.',
      en: 'Cases neither overdue, nor marked dissatisfied, nor complained about ÷ all cases. Silence counts as satisfaction, so it never stands in for the survey’s rate.',
    },
  },
} as const satisfies Record<string, Rule>;

/** The rate of one question, `overall` or a criterion: marks 4 and 5 of the marks given. */
export function rateOf(levels: Levels): Rate {
  const { satisfied, answered } = countOf(levels);
  return { satisfied, answered };
}

/**
 * The rate of an element, or of all criteria: marks 4 and 5 of the marks given to any of its items. `answered` counts
 * marks, not persons. It is no mean of the items' rates: an item that more people answered weighs more. The marks of one
 * person go together, so `interval` would be too narrow for a rate pooled over several items: it has none.
 */
export function pooledRate(items: readonly Levels[]): Rate {
  return items.map(rateOf).reduce(addRates, { satisfied: 0, answered: 0 });
}

/** The arithmetic mean of the marks, 1–5, two decimals, half up; null without answers. */
export function mean(levels: Levels): number | null {
  const { answered } = rateOf(levels);
  return answered === 0 ? null : halfUp(sumOfMarks(levels), answered, 2);
}

/**
 * The mean of 0, 25, 50, 75, 100 for the five steps, (mean − 1) × 25 of the exact mean: 0–100, one decimal, half up; null
 * without answers. Source: recomputed from figures that UK digital services publish with their counts.
 */
export function govuk100(levels: Levels): number | null {
  const { answered } = rateOf(levels);
  return answered === 0 ? null : halfUp(25 * (sumOfMarks(levels) - answered), answered, 1);
}

/** How closed cases stand in the national index: whole numbers, `both` being in `late` and in `disliked`. */
export interface HandledCases {
  readonly closed: number;
  readonly late: number;
  /** Marked dissatisfied, or with a complaint (phản ánh, kiến nghị) about how it was handled. */
  readonly disliked: number;
  /** Late and disliked. */
  readonly both: number;
}

/**
 * The national index's rate: cases neither late nor disliked ÷ cases, 0–100, one decimal, half up; null without cases.
 * A case that is late and disliked is subtracted once.
 *
 * Source: Quyết định 766/QĐ-TTg ngày 23/6/2022, nhóm chỉ số mức độ hài lòng: “Tỷ lệ hài lòng trong tiếp nhận, giải quyết
 * TTHC = (Tổng số hồ sơ TTHC - Số hồ sơ không hài lòng hoặc có phản ánh, kiến nghị …, quá hạn) / Tổng số hồ sơ TTHC”.
 *
 * Throws RangeError where the four counts can't be of the same cases.
 */
export function qd766({ closed, late, disliked, both }: HandledCases): {
  readonly undisturbed: number;
  readonly closed: number;
  readonly percent: number | null;
} {
  const undisturbed = closed - (late + disliked - both);
  const counts = [closed, late, disliked, both, late - both, disliked - both, undisturbed];
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(`Of ${closed} cases, ${late} late, ${disliked} disliked and ${both} both: that can’t be`);
  }
  return { undisturbed, closed, percent: closed === 0 ? null : halfUp(100 * undisturbed, closed, 1) };
}

function sumOfMarks(levels: Levels): number {
  return levels.reduce((total, count, index) => total + count * (index + 1), 0);
}

function addRates(a: Rate, b: Rate): Rate {
  return { satisfied: a.satisfied + b.satisfied, answered: a.answered + b.answered };
}
