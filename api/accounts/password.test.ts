import { expect, test } from 'vitest';
import { hashPassword, isPassword } from './password.ts';

test('a password belongs to its own hash only, and two hashes of it differ', async () => {
  const [one, two] = await Promise.all([hashPassword('hai lòng mười phần'), hashPassword('hai lòng mười phần')]);
  expect(one).not.toBe(two);
  expect(await isPassword('hai lòng mười phần', one)).toBe(true);
  expect(await isPassword('hai lòng chín phần', one)).toBe(false);
  expect(await isPassword('hai lòng mười phần', undefined)).toBe(false);
});

test('asking for a name that nobody has takes as long as a wrong password', async () => {
  const stored = await hashPassword('hai lòng mười phần');
  const timeOf = async (hash: string | undefined) => {
    const begun = performance.now();
    await isPassword('chưa đúng mật khẩu', hash);
    return performance.now() - begun;
  };
  // In turns, so that whatever else the machine does slows both.
  const ratios: number[] = [];
  for (let n = 0; n < 15; n += 1) ratios.push((await timeOf(undefined)) / (await timeOf(stored)));
  const [median = 0] = ratios.sort((a, b) => a - b).slice(7);
  expect(median).toBeGreaterThan(0.3);
  expect(median).toBeLessThan(3);
});
