import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findApiKey, signIn } from '../../api/accounts/service.ts';
import { asCsv } from '../../api/testing/one-stop-sheet.ts';
import { findUnitByCode, listFields } from '../../api/units/queries.ts';
import { type FreshDatabase, freshDatabase } from '../../db/testing.ts';
import type { Month, UnitId } from '../../db/vocabulary.ts';
import { runCli } from './run-cli.ts';

let database: FreshDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

/** Types a command; what it said, and how it ended. */
async function type(line: string | readonly string[], input = '', environment: Record<string, string> = {}) {
  const said: string[] = [];
  const warned: string[] = [];
  const code = await runCli(typeof line === 'string' ? line.split(' ').filter(Boolean) : line, {
    environment: { DATABASE_URL: database.url, SECRET_KEY: 'a key of at least thirty-two characters', ...environment },
    readInput: async () => input,
    say: (text) => said.push(text),
    warn: (text) => warned.push(text),
  });
  return { code, said, warned };
}

const password = 'hai lòng mười phần';
const canSignIn = (username: string, word: string) =>
  signIn(database.db, { username, password: word, now: new Date(), randomBytes: (length) => new Uint8Array(length) })
    .then(() => true)
    .catch(() => false)
    .finally(() => database.db.deleteFrom('sessions').execute());

describe('typed wrongly', () => {
  test.each<[string | readonly string[], string]>([
    [
      '',
      'A command is needed: unit create, account create, account reset, api-key create, api-key delete, webhook-secret create, webhook-secret delete, import, seal, verify',
    ],
    [
      'open',
      'There is no command “open”, but unit create, account create, account reset, api-key create, api-key delete, webhook-secret create, webhook-secret delete, import, seal, verify',
    ],
    ['account', 'There is no command “account”, but account create, account reset.'],
    ['account delete', 'There is no command “account delete”, but account create, account reset.'],
    ['unit create', '--code is needed. Usage: unit create --code C --name N'],
    ['unit create --code phu-lien', '--name is needed.'],
    [['unit', 'create', '--code', 'phu-lien', '--name', ' '], '--name is needed.'],
    ['unit create --code', "Option '--code <value>' argument missing. Usage: "],
    ['unit create --code phu-lien --name Phù Liễn', '“Liễn” is one word too many. Usage: '],
    ['unit create --kode phu-lien', "Unknown option '--kode'. Usage: unit create"],
    [
      'unit create --code Phù-Liễn --name X',
      'Something needs correcting: code: “Phù-Liễn”: expected lower-case letters',
    ],
    [
      'account create --username nga --unit thuy-nguyen --password-stdin',
      '--role is needed: one or more of admin, leader',
    ],
    [
      'account create --username nga --role boss --password-stdin',
      '--role has “boss”, but one or more of admin, leader',
    ],
    ['account create --username nga --role clerk,boss --password-stdin', '--role has “boss”'],
    [
      'account create --username nga --role clerk --unit thuy-nguyen',
      '--password-stdin is needed: the password is read',
    ],
    ['account create --username nga --role clerk --password hailong2025', "Unknown option '--password'. Usage: "],
    [
      'account create --username nga --role clerk --password-stdin',
      'Something needs correcting: unit: a unit is needed;',
    ],
    [
      'account create --username n --role clerk --unit thuy-nguyen --password-stdin',
      'Something needs correcting: username:',
    ],
    ['account reset --username nga', '--password-stdin is needed'],
    ['api-key create --name N --unit thuy-nguyen', '--scope is needed: one or more of cases:write, results:read'],
    ['api-key create --name N --unit thuy-nguyen --scope cases', '--scope has “cases”, but one or more of cases:write'],
    ['api-key create --name N --scope cases:write', '--unit is needed.'],
    ['seal now', '“now” is one word too many. Usage: seal'],
    ['seal --all', "Unknown option '--all'. Usage: seal"],
  ])('%j ends with 2 and one sentence', async (line, sentence) => {
    const { code, said, warned } = await type(line, password);
    expect(warned).toHaveLength(1);
    expect(warned[0]).toContain(sentence);
    expect(warned[0]).not.toContain('\n');
    expect(said).toEqual([]);
    expect(code).toBe(2);
  });
});

describe('not to be done', () => {
  test.each<[string, string, string]>([
    [
      'account create --username nga --role clerk --unit nowhere --password-stdin',
      password,
      'No unit has the code “nowhere”; there are: thuy-nguyen',
    ],
    [
      'account create --username nga --role clerk --unit thuy-nguyen --password-stdin',
      '',
      'There is no password on standard input.',
    ],
    [
      'account create --username nga --role clerk --unit thuy-nguyen --password-stdin',
      '\n',
      'There is no password on standard input.',
    ],
    [
      'account create --username nga --role clerk --unit thuy-nguyen --password-stdin',
      'a password\nanother',
      'Standard input has several lines, but one password is expected.',
    ],
    ['account reset --username nobody --password-stdin', password, 'No account is named “nobody”.'],
    ['api-key create --name N --unit nowhere --scope cases:write', '', 'No unit has the code “nowhere”'],
  ])('%s with %j ends with 1 and one sentence', async (line, input, sentence) => {
    const { code, said, warned } = await type(line, input);
    expect(warned).toHaveLength(1);
    expect(warned[0]).toContain(sentence);
    expect(said).toEqual([]);
    expect(code).toBe(1);
  });

  test('a password that is too short is typed wrongly, and is not repeated', async () => {
    const { code, warned } = await type(
      'account create --username nga --role clerk --unit thuy-nguyen --password-stdin',
      'hailong',
    );
    expect(code).toBe(2);
    expect(warned).toEqual(['Something needs correcting: password: expected 10 to 200 characters.']);
  });

  test('a wrong setting is said in one sentence', async () => {
    const { code, warned } = await type('seal', '', { TIME_ZONE: 'Hải Phòng' });
    expect([code, warned]).toEqual([
      1,
      ['TIME_ZONE is “Hải Phòng”, but an IANA time zone, such as Asia/Ho_Chi_Minh, is expected.'],
    ]);
  });

  test('a database that is away is said in one sentence', async () => {
    const { code, warned } = await type('seal', '', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect([code, warned]).toEqual([1, ['The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1.']]);
  });
});

describe('a unit', () => {
  test('is made beside the first one, with a catalogue of its own', async () => {
    const made = await type(['unit', 'create', '--code', 'phu-lien', '--name', 'Trung tâm phường Phù Liễn']);
    expect(made).toEqual({ code: 0, said: ['Unit phu-lien is there: Trung tâm phường Phù Liễn.'], warned: [] });
    const first = await findUnitByCode(database.db, 'thuy-nguyen');
    const unit = await findUnitByCode(database.db, 'phu-lien');
    expect([first?.unitId, unit?.unitId]).toEqual([1, 2]);
    if (unit) expect(await listFields(database.db, unit.unitId)).not.toHaveLength(0);
  });

  test('has its code alone', async () => {
    const again = await type(['unit', 'create', '--code', 'phu-lien', '--name', 'Trung tâm khác']);
    expect(again).toEqual({ code: 1, said: [], warned: ['This name is taken'] });
  });
});

describe('an account', () => {
  test('signs in with the password of the input, without its line end', async () => {
    const made = await type(
      'account create --username Nga --role clerk,leader --unit thuy-nguyen --password-stdin',
      `${password}\n`,
    );
    expect(made).toEqual({ code: 0, said: ['Account nga is there, as leader, clerk of thuy-nguyen.'], warned: [] });
    expect(await canSignIn('nga', password)).toBe(true);
    expect(
      (await type('account create --username nga --role clerk --unit phu-lien --password-stdin', password)).code,
    ).toBe(1);
  });

  test('may be over all units', async () => {
    const { said } = await type(
      'account create --username kiem.toan --role auditor --role admin --password-stdin',
      password,
    );
    expect(said).toEqual(['Account kiem.toan is there, as admin, auditor of all units.']);
  });

  test('gets a new password', async () => {
    const { code, said } = await type('account reset --username NGA --password-stdin', 'một mật khẩu khác\r\n');
    expect([code, said]).toEqual([0, ['Account nga has its new password and is signed out everywhere.']]);
    expect(await canSignIn('nga', password)).toBe(false);
    expect(await canSignIn('nga', 'một mật khẩu khác')).toBe(true);
  });
});

describe('a key', () => {
  test('stands alone on the last line and works for its unit', async () => {
    const line = ['api-key', 'create', '--name', 'Phần mềm một cửa', '--unit', 'phu-lien', '--scope', 'cases:write'];
    const { code, said, warned } = await type(line);
    expect([code, warned]).toEqual([0, []]);
    expect(said.at(-1)).toMatch(/^hl_224[A-Za-z0-9_-]{43}$/);
    expect(await findApiKey(database.db, said.at(-1) ?? '')).toMatchObject({ unitId: 2, scopes: ['cases:write'] });
  });

  test('two keys differ', async () => {
    const keys = [];
    for (const name of ['one', 'two']) {
      keys.push((await type(`api-key create --name ${name} --unit phu-lien --scope cases:write`)).said.at(-1));
    }
    expect(keys[0]).not.toBe(keys[1]);
  });

  test('opens nothing any more once it is deleted', async () => {
    const key = (await type('api-key create --name lost --unit phu-lien --scope cases:write')).said.at(-1) ?? '';
    expect(await type('api-key delete --name lost --unit thuy-nguyen')).toMatchObject({
      code: 1,
      warned: ['thuy-nguyen has no key named “lost”.'],
    });
    expect(await findApiKey(database.db, key)).toBeDefined();
    const deleted = await type('api-key delete --name lost --unit phu-lien');
    expect(deleted).toEqual({ code: 0, said: ['Key “lost” of phu-lien opens nothing any more.'], warned: [] });
    expect(await findApiKey(database.db, key)).toBeUndefined();
  });

  test('that signs events stands alone on the last line, is ended by its id, and a third is refused', async () => {
    const made = [];
    for (const _ of [1, 2]) made.push(await type('webhook-secret create --unit phu-lien'));
    expect(made.map(({ code, said }) => [code, said.at(-1)])).toEqual(
      Array(2).fill([0, expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/)]),
    );
    const third = await type('webhook-secret create --unit phu-lien');
    expect([third.code, third.warned[0]]).toEqual([1, expect.stringMatching(/^There are two signing secrets/)]);
    const [, id = ''] = /secret (\S+)\.$/.exec(made[0]?.said[0] ?? '') ?? [];
    const foreign = await type(`webhook-secret delete --unit thuy-nguyen --id ${id}`);
    expect(foreign).toMatchObject({ code: 1, warned: ['There is no such secret.'] });
    expect(await type(`webhook-secret delete --unit phu-lien --id ${id}`)).toMatchObject({ code: 0 });
    expect((await type('webhook-secret create --unit phu-lien')).code).toBe(0);
    const unknown = await type('webhook-secret delete --unit phu-lien --id x');
    expect(unknown.warned[0]).toMatch(/^phu-lien has no secret “x”; there are: \S+, \S+\.$/);
  });

  test('that closes cases and reads results is made with a warning beside the result', async () => {
    const { code, said, warned } = await type(
      'api-key create --name both --unit thuy-nguyen --scope results:read,cases:write',
    );
    expect(code).toBe(0);
    expect(warned[0]).toMatch(/^Warning: this key closes cases and reads results\./);
    expect(said.at(-1)).toMatch(/^hl_223/);
  });
});

test('sealing says for each unit what it did', async () => {
  const { code, said } = await type('seal');
  expect(code).toBe(0);
  expect(said).toEqual([
    'thuy-nguyen: 0 answers revealed, 0 waiting, months settled: none.',
    'phu-lien: 0 answers revealed, 0 waiting, months settled: none.',
  ]);
});

describe('verifying', () => {
  test('finds nothing in an untouched database', async () => {
    expect(await type('verify')).toEqual({ code: 0, said: ['No difference found.'], warned: [] });
  });

  test('ends with 1 and says what differs where somebody changed a figure by hand', async () => {
    const { db } = database;
    const levels = { level1: 0, level2: 0, level3: 0, level4: 0, level5: 7 };
    const figure = {
      unitId: 1 as UnitId,
      month: '2025-07' as Month,
      fieldId: 'ho-tich',
      closed: 0,
      held: false,
      ...levels,
    };
    await db.insertInto('rollups').values(figure).execute();
    const { code, said } = await type('verify');
    expect(code).toBe(1);
    expect(said).toEqual(['thuy-nguyen: 2025-07 ho-tich mark 5: 7 stored, 0 counted.', 'Differences found: 1.']);
    await db.deleteFrom('rollups').where('unitId', '=', figure.unitId).execute();
  });
});

describe('help', () => {
  // Help is for people whose database does not run as well.
  const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };

  test.each(['help', '--help', '-h', 'account --help', 'account help'])('%s names every command', async (line) => {
    const { code, said, warned } = await type(line, '', nowhere);
    expect([code, warned]).toEqual([0, []]);
    for (const name of ['unit create', 'account create', 'account reset', 'api-key create', 'seal', 'verify']) {
      expect(said.join('\n')).toContain(`  ${name}`);
    }
  });

  test.each(['account create --help', 'help account create', 'account create -h', 'account create help'])(
    '%s says what the command needs',
    async (line) => {
      const { code, said } = await type(line, '', nowhere);
      expect(code).toBe(0);
      expect(said[0]).toBe('npm run -s cli -- account create --username U --role R[,R…] [--unit C] --password-stdin');
      expect(said.join('\n')).toContain('admin, leader, clerk, handler, auditor');
    },
  );
});

test('the audit log names the operator', async () => {
  const entries = await database.db.selectFrom('auditEntries').select(['actor', 'action']).execute();
  const actions = [
    'unit.created',
    'account.created',
    'account.password-reset',
    'api-key.created',
    'api-key.deleted',
    'seal.done',
  ];
  for (const action of actions) expect(entries).toContainEqual({ actor: 'system:cli', action });
});

describe('an import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hai-long-cli-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, rows: readonly (readonly string[])[]): string => {
    const path = join(folder, name);
    writeFileSync(path, asCsv(rows));
    return path;
  };
  const header = ['Mã hồ sơ', 'Họ tên', 'Mã thủ tục', 'Ngày trả'];
  const good = ['CLI-1', 'Nguyễn Văn Thử', '1.001193', '01/12/2025'];
  const bad = ['CLI-2', 'Nguyễn Văn Thử', '1.001193', '31/02/2025'];
  const cases = async () =>
    (await database.db.selectFrom('cases').select('caseCode').execute()).map(({ caseCode }) => caseCode);

  test('says what would become of a file, refuses it whole, or leaves its wrong rows out; again it changes nothing', async () => {
    const path = write('a.csv', [header, good, bad]);
    const looked = await type(['import', path, '--dry-run', '--unit', 'thuy-nguyen']);
    expect(looked).toEqual({
      code: 1,
      said: ['2 rows: 1 new, 0 updated, 0 unchanged, 1 to fix. Nothing saved yet.'],
      warned: [
        'Columns Họ tên hold personal data and were dropped: not stored, not logged.',
        'Row 3, column “Ngày trả”: “31/02/2025” – unreadable date, use 31/12/2025',
      ],
    });
    const refused = await type(['import', path, '--unit', 'thuy-nguyen']);
    expect([refused.code, refused.warned.at(-1)]).toEqual([1, '1 of 2 rows need correcting, so none was imported.']);
    expect(await cases()).toEqual([]);
    const done = await type(['import', path, '--skip', '--unit', 'thuy-nguyen']);
    expect([done.code, done.said]).toEqual([0, ['2 rows: 1 new, 0 updated, 0 unchanged, 1 to fix.']]);
    expect(await cases()).toEqual(['CLI-1']);
    const again = await type(['import', write('b.csv', [header, good]), '--unit', 'thuy-nguyen']);
    expect([again.code, again.said]).toEqual([0, ['1 rows: 0 new, 0 updated, 1 unchanged, 0 to fix.']]);
  });

  test('takes headers that are not recognised by hand', async () => {
    const path = write('c.csv', [
      ['Mã riêng', 'Họ tên', 'Việc', 'Hôm trả'],
      ['CLI-3', ...good.slice(1)],
    ]);
    const unknown = await type(['import', path, '--unit', 'thuy-nguyen']);
    expect(unknown.warned[0]).toContain('caseCode: no column for the case code');
    const columns = ['Mã riêng=caseCode', 'Việc=procedure', 'Hôm trả=closedOn'].flatMap((pair) => ['--column', pair]);
    expect((await type(['import', path, '--unit', 'thuy-nguyen', ...columns])).code).toBe(0);
    expect(await cases()).toContain('CLI-3');
  });

  test.each<[string[], number, string]>([
    [[], 2, 'FILE is needed. Usage: import FILE'],
    [['a', 'b'], 2, '“b” is one word too many.'],
    [['nowhere.csv', '--unit', 'thuy-nguyen'], 1, 'There is no file nowhere.csv.'],
    [['nowhere.csv'], 1, '--unit is needed: '],
    [['a', '--column', 'x=y'], 2, '--column has “x=y”, but HEADER=COLUMN is expected'],
  ])('%j ends with %i and one sentence', async (words, expected, sentence) => {
    const { code, warned } = await type(['import', ...words]);
    expect([code, warned.length]).toEqual([expected, 1]);
    expect(warned[0]).toContain(sentence);
  });

  test('says in one sentence why a file can’t be read', async () => {
    const path = join(folder, 'old.xls');
    writeFileSync(path, new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]));
    const { code, warned } = await type(['import', path, '--unit', 'thuy-nguyen']);
    expect([code, warned]).toEqual([1, [expect.stringContaining('save it as .xlsx')]]);
  });
});
