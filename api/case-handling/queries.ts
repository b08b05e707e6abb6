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
      .innerJoin('procedures as own', (join) =>
        join.onRef('own.unitId', '=', 'c.unitId').onRef('own.procedureCode', '=', 'c.procedureCode'),
      )
      .innerJoin('procedures as p', (join) =>
        join
          .onRef('p.unitId', '=', 'own.unitId')
          .on('p.procedureCode', '=', (on) => on.fn.coalesce('own.mergedInto', 'own.procedureCode')),
      )
      .select((select) => [
        // A case stays in the field where it was counted, whatever became of its procedure.
        select.fn.coalesce('c.countedFieldId', 'p.fieldId').as('fieldId'),
        'p.procedureCode',
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
      .groupBy((group) => [group.fn.coalesce('c.countedFieldId', 'p.fieldId'), 'p.procedureCode'])
      .orderBy('fieldId')
      .orderBy('p.procedureCode')
      .execute()
  );
}
