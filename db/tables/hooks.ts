import type { Generated } from 'kysely';
import type { CaseCode, LocalDate, ReportOutcome, UnitId } from '../vocabulary.ts';

/** Secrets by which a unit's one-stop system signs its events; two may overlap while one replaces the other. */
export interface WebhookSecretsTable {
  unitId: UnitId;
  secretId: string;
  /** With a key that derives from the service's secret key. */
  encrypted: Uint8Array;
  createdAt: Date;
  lastUsedOn: LocalDate | null;
}

/** What became of the events that came in, kept for thirty days; nothing of what was in them but the case's code. */
export interface CaseEventsTable {
  unitId: UnitId;
  /** A keyed hash of the sender's `webhook-id`, by which a repeated one is known. */
  eventHash: Uint8Array;
  eventNumber: Generated<number>;
  /** To the minute. */
  receivedAt: Date;
  type: string;
  caseCode: CaseCode | null;
  outcome: ReportOutcome;
  /** The slug of the refusal. */
  problem: string | null;
  /** The properties that were complained of, without their values. */
  complaints: string[];
}
