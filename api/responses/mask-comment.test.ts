import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskComment, maskMark } from './mask-comment.ts';

describe('what is masked', () => {
  test.each([
    // Phones
    ['0912345678'],
    ['0912 345 678'],
    ['0912.345.678'],
    ['0912-345-678'],
    ['0912 - 345 - 678'],
    ['091 234 5678'],
    ['09 12 34 56 78'],
    ['(0912) 345678'],
    ['0912\u00A0345\u00A0678'],
    ['+84912345678'],
    ['+84 912 345 678'],
    ['+84.912.345.678'],
    ['(+84) 912 345 678'],
    ['+84 (0) 912 345 678'],
    ['0084912345678'],
    ['84912345678'],
    ['84 912 345 678'],
    ['02253842123'],
    ['0225 3842 123'],
    ['0225.3.842.123'],
    ['(0225) 3 842 123'],
    ['024 3825 1234'],
    ['01234567890'],
    // Identity numbers: twelve digits since 2016, nine before; and what is as long
    ['031090001234'],
    ['001190001234'],
    ['031 090 001 234'],
    ['001.190.001.234'],
    ['0310 9000 1234'],
    ['0011 9000 1234'],
    ['031234567'],
    ['031 234 567'],
    ['031.234.567'],
    ['123456789'],
    ['123 456 789'],
    ['0200123456'],
    ['19001234567890'],
    ['B1234567'],
    ['c12345678'],
    // E-mail
    ['nguyen.van-a_1+x@gmail.com'],
    ['A@B.VN'],
    ['nguyễn@thưđiệntử.vn'],
    ['0912345678@zalo.com.vn'],
    // Case codes
    ['000.00.30.H24-250701-0001'],
    ['H24.30-250701-0001'],
    ['h24.30-250701-0001'],
    ['G22.99-251225-020175'],
    ['H24.30 - 250701 - 0001'],
    ['H24.30–250701–0001'],
  ])('%j', (secret) => {
    expect(maskComment(secret)).toBe(maskMark);
    expect(maskComment(`Gọi tôi theo ${secret}, xin cảm ơn.`)).toBe(`Gọi tôi theo ${maskMark}, xin cảm ơn.`);
    expect(maskComment(`(${secret})`)).not.toMatch(/\d{2}/);
    expect(maskComment(`số:${secret}\n${secret}`)).toBe(`số:${maskMark}\n${maskMark}`);
  });

  test.each([
    ['ĐT 0912345678 hoặc a.b@c.vn', 'ĐT […] hoặc […]'],
    ['0912345678 - 0987654321', '[…] - […]'],
    ['0912345678/0987654321', '[…]/[…]'],
    ['0912345678, gọi 2 lần', '[…], gọi 2 lần'],
    ['0912345678 2 lần', '[…] 2 lần'],
    ['0912345678 đã gọi', '[…] đã gọi'],
    ['ngày 01/7/2025 gọi 0912345678', 'ngày 01/7/2025 gọi […]'],
    ['CCCD 031090001234 cấp 01/07/2021', 'CCCD […] cấp 01/07/2021'],
    ['912345678 500 nghìn', '[…] 500 nghìn'],
    ['912345678 đã gọi, 912345678 không nghe', '[…] đã gọi, […] không nghe'],
    ['nộp 300.000đ, ĐT:0912345678.', 'nộp 300.000đ, ĐT:[…].'],
    ['hồ sơ H24.30-250701-0001 thủ tục 1.001193', 'hồ sơ […] thủ tục 1.001193'],
  ])('%j becomes %j', (comment, masked) => {
    expect(maskComment(comment)).toBe(masked);
  });
});

describe('what stays', () => {
  test.each([
    // Amounts
    ['1.200.000 đồng'],
    ['120.000.000 đồng'],
    ['1.200.000.000 đ'],
    ['1,200,000 VNĐ'],
    ['120 000 000 đồng'],
    ['120000000đ'],
    ['150000000 đồng'],
    ['500k'],
    ['1200000'],
    ['2.500.000'],
    // Dates, years, hours
    ['01/07/2025'],
    ['1/7/2025'],
    ['01-07-2025'],
    ['01.07.2025'],
    ['lúc 02-07-2025 09:30'],
    ['từ 01/07/2025 - 31/12/2025'],
    ['03-08-2025 - 05-08-2025'],
    ['08-2025'],
    ['2021-2026'],
    ['năm 2024 2025 2026'],
    ['07h30 - 11h30, 13h00 - 17h00'],
    ['07:30-11:30 13:00-17:00'],
    ['sinh năm 1990'],
    // Procedures and law
    ['1.001193'],
    ['2.000889'],
    ['thủ tục 1.001193, 2.000889 và 1.012784'],
    ['1.012784.000.00.00.H24'],
    ['118/2025/NĐ-CP'],
    ['Luật 91/2025/QH15'],
    ['Quyết định số 72/QĐ-UBND ngày 01/7/2025'],
    ['Thông tư 01/2018/TT-VPCP'],
    // Public numbers, and small ones
    ['113'],
    ['19001096'],
    ['1900 1096'],
    ['1800 6132'],
    ['Quầy số 3'],
    ['chờ 2 tiếng 30 phút'],
    ['5/5'],
    ['10 - 20 - 30'],
    ['thửa 12, tờ bản đồ số 345, diện tích 1.250,5 m2'],
    ['ABC-123456'],
    ['@ủy ban'],
    [''],
    ['Cán bộ nhiệt tình, xin cảm ơn!'],
  ])('%j', (comment) => {
    expect(maskComment(comment)).toBe(comment);
    expect(maskComment(`Tôi thấy ${comment} là đúng.`)).toBe(`Tôi thấy ${comment} là đúng.`);
  });
});

describe('masking a masked comment', () => {
  const pieces = fc.constantFrom(
    ...'0123456789',
    ...[
      '0912345678',
      '+84',
      '84',
      '1.001193',
      '01/07/2025',
      'H24.30-250701-0001',
      'a@b.vn',
      '1.200.000',
      'đồng',
      maskMark,
    ],
    ...[' ', '.', '-', '–', '(', ')', '@', '/', ',', '\n', 'A', 'đ', 'ố'],
  );

  test('changes nothing', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const once = maskComment(parts.join(''));
        expect(maskComment(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ['a@b.vn0+840912345678đồng', '[…][…]đồng'],
    ['H24.30-250701-0001A0000840', '[…][…]'],
  ])('%j leaves no second secret behind the first', (comment, masked) => {
    expect(maskComment(comment)).toBe(masked);
  });

  test('and no run of nine digits is left, but an amount', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        expect(maskComment(parts.join('')).replace(/\d+ ?(đ|đồng)/gu, '')).not.toMatch(/\d{9}/);
      }),
      { numRuns: 5000 },
    );
  });

  test('takes no time to speak of, whatever the thousand characters', () => {
    const started = performance.now();
    for (const piece of ['0', '0 ', 'a', 'a.', 'A1.', '1.000.', '-', '84', '(0', '1 ', 'a@', '@a.', '0912345678']) {
      maskComment(piece.repeat(1000).slice(0, 1000));
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
