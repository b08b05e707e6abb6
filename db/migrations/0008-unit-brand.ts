import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // A row a unit that has chosen something. The tag is part of the emblem's address, so that a changed one has another.
  await sql`
    create table brands (
      unit_id integer primary key references units,
      colour text check (colour ~ '^#[0-9a-f]{6}$'),
      emblem bytea check (length(emblem) between 1 and 65536),
      emblem_type text check (emblem_type in ('image/svg+xml', 'image/png')),
      emblem_tag text check (emblem_tag ~ '^[0-9a-f]{16}$'),
      emblem_width integer check (emblem_width between 1 and 4096),
      emblem_height integer check (emblem_height between 1 and 4096),
      check (num_nulls(emblem, emblem_type, emblem_tag, emblem_width, emblem_height) in (0, 5))
    )`.execute(db);
}
