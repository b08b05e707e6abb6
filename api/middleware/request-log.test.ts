import { Writable } from 'node:stream';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createLog } from '../log.ts';
import { requestLog } from './request-log.ts';

const token = 'ABCDEFGHJKMN';
const caseCode = 'H24.30-250701-020175';
const address = '203.0.113.77';
const browser = 'Mozilla/5.0 (a phone)';
const contact = 'nga@example.vn';

/** An app with the log in front, and what it wrote. */
function logged(level = 'info') {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = createLog({ level, destination });
  const cases = new Hono().put('/:caseCode', async (c) => c.json(await c.req.json(), 201));
  const app = new Hono()
    .use(requestLog(log))
    .get('/healthz', (c) => c.text('ok'))
    .get('/p/:token', (c) => c.text('a page'))
    .post('/p/:token', (c) => c.redirect(`/p/${c.req.param('token')}`, 303))
    .use('/api/*', (_, next) => next())
    .route('/api/v1/cases', cases)
    .get('/broken/:caseCode', () => {
      throw Object.assign(new Error(`Key (case_code)=(${caseCode}) already exists`), {
        severity: 'ERROR',
        code: '23505',
        constraint: 'cases_unit_id_case_code_key',
        detail: `Key (unit_id, case_code)=(1, ${caseCode}) already exists.`,
        where: `token ${token}`,
      });
    })
    .get('/unreadable', () => {
      throw new Error('Reading the body failed', { cause: new SyntaxError(`Unexpected token in ${contact}`) });
    })
    .get('/several', () => {
      throw new AggregateError([new RangeError('The clock runs back'), new SyntaxError(contact)], '2 of 3 failed');
    })
    .onError((err, c) => {
      log.error({ err }, 'unexpected');
      return c.text('Our fault', 500);
    });
  return { app, lines, entries: () => lines.map((line) => JSON.parse(line)) };
}

const revealing = {
  'x-forwarded-for': address,
  'user-agent': browser,
  cookie: `session=${token}`,
  authorization: `Bearer hl_223${token}`,
  referer: `http://localhost/p/${token}`,
};

test.each([
  ['GET', `/p/${token}?lang=en&email=${contact}`, { method: 'GET', route: '/p/:token', status: 200 }],
  ['POST', `/p/${token}`, { method: 'POST', route: '/p/:token', status: 303 }],
  ['PUT', `/api/v1/cases/${caseCode}`, { method: 'PUT', route: '/api/v1/cases/:caseCode', status: 201 }],
  ['GET', `/api/v1/${token}`, { method: 'GET', route: '/api/*', status: 404 }],
  ['GET', `/${token}`, { method: 'GET', route: '/*', status: 404 }],
  ['GET', `/broken/${caseCode}`, { method: 'GET', route: '/broken/:caseCode', status: 500 }],
])('%s %s is one line with the kind of request and nothing of its sender', async (method, path, expected) => {
  const { app, lines, entries } = logged();
  await app.request(path, {
    method,
    headers: { ...revealing, 'content-type': 'application/json' },
    ...(method !== 'GET' && { body: JSON.stringify({ comment: contact }) }),
  });
  const requests = entries().filter(({ msg }) => msg === 'request');
  expect(requests).toHaveLength(1);
  expect(requests[0]).toEqual({
    level: 'info',
    time: expect.any(String),
    ms: expect.any(Number),
    msg: 'request',
    ...expected,
  });
  for (const secret of [token, caseCode, address, browser, contact]) expect(lines.join('')).not.toContain(secret);
});

test('an unexpected error leaves its kind, code and place, and no value that it met', async () => {
  const { app, lines, entries } = logged();
  await app.request(`/broken/${caseCode}`, { headers: revealing });
  await app.request('/unreadable', { headers: revealing });
  await app.request('/several', { headers: revealing });
  const errors = entries().flatMap(({ err }) => (err ? [err] : []));
  expect(errors[0]).toMatchObject({ type: 'Error', code: '23505', constraint: 'cases_unit_id_case_code_key' });
  expect(errors[0].frames[0]).toContain('request-log.test.ts');
  expect(errors[1]).toMatchObject({ message: 'Reading the body failed', cause: { type: 'SyntaxError' } });
  expect(errors[2]).toMatchObject({
    message: '2 of 3 failed',
    errors: [{ type: 'RangeError', message: 'The clock runs back' }, { type: 'SyntaxError' }],
  });
  for (const secret of [token, caseCode, contact]) expect(lines.join('')).not.toContain(secret);
});

test('a request or response that somebody hands to the log leaves nothing in it', () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLog({ level: 'info', destination });
  log.info({ req: { url: `/p/${token}` }, res: { headers: revealing } }, 'careless');
  log.error(Object.assign(new Error(`value "${token}"`), { severity: 'ERROR' }));
  log.error(new SyntaxError(`Unexpected ${token}`), `about nothing`);
  expect(lines).toHaveLength(3);
  expect(lines.join('')).not.toContain(token);
});

test('who watches over the service fills no log', async () => {
  const { app, lines } = logged();
  await app.request('/healthz');
  expect(lines).toEqual([]);
  const loud = logged('debug');
  await loud.app.request('/healthz');
  expect(loud.entries()).toMatchObject([{ level: 'debug', route: '/healthz' }]);
});
