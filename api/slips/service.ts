import type { Db } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';
import type { CaseRow } from '../cases/case-view.ts';
import { countSlips, listSlips, type SlipFilter } from '../cases/service.ts';

export { countSlips, type SlipFilter };

/** How many cases are read at once. */
const part = 500;

/** The cases whose slips are printed together, in the order of their codes, read as they are wanted. */
export async function* readSlips(db: Db, unitId: UnitId, filter: SlipFilter): AsyncGenerator<CaseRow> {
  let after: CaseRow['caseCode'] | undefined;
  for (;;) {
    const rows = await listSlips(db, unitId, { ...filter, after, limit: part });
    yield* rows;
    after = rows.at(-1)?.caseCode;
    if (rows.length < part) return;
  }
}
