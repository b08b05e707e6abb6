import type { Generated } from 'kysely';
import type { LocalDate, UnitId } from '../vocabulary.ts';

/** Where a unit's new invitations are told to: the province's gateway for SMS and Zalo. */
export interface WebhookEndpointsTable {
  unitId: UnitId;
  url: string;
  secretId: string;
  /** The signing secret, with a key that derives from the service's secret key. */
  encrypted: Uint8Array;
  formerSecretId: string | null;
  formerEncrypted: Uint8Array | null;
  formerUntil: Date | null;
  /** False since the endpoint answered that it is gone. */
  enabled: Generated<boolean>;
  lastDeliveredOn: LocalDate | null;
}

/** Invitations that are still to be told; written with them, deleted when they were told. */
export interface WebhookDeliveriesTable {
  unitId: UnitId;
  deliveryId: Generated<string>;
  invitationId: string;
  /** Of which token: one that was replaced since is not told. */
  generation: number;
  madeAt: Date;
  attempts: Generated<number>;
  /** Null: given up. */
  nextAttemptAt: Date | null;
  failure: string | null;
}
