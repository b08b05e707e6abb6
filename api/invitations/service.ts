import type { Tx } from '../../db/tables/index.ts';
import type { Channel, LocalDate, UnitId } from '../../db/vocabulary.ts';
import { monthOf } from '../calendar.ts';
import { problem } from '../problems.ts';
import { unitSettings } from '../units/service.ts';
import {
  insertInvitation,
  isSettled,
  isTokenTaken,
  latestQuestionnaireVersion,
  lockAnsweredInvitation,
  lockInvitationInUse,
  nextGeneration,
  replaceToken,
  withdrawInUse,
} from './queries.ts';
import { lastDay } from './standing.ts';
import { hashToken, tokenFor } from './token.ts';

/** What other nouns may ask of invitations. */
export { findInvitation, type OpenedInvitation } from './queries.ts';

/** The case an invitation is about, and the moment it is made. */
export interface InvitationOrder {
  readonly unitId: UnitId;
  readonly caseId: string;
  readonly secretKey: string;
  readonly closedOn: LocalDate;
  readonly today: LocalDate;
  /** Makes the id of a new invitation, random. */
  readonly newId: () => string;
}

/**
 * Sees to it that a closed case has an invitation in use. One that is there stays as it is, with its frozen facts.
 * A case that was answered before it was opened again gets its old right back under a new token, so that it stays
 * answered; any other gets a new one, counted in the month of closing or, where that is settled, in the current one.
 */
export async function ensureInvitation(
  db: Tx,
  order: InvitationOrder & { facts: { fieldId: string; procedureCode: string; channel: Channel } },
): Promise<void> {
  const { unitId, caseId, secretKey, closedOn, today, newId, facts } = order;
  if (await lockInvitationInUse(db, unitId, caseId)) return;
  const { validityDays } = await unitSettings(db, unitId);
  const expiresOn = lastDay(closedOn, today, validityDays);
  const answered = await lockAnsweredInvitation(db, unitId, caseId);
  if (answered) {
    await renew(db, { ...answered, unitId, secretKey, expiresOn });
    return;
  }
  const invitationId = newId();
  await insertInvitation(db, unitId, {
    invitationId,
    caseId,
    ...(await freeToken(db, { unitId, secretKey, invitationId, generation: await nextGeneration(db, unitId, caseId) })),
    expiresOn,
    month: (await isSettled(db, unitId, monthOf(closedOn))) ? monthOf(today) : monthOf(closedOn),
    questionnaireVersion: await latestQuestionnaireVersion(db, unitId),
    ...facts,
  });
}

/**
 * Replaces the token of the case's invitation; the old one is out of use at once. An answered case stays answered.
 * Throws `case-open` where the case has none, `month-settled` where its month is settled.
 */
export async function reissueInvitation(db: Tx, order: Omit<InvitationOrder, 'newId'>): Promise<void> {
  const { unitId, caseId, secretKey, closedOn, today } = order;
  const inUse = await lockInvitationInUse(db, unitId, caseId);
  if (!inUse) throw problem('case-open');
  if (inUse.counted) throw problem('month-settled');
  const { validityDays } = await unitSettings(db, unitId);
  await renew(db, { ...inUse, unitId, secretKey, expiresOn: lastDay(closedOn, today, validityDays) });
}

/** Withdraws what the case has in use; its page says so at once. */
export async function withdrawInvitation(db: Tx, unitId: UnitId, caseId: string): Promise<void> {
  await withdrawInUse(db, unitId, caseId);
}

async function renew(
  db: Tx,
  args: { unitId: UnitId; secretKey: string; invitationId: string; generation: number; expiresOn: LocalDate },
): Promise<void> {
  const { unitId, secretKey, invitationId, expiresOn } = args;
  const next = await freeToken(db, { unitId, secretKey, invitationId, generation: args.generation + 1 });
  await replaceToken(db, unitId, invitationId, { ...next, expiresOn });
}

/** The first generation, from the one given on, whose token nobody has: nine characters meet by chance now and then. */
async function freeToken(
  db: Tx,
  args: { unitId: UnitId; secretKey: string; invitationId: string; generation: number },
): Promise<{ generation: number; tokenHash: Uint8Array }> {
  const { unitId, secretKey, invitationId, generation } = args;
  const tokenHash = hashToken(secretKey, tokenFor(secretKey, unitId, invitationId, generation));
  if (!(await isTokenTaken(db, unitId, tokenHash))) return { generation, tokenHash };
  return freeToken(db, { ...args, generation: generation + 1 });
}
