import type { Db, Tx } from '../../db/tables/index.ts';
import type { LocalDate, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/service.ts';
import { lastDayOf } from '../calendar.ts';
import { problem } from '../problems.ts';
import { claimMonths, hasField, unitSettings, unknownField } from '../units/service.ts';
import { deleteTarget, findTargetFrom, lastSettledMonth, listTargets, lockTarget, upsertTarget } from './queries.ts';
import { type Standards, type Target, targetInForce } from './target-in-force.ts';

interface TargetChange {
  readonly unitId: UnitId;
  readonly actor: Actor;
  readonly now: Date;
  /** Why, for the audit log. */
  readonly reason: string;
}

/**
 * Sets a target from a day on, until another follows. A settled month keeps its bar: throws `month-settled` for a day up
 * to the end of the last one, `invalid` for a field that is not in the catalogue.
 */
export async function setTarget(db: Db, args: TargetChange & { target: Target }): Promise<void> {
  const { unitId, target, actor, now, reason } = args;
  await db.transaction().execute(async (db) => {
    // While the unit's months are being settled, none may get another bar.
    await claimMonths(db, unitId);
    if (target.fieldId !== null && !(await hasField(db, unitId, target.fieldId))) throw unknownField(target.fieldId);
    await refuseSettled(db, unitId, target.effectiveFrom);
    const before = await findTargetFrom(db, unitId, target.fieldId, target.effectiveFrom);
    await upsertTarget(db, unitId, target);
    const subject = target.fieldId ?? 'overall';
    const after = { ...target, reason };
    await recordAudit(db, { unitId, actor, now, action: 'target.set', subject, ...(before && { before }), after });
  });
}

/** Takes a target back that no settled month was held against. Throws `not-found`, `month-settled`. */
export async function takeBackTarget(db: Db, args: TargetChange & { targetId: string }): Promise<void> {
  const { unitId, targetId, actor, now, reason } = args;
  await db.transaction().execute(async (db) => {
    await claimMonths(db, unitId);
    const before = await lockTarget(db, unitId, targetId);
    if (!before) throw problem('not-found');
    await refuseSettled(db, unitId, before.effectiveFrom);
    await deleteTarget(db, unitId, targetId);
    const subject = before.fieldId ?? 'overall';
    await recordAudit(db, { unitId, actor, now, action: 'target.taken-back', subject, before, after: { reason } });
  });
}

/** Every target of a unit, and whether it may still be changed. */
export async function readTargets(db: Db, unitId: UnitId) {
  const [targets, last] = await Promise.all([listTargets(db, unitId), lastSettledMonth(db, unitId)]);
  return targets.map(({ fieldId, ...target }) => ({
    ...target,
    field: fieldId,
    changeable: last === undefined || target.effectiveFrom > lastDayOf(last),
  }));
}

async function refuseSettled(db: Tx, unitId: UnitId, effectiveFrom: LocalDate): Promise<void> {
  const last = await lastSettledMonth(db, unitId);
  if (last === undefined || effectiveFrom > lastDayOf(last)) return;
  throw problem('month-settled', {
    errors: [
      {
        path: 'effectiveFrom',
        message: {
          vi: `“${effectiveFrom}”: đã chốt đến hết tháng ${last}; cần ngày sau đó`,
          en: `“${effectiveFrom}”: settled to the end of ${last}; expected a later day`,
        },
      },
    ],
  });
}

/** How figures of a period are held against targets. */
export interface Bars {
  /** Fewest answers for a verdict. */
  readonly fewest: number;
  /** The target in force for a field, or overall (`null`), on a day. */
  readonly target: (fieldId: string | null, on: LocalDate) => Target | undefined;
}

/** Of each unit its standards of a period, or undefined where it has no part in the period. */
export type StandardsOf = (unitId: UnitId, today: Standards) => Standards | undefined;

/**
 * How units hold figures against targets, by the standards that are given for a period: over several units only a target
 * that all of those which have a part in it share counts, and the most of the fewest answers.
 */
export async function barsOf(db: Db, unitIds: readonly UnitId[]): Promise<(standardsOf: StandardsOf) => Bars> {
  const units = await Promise.all(
    unitIds.map(async (unitId) => ({
      unitId,
      targets: await listTargets(db, unitId),
      settings: await unitSettings(db, unitId),
    })),
  );
  return (standardsOf) => {
    const own = units.map(({ unitId, targets, settings }) => ({ targets, standards: standardsOf(unitId, settings) }));
    const taking = own.flatMap(({ targets, standards }) => (standards ? [{ targets, standards }] : []));
    const shared =
      taking.length > 0 ? taking : units.map(({ targets, settings }) => ({ targets, standards: settings }));
    return {
      fewest: Math.max(...shared.map(({ standards }) => standards.minimumAnswers)),
      target: (fieldId, on) => {
        const [first, ...others] = shared.map(({ targets, standards }) =>
          targetInForce(targets, fieldId, on, standards),
        );
        return first && others.every((other) => other?.percent === first.percent) ? first : undefined;
      },
    };
  };
}
