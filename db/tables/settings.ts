import type { Generated } from 'kysely';
import type { QrLevel, UnitId } from '../vocabulary.ts';

/** What a unit may set for itself; one row a unit. */
export interface SettingsTable {
  unitId: UnitId;
  /** Days an invitation stays open after the later of closing and making, that day included. */
  validityDays: Generated<number>;
  /** Days a month must be over before it may be settled. */
  settlingDays: Generated<number>;
  /** Fewest answers for a verdict, 5 or more. */
  minimumAnswers: Generated<number>;
  /** Whether a field without a target of its own is held against the overall one. */
  fallsBackToOverall: Generated<boolean>;
  /** Months after which a settled case loses its code; null keeps it for ever. */
  retentionMonths: Generated<number | null>;
  /** Error correction of the QR codes: `Q` bears more dirt and folds, and makes them a little finer. */
  qrLevel: Generated<QrLevel>;
  /** Working days within which feedback is answered. */
  feedbackDays: Generated<number>;
  /** Raised by each change, so that of two who change at once the second is told. */
  revision: Generated<number>;
}
