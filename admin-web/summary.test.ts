import { describe, expect, test } from 'vitest';
import type { LocalDate, Month } from '../db/vocabulary.ts';
import type { Group, Satisfaction } from './client.ts';
import { heldAgainst } from './held-against.ts';
import { textsIn } from './language.ts';
import { flaggedSentence, settledParts, verdictSentence, waitingSentence } from './summary.ts';

const vi = textsIn('vi');
const en = textsIn('en');
const total: Group = {
  key: 'all',
  name: 'Tất cả',
  closed: 420,
  answered: 400,
  satisfied: 380,
  percent: 95,
  low: 92.4,
  high: 96.9,
  mean: 4.62,
  levels: [4, 6, 10, 100, 280],
  target: heldAgainst(95),
  verdict: 'met-uncertain',
  flagged: false,
  provisional: true,
  held: false,
  pooled: false,
};

describe('the verdict as a sentence', () => {
  test.each([
    [
      {},
      'Đạt chỉ tiêu: 95,0% hài lòng (380/400 phiếu). Chưa chắc chắn: khoảng tin cậy, 92,4% đến 96,9%, còn phần dưới 95%. Cần thêm phiếu.',
      'Target met: 95.0% satisfied (380 of 400). Not certain: the interval, 92.4% to 96.9%, reaches below 95%. More answers needed.',
    ],
    [
      { verdict: 'met', low: 95.1 },
      'Đạt chỉ tiêu: 95,0% hài lòng (380/400 phiếu), chỉ tiêu từ 95% trở lên. Chắc chắn: cả khoảng tin cậy, 95,1% đến 96,9%, đều đạt.',
      'Target met: 95.0% satisfied (380 of 400), target 95% or more. Certain: the whole interval, 95.1% to 96.9%, meets it.',
    ],
    [
      { verdict: 'missed-uncertain', percent: 94.96 },
      'Chưa đạt chỉ tiêu: 94,96% hài lòng (380/400 phiếu). Chưa chắc chắn: khoảng tin cậy, 92,4% đến 96,9%, còn chạm 95%. Cần thêm phiếu.',
      'Target not met: 94.96% satisfied (380 of 400). Not certain: the interval, 92.4% to 96.9%, still reaches 95%. More answers needed.',
    ],
    [
      { verdict: 'missed', high: 94.2 },
      'Chưa đạt chỉ tiêu: 95,0% hài lòng (380/400 phiếu). Chắc chắn: cả khoảng tin cậy, 92,4% đến 94,2%, đều dưới 95%.',
      'Target not met: 95.0% satisfied (380 of 400). Certain: the whole interval, 92.4% to 94.2%, is below 95%.',
    ],
    [
      { verdict: 'insufficient', answered: 6 },
      'Mới có 6 phiếu, cần ít nhất 10 phiếu để kết luận.',
      'Only 6 answers so far; at least 10 are needed.',
    ],
    [
      { verdict: 'no-target', target: null },
      '95,0% hài lòng (380/400 phiếu). Chưa cấu hình chỉ tiêu cho kỳ này: chỉ nêu tỷ lệ, không kết luận.',
      '95.0% satisfied (380 of 400). No target set for this period: rate only, no verdict.',
    ],
    [
      { verdict: 'insufficient', answered: 0, satisfied: 0, percent: null, low: null, high: null },
      'Chưa có số liệu.',
      'No data yet.',
    ],
  ] satisfies [Partial<Group>, string, string][])('%o', (facts, inVietnamese, inEnglish) => {
    const group = { ...total, ...facts };
    expect([
      verdictSentence({ total: group, minimum: 10 }, vi),
      verdictSentence({ total: group, minimum: 10 }, en),
    ]).toEqual([inVietnamese, inEnglish]);
  });
});

test('fields below target are named; none is said only of fields with answers enough', () => {
  const land: Group = { ...total, key: 'dat-dai', name: 'Đất đai', verdict: 'missed', flagged: true };
  const few: Group = { ...total, key: 'dau-tu', name: 'Đầu tư', verdict: 'insufficient' };
  expect(flaggedSentence([total, land, few], vi)).toBe('1 lĩnh vực dưới chỉ tiêu: Đất đai.');
  expect(flaggedSentence([land, { ...land, name: 'Cư trú' }], en)).toBe('2 fields below target: Cư trú and Đất đai.');
  expect(flaggedSentence([total, few], vi)).toBe('Không lĩnh vực nào dưới chỉ tiêu, trong 1 lĩnh vực đủ phiếu.');
  expect(flaggedSentence([few], vi)).toBeUndefined();
});

describe('as of which night', () => {
  const result = (waiting: number, sealedOn: string | null): Satisfaction => ({
    rule: { id: 'satisfaction.overall.top2', version: 1, text: '' },
    period: {
      from: '2025-07' as Month,
      to: '2025-12' as Month,
      settledTo: null,
      sealedOn: sealedOn as LocalDate | null,
    },
    field: null,
    minimum: 5,
    waiting,
    total,
    groups: [],
  });
  test.each([
    [
      7,
      '2025-12-31',
      '7 phiếu chưa hiện, tính đến đêm 31/12/2025.',
      '7 answers not shown yet, as of the night of 31 December 2025.',
    ],
    [
      1,
      '2025-07-07',
      '1 phiếu chưa hiện, tính đến đêm 07/7/2025.',
      '1 answer not shown yet, as of the night of 7 July 2025.',
    ],
    [
      0,
      '2025-07-07',
      'Không có phiếu nào đang chờ, tính đến đêm 07/7/2025.',
      'No answers waiting, as of the night of 7 July 2025.',
    ],
    [0, null, 'Số liệu cập nhật mỗi đêm. Chưa có lần cập nhật nào.', 'Figures are updated each night. No update yet.'],
  ])('%i waiting, sealed on %s', (waiting, sealedOn, inVietnamese, inEnglish) => {
    const said = result(waiting, sealedOn);
    expect([waitingSentence(said, vi), waitingSentence(said, en)]).toEqual([inVietnamese, inEnglish]);
  });
});

test.each([
  [null, { open: ['2025-07', '2025-09'] }],
  ['2025-07', { settled: ['2025-07', '2025-07'], open: ['2025-08', '2025-09'] }],
  ['2025-09', { settled: ['2025-07', '2025-09'] }],
  ['2025-06', { open: ['2025-07', '2025-09'] }],
])('settled to %s, a period from July to September 2025 stands so: %o', (settledTo, expected) => {
  const parts = settledParts({
    from: '2025-07' as Month,
    to: '2025-09' as Month,
    settledTo: settledTo as Month | null,
    sealedOn: null,
  });
  const plain = Object.fromEntries(Object.entries(parts).map(([part, { from, to }]) => [part, [from, to]]));
  expect(plain).toEqual(expected);
});
