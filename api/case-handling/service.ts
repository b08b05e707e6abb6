import type { Db } from '../../db/tables/index.ts';
import type { Language, LocalDate, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { may } from '../accounts/permissions.ts';
import { lastDayOf } from '../calendar.ts';
import { rules } from '../satisfaction/rules.ts';
import { dislikedByField } from '../satisfaction/service.ts';
import { fieldNames, unitsSeenBy, unknownField } from '../units/service.ts';
import { addHandled, type HandledCount, handling, nationalRate, nothingHandled } from './handling.ts';
import { countHandled } from './queries.ts';
import type { HandlingQuery } from './schema.ts';

/**
 * How cases were handled in a period, from the case records alone; beside satisfaction, never mixed into it. The national
 * rate needs the answers that are shown, so it is by field, and for those who may see every result. Throws `not-found` for a unit that is not the caller's.
 */
export async function readHandling(db: Db, args: { query: HandlingQuery; actor: Actor; language: Language }) {
  const { query, actor, language } = args;
  const { from, to, by } = query;
  const units = await unitsSeenBy(db, actor, query.unit);
  const unitIds: readonly UnitId[] = units.map(({ unitId }) => unitId);
  const period = { unitIds, from: `${from}-01` as LocalDate, to: lastDayOf(to) };
  const [everything, names, disliked] = await Promise.all([
    countHandled(db, period),
    fieldNames(db, unitIds),
    dislikedByField(db, { unitIds, from, to }),
  ]);
  if (query.field !== undefined && !names.has(query.field)) throw unknownField(query.field);
  const rows = everything.filter(({ fieldId }) => query.field === undefined || fieldId === query.field);
  const group = (key: string, name: string, counts: readonly HandledCount[], dislikes: number | null) => {
    const sum = counts.reduce(addHandled, nothingHandled);
    const national =
      dislikes === null ? null : nationalRate({ closed: sum.closed, late: sum.late, disliked: dislikes });
    return { key, name, ...handling(sum), national };
  };
  // A clerk sees settled periods only, and this figure would tell of the others.
  const seesAll = may(actor, 'results');
  const dislikes = (fieldIds: Iterable<string>) =>
    seesAll ? [...fieldIds].reduce((sum, fieldId) => sum + (disliked.get(fieldId) ?? 0), 0) : null;
  const groups =
    by === 'field'
      ? [...Map.groupBy(rows, ({ fieldId }) => fieldId)].map(([key, counts]) =>
          group(key, names.get(key)?.[language] ?? key, counts, dislikes([key])),
        )
      : [...Map.groupBy(rows, ({ procedureCode }) => procedureCode)].map(([key, counts]) =>
          group(key, counts[0]?.procedureName ?? key, counts, null),
        );
  const { id, version, text } = rules.qd766;
  return {
    period: { from, to },
    rule: { id, version, text: text[language] },
    total: group(
      'all',
      language === 'vi' ? 'Tất cả' : 'All',
      rows,
      dislikes(query.field === undefined ? disliked.keys() : [query.field]),
    ),
    groups,
  };
}
