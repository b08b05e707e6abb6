import { createApiKey, findApiKey } from '../../api/accounts/service.ts';
import { localDate } from '../../api/calendar.ts';
import { loadSecretKey } from '../../api/config.ts';
import { surveyPath, surveyUrl } from '../../api/invitations/survey-url.ts';
import type { ServiceOptions } from '../../api/main.ts';
import { ensureFirstUnit, listUnits } from '../../api/units/service.ts';
import { connect } from '../../db/connect.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { makeAccounts } from './accounts.ts';
import { tellFeedback } from './feedback.ts';
import { invitation } from './invitation.ts';
import { qrInTerminal } from './qr-in-terminal.ts';
import { story } from './story.ts';
import { tellStory } from './tell-story.ts';

/**
 * Fills an empty database with a story and gives the lines that tell how to look around in it. None where
 * `isStopped` says, at the end of one of the story's days, that nobody waits for them any more.
 */
export async function prepareDemo(
  { config, databaseUrl, now, randomBytes }: ServiceOptions,
  { onProgress, isStopped, colours }: { onProgress(share: number): void; isStopped(): boolean; colours: boolean },
): Promise<readonly string[]> {
  const db = connect({ url: withoutWaiting(databaseUrl) });
  try {
    await migrateToLatest(db);
    const started = now();
    const told = story(started, config.timeZone);
    await ensureFirstUnit(db, { now: told.beginsAt });
    const [unit] = await listUnits(db);
    if (!unit) throw new Error('The first start made no unit');
    const { unitId } = unit;

    const machine = { unitId, name: 'mot-cua', scopes: ['cases:write'], now: told.beginsAt, randomBytes } as const;
    const cli = { kind: 'system', name: 'cli', unitId: null } as const;
    const { key } = await createApiKey(db, { ...machine, actor: cli });
    const actor = (await findApiKey(db, key)) ?? cli;
    const secretKey = loadSecretKey(config);
    const [token, accounts] = await Promise.all([
      tellStory(db, told, {
        unit,
        secretKey,
        timeZone: config.timeZone,
        randomBytes,
        actor,
        afterDay(share) {
          onProgress(share);
          return isStopped();
        },
      }),
      makeAccounts(db, { unitId, now: told.beginsAt, randomBytes }),
    ]);
    if (!token || isStopped()) return [];
    await tellFeedback(db, { unitId, today: localDate(started, config.timeZone), secretKey, randomBytes });
    return invitation({
      host: config.host,
      port: config.port,
      publicUrl: config.publicUrl,
      from: told.from,
      to: told.to,
      closed: told.days.reduce((sum, { closings }) => sum + closings.length, 0),
      answered: told.days.reduce((sum, { answers }) => sum + answers.length, 0),
      survey: `${config.publicUrl}${surveyPath(token)}`,
      qr: await qrInTerminal(surveyUrl(config.publicUrl, token), { colours }),
      accounts,
      key,
    });
  } finally {
    await db.destroy();
  }
}

/** What is told can be told again, so no commit waits for the disk here; what comes in later is kept as always. */
function withoutWaiting(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', '-c synchronous_commit=off');
  return url.href;
}
