import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseCode, LocalDate, UnitId } from '../../db/vocabulary.ts';
import { localDate } from '../calendar.ts';
import { randomId } from '../random-id.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import type { Unit } from '../units/service.ts';
import type { CaseReport } from './case-facts.ts';
import type { CaseEvent } from './decide.ts';
import { type CaseOutcome, closeCases, previewCases } from './service.ts';

let service: TestContext;
beforeAll(async () => {
  service = await testContext({ now: '2025-08-20T03:00:00Z' });
});
afterAll(() => service.close());

const actor = { kind: 'system', name: 'cli', unitId: null } as const;
const workFor = (unit: Unit) => {
  const { clock, context } = service;
  const now = clock();
  return {
    unit,
    actor,
    now,
    today: localDate(now, context.timeZone),
    secretKey: context.secretKey,
    newId: () => randomId(context.randomBytes),
  };
};
const putAll = (unit: Unit, events: readonly CaseEvent[]) => closeCases(service.db, { ...workFor(unit), events });
const event = (code: string, closed: Partial<CaseReport> = {}): CaseEvent => ({
  caseCode: code as CaseCode,
  closed: { procedure: '1.001193', closedOn: '2025-08-18' as LocalDate, ...closed },
});
const plainOutcomes = (outcomes: readonly CaseOutcome[]) =>
  outcomes.map((done) =>
    done.outcome === 'refused' ? done.problem.extra.errors?.map(({ path }) => path) : done.outcome,
  );

/** Everything that a unit's cases left behind, but for what is drawn by chance. */
async function left(unitId: UnitId) {
  const { db } = service;
  const cases = await db
    .selectFrom('cases')
    .select(['caseCode', 'procedureCode', 'channel', 'closedOn', 'counter', 'updatedAt', 'deleted'])
    .where('unitId', '=', unitId)
    .orderBy('caseCode')
    .execute();
  const invitations = await db
    .selectFrom('invitations as i')
    .innerJoin('cases as c', (join) => join.onRef('c.unitId', '=', 'i.unitId').onRef('c.caseId', '=', 'i.caseId'))
    .select(['caseCode', 'generation', 'expiresOn', 'withdrawn', 'month', 'fieldId', 'i.procedureCode', 'i.channel'])
    .where('i.unitId', '=', unitId)
    .orderBy('caseCode')
    .orderBy('generation')
    .execute();
  const audit = await db
    .selectFrom('auditEntries')
    .select(['action', 'subject', 'before', 'after'])
    .where('unitId', '=', unitId)
    .where('action', '!=', 'unit.created')
    .orderBy('subject')
    .orderBy('entryNumber')
    .execute();
  const procedures = await db
    .selectFrom('procedures')
    .select(['procedureCode', 'nameVi', 'fieldId'])
    .where('unitId', '=', unitId)
    .where('reviewed', '=', false)
    .orderBy('procedureCode')
    .execute();
  return { cases, invitations, audit, procedures };
}

/** Answers what these cases have in use, as far as a case notices. */
async function answer(unitId: UnitId, codes: readonly CaseCode[]) {
  const { db } = service;
  const rows = await db
    .selectFrom('cases')
    .select('caseId')
    .where('unitId', '=', unitId)
    .where('caseCode', 'in', codes)
    .execute();
  for (const { caseId } of rows) {
    await db
      .updateTable('invitations as i')
      .set({ answerKeyHash: Buffer.alloc(32, 1) })
      .where('unitId', '=', unitId)
      .where('caseId', '=', caseId)
      .where('withdrawn', '=', false)
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('invitations as other')
              .select('other.invitationId')
              .where('other.unitId', '=', unitId)
              .where('other.caseId', '=', caseId)
              .where('other.answerKeyHash', 'is not', null),
          ),
        ),
      )
      .execute();
  }
}

describe('many cases at once', () => {
  const codes = ['A', 'B', 'C', 'D'] as CaseCode[];
  const report: fc.Arbitrary<CaseReport> = fc.record(
    {
      procedure: fc.constantFrom('1.001193', '1.004859', '9.1', '9.2'),
      closedOn: fc.constantFrom('2025-08-18', '2025-07-31', '2025-08-21', null) as fc.Arbitrary<LocalDate | null>,
      channel: fc.constantFrom('counter', 'online'),
      counter: fc.constantFrom('1', '2'),
      field: fc.constantFrom('dat-dai', 'khong-co'),
      procedureName: fc.constant('Thủ tục mới'),
      receivingUnit: fc.constantFrom('le-chan'),
      updatedAt: fc.constantFrom('2025-08-18T09:00:00+07:00', '2025-08-18T10:00:00+07:00'),
    },
    { requiredKeys: ['procedure', 'closedOn'] },
  );
  const events = fc.array(fc.record({ caseCode: fc.constantFrom(...codes), closed: report }), { maxLength: 12 });
  const life = fc.array(fc.record({ events, answered: fc.subarray(codes) }), { minLength: 1, maxLength: 3 });
  let number = 0;

  test('are what they would be one after the other, and the preview says so before', async () => {
    await fc.assert(
      fc.asyncProperty(life, async (phases) => {
        number += 1;
        const together = await service.addUnit(`cung-luc-${number}`);
        const apart = await service.addUnit(`lan-luot-${number}`);
        for (const { events, answered } of phases) {
          const batch = { ...workFor(together), events };
          const expected: CaseOutcome[] = [];
          for (const { caseCode, closed } of events) expected.push(...(await putAll(apart, [{ caseCode, closed }])));
          const preview = await previewCases(service.db, batch);
          const outcomes = await closeCases(service.db, batch);
          expect(plainOutcomes(outcomes)).toEqual(plainOutcomes(expected));
          expect(plainOutcomes(preview)).toEqual(plainOutcomes(expected));
          if (answered.length === 0) continue;
          await answer(together.unitId, answered);
          await answer(apart.unitId, answered);
        }
        expect(await left(together.unitId)).toEqual(await left(apart.unitId));
      }),
      { numRuns: 60 },
    );
  });

  test('a preview leaves nothing behind', async () => {
    const unit = await service.addUnit('xem-truoc');
    const events = [event('A', { procedure: '9.9', field: 'dat-dai', procedureName: 'Mới' }), event('B')];
    const before = await left(unit.unitId);
    expect(plainOutcomes(await previewCases(service.db, { ...workFor(unit), events }))).toEqual(['created', 'created']);
    expect(await left(unit.unitId)).toEqual(before);
  });

  test('batches that fight for the same cases in any order make each once and lose none', async () => {
    const unit = await service.addUnit('tranh-nhau');
    const codesOf = (batch: number) => Array.from({ length: 60 }, (_, place) => `C${(place * (2 * batch + 7)) % 61}`);
    const asked = Array.from({ length: 8 }, (_, batch) =>
      codesOf(batch).map((code) => event(code, { procedure: `8.${code}`, field: 'dat-dai', procedureName: code })),
    );
    const outcomes = await Promise.all(asked.map((events) => putAll(unit, events)));
    const created = outcomes.flatMap((batch) => batch.filter(({ outcome }) => outcome === 'created'));
    const { cases, invitations, procedures, audit } = await left(unit.unitId);
    const distinct = new Set(asked.flat().map(({ caseCode }) => caseCode)).size;
    expect([created.length, cases.length, invitations.length, procedures.length]).toEqual(Array(4).fill(distinct));
    expect(audit).toHaveLength(2 * distinct);
    expect(outcomes.flat().every(({ outcome }) => outcome !== 'refused')).toBe(true);
  });

  test('what is written alongside stands or falls with them', async () => {
    const unit = await service.addUnit('cung-nhau');
    const batch = { ...workFor(unit), events: [event('A')] };
    const failing = closeCases(service.db, batch, async () => {
      throw new Error('no room');
    });
    await expect(failing).rejects.toThrow('no room');
    expect((await left(unit.unitId)).cases).toEqual([]);
  });

  test('a thousand come in one go', async () => {
    const unit = await service.addUnit('mot-nghin');
    const events = Array.from({ length: 1000 }, (_, index) => event(`N${index}`));
    expect(new Set(plainOutcomes(await putAll(unit, events)))).toEqual(new Set(['created']));
    expect(new Set(plainOutcomes(await putAll(unit, events)))).toEqual(new Set(['unchanged']));
  });
});
