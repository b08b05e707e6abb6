import type { Generated } from 'kysely';
import type { DisplayId, LocalDate, UnitId } from '../vocabulary.ts';

/** A counter's screen. It keeps what it shows now and nothing of what it showed before. */
export interface DisplaysTable {
  unitId: UnitId;
  displayId: DisplayId;
  counter: string;
  /** A tablet on which people may answer. */
  answersHere: Generated<boolean>;
  /** Shows a case's code when an event closes it and names this counter. */
  showsOnClose: Generated<boolean>;
  /** Of what the paired device keeps; null while none is paired. */
  secretHash: Uint8Array | null;
  pairingHash: Uint8Array | null;
  pairingEndsAt: Date | null;
  /** How often a pairing code may still be typed wrongly. */
  pairingTries: Generated<number>;
  /** The last day on which the device was there; never finer, or it would tell when someone answers on it. */
  seenOn: LocalDate | null;
  /** Raised by each call, so that a screen can tell one from the other. */
  callNumber: Generated<number>;
  shownInvitationId: string | null;
  shownUntil: Date | null;
}
