import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const groups: Record<string, string>[] = [
  manifest.dependencies,
  manifest.devDependencies,
  manifest.optionalDependencies,
];

test('every dependency has its line in docs/dependencies.md, and no other has', () => {
  const rows = readFileSync(join(root, 'docs/dependencies.md'), 'utf8').matchAll(/^\| (?!package |---)([^|]+) \|/gm);
  const named = [...rows].flatMap(([, names = '']) => names.split(', '));
  expect(named.sort()).toEqual(groups.flatMap(Object.keys).sort());
});

test('every version is exact, so that the oldest npm installs the same', () => {
  for (const version of groups.flatMap(Object.values)) expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
});
