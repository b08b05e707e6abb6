import type { Db, Tx } from '../../db/tables/index.ts';
import type { CaseCode, LocalDate } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/service.ts';
import { addDays } from '../calendar.ts';
import { ensureInvitations, handOutPaper, reissueInvitation, withdrawInvitations } from '../invitations/service.ts';
import { type Problem, problem } from '../problems.ts';
import { fewestMonths } from '../retention/due-month.ts';
import { forgottenTo } from '../retention/service.ts';
import { findProcedures, holdMonths, insertProcedures, listFields, type Unit } from '../units/service.ts';
import { factsIn, tidy } from './case-facts.ts';
import type { CaseRow } from './case-view.ts';
import {
  auditActionOf,
  type CaseEvent,
  type CaseKnowledge,
  type Decision,
  decideInOrder,
  type PutDecision,
  turnsOf,
} from './decide.ts';
import { overtaken, untilNotOvertaken } from './overtaken.ts';
import {
  findCase,
  findCases,
  insertCases,
  lockCases,
  markDeleted,
  type StoredCase,
  storedCases,
  updateCases,
} from './queries.ts';

/** What other nouns may ask of cases. */
export { countSlips, findCase, listSlips, type SlipFilter } from './queries.ts';
export { overtaken };

/** What every change of cases needs beside the cases. */
export interface CaseWork {
  readonly unit: Unit;
  readonly actor: Actor;
  readonly now: Date;
  readonly today: LocalDate;
  readonly secretKey: string;
  readonly newId: () => string;
}

/** What a change of one case needs. */
export type CaseChange = CaseWork & { readonly caseCode: CaseCode };

/** Events to put in, 1,000 at most. */
export type CaseBatch = CaseWork & { readonly events: readonly CaseEvent[] };

/** What became of an event. What is older than what is known, or says the same, leaves it unchanged. */
export type CaseOutcome =
  | { readonly outcome: 'created' | 'updated' | 'unchanged' }
  | { readonly outcome: 'refused'; readonly problem: Problem };

/**
 * Puts closed cases in, all in one transaction, each as a `PUT` would one after the other: the same again changes nothing;
 * an event older than the last one is passed over; a case without a day of closing is opened again. One that is refused
 * hinders no other. `alongside` is what must be written in the same transaction; it may run more than once, each time
 * after what it wrote before was undone.
 */
export function closeCases(
  db: Db,
  batch: CaseBatch,
  alongside: (db: Tx, outcomes: readonly CaseOutcome[]) => Promise<void> = async () => {},
): Promise<CaseOutcome[]> {
  return inOneGo(db, async (db) => {
    const outcomes = await putCases(db, batch);
    await alongside(db, outcomes);
    return outcomes;
  });
}

/** What `closeCases` would do, without doing it. */
export async function previewCases(
  db: Db,
  batch: Pick<CaseBatch, 'unit' | 'today' | 'events'>,
): Promise<CaseOutcome[]> {
  const known = await storedCases(db, batch.unit.unitId, codesOf(batch));
  return decideInOrder(batch.events, await knowledgeFor(db, batch, known)).map(outcomeOf);
}

/** The same as `closeCases`, with each case as it is then. */
export function closeAndShowCases(
  db: Db,
  batch: CaseBatch,
): Promise<(CaseEvent & { outcome: CaseOutcome; savedCase: CaseRow | undefined })[]> {
  return inOneGo(db, async (db) => {
    const outcomes = await putCases(db, batch);
    const saved = await findCases(db, batch.unit.unitId, codesOf(batch));
    const rows = new Map(saved.map((row) => [row.caseCode, row]));
    return batch.events.map((event, index) => ({
      ...event,
      outcome: outcomes[index] ?? { outcome: 'unchanged' },
      savedCase: rows.get(event.caseCode),
    }));
  });
}

/** Puts one closed case in. Throws `invalid` with every complaint about the body. */
export async function closeCase(
  db: Db,
  args: CaseChange & Pick<CaseEvent, 'closed'>,
): Promise<{ outcome: 'created' | 'updated' | 'unchanged'; savedCase: CaseRow }> {
  const { caseCode, closed, ...work } = args;
  const [done] = await closeAndShowCases(db, { ...work, events: [{ caseCode, closed }] });
  if (done?.outcome.outcome === 'refused') throw done.outcome.problem;
  if (!done?.savedCase) throw new Error('A case was saved and not found');
  return { outcome: done.outcome.outcome, savedCase: done.savedCase };
}

/**
 * Takes back a case that was sent by mistake: its page is gone and its invitation withdrawn. What it counted for stays
 * counted where it was answered or its month is settled. Throws `not-found`.
 */
export async function deleteCase(db: Db, args: CaseChange): Promise<void> {
  const { unit, caseCode, actor, now } = args;
  await db.transaction().execute(async (db) => {
    await holdMonths(db, unit.unitId);
    const { caseId } = await lockKnown(db, args);
    await withdrawInvitations(db, unit.unitId, [caseId]);
    await markDeleted(db, unit.unitId, caseId);
    await recordAudit(db, { unitId: unit.unitId, actor, now, action: 'case.deleted', subject: caseCode });
  });
}

/** Gives a case a new rating code; the old one answers “replaced” at once. Throws `not-found`, `case-open`, `month-settled`. */
export async function reissueCaseInvitation(db: Db, args: CaseChange): Promise<CaseRow> {
  const { unit, caseCode, actor, now, today, secretKey } = args;
  return db.transaction().execute(async (db) => {
    await holdMonths(db, unit.unitId);
    const { caseId, closedOn } = await lockKnown(db, args);
    if (!closedOn) throw problem('case-open');
    await reissueInvitation(db, { unitId: unit.unitId, caseId, secretKey, closedOn, now, today });
    await recordAudit(db, { unitId: unit.unitId, actor, now, action: 'invitation.reissued', subject: caseCode });
    const savedCase = await findCase(db, unit.unitId, caseCode);
    if (!savedCase) throw problem('not-found');
    return savedCase;
  });
}

/** In one transaction, again from the start where somebody else was faster with the same cases (`overtaken`). */
export function inOneGo<Result>(db: Db, work: (db: Tx) => Promise<Result>): Promise<Result> {
  return untilNotOvertaken(() => db.transaction().execute(work));
}

/** Puts cases in as `closeCases` does, within a transaction of `inOneGo` that writes more. */
export async function putCases(db: Tx, batch: CaseBatch): Promise<CaseOutcome[]> {
  const { unitId } = batch.unit;
  await holdMonths(db, unitId);
  const known = await lockCases(db, unitId, codesOf(batch));
  const decisions = decideInOrder(batch.events, await knowledgeFor(db, batch, known));
  const put = decisions.filter((decision) => decision.kind === 'put');
  await addProcedures(db, batch, put);
  const ids = new Map(known.map(({ caseCode, caseId }) => [caseCode, caseId]));
  for (const turn of turnsOf(put)) await write(db, batch, turn, ids);
  await recordAudit(db, ...put.filter(({ outcome }) => outcome !== 'unchanged').map((done) => auditOf(done, batch)));
  return decisions.map(outcomeOf);
}

async function knowledgeFor(
  db: Db,
  { unit, today, events }: Pick<CaseBatch, 'unit' | 'today' | 'events'>,
  known: readonly StoredCase[],
): Promise<CaseKnowledge> {
  const { unitId, code } = unit;
  const codes = [...new Set(events.map(({ closed }) => tidy(closed.procedure)))];
  const procedures = await findProcedures(db, unitId, codes);
  const earliest = addDays(today, -fewestMonths * 28);
  const isOld = events.some(({ closed }) => closed.closedOn && closed.closedOn < earliest);
  const fields = procedures.length < codes.length ? await listFields(db, unitId) : [];
  return {
    unitCode: code,
    today,
    cases: new Map(known.map((stored) => [stored.caseCode, stored])),
    procedures: new Map(procedures.map(({ askedCode, ...procedure }) => [askedCode, procedure])),
    fieldIds: new Set(fields.map(({ fieldId }) => fieldId)),
    forgottenTo: isOld ? await forgottenTo(db, unitId) : undefined,
  };
}

/** Adds what the catalogue does not have as unreviewed, in the order of their codes so that no two lock each other out. */
async function addProcedures(db: Tx, { unit, actor, now }: CaseBatch, put: readonly PutDecision[]): Promise<void> {
  const { unitId } = unit;
  const added = put
    .flatMap(({ addsProcedure, procedure }) => (addsProcedure ? [procedure] : []))
    .sort((one, other) => (one.procedureCode < other.procedureCode ? -1 : 1));
  if (added.length === 0) return;
  if ((await insertProcedures(db, unitId, added)) < added.length) throw overtaken();
  const entries = added.map((procedure) => ({
    unitId,
    actor,
    now,
    action: 'procedure.added',
    subject: procedure.procedureCode,
    after: procedure,
  }));
  await recordAudit(db, ...entries);
}

/** Writes what was decided about cases that are each there once; adds the ids of those that are new. */
async function write(
  db: Tx,
  batch: CaseBatch,
  turn: readonly PutDecision[],
  ids: Map<CaseCode, string>,
): Promise<void> {
  const { unit, secretKey, now, today, newId } = batch;
  const { unitId } = unit;
  const added = turn.filter(({ before }) => before === undefined);
  if (added.length > 0) {
    const rows = added.map(({ caseCode, after }) => ({ caseCode, ...rowOf(after) }));
    const inserted = await insertCases(db, unitId, rows);
    if (inserted.length < added.length) throw overtaken();
    for (const { caseCode, caseId } of inserted) ids.set(caseCode, caseId);
  }
  const idOf = ({ caseCode }: CaseEvent): string => {
    const caseId = ids.get(caseCode);
    if (caseId === undefined) throw new Error('A case was saved and not found');
    return caseId;
  };
  const changed = turn.filter(
    ({ before, outcome, closed }) => before !== undefined && (outcome !== 'unchanged' || closed.updatedAt),
  );
  if (changed.length > 0) {
    const rows = changed.map((decision) => ({ caseId: idOf(decision), ...rowOf(decision.after) }));
    await updateCases(db, unitId, rows);
  }
  const open = turn.filter(({ after }) => after.closedOn === null);
  await withdrawInvitations(db, unitId, open.map(idOf));
  const cases = turn.flatMap((decision) => {
    const { before, after, procedure } = decision;
    if (after.closedOn === null) return [];
    const facts = { fieldId: procedure.fieldId, procedureCode: procedure.procedureCode, channel: after.channel };
    return [{ caseId: idOf(decision), isNew: before === undefined, closedOn: after.closedOn, facts }];
  });
  await ensureInvitations(db, { unitId, secretKey, now, today, newId, cases });
}

const rowOf = (after: PutDecision['after']) => ({ ...factsIn(after), updatedAt: after.updatedAt });

function auditOf(decision: PutDecision, { unit, actor, now }: CaseBatch) {
  const { caseCode, before, after } = decision;
  return {
    unitId: unit.unitId,
    actor,
    now,
    action: auditActionOf(decision),
    subject: caseCode,
    ...(before && { before: factsIn(before) }),
    after: factsIn(after),
  };
}

function outcomeOf(decision: Decision): CaseOutcome {
  if (decision.kind === 'refused') return { outcome: 'refused', problem: decision.problem };
  return { outcome: decision.kind === 'put' ? decision.outcome : 'unchanged' };
}

const codesOf = ({ events }: Pick<CaseBatch, 'events'>): CaseCode[] => [
  ...new Set(events.map(({ caseCode }) => caseCode)),
];

/**
 * Hands a paper form out in place of a case's code, which ends at once. Throws `not-found`, `case-open`, `month-settled`.
 * The case is in the audit log, as with a new code; the form that comes back is not.
 */
export async function handOutPaperForm(db: Db, args: CaseChange): Promise<CaseRow> {
  const { unit, caseCode, actor, now, today } = args;
  return db.transaction().execute(async (db) => {
    await holdMonths(db, unit.unitId);
    const { caseId, closedOn } = await lockKnown(db, args);
    if (!closedOn) throw problem('case-open');
    await handOutPaper(db, { unitId: unit.unitId, caseId, closedOn, today });
    await recordAudit(db, { unitId: unit.unitId, actor, now, action: 'paper.handed-out', subject: caseCode });
    const savedCase = await findCase(db, unit.unitId, caseCode);
    if (!savedCase) throw problem('not-found');
    return savedCase;
  });
}

async function lockKnown(db: Tx, args: CaseChange): Promise<StoredCase> {
  const [known] = await lockCases(db, args.unit.unitId, [args.caseCode]);
  if (!known || known.deleted) throw problem('not-found');
  return known;
}
