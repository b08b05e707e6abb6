import type { Db } from '../../db/tables/index.ts';
import type { LocalDate, Month, Quarter, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/service.ts';
import { localDate, monthOf, monthsOf, quarterOf } from '../calendar.ts';
import { graceDays } from '../invitations/standing.ts';
import { settledQuarters, storeQuarter } from '../quarters/service.ts';
import { maskComment } from '../responses/mask-comment.ts';
import { fewestInBatch, planComments, planSeal, ripeness, settlingMonths } from '../satisfaction/batches.ts';
import { rollupChanges } from '../satisfaction/rollup.ts';
import { claimMonths, unitSettings } from '../units/service.ts';
import {
  addToRollups,
  countClosed,
  countKinds,
  emptyInbox,
  insertAnswers,
  insertComments,
  isSealedSince,
  listSeals,
  monthStandings,
  noteSeal,
  settleMonth,
  sweepInbox,
} from './queries.ts';
import { shuffle } from './shuffle.ts';

/** What one seal of a unit did. */
export interface Sealed {
  readonly unitId: UnitId;
  /** Answers that can be seen from now on. */
  readonly revealed: number;
  /** Answers that wait on. */
  readonly waiting: number;
  /** Months whose figures are final from now on. */
  readonly settled: readonly Month[];
}

export interface Night {
  readonly now: Date;
  readonly timeZone: string;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly actor: Actor;
}

/** Seals every unit, each in a transaction of its own, then sweeps the traces out of the inbox. */
export async function sealAll(db: Db, night: Night): Promise<Sealed[]> {
  return sealUnits(db, await listSeals(db), night);
}

/**
 * Seals the units that no seal has reached since `lastNight`, the instant the last one was due. Units made since then
 * have missed nothing.
 */
export async function sealMissed(db: Db, night: Night & { lastNight: Date }): Promise<Sealed[]> {
  const due = localDate(night.lastNight, night.timeZone);
  const missed = (await listSeals(db)).filter(
    ({ createdAt, sealedOn }) => (sealedOn ?? localDate(createdAt, night.timeZone)) < due,
  );
  return sealUnits(db, missed, { ...night, unlessSealedOn: due });
}

async function sealUnits(
  db: Db,
  units: readonly { unitId: UnitId }[],
  night: Night & { unlessSealedOn?: LocalDate },
): Promise<Sealed[]> {
  const done: Sealed[] = [];
  const failures: unknown[] = [];
  for (const { unitId } of units) {
    try {
      const sealed = await sealUnit(db, unitId, night);
      if (sealed) done.push(sealed);
    } catch (error) {
      failures.push(error);
    }
  }
  if (done.length > 0) await sweepInbox(db);
  // One unit's trouble keeps no other from its night; whoever called hears of it all the same.
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${units.length} units were not sealed`);
  return done;
}

/**
 * Shows what waits in one field at once, be it a single answer. For a demonstration, in which nobody real has answered:
 * nothing calls it but where the context says `demo`, and the survey's pages say so.
 */
export async function revealAtOnce(db: Db, unitId: UnitId, night: Night & { fieldId: string }): Promise<void> {
  await sealUnit(db, unitId, { ...night, atOnce: night.fieldId });
}

/**
 * Seals one unit (contract, section 6): full batches go from the inbox to the responses and into the rollups, in random
 * order with new ids; months that are due are settled; what must wait is written anew, shuffled, with new ids. All in
 * one transaction, so that every row of the night carries the same transaction's mark and tells nothing.
 * With `unlessSealedOn`, a unit that another process has sealed on that day or later is left alone: undefined.
 */
async function sealUnit(
  db: Db,
  unitId: UnitId,
  night: Night & { unlessSealedOn?: LocalDate; atOnce?: string },
): Promise<Sealed | undefined> {
  const { now, timeZone, randomBytes, actor, unlessSealedOn, atOnce } = night;
  const fewestIn = (fieldId: string) => (fieldId === atOnce ? 1 : fewestInBatch);
  const today = localDate(now, timeZone);
  return db.transaction().execute(async (db) => {
    await claimMonths(db, unitId);
    if (unlessSealedOn && (await isSealedSince(db, unitId, unlessSealedOn))) return undefined;
    const { settlingDays } = await unitSettings(db, unitId);
    const standings = await monthStandings(db, unitId);
    const settled = new Set(standings.filter(({ settled }) => settled).map(({ month }) => month));
    const settling = settlingMonths(standings, today, { graceDays, settlingDays });

    await countClosed(db, unitId);
    const inbox = await emptyInbox(db, unitId);
    const current = monthOf(today);
    const ripe = ripeness(await countKinds(db, unitId, current), current);
    const plan = planSeal(
      inbox.answers,
      { settled, settling: new Set(settling), current },
      { fewestIn, isRipe: (answer) => answer.fieldId === atOnce || ripe(answer) },
    );
    const revealed = shuffle(
      plan.revealed.flatMap(({ rows }) => rows),
      randomBytes,
    );
    await insertAnswers(db, unitId, 'responses', revealed);
    await insertAnswers(db, unitId, 'responseInbox', shuffle(plan.waiting, randomBytes));
    await addToRollups(db, unitId, rollupChanges(revealed));
    const after = new Set([...settled, ...settling]);
    const tonight = { settlesQuarter: settling.some((month) => isWhole(quarterOf(month), after)) };
    const comments = planComments(shuffle(inbox.comments, randomBytes), tonight, fewestIn);
    await insertComments(db, unitId, {
      revealed: comments.revealed.map((row) => ({ ...row, comment: maskComment(row.comment) })),
      waiting: comments.waiting,
    });

    for (const month of settling) await settleMonth(db, unitId, month, today);
    for (const quarter of quartersDue(after, await settledQuarters(db, unitId))) {
      await storeQuarter(db, { unitId, quarter, settledOn: today, randomBytes });
    }
    await noteSeal(db, unitId, { sealedOn: today, waiting: plan.waiting });
    const sealed = { unitId, revealed: revealed.length, waiting: plan.waiting.length, settled: settling };
    await recordSeal(db, sealed, { today, now, actor });
    return sealed;
  });
}

/** Whether all three months of a quarter are settled; its empty ones are, once the others are. */
function isWhole(quarter: Quarter, settled: ReadonlySet<Month>): boolean {
  return monthsOf(quarter).every((month) => settled.has(month));
}

/** Quarters that are whole and whose detail is not stored yet. */
function quartersDue(settled: ReadonlySet<Month>, stored: ReadonlySet<Quarter>): Quarter[] {
  const touched = new Set([...settled].map(quarterOf));
  return [...touched].filter((quarter) => isWhole(quarter, settled) && !stored.has(quarter)).sort();
}

async function recordSeal(
  db: Db,
  { unitId, revealed, waiting, settled }: Sealed,
  { today, now, actor }: { today: LocalDate; now: Date; actor: Actor },
): Promise<void> {
  await recordAudit(db, {
    unitId,
    actor,
    now,
    action: 'seal.done',
    subject: today,
    after: { revealed, waiting, settled },
  });
}
