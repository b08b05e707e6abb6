import type { Channel, LocalDate, Month, UnitId } from '../vocabulary.ts';

/**
 * The right to answer once about one closing of a case, with the facts frozen when it was made.
 * Nothing here leads to the answer: it keeps that it was answered, never what or when.
 */
export interface InvitationsTable {
  unitId: UnitId;
  invitationId: string;
  /** Null once the case was deleted; the frozen facts stay counted. */
  caseId: string | null;
  /** Raised by each reissue; the token is derived from it. */
  generation: number;
  tokenHash: Uint8Array;
  /** The last day on which the page opens. */
  expiresOn: LocalDate;
  withdrawn: boolean;
  /** A keyed hash of the idempotency key of the answer; null while unanswered. */
  answerKeyHash: Uint8Array | null;
  month: Month;
  fieldId: string;
  procedureCode: string;
  channel: Channel;
  questionnaireVersion: number;
}

/** Hashes of tokens that a reissue took out of use, so that their page can say so. */
export interface ReplacedTokensTable {
  unitId: UnitId;
  tokenHash: Uint8Array;
  invitationId: string;
}
