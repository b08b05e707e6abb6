import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // The plan that a target comes from may end; the target stays in force until another follows.
  await sql`
    alter table targets add column planned_to date,
      add constraint targets_planned_to_check check (planned_to >= effective_from)`.execute(db);
  // The plan that every unit started with was for the second half of 2025.
  await sql`
    update targets set planned_to = date '2025-12-31'
    where effective_from = date '2025-07-01' and legal_basis like 'Kế hoạch ban hành kèm theo Quyết định số 72/QĐ-UBND %'`.execute(
    db,
  );
}
