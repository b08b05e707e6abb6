import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const plugin = 'plugin';

/** Rule, file, and what it must not say; `plugin` stands for the rules of ours that are written in GritQL. */
const planted: [rule: string, file: string, source: string][] = [
  ['lint/suspicious/noExplicitAny', 'api/x/any.ts', 'export const x = (y: any) => y;'],
  ['lint/style/noNonNullAssertion', 'api/x/sure.ts', 'export const x = (y?: string) => y!.length;'],
  ['lint/style/noDefaultExport', 'api/x/nameless.ts', 'export default 1;'],
  ['lint/style/noProcessEnv', 'api/x/env.ts', 'export const x = process.env.PORT;'],
  ['lint/suspicious/noConsole', 'api/x/prints.ts', `export const x = () => console.log('token');`],
  ['lint/nursery/noFloatingPromises', 'api/x/floats.ts', 'async function f() {}\nexport const x = () => {\n  f();\n};'],
  [
    'lint/security/noDangerouslySetInnerHtml',
    'survey-web/x.tsx',
    'export const x = <p dangerouslySetInnerHTML={{ __html: "" }} />;',
  ],
  [
    'assist/source/organizeImports',
    'api/x/unsorted.ts',
    `import { z } from 'zod';\nimport { a } from 'hono';\nexport { a, z };`,
  ],
  [plugin, 'api/x/now.ts', 'export const x = () => new Date();'],
  [plugin, 'api/x/now-bare.ts', 'export const x = () => new Date;'],
  [plugin, 'api/x/now-number.ts', 'export const x = () => Date.now();'],
  [plugin, 'api/x/now-handed-on.ts', 'export const x = { clock: Date.now };'],
  [plugin, 'db/chance.ts', 'export const x = () => Math.random();'],
  [plugin, 'survey-web/uuid.tsx', 'export const x = () => <p>{crypto.randomUUID()}</p>;'],
  [plugin, 'admin-web/uuid.ts', `import { randomUUID } from 'node:crypto';\nexport const x = () => randomUUID();`],
  [plugin, 'api/x/queries.ts', `export const x = (db: Db) => db.selectFrom('cases').selectAll().execute();`],
  [plugin, 'db/returning.ts', `export const x = (db: Db) => db.insertInto('cases').returningAll();`],
];

const allowed: Record<string, string> = {
  'api/main.ts': 'export const clock = () => new Date();\n',
  'api/config.ts': 'export const port = process.env.PORT;\n',
  'api/x/dates.ts': 'export const x = (text: string) => new Date(text).getTime();\n',
  'api/x/x.test.ts': 'export const today = Date.now();\n',
  'scripts/seed.ts': "console.log(Math.random(), process.env.SEED ?? '');\n",
  'vite.config.ts': 'export default {};\n',
  'admin-web/pages/results.tsx': 'export default function Results() {\n  return <p>1</p>;\n}\n',
};

let folder: string;
let found: { rule: string; file: string }[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hai-long-lint-rules-'));
  for (const file of ['biome.json', '.gitignore']) await copyFile(join(root, file), join(folder, file));
  await cp(join(root, 'scripts/check'), join(folder, 'scripts/check'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  });
  for (const [file, source] of [
    ...planted.map(([, path, text]) => [path, text] as const),
    ...Object.entries(allowed),
  ]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), source);
  }
  found = await lint(folder);
});
afterAll(() => rm(folder, { recursive: true }));

test.each(planted)('%s is found in %s', (rule, file) => {
  expect(found).toContainEqual({ rule, file });
});

test('what the house needs is left alone', () => {
  expect(found.filter(({ file }) => file in allowed)).toEqual([]);
});

async function lint(cwd: string): Promise<{ rule: string; file: string }[]> {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const parameters = [biome, 'check', '--formatter-enabled=false', '--reporter=json', '--max-diagnostics=500'];
  // Exits with 1, since it finds what was planted.
  const output = await new Promise<string>((done) => {
    execFile(process.execPath, parameters, { cwd }, (_error, stdout) => done(stdout));
  });
  const { diagnostics } = JSON.parse(output) as { diagnostics: { category: string; location: { path: string } }[] };
  return diagnostics.map(({ category, location }) => ({ rule: category, file: location.path }));
}
