import { sql } from 'kysely';
import type { Db } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';

export interface ShownComment {
  readonly commentId: string;
  readonly field: string;
  readonly comment: string;
}

/** The same as `withoutMarks`, said to the database. */
const searched = sql<string>`translate(regexp_replace(normalize(lower(comment), nfd), '[\u0300-\u036f]', '', 'g'), 'đ', 'd')`;

/** Revealed comments in the order of their random ids: the order tells nothing. */
export function listComments(
  db: Db,
  unitId: UnitId,
  filter: { fieldId?: string | undefined; search?: string | undefined; after?: string | undefined; limit: number },
): Promise<ShownComment[]> {
  const { fieldId, search, after, limit } = filter;
  let rows = db
    .selectFrom('comments')
    .select(['commentId', 'fieldId as field', 'comment'])
    .where('unitId', '=', unitId);
  if (fieldId) rows = rows.where('fieldId', '=', fieldId);
  if (search) rows = rows.where(sql<boolean>`position(${search} in ${searched}) > 0`);
  if (after) rows = rows.where('commentId', '>', after);
  return rows.orderBy('commentId').limit(limit).execute();
}

/** How many comments each field shows. */
export function countComments(db: Db, unitId: UnitId): Promise<{ field: string; comments: number }[]> {
  return db
    .selectFrom('comments')
    .select((select) => ['fieldId as field', select.fn.countAll<number>().as('comments')])
    .where('unitId', '=', unitId)
    .groupBy('fieldId')
    .orderBy('fieldId')
    .execute();
}
