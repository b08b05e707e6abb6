import type { Tx } from '../../db/tables/index.ts';
import type { Channel, LocalDate, UnitId } from '../../db/vocabulary.ts';
import { monthOf } from '../calendar.ts';
import { tellInvitations } from '../deliveries/service.ts';
import { problem } from '../problems.ts';
import { unitSettings } from '../units/service.ts';
import {
  type CaseInvitation,
  insertInvitations,
  latestQuestionnaireVersion,
  lockInvitations,
  putOnPaper,
  replaceTokens,
  settledAmong,
  takenTokens,
  withdrawInUse,
} from './queries.ts';
import { lastDay } from './standing.ts';
import { hashToken, tokenFor } from './token.ts';

/** What other nouns may ask of invitations. */
export { findInvitation, type OpenedInvitation, paperPools } from './queries.ts';

/** For whom invitations are made, when, and what their tokens are derived from. */
export interface InvitationOrder {
  readonly unitId: UnitId;
  readonly secretKey: string;
  readonly now: Date;
  readonly today: LocalDate;
}

/** A closed case that is to have an invitation, with the facts to freeze. */
export interface InvitedCase {
  readonly caseId: string;
  /** Just added: it has no invitation yet, and need not be asked for any. */
  readonly isNew: boolean;
  readonly closedOn: LocalDate;
  readonly facts: { readonly fieldId: string; readonly procedureCode: string; readonly channel: Channel };
}

/**
 * Sees to it that closed cases, each given once, have an invitation in use. One that is there stays as it is, with its
 * frozen facts. A case that was answered before it was opened again gets its old right back under a new token, so that it
 * stays answered; any other gets a new one, counted in the month of closing or, where that is settled, in the current one.
 * `newId` makes the id of a new invitation, random.
 */
export async function ensureInvitations(
  db: Tx,
  order: InvitationOrder & { readonly newId: () => string; readonly cases: readonly InvitedCase[] },
): Promise<void> {
  const { unitId, secretKey, now, today, newId } = order;
  const known = order.cases.filter(({ isNew }) => !isNew).map(({ caseId }) => caseId);
  const invitations = Map.groupBy(
    known.length > 0 ? await lockInvitations(db, unitId, known) : [],
    ({ caseId }) => caseId,
  );
  const of = (caseId: string): readonly CaseInvitation[] => invitations.get(caseId) ?? [];
  const uninvited = order.cases.filter(({ caseId }) => of(caseId).every(({ withdrawn }) => withdrawn));
  if (uninvited.length === 0) return;
  const { validityDays } = await unitSettings(db, unitId);
  const expiresOn = (closedOn: LocalDate) => lastDay(closedOn, today, validityDays);

  const settled = await settledAmong(db, unitId, [...new Set(uninvited.map(({ closedOn }) => monthOf(closedOn)))]);
  const countsIn = (closedOn: LocalDate) => (settled.has(monthOf(closedOn)) ? monthOf(today) : monthOf(closedOn));

  const renewed = uninvited.flatMap(({ caseId, closedOn }) => {
    const answered = of(caseId).find((invitation) => invitation.answered);
    if (!answered) return [];
    return [{ ...next(answered), expiresOn: expiresOn(closedOn), newCodeMonth: countsIn(closedOn) }];
  });
  if (renewed.length > 0) await renew(db, { unitId, secretKey, now }, renewed);

  const invited = uninvited.filter(({ caseId }) => !of(caseId).some(({ answered }) => answered));
  if (invited.length === 0) return;
  const questionnaireVersion = await latestQuestionnaireVersion(db, unitId);
  const made = invited.map(({ caseId, closedOn, facts }) => ({
    ...facts,
    caseId,
    invitationId: newId(),
    generation: Math.max(0, ...of(caseId).map(({ generation }) => generation)) + 1,
    expiresOn: expiresOn(closedOn),
    month: countsIn(closedOn),
    questionnaireVersion,
    madeOn: today,
  }));
  const complete = await withTokens(db, { unitId, secretKey }, made);
  await insertInvitations(db, unitId, complete);
  await tellInvitations(db, { unitId, now, invitations: complete });
}

/**
 * Replaces the token of the case's invitation; the old one is out of use at once. An answered case stays answered.
 * Throws `case-open` where the case has none, `month-settled` where its month is settled.
 */
export async function reissueInvitation(
  db: Tx,
  order: InvitationOrder & { readonly caseId: string; readonly closedOn: LocalDate },
): Promise<void> {
  const { unitId, caseId, secretKey, closedOn, now, today } = order;
  const inUse = (await lockInvitations(db, unitId, [caseId])).find(({ withdrawn }) => !withdrawn);
  if (!inUse) throw problem('case-open');
  // Not what it counts in, where the case was closed again: that is another month only because it was answered.
  const month = inUse.newCodeMonth ?? inUse.month;
  if ((await settledAmong(db, unitId, [month])).has(month)) throw problem('month-settled');
  const { validityDays } = await unitSettings(db, unitId);
  const renewed = { ...next(inUse), expiresOn: lastDay(closedOn, today, validityDays) };
  await renew(db, { unitId, secretKey, now }, [renewed]);
}

/**
 * Takes the case's code out of use for a paper form, which may be typed in as long as a new code would open. Once is enough:
 * again, it changes nothing. Throws `case-open` where the case has none, `month-settled` where its month is settled.
 */
export async function handOutPaper(
  db: Tx,
  order: Omit<InvitationOrder, 'secretKey' | 'now'> & { readonly caseId: string; readonly closedOn: LocalDate },
): Promise<void> {
  const { unitId, caseId, closedOn, today } = order;
  const inUse = (await lockInvitations(db, unitId, [caseId])).find(({ withdrawn }) => !withdrawn);
  if (!inUse) throw problem('case-open');
  const month = inUse.newCodeMonth ?? inUse.month;
  if ((await settledAmong(db, unitId, [month])).has(month)) throw problem('month-settled');
  const { validityDays } = await unitSettings(db, unitId);
  const { invitationId } = inUse;
  await putOnPaper(db, unitId, { invitationId, expiresOn: lastDay(closedOn, today, validityDays) });
}

/** Withdraws what the cases have in use; their pages say so at once. */
export async function withdrawInvitations(db: Tx, unitId: UnitId, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length > 0) await withdrawInUse(db, unitId, caseIds);
}

/** Gives invitations their new codes, and tells of them. */
async function renew(
  db: Tx,
  { unitId, secretKey, now }: { unitId: UnitId; secretKey: string; now: Date },
  renewed: readonly Omit<Parameters<typeof replaceTokens>[2][number], 'tokenHash'>[],
): Promise<void> {
  const complete = await withTokens(db, { unitId, secretKey }, renewed);
  await replaceTokens(db, unitId, complete);
  await tellInvitations(db, { unitId, now, invitations: complete });
}

const next = ({ invitationId, generation }: CaseInvitation) => ({ invitationId, generation: generation + 1 });

/**
 * Each with the hash of its token, of the first generation, from its own on, whose token nobody has: nine characters meet
 * by chance now and then.
 */
async function withTokens<Invitation extends { readonly invitationId: string; readonly generation: number }>(
  db: Tx,
  { unitId, secretKey }: { unitId: UnitId; secretKey: string },
  invitations: readonly Invitation[],
): Promise<(Invitation & { tokenHash: Uint8Array })[]> {
  const hashed = invitations.map((invitation) => {
    const { invitationId, generation } = invitation;
    return { ...invitation, tokenHash: hashToken(secretKey, tokenFor(secretKey, unitId, invitationId, generation)) };
  });
  const text = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
  const hashes = hashed.map(({ tokenHash }) => tokenHash);
  const taken = new Set((await takenTokens(db, unitId, hashes)).map(text));
  const free: typeof hashed = [];
  const again: Invitation[] = [];
  for (const [index, invitation] of hashed.entries()) {
    const hash = text(invitation.tokenHash);
    if (taken.has(hash)) again.push({ ...(invitations[index] ?? invitation), generation: invitation.generation + 1 });
    else free.push(invitation);
    taken.add(hash);
  }
  if (again.length === 0) return free;
  return [...free, ...(await withTokens(db, { unitId, secretKey }, again))];
}
