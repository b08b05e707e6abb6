import { type RawBuilder, sql } from 'kysely';
import { createUnit } from '../../api/units/service.ts';
import type { Db } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';

const actor = { kind: 'system', name: 'cli', unitId: null } as const;

/** Sixteen fields of the catalogue, the first busiest: which one row `n` falls in. */
const fieldOf = (n: RawBuilder<unknown>) =>
  sql`(select field_id from bench_fields where place = floor(16 * power(${n} % 9973 / 9973.0, 2)))`;

async function chooseFields(db: Db, unitId: UnitId): Promise<void> {
  await sql`
    create table if not exists bench_fields as
    select row_number() over (order by position)::int - 1 as place, field_id from fields
    where unit_id = ${unitId} order by position limit 16`.execute(db);
}

/** A unit of its own with revealed answers of 2025, each month open, and the rollups that seal would have made of them. */
export async function fillYear(db: Db, code: string, answers: number): Promise<UnitId> {
  const { unitId } = await createUnit(db, { code, name: `Trung tâm ${code}`, actor, now: new Date() });
  await chooseFields(db, unitId);
  const [procedure, version] = [await aProcedure(db, unitId), 1];
  for (let done = 0; done < answers; done += 250_000) {
    await sql`
      insert into responses (unit_id, month, field_id, procedure_code, channel, medium, language, questionnaire_version,
        overall, answers)
      select ${unitId}::int, '2025-' || lpad((n % 12 + 1)::text, 2, '0'), ${fieldOf(sql`n`)}, ${procedure}, 'counter', 'phone', 'vi',
        ${version}::int, ${markOf(sql`n`)}, jsonb_build_object('access', ${markOf(sql`n + 3`)}, 'officer', ${markOf(sql`n + 7`)})
      from generate_series(${done + 1}::int, ${Math.min(answers, done + 250_000)}::int) as n`.execute(db);
  }
  await sql`
    insert into rollups (unit_id, month, field_id, closed, level1, level2, level3, level4, level5)
    select unit_id, month, field_id, count(*) * 3 / 2, ${levels}
    from responses where unit_id = ${unitId} group by 1, 2, 3`.execute(db);
  await analyse(db);
  return unitId;
}

/** The third quarter of 2025 with so many answers, settled: rows as they are exported, and the figures made of them. */
export async function fillQuarter(db: Db, unitId: UnitId, answers: number): Promise<void> {
  await chooseFields(db, unitId);
  await sql`insert into quarters (unit_id, quarter, settled_on) values (${unitId}, '2025-Q3', '2025-10-25')`.execute(
    db,
  );
  for (let done = 0; done < answers; done += 250_000) {
    await sql`
      insert into quarter_responses (unit_id, quarter, field_id, procedure, channel, medium, language, version, demographics,
        overall, answers)
      select ${unitId}::int, '2025-Q3', ${fieldOf(sql`n`)}, 'khac', 'counter', 'phone', 'vi', '1', '{}', ${markOf(sql`n`)},
        jsonb_build_object('access', ${markOf(sql`n + 1`)}, 'procedure', ${markOf(sql`n + 2`)}, 'officer', ${markOf(sql`n + 3`)},
          'result', ${markOf(sql`n + 4`)}, 'feedback', ${markOf(sql`n + 5`)})
      from generate_series(${done + 1}::int, ${Math.min(answers, done + 250_000)}::int) as n`.execute(db);
  }
  await sql`
    insert into months (unit_id, month, settled_on)
    select ${unitId}::int, month, '2025-10-25' from unnest(array['2025-07', '2025-08', '2025-09']) as month`.execute(
    db,
  );
  await sql`
    insert into rollups (unit_id, month, field_id, closed, level1, level2, level3, level4, level5)
    select unit_id, '2025-07', field_id, count(*) * 3 / 2, ${levels}
    from quarter_responses where unit_id = ${unitId} group by 1, 3`.execute(db);
  await sql`
    insert into quarter_rollups (unit_id, quarter, field_id, procedure, channel, medium, level1, level2, level3, level4, level5)
    select unit_id, quarter, field_id, procedure, channel, medium, ${levels}
    from quarter_responses where unit_id = ${unitId} group by 1, 2, 3, 4, 5, 6`.execute(db);
  await analyse(db);
}

const levels = sql.join([1, 2, 3, 4, 5].map((mark) => sql`count(*) filter (where overall = ${sql.lit(mark)})`));

/** Marks as a ward gets them: some nineteen of twenty satisfied. */
const markOf = (n: RawBuilder<unknown>) =>
  sql`(array[5, 4, 5, 5, 4, 5, 5, 4, 5, 5, 5, 4, 5, 5, 4, 5, 5, 5, 3, 2])[(${n}) % 20 + 1]`;

async function aProcedure(db: Db, unitId: UnitId): Promise<string> {
  const { procedureCode } = await db
    .selectFrom('procedures')
    .select('procedureCode')
    .where('unitId', '=', unitId)
    .orderBy('procedureCode')
    .limit(1)
    .executeTakeFirstOrThrow();
  return procedureCode;
}

/** What PostgreSQL does by itself after a while: it must know what it has, and have written it down. */
async function analyse(db: Db): Promise<void> {
  for (const table of ['responses', 'quarter_responses', 'rollups']) {
    await sql`vacuum analyze ${sql.table(table)}`.execute(db);
  }
  await sql`checkpoint`.execute(db);
}
