import { sql } from 'kysely';
import type { Db } from '../../db/tables/index.ts';
import type { LocalDate, UnitId } from '../../db/vocabulary.ts';
import type { HandledCount } from './handling.ts';

export interface HandledRow extends HandledCount {
  readonly fieldId: string;
  readonly procedureCode: string;
  readonly procedureName: string;
}

/** Closed cases of a period by field and procedure, from the case records alone. */
export async function countHandled(
  db: Db,
  filter: { unitIds: readonly UnitId[]; from: LocalDate; to: LocalDate },
): Promise<HandledRow[]> {
  return (
    db
      .selectFrom('cases as c')
      .innerJoin('procedures as p', (join) =>
        join.onRef('p.unitId', '=', 'c.unitId').onRef('p.procedureCode', '=', 'c.procedureCode'),
      )
      .select((select) => [
        'p.fieldId',
        'c.procedureCode',
        select.fn.min('p.nameVi').as('procedureName'),
        select.fn.countAll<number>().as('closed'),
        sql<number>`count(*) filter (where c.closed_on <= c.due_on)`.as('onTime'),
        sql<number>`count(*) filter (where c.closed_on > c.due_on)`.as('late'),
        sql<number>`count(*) filter (where c.closed_on > c.due_on and c.apology_sent_on is not null)`.as('apologised'),
      ])
      .where('c.unitId', 'in', filter.unitIds)
      .where('c.deleted', '=', false)
      // As the index orders them: cases that are open again are at its other end.
      .where(sql<boolean>`coalesce(c.closed_on, date '9999-12-31') between ${filter.from} and ${filter.to}`)
      .groupBy(['p.fieldId', 'c.procedureCode'])
      .orderBy('p.fieldId')
      .orderBy('c.procedureCode')
      .execute()
  );
}
