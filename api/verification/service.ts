import type { Db, Tx } from '../../db/tables/index.ts';
import { fewestInBatch } from '../satisfaction/batches.ts';
import {
  answersAgainstInvitations,
  choicesAgainstRows,
  classesAgainstInvitations,
  classesAgainstRows,
  closedAgainstInvitations,
  type Difference,
  questionsAgainstRows,
  rollupsAgainstResponses,
  sensitiveAgainstRows,
  tooSmallToShow,
  waitingAgainstInbox,
} from './queries.ts';

export type { Difference };

/**
 * Counts everything a second way, on one snapshot, while the service goes on: rollups against responses, closed cases of
 * settled months and answered invitations against what was kept, the inbox against the last seal, a settled quarter's
 * classes, questions and choices against its rows. No difference, no row.
 */
export async function verify(db: Db): Promise<Difference[]> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(differences);
}

/** The same on a transaction that is open already. */
export async function differences(db: Tx): Promise<Difference[]> {
  return [
    ...(await rollupsAgainstResponses(db)),
    ...(await closedAgainstInvitations(db)),
    ...(await answersAgainstInvitations(db)),
    ...(await waitingAgainstInbox(db)),
    ...(await classesAgainstRows(db)),
    ...(await classesAgainstInvitations(db)),
    ...(await questionsAgainstRows(db, fewestInBatch)),
    ...(await choicesAgainstRows(db, fewestInBatch)),
    ...(await sensitiveAgainstRows(db, fewestInBatch)),
    ...(await tooSmallToShow(db, fewestInBatch)),
  ];
}
