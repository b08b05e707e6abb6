import type { Role, Scope } from '../../db/vocabulary.ts';
import type { Actor } from './actor.ts';

/**
 * Who may do what (contract, section 5). `results` is every period; a clerk's `results:settled` is settled ones only.
 */
const grants = {
  administer: { roles: ['admin'], scopes: [] },
  cases: { roles: ['clerk'], scopes: ['cases:write'] },
  displays: { roles: ['admin', 'clerk'], scopes: ['cases:write'] },
  poster: { roles: ['admin', 'clerk'], scopes: ['cases:write'] },
  results: { roles: ['leader', 'auditor'], scopes: ['results:read'] },
  'results:settled': { roles: ['leader', 'auditor', 'clerk'], scopes: ['results:read'] },
  publish: { roles: ['leader'], scopes: [] },
  comments: { roles: ['leader'], scopes: ['comments:read'] },
  rows: { roles: ['leader', 'auditor'], scopes: ['rows:read'] },
  // No figure is in it: who may read either needs it.
  codebook: { roles: ['leader', 'auditor'], scopes: ['results:read', 'rows:read'] },
  targets: { roles: ['admin', 'leader'], scopes: [] },
  'targets:read': { roles: ['admin', 'leader', 'auditor'], scopes: ['results:read'] },
  questionnaires: { roles: ['admin', 'leader'], scopes: [] },
  'questionnaires:read': { roles: ['admin', 'leader', 'auditor'], scopes: [] },
  feedback: { roles: ['leader', 'handler'], scopes: [] },
  'feedback:read': { roles: ['leader', 'handler', 'auditor'], scopes: [] },
  audit: { roles: ['admin', 'auditor'], scopes: [] },
} as const satisfies Record<string, { roles: readonly Role[]; scopes: readonly Scope[] }>;

export type Permission = keyof typeof grants;

/** Whether the actor may do it. The service itself may do everything. */
export function may(actor: Actor, permission: Permission): boolean {
  const granted: { roles: readonly Role[]; scopes: readonly Scope[] } = grants[permission];
  if (actor.kind === 'system') return true;
  // A signature covers one event, and nothing else is asked for with it.
  if (actor.kind === 'hook') return false;
  if (actor.kind === 'key') return actor.scopes.some((scope) => granted.scopes.includes(scope));
  return actor.roles.some((role) => granted.roles.includes(role));
}
