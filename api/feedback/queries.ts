import { sql } from 'kysely';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { FeedbackState, FeedbackTopic, Language, LocalDate, UnitId } from '../../db/vocabulary.ts';

/** What its sender sees. */
export interface TrackedFeedback {
  readonly feedbackId: string;
  readonly topic: FeedbackTopic;
  readonly receivedOn: LocalDate;
  readonly dueOn: LocalDate | null;
  readonly state: FeedbackState;
  readonly answer: string | null;
  readonly agency: string | null;
  readonly handledOn: LocalDate | null;
  readonly hasContact: boolean;
}

/** What a unit's staff see. */
export interface FeedbackRow extends TrackedFeedback {
  readonly language: Language;
  readonly message: string;
  readonly contact: string | null;
  readonly revision: number;
}

const tracked = ['feedbackId', 'topic', 'receivedOn', 'dueOn', 'state', 'answer', 'agency', 'handledOn'] as const;
const columns = [...tracked, 'language', 'message', 'contact', 'revision'] as const;
const open: readonly FeedbackState[] = ['received', 'in-progress'];

/** Adds feedback; the same sent again adds nothing, since its code is the same. */
export async function insertFeedback(
  db: Tx,
  unitId: UnitId,
  feedback: {
    feedbackId: string;
    codeHash: Uint8Array;
    topic: FeedbackTopic;
    message: string;
    contact: string | null;
    language: Language;
    receivedOn: LocalDate;
    dueOn: LocalDate | null;
  },
): Promise<void> {
  await db
    .insertInto('feedback')
    .values({ unitId, ...feedback })
    .onConflict((conflict) => conflict.columns(['unitId', 'codeHash']).doNothing())
    .execute();
}

/** The feedback behind a tracking code's hash. */
export async function findTracked(db: Db, unitId: UnitId, codeHash: Uint8Array): Promise<TrackedFeedback | undefined> {
  return db
    .selectFrom('feedback')
    .select(tracked)
    .select((select) => select('contact', 'is not', null).$castTo<boolean>().as('hasContact'))
    .where('unitId', '=', unitId)
    .where('codeHash', '=', codeHash)
    .executeTakeFirst();
}

/** Deletes the contact of the feedback behind a code. */
export async function deleteContact(db: Tx, unitId: UnitId, codeHash: Uint8Array): Promise<void> {
  await db
    .updateTable('feedback')
    .set({ contact: null })
    .where('unitId', '=', unitId)
    .where('codeHash', '=', codeHash)
    .execute();
}

export interface Place {
  readonly dueOn: LocalDate | null;
  readonly feedbackId: string;
}

/** A unit's feedback, the earliest last day first, after a place in that order. What has no last day comes at the end. */
export function listFeedback(
  db: Db,
  unitId: UnitId,
  filter: { state: FeedbackState | 'open' | 'all'; after: Place | undefined; limit: number },
): Promise<FeedbackRow[]> {
  const { state, after, limit } = filter;
  const due = sql<LocalDate>`coalesce(due_on, '2100-12-31'::date)`;
  return db
    .selectFrom('feedback')
    .select(columns)
    .select((select) => select('contact', 'is not', null).$castTo<boolean>().as('hasContact'))
    .where('unitId', '=', unitId)
    .$if(state === 'open', (query) => query.where('state', 'in', open))
    .$if(state !== 'open' && state !== 'all', (query) => query.where('state', '=', state as FeedbackState))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(coalesce(due_on, '2100-12-31'::date), feedback_id) > (${after?.dueOn ?? '2100-12-31'}::date, ${after?.feedbackId}::uuid)`,
      ),
    )
    .orderBy(due)
    .orderBy('feedbackId')
    .limit(limit)
    .execute();
}

/** How much waits for an answer, and how much of that is past its last day. */
export async function countOpen(
  db: Db,
  unitId: UnitId,
  today: LocalDate,
): Promise<{ readonly open: number; readonly overdue: number }> {
  return db
    .selectFrom('feedback')
    .select((select) => [
      select.fn.countAll<number>().as('open'),
      select.fn.countAll<number>().filterWhere('dueOn', '<', today).as('overdue'),
    ])
    .where('unitId', '=', unitId)
    .where('state', 'in', open)
    .executeTakeFirstOrThrow();
}

export function findFeedback(db: Db, unitId: UnitId, feedbackId: string): Promise<FeedbackRow | undefined> {
  return db
    .selectFrom('feedback')
    .select(columns)
    .select((select) => select('contact', 'is not', null).$castTo<boolean>().as('hasContact'))
    .where('unitId', '=', unitId)
    .where('feedbackId', '=', feedbackId)
    .executeTakeFirst();
}

/** Changes what somebody has seen; false where another was faster. */
export async function updateFeedback(
  db: Tx,
  unitId: UnitId,
  feedbackId: string,
  change: {
    state: FeedbackState;
    answer: string | null;
    agency: string | null;
    handledOn: LocalDate | null;
    revision: number;
  },
): Promise<boolean> {
  const { revision, ...changed } = change;
  const { numUpdatedRows } = await db
    .updateTable('feedback')
    .set({ ...changed, revision: revision + 1 })
    .where('unitId', '=', unitId)
    .where('feedbackId', '=', feedbackId)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Deletes contacts of what was answered, or came, up to those days; how many. */
export async function deleteOldContacts(
  db: Tx,
  unitId: UnitId,
  until: { handledOn: LocalDate; receivedOn: LocalDate },
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('feedback')
    .set({ contact: null })
    .where('unitId', '=', unitId)
    .where('contact', 'is not', null)
    .where((where) =>
      where.or([where('handledOn', '<=', until.handledOn), where('receivedOn', '<=', until.receivedOn)]),
    )
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Writes what came since the last night anew in one transaction, in no order: its own one stood beside somebody's answer. */
export async function mixNew(db: Tx, unitId: UnitId): Promise<void> {
  await db
    .updateTable('feedback')
    .set({ mixed: true })
    .where('unitId', '=', unitId)
    .where('mixed', '=', false)
    .execute();
}
