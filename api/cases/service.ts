import type { Db, Tx } from '../../db/tables/index.ts';
import type { CaseCode, LocalDate, Localised } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/service.ts';
import { ensureInvitation, reissueInvitation, withdrawInvitation } from '../invitations/service.ts';
import { type Complaint, problem } from '../problems.ts';
import { findProcedure, hasField, holdMonths, insertProcedure, type Procedure, type Unit } from '../units/service.ts';
import type { CaseRow } from './case-view.ts';
import { type CaseFacts, findCase, insertCase, lockCase, type StoredCase, updateCase } from './queries.ts';
import type { ClosedCase } from './schema.ts';

/** What every change of a case needs beside the case. */
export interface CaseChange {
  readonly unit: Unit;
  readonly caseCode: CaseCode;
  readonly actor: Actor;
  readonly now: Date;
  readonly today: LocalDate;
  readonly secretKey: string;
  readonly newId: () => string;
}

/**
 * Puts a closed case in. The same body again changes nothing; an event older than the last one is passed over; a case
 * without a day of closing is opened again. Throws `invalid` with every complaint about the body.
 */
export async function closeCase(
  db: Db,
  args: CaseChange & { closed: ClosedCase },
): Promise<{ created: boolean; savedCase: CaseRow }> {
  const { unit, caseCode, closed, today } = args;
  const complaints = complaintsAbout(closed, unit, today);
  if (complaints.length > 0) throw problem('invalid', { errors: complaints });
  return db.transaction().execute(async (db) => {
    await holdMonths(db, unit.unitId);
    const procedure = await procedureOf(db, args);
    const known = await lockOrInsert(db, args, factsOf(closed));
    const updatedAt = closed.updatedAt ? new Date(closed.updatedAt) : null;
    if (known.isNew || known.deleted || !isOlder(updatedAt, known.updatedAt)) {
      await applyEvent(db, args, { known, procedure, updatedAt });
    }
    const savedCase = await findCase(db, unit.unitId, caseCode);
    if (!savedCase) throw new Error('A case was saved and not found');
    return { created: known.isNew || known.deleted, savedCase };
  });
}

/**
 * Takes back a case that was sent by mistake: its page is gone and its invitation withdrawn. What it counted for stays
 * counted where it was answered or its month is settled. Throws `not-found`.
 */
export async function deleteCase(db: Db, args: CaseChange): Promise<void> {
  const { unit, caseCode, actor, now } = args;
  await db.transaction().execute(async (db) => {
    await holdMonths(db, unit.unitId);
    const known = await lockKnown(db, args);
    await withdrawInvitation(db, unit.unitId, known.caseId);
    await updateCase(db, unit.unitId, known.caseId, { deleted: true });
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
    await reissueInvitation(db, { unitId: unit.unitId, caseId, secretKey, closedOn, today });
    await recordAudit(db, { unitId: unit.unitId, actor, now, action: 'invitation.reissued', subject: caseCode });
    const savedCase = await findCase(db, unit.unitId, caseCode);
    if (!savedCase) throw problem('not-found');
    return savedCase;
  });
}

async function applyEvent(
  db: Tx,
  args: CaseChange & { closed: ClosedCase },
  event: { known: KnownCase; procedure: Procedure; updatedAt: Date | null },
): Promise<void> {
  const { unit, caseCode, actor, now, today, secretKey, newId, closed } = args;
  const { known, procedure, updatedAt } = event;
  const { unitId } = unit;
  const facts = factsOf(closed);
  const changed = known.isNew || known.deleted || !sameFacts(known, facts);
  if (!known.isNew && (changed || updatedAt)) {
    await updateCase(db, unitId, known.caseId, { ...facts, updatedAt: updatedAt ?? known.updatedAt, deleted: false });
  }
  if (closed.closedOn === null) await withdrawInvitation(db, unitId, known.caseId);
  else {
    const frozen = { fieldId: procedure.fieldId, procedureCode: procedure.procedureCode, channel: facts.channel };
    await ensureInvitation(db, {
      unitId,
      caseId: known.caseId,
      secretKey,
      closedOn: closed.closedOn,
      today,
      newId,
      facts: frozen,
    });
  }
  if (!changed) return;
  await recordAudit(db, {
    unitId,
    actor,
    now,
    action: actionOf(known, closed),
    subject: caseCode,
    ...(!known.isNew && { before: factsIn(known) }),
    after: facts,
  });
}

function actionOf(known: KnownCase, { closedOn }: ClosedCase): string {
  if (closedOn === null) return 'case.reopened';
  return known.isNew || known.deleted ? 'case.closed' : 'case.changed';
}

type KnownCase = StoredCase & { readonly isNew: boolean };

/** The case, locked; made where it is unknown. Of two who send it at once, one makes it and the other waits. */
async function lockOrInsert(db: Tx, args: CaseChange & { closed: ClosedCase }, facts: CaseFacts): Promise<KnownCase> {
  const { unit, caseCode, closed } = args;
  const known = await lockCase(db, unit.unitId, caseCode);
  const isKnown = known !== undefined && !known.deleted;
  if (closed.closedOn === null && !isKnown) {
    throw problem('invalid', {
      errors: [
        complaint(
          'closedOn',
          'chưa có hồ sơ này để mở lại; cần ngày trả kết quả',
          'there is no such case to open again; the day of closing is needed',
        ),
      ],
    });
  }
  if (known) return { ...known, isNew: false };
  const updatedAt = closed.updatedAt ? new Date(closed.updatedAt) : null;
  const caseId = await insertCase(db, unit.unitId, { ...facts, caseCode, updatedAt });
  if (caseId) return { ...facts, caseId, updatedAt, deleted: false, isNew: true };
  const other = await lockCase(db, unit.unitId, caseCode);
  if (!other) throw new Error('A case was there and is gone');
  return { ...other, isNew: false };
}

async function lockKnown(db: Tx, args: CaseChange): Promise<StoredCase> {
  const known = await lockCase(db, args.unit.unitId, args.caseCode);
  if (!known || known.deleted) throw problem('not-found');
  return known;
}

/** The catalogue's procedure; an unknown one is added as unreviewed. */
async function procedureOf(db: Tx, args: CaseChange & { closed: ClosedCase }): Promise<Procedure> {
  const { closed, actor, now } = args;
  const { unitId } = args.unit;
  const procedureCode = tidy(closed.procedure);
  const known = await findProcedure(db, unitId, procedureCode);
  if (known) return known;
  const errors: Complaint[] = [];
  const notInCatalogue: Localised = {
    vi: `thủ tục “${procedureCode}” chưa có trong danh mục, cần mục này`,
    en: `procedure “${procedureCode}” is not in the catalogue, so this is needed`,
  };
  if (!closed.field) errors.push({ path: 'field', message: notInCatalogue });
  else if (!(await hasField(db, unitId, closed.field))) {
    errors.push(
      complaint(
        'field',
        `“${closed.field}”: chưa có lĩnh vực này trong danh mục`,
        `“${closed.field}”: no such field in the catalogue`,
      ),
    );
  }
  if (!closed.procedureName) errors.push({ path: 'procedureName', message: notInCatalogue });
  if (errors.length > 0 || !closed.field || !closed.procedureName) throw problem('invalid', { errors });
  const procedure = { procedureCode, fieldId: closed.field, nameVi: tidy(closed.procedureName), reviewed: false };
  const isMine = await insertProcedure(db, unitId, procedure);
  if (isMine) {
    const action = 'procedure.added';
    await recordAudit(db, { unitId, actor, now, action, subject: procedureCode, after: procedure });
    return procedure;
  }
  // Somebody else added it a moment ago: theirs stands.
  const theirs = await findProcedure(db, unitId, procedureCode);
  if (!theirs) throw new Error('A procedure was there and is gone');
  return theirs;
}

function complaintsAbout(closed: ClosedCase, unit: Unit, today: LocalDate): Complaint[] {
  const { closedOn, receivedOn, receivingUnit } = closed;
  const complaints: Complaint[] = [];
  if (receivingUnit !== undefined && receivingUnit !== unit.code) {
    complaints.push(
      complaint(
        'receivingUnit',
        `“${receivingUnit}”: chỉ nhận hồ sơ của đơn vị “${unit.code}”`,
        `“${receivingUnit}”: only cases of unit “${unit.code}” are taken`,
      ),
    );
  }
  if (closedOn && closedOn > today) {
    complaints.push(complaint('closedOn', `“${closedOn}”: ngày ở tương lai`, `“${closedOn}”: date in the future`));
  }
  if (closedOn && receivedOn && closedOn < receivedOn) {
    complaints.push(
      complaint('closedOn', `“${closedOn}”: ngày trả trước ngày nhận`, `“${closedOn}”: closed before received`),
    );
  }
  return complaints;
}

function factsOf(closed: ClosedCase): CaseFacts {
  return {
    procedureCode: tidy(closed.procedure),
    channel: closed.channel ?? 'counter',
    receivedOn: closed.receivedOn ?? null,
    dueOn: closed.dueOn ?? null,
    closedOn: closed.closedOn,
    outcome: closed.outcome ?? 'completed',
    resolvingUnit: closed.resolvingUnit ? tidy(closed.resolvingUnit) : null,
    counter: closed.counter ? tidy(closed.counter) : null,
    apologySentOn: closed.apologySentOn ?? null,
  };
}

/** The facts among a stored case's columns, in the order of `factsOf`. */
function factsIn(stored: CaseFacts): CaseFacts {
  const { procedureCode, channel, receivedOn, dueOn, closedOn, outcome, resolvingUnit, counter, apologySentOn } =
    stored;
  return { procedureCode, channel, receivedOn, dueOn, closedOn, outcome, resolvingUnit, counter, apologySentOn };
}

const sameFacts = (one: CaseFacts, other: CaseFacts): boolean =>
  JSON.stringify(factsIn(one)) === JSON.stringify(factsIn(other));

const isOlder = (event: Date | null, known: Date | null): boolean => event !== null && known !== null && event < known;

const tidy = (text: string): string => text.normalize('NFC').trim();

const complaint = (path: string, vi: string, en: string): Complaint => ({ path, message: { vi, en } });
