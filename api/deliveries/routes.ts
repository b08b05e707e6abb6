import { Hono, type Context as RequestContext } from 'hono';
import type { Context, UnitEnv } from '../context.ts';
import { describe, validJson } from '../edge.ts';
import { randomId } from '../random-id.ts';
import { EndpointView, MadeEndpoint, NewEndpoint, RenewedSecret, Resent, TriedEndpoint } from './schema.ts';
import {
  readEndpoint,
  removeEndpoint,
  renewEndpointSecret,
  resendFailed,
  saveEndpoint,
  testEndpoint,
} from './service.ts';

/** `/api/v1/webhook-endpoint`: where new invitations are told to. */
export function endpointRoutes({ db, clock, secretKey, randomBytes, sendWebhook }: Context) {
  const newId = () => randomId(randomBytes);
  const making = { secretKey, newId, randomBytes };
  const change = (c: RequestContext<UnitEnv>) => ({ unitId: c.var.unitId, actor: c.var.actor, now: clock() });
  return new Hono<UnitEnv>()
    .get('/', describe('Where new invitations are told to, and what failed', { 200: EndpointView }), async (c) => {
      const { endpoint, failures } = await readEndpoint(db, { unitId: c.var.unitId, secretKey, now: clock() });
      return c.json({
        endpoint,
        failures: failures.map(({ nextAttemptAt, ...failure }) => ({
          ...failure,
          nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
        })),
      });
    })
    .put(
      '/',
      describe('Tell new invitations to this address; the first time with a signing secret', { 200: MadeEndpoint }),
      validJson(NewEndpoint),
      async (c) => c.json(await saveEndpoint(db, { ...change(c), ...making, url: c.req.valid('json').url })),
    )
    .delete('/', describe('Tell them to nobody any more', { 204: 'Ended' }), async (c) => {
      await removeEndpoint(db, change(c));
      return c.body(null, 204);
    })
    .post(
      '/secret',
      describe('Another signing secret; the former signs beside it for a week', { 200: RenewedSecret }),
      async (c) => c.json(await renewEndpointSecret(db, { ...change(c), ...making })),
    )
    .post('/resend', describe('Try everything again that failed', { 200: Resent }), async (c) =>
      c.json({ resent: await resendFailed(db, change(c)) }),
    )
    .post('/test', describe('Send an invitation.test event now', { 200: TriedEndpoint }), async (c) => {
      const { unitId } = c.var;
      return c.json(await testEndpoint(db, { unitId, newId, now: clock, secretKey, send: sendWebhook }));
    });
}
