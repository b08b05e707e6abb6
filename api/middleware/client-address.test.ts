import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

/** What `clientAddress` says of a request over a connection from `socket`. */
async function addressOf(socket: string | undefined, forwarded: string | undefined, trustProxy: number) {
  const app = new Hono().get('/', (c) => c.json({ address: clientAddress(c, trustProxy) ?? null }));
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const environment = socket === undefined ? {} : { incoming: { socket: { remoteAddress: socket } } };
  const { address } = await (await app.request('/', { headers }, environment)).json();
  return address;
}

test.each([
  // the connection, X-Forwarded-For, trusted proxies → the network counted
  ['203.0.113.7', undefined, 0, '203.0.113.7'],
  ['203.0.113.7', '198.51.100.1', 0, '203.0.113.7'],
  ['127.0.0.1', '203.0.113.7', 1, '203.0.113.7'],
  ['127.0.0.1', 'made up, 203.0.113.7', 1, '203.0.113.7'],
  ['127.0.0.1', '198.51.100.1, 203.0.113.7', 1, '203.0.113.7'],
  ['127.0.0.1', '198.51.100.1, 203.0.113.7, 10.0.0.2', 2, '203.0.113.7'],
  ['127.0.0.1', '203.0.113.7', 2, '203.0.113.7'],
  ['127.0.0.1', undefined, 1, '127.0.0.1'],
  ['127.0.0.1', 'unknown', 1, '127.0.0.1'],
  ['127.0.0.1', '203.0.113.7:51234', 1, '203.0.113.7'],
  ['127.0.0.1', '[2001:db8::1]:443', 1, '2001:db8:0:0::/64'],
  ['::ffff:203.0.113.7', undefined, 0, '203.0.113.7'],
  ['::1', undefined, 0, '0:0:0:0::/64'],
  ['2001:db8:1:2:3:4:5:6', undefined, 0, '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::', undefined, 0, '2001:db8:1:2::/64'],
  ['2001:db8::1:2:3:4:5', undefined, 0, '2001:db8:0:1::/64'],
  ['fe80::1%eth0', undefined, 0, 'fe80:0:0:0::/64'],
  [undefined, undefined, 0, null],
  [undefined, '203.0.113.7', 0, null],
  [undefined, '203.0.113.7', 1, '203.0.113.7'],
] as const)(
  'a connection from %s saying %j behind %i proxies comes from %s',
  async (socket, forwarded, trustProxy, expected) => {
    expect(await addressOf(socket, forwarded, trustProxy)).toBe(expected);
  },
);
