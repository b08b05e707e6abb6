import type { Generated } from 'kysely';
import type { CaseCode, Channel, LocalDate, Outcome, UnitId } from '../vocabulary.ts';

/** A closed case (hồ sơ), as the one-stop system told it. */
export interface CasesTable {
  unitId: UnitId;
  caseId: Generated<string>;
  caseCode: CaseCode;
  procedureCode: string;
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
