import type { Actor } from '../../api/accounts/actor.ts';
import { localDate } from '../../api/calendar.ts';
import { closeCase } from '../../api/cases/service.ts';
import { tokenFor } from '../../api/invitations/token.ts';
import { questionnaireShelf } from '../../api/questionnaires/service.ts';
import { randomId } from '../../api/random-id.ts';
import { submitResponse } from '../../api/responses/service.ts';
import { sealAll } from '../../api/seals/service.ts';
import type { Unit } from '../../api/units/service.ts';
import type { Db } from '../../db/tables/index.ts';
import type { CaseCode, Token } from '../../db/vocabulary.ts';
import type { Answer, Closing, Story } from './story.ts';

export interface Telling {
  readonly unit: Unit;
  readonly secretKey: string;
  readonly timeZone: string;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Who closes the cases. */
  readonly actor: Actor;
  /** Called after each day with the share that is told; true ends the telling. */
  readonly afterDay?: (share: number) => boolean;
}

/**
 * Lets a story happen in the service, with a clock that moves along: each case is closed, each answer taken and each
 * night sealed by the same functions as in earnest. So what is settled, held or waiting comes about as it would.
 * Returns the code of the case that is left open.
 */
export async function tellStory(db: Db, story: Story, telling: Telling): Promise<Token | undefined> {
  const { timeZone, randomBytes, afterDay } = telling;
  const shelf = questionnaireShelf(db);
  const tokens = new Map<CaseCode, Token>();
  for (const [index, { closings, answers, sealedAt }] of story.days.entries()) {
    await Promise.all(closings.map(async (closing) => tokens.set(closing.caseCode, await close(db, closing, telling))));
    await Promise.all(
      answers.map((answer) => submit(db, shelf, answer, { ...telling, token: tokens.get(answer.caseCode) })),
    );
    const actor = { kind: 'system', name: 'seal', unitId: null } as const;
    if (sealedAt) await sealAll(db, { now: sealedAt, timeZone, randomBytes, actor });
    if (afterDay?.((index + 1) / story.days.length)) break;
  }
  return tokens.get(story.open);
}

async function close(db: Db, { at, caseCode, closed }: Closing, telling: Telling): Promise<Token> {
  const { unit, actor, secretKey, timeZone, randomBytes } = telling;
  const { savedCase } = await closeCase(db, {
    unit,
    caseCode,
    closed,
    actor,
    now: at,
    today: localDate(at, timeZone),
    secretKey,
    newId: () => randomId(randomBytes),
  });
  const { invitationId, generation } = savedCase;
  if (invitationId === null || generation === null) throw new Error(`${caseCode} was closed without an invitation`);
  return tokenFor(secretKey, unit.unitId, invitationId, generation);
}

async function submit(
  db: Db,
  shelf: ReturnType<typeof questionnaireShelf>,
  { at, caseCode, answers, language, comment }: Answer,
  { unit, secretKey, timeZone, randomBytes, token }: Telling & { token: Token | undefined },
): Promise<void> {
  if (!token) throw new Error(`${caseCode} was answered before it was closed`);
  const outcome = await submitResponse(db, shelf, {
    unitId: unit.unitId,
    token,
    secretKey,
    today: localDate(at, timeZone),
    medium: 'phone',
    defaultLanguage: 'vi',
    read: () => ({ answers, language, comment, key: randomId(randomBytes) }),
  });
  if (outcome.kind !== 'recorded') throw new Error(`The answer to ${caseCode} was not recorded: ${outcome.kind}`);
}
