import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table settings add column qr_level text not null default 'M' check (qr_level in ('M', 'Q'))`.execute(db);
  // A paper form tells its field and no more, so its right is of no told procedure or channel: “khac”. What it was before
  // is kept beside, for a code that is given in its place.
  await sql`
    alter table invitations
      add column on_paper boolean not null default false,
      add column kept_procedure_code text,
      add column kept_channel text check (kept_channel in ('counter', 'online', 'post')),
      add constraint invitations_kept_together check ((kept_procedure_code is null) = (kept_channel is null)),
      add foreign key (unit_id, kept_procedure_code) references procedures,
      drop constraint invitations_unit_id_procedure_code_fkey,
      drop constraint invitations_channel_check,
      add constraint invitations_channel_check check (channel in ('counter', 'online', 'post', 'khac'))`.execute(db);
  await sql`create index invitations_on_paper on invitations (unit_id, field_id) where on_paper`.execute(db);
  await sql`
    alter table response_inbox
      drop constraint response_inbox_channel_check,
      add constraint response_inbox_channel_check check (channel in ('counter', 'online', 'post', 'khac'))`.execute(db);
  await sql`
    alter table responses
      drop constraint responses_unit_id_procedure_code_fkey,
      drop constraint responses_channel_check,
      add constraint responses_channel_check check (channel in ('counter', 'online', 'post', 'khac'))`.execute(db);
  await sql`
    create table paper_entries (
      unit_id integer not null references units,
      entered_on date not null,
      username text not null,
      forms integer not null check (forms > 0),
      primary key (unit_id, entered_on, username)
    )`.execute(db);
}
