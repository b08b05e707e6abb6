import type { ColumnType, Generated } from 'kysely';
import type { Channel, LocalDate, Month, ToldChannel, UnitId } from '../vocabulary.ts';

/**
 * The right to answer once about one closing of a case, with the facts frozen when it was made.
 * Nothing here leads to the answer: it keeps that it was answered, never what or when.
 */
export interface InvitationsTable {
  unitId: UnitId;
  invitationId: string;
  caseId: string;
  /** Raised by each reissue; the token is derived from it. */
  generation: number;
  tokenHash: Uint8Array;
  /** The last day on which the page opens. */
  expiresOn: LocalDate;
  withdrawn: Generated<boolean>;
  /** Counted in a month that is settled, whatever becomes of the case later. */
  counted: Generated<boolean>;
  /** A keyed hash of the idempotency key of the answer; null while unanswered. */
  answerKeyHash: ColumnType<Uint8Array | null, never, Uint8Array>;
  /** A paper form was handed out, so the code is out of use. */
  onPaper: Generated<boolean>;
  /** Procedure and channel of a right that was handed out on paper before an answer came: a form tells its field alone. */
  keptProcedureCode: ColumnType<string | null, never, string | null>;
  keptChannel: ColumnType<Channel | null, never, Channel | null>;
  month: Month;
  /**
   * Where a case that was answered before is closed again: the month that a new code would count in. Null otherwise,
   * when it is `month`. A reissue asks for it, so that it says the same whether the case was answered or not.
   */
  newCodeMonth: Generated<Month | null>;
  fieldId: string;
  /** `khac`, as is the channel, where a paper form was handed out. */
  procedureCode: string;
  channel: ToldChannel;
  questionnaireVersion: number;
  /** The day on which it was made, from which on the case could be answered; null of those made before it was kept. */
  madeOn: LocalDate | null;
}

/** Hashes of tokens that a reissue took out of use, so that their page can say so. */
export interface ReplacedTokensTable {
  unitId: UnitId;
  tokenHash: Uint8Array;
  invitationId: string;
}
