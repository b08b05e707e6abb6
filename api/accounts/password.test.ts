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
  const medianTime = async (hash: string | undefined) => {
    const times: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const begun = performance.now();
      await isPassword('chưa đúng mật khẩu', hash);
      times.push(performance.now() - begun);
    }
    return times.sort((a, b) => a - b)[3] ?? 0;
  };
  const ratio = (await medianTime(undefined)) / (await medianTime(stored));
  expect(ratio).toBeGreaterThan(0.4);
  expect(ratio).toBeLessThan(2.5);
});
