import type { Role, Scope, UnitId } from '../../db/vocabulary.ts';

/** Who does something: a signed-in person, another system's key, or the service itself. */
export type Actor =
  | { readonly kind: 'account'; readonly accountId: string; readonly username: string; readonly roles: readonly Role[]; readonly unitId: UnitId | null }
  | { readonly kind: 'key'; readonly keyId: string; readonly name: string; readonly scopes: readonly Scope[]; readonly unitId: UnitId }
  | { readonly kind: 'system'; readonly name: 'start' | 'seal' | 'cli' | 'setup'; readonly unitId: null };

/** How the audit log names an actor. */
export function actorName(actor: Actor): string {
  return actor.kind === 'account' ? `account:${actor.username}` : `${actor.kind}:${actor.name}`;
}
