import type { Role, Scope, UnitId } from '../../db/vocabulary.ts';

/** A signed-in person; without a unit, over all of them. */
export interface AccountActor {
  readonly kind: 'account';
  readonly accountId: string;
  readonly username: string;
  readonly roles: readonly Role[];
  readonly unitId: UnitId | null;
}

/** Another system's key. */
export interface KeyActor {
  readonly kind: 'key';
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly unitId: UnitId;
}

/** Another system that signs its events; named by the beginning of its secret's id. */
export interface HookActor {
  readonly kind: 'hook';
  readonly name: string;
  readonly unitId: UnitId;
}

/** The service itself, or its operator at the command line. */
export interface SystemActor {
  readonly kind: 'system';
  readonly name: 'start' | 'seal' | 'retention' | 'cli' | 'setup' | 'display' | 'deliveries';
  readonly unitId: null;
}

/** Who does something. */
export type Actor = AccountActor | KeyActor | HookActor | SystemActor;

/** How the audit log names an actor. */
export function actorName(actor: Actor): string {
  return actor.kind === 'account' ? `account:${actor.username}` : `${actor.kind}:${actor.name}`;
}
