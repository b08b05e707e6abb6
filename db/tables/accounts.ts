import type { Generated } from 'kysely';
import type { LocalDate, Role, Scope, UnitId } from '../vocabulary.ts';

/** People who sign in. A reference table: a sign-in names no unit yet. */
export interface AccountsTable {
  accountId: Generated<string>;
  /** Null: over all units (`admin` and `auditor` only). */
  unitId: UnitId | null;
  username: string;
  passwordHash: string;
  roles: Role[];
  createdAt: Date;
}

/** Signed-in browsers, known by the hash of their cookie. */
export interface SessionsTable {
  sessionHash: Uint8Array;
  accountId: string;
  expiresAt: Date;
}

/** Keys of other systems; the key's own text names the unit. */
export interface ApiKeysTable {
  unitId: UnitId;
  keyId: Generated<string>;
  name: string;
  keyHash: Uint8Array;
  scopes: Scope[];
  createdAt: Date;
  lastUsedOn: LocalDate | null;
}
