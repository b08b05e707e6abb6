import type { Generated } from 'kysely';
import type { CaseCode, Channel, LocalDate, Outcome, UnitId } from '../vocabulary.ts';

/** A closed case (hồ sơ), as the one-stop system told it. */
export interface CasesTable {
  unitId: UnitId;
  caseId: Generated<string>;
  /** Null once it was forgotten (retention): nothing leads back to the one-stop system's case. */
  caseCode: CaseCode | null;
  procedureCode: string;
  /** The field in which it was counted, where its procedure has gone to another one since; null: the procedure's. */
  countedFieldId: Generated<string | null>;
  channel: Channel;
  receivedOn: LocalDate | null;
  dueOn: LocalDate | null;
  /** Null while the case is open again. */
  closedOn: LocalDate | null;
  outcome: Outcome;
  resolvingUnit: string | null;
  counter: string | null;
  apologySentOn: LocalDate | null;
  /** When the one-stop system last changed the case, if it says so. */
  updatedAt: Date | null;
  /**
   * Sent by mistake: gone for every reader, but the row stays, so that the same case sent again can't be answered twice.
   */
  deleted: Generated<boolean>;
}
