import { expect, test } from 'vitest';
import { gatherer } from './gather.ts';

/** Work that waits to be let go, and remembers what it was given. */
function heldWork() {
  const turns: {
    items: readonly number[];
    done: (results: readonly string[]) => void;
    failed: (e: unknown) => void;
  }[] = [];
  const work = (_: string, items: readonly number[]) =>
    new Promise<readonly string[]>((done, failed) => turns.push({ items, done, failed }));
  return { turns, work };
}
const asText = (items: readonly number[]) => items.map(String);
const tick = () => new Promise((resolve) => setImmediate(resolve));

test('what comes while one is worked on is done together afterwards, so many at a time', async () => {
  const { turns, work } = heldWork();
  const gather = gatherer(work, { most: 3, isOneAtFault: () => false });
  const results = [1, 2, 3, 4, 5].map((item) => gather('a', item));
  expect(turns.map(({ items }) => items)).toEqual([[1]]);
  turns[0]?.done(['1']);
  await tick();
  expect(turns[1]?.items).toEqual([2, 3, 4]);
  turns[1]?.done(asText([2, 3, 4]));
  await tick();
  expect(turns[2]?.items).toEqual([5]);
  turns[2]?.done(['5']);
  expect(await Promise.all(results)).toEqual(['1', '2', '3', '4', '5']);
});

test('one key does not wait for another', () => {
  const { turns, work } = heldWork();
  const gather = gatherer(work, { most: 3, isOneAtFault: () => false });
  void gather('a', 1);
  void gather('b', 2);
  expect(turns.map(({ items }) => items)).toEqual([[1], [2]]);
});

test('where one of them may be at fault, the others are done without it', async () => {
  const bad = new Error('2 is bad');
  const gather = gatherer(
    async (_: string, items: readonly number[]) => {
      await tick();
      if (items.includes(2)) throw bad;
      return asText(items);
    },
    { most: 10, isOneAtFault: (error) => error === bad },
  );
  const results = await Promise.allSettled([1, 2, 3].map((item) => gather('a', item)));
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason))).toEqual([
    '1',
    bad,
    '3',
  ]);
});

test('where it is nobody’s fault, all hear of it at once, and the next begins anew', async () => {
  const away = new Error('away');
  let isAway = true;
  let turns = 0;
  const gather = gatherer(
    async (_: string, items: readonly number[]) => {
      turns += 1;
      await tick();
      if (isAway) throw away;
      return asText(items);
    },
    { most: 10, isOneAtFault: () => false },
  );
  const results = await Promise.allSettled([1, 2, 3].map((item) => gather('a', item)));
  expect([results.map(({ status }) => status), turns]).toEqual([['rejected', 'rejected', 'rejected'], 2]);
  isAway = false;
  expect(await gather('a', 4)).toBe('4');
});
