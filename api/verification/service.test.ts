import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishSecondVersion } from '../testing/second-version.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import { differences, verify } from './service.ts';

/** A settled quarter with named classes, an open month, and answers that wait. */
let service: TestApp;
beforeAll(async () => {
  service = await testApp({ now: '2025-09-30T03:00:00Z' });
  const machine = await service.apiKey('cases:write');
  await publishSecondVersion(service.db, service.unit.unitId, service.clock());
  let serial = 0;
  const rate = async (closedOn: string, procedure: string, channel: string, answers: object | undefined) => {
    serial += 1;
    const put = await service.send('PUT', `/api/v1/cases/V-${serial}`, machine, { procedure, closedOn, channel });
    const { pathname } = new URL((await put.json()).invitation.url);
    if (answers) await service.send('POST', pathname, {}, { key: `key-number-${serial}`, answers });
  };
  for (let index = 0; index < 24; index++) {
    const procedure = ['1.001193', '1.000894', '1.000656'][index % 3] ?? '';
    const answers = {
      overall: 1 + (index % 5),
      access: index % 4 ? 5 : 'na',
      ...(index < 3 && { result: 4 }),
      timeliness: index % 3 ? 'on-time' : 'late',
      ...(index % 3 === 0 && index < 12 && { apology: 'none' }),
      harassment: index === 11 ? 'yes' : 'no',
    };
    await rate(
      `2025-0${7 + (index % 2)}-15`,
      procedure,
      index % 6 < 3 ? 'counter' : 'online',
      index % 8 ? answers : undefined,
    );
  }
  service.clock.set('2025-10-25T03:00:00Z');
  await service.seal();
  for (let index = 0; index < 8; index++)
    await rate('2025-10-20', index < 6 ? '1.001193' : '1.013978', 'counter', { overall: 5 });
  await service.seal();
});
afterAll(() => service.close());

test('what the service did has no difference', async () => {
  expect(await verify(service.db)).toEqual([]);
  const rows = async (table: 'responses' | 'quarterResponses' | 'responseInbox') =>
    (await service.db.selectFrom(table).select('unitId').execute()).length;
  expect([await rows('quarterResponses'), await rows('responses'), await rows('responseInbox')]).toEqual([21, 6, 2]);
});

describe('what anything else did is found', () => {
  class Undo extends Error {}
  /** Does the damage, looks, and undoes it. */
  async function found(damage: RawBuilder<unknown>): Promise<string[]> {
    const seen: string[] = [];
    const done = service.db.transaction().execute(async (db) => {
      await sql`set local session_replication_role = replica`.execute(db);
      await damage.execute(db);
      seen.push(...(await differences(db)).map(({ subject }) => subject));
      throw new Undo();
    });
    await expect(done).rejects.toThrow(Undo);
    return seen;
  }

  test.each<[string, RawBuilder<unknown>, RegExp]>([
    [
      'a response gone',
      sql`delete from responses where response_id = (select min(response_id::text)::uuid from responses)`,
      /2025-10 ho-tich mark 5/,
    ],
    [
      'a response twice',
      sql`insert into responses (unit_id, month, field_id, procedure_code, channel, medium, language, questionnaire_version, overall, answers) select unit_id, month, field_id, procedure_code, channel, medium, language, questionnaire_version, overall, answers from responses limit 1`,
      /ho-tich answered/,
    ],
    ['a rollup raised', sql`update rollups set level5 = level5 + 1 where month = '2025-10'`, /2025-10 ho-tich mark 5/],
    [
      'a settled rollup moved between marks',
      sql`update rollups set level5 = level5 + 1, level1 = level1 - 1 where month = '2025-07'`,
      /2025-Q3 ho-tich mark 1/,
    ],
    [
      'a settled month’s closed cases changed',
      sql`update rollups set closed = closed + 1 where month = '2025-07'`,
      /2025-07 ho-tich closed/,
    ],
    [
      'an invitation unspent',
      sql`update invitations set answer_key_hash = null where invitation_id = (select min(invitation_id::text)::uuid from invitations where answer_key_hash is not null)`,
      /answered/,
    ],
    ['an answer taken out of the inbox', sql`delete from response_inbox`, /waiting/],
    [
      'a quarter’s row changed',
      sql`update quarter_responses set overall = 5 where overall = 1`,
      /2025-Q3 ho-tich .* mark/,
    ],
    ['a class raised', sql`update quarter_rollups set level2 = level2 + 1`, /2025-Q3 ho-tich .* mark 2/],
    [
      'a class’s closed cases lowered',
      sql`update quarter_cases set closed = closed - 1 where closed > 0`,
      /2025-Q3 ho-tich closed/,
    ],
    [
      'a question’s marks changed',
      sql`update quarter_questions set level5 = level5 + 1 where question_id = 'access'`,
      /access 2 mark 5/,
    ],
    [
      'a choice counted once more',
      sql`update quarter_choices set answered = answered + 1 where option_id = 'late'`,
      /timeliness 2 option late/,
    ],
    [
      'a choice that is withheld shown',
      sql`update quarter_choices set option_id = 'none', answered = 3, withheld = false where question_id = 'apology'`,
      /apology 2 option none/,
    ],
    [
      'a choice withheld without need',
      sql`delete from quarter_choices where question_id = 'timeliness'`,
      /timeliness 2 option/,
    ],
    [
      'sensitive answers of fewer than five',
      sql`update quarter_sensitive set answered = case option_id when 'no' then 4 else 0 end`,
      /harassment sensitive/,
    ],
    [
      'a small figure shown',
      sql`update rollups set level1 = 0, level2 = 0, level3 = 0, level4 = 0, level5 = 4 where month = '2025-10'`,
      /too few to show/,
    ],
  ])('%s', async (_, damage, subject) => {
    expect((await found(damage)).join('\n')).toMatch(subject);
    expect(await verify(service.db)).toEqual([]);
  });
});

test('a question with one to four marks is withheld, one with none or five is not', async () => {
  const questions = await service.db
    .selectFrom('quarterQuestions')
    .select(['questionId', 'withheld', 'level4', 'level5'])
    .execute();
  expect(questions.find(({ questionId }) => questionId === 'access')).toMatchObject({ withheld: false });
  expect(questions.find(({ questionId }) => questionId === 'result')).toEqual({
    questionId: 'result',
    withheld: true,
    level4: 0,
    level5: 0,
  });
});
