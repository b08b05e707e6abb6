import type { Scope, UnitId } from '../../db/vocabulary.ts';
import { unitOfTag, unitTag } from '../invitations/token.ts';

/**
 * The text of a key: a mark by which secret scanners find it, its unit's three characters, so that a request asks one
 * shard, and 256 random bits.
 */
export function apiKeyText(unitId: UnitId, bytes: Uint8Array): string {
  return `hl_${unitTag(unitId)}${Buffer.from(bytes).toString('base64url')}`;
}

/** The unit that a key says it belongs to; undefined for text that is no key. */
export function unitOfApiKey(text: string): UnitId | undefined {
  const [, tag = ''] = /^hl_(.{3})[A-Za-z0-9_-]{43}$/.exec(text) ?? [];
  return unitOfTag(tag);
}

/**
 * Whether the scopes together undo the ballot box: who both closes cases and reads results could invent four cases and
 * read the fifth's answer (contract, section 6, “What remains”).
 */
export function closesAndReads(scopes: readonly Scope[]): boolean {
  return scopes.includes('cases:write') && scopes.some((scope) => scope !== 'cases:write');
}
