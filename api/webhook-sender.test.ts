import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { isPublicAddress, strict, webhookSender } from './webhook-sender.ts';

describe('an address', () => {
  test.each([
    // Private, loopback, link-local (metadata services among them), shared, documentation, benchmarks, multicast.
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    // The same IPv4 targets in IPv6's clothes: mapped, compatible, translated (RFC 6052), 6to4, Teredo.
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:a00:1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::a00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    '2606:4700::1%eth0',
    'ff02::1',
    '2001:db8::1',
    '3fff::1',
    'not an address',
    '',
  ])('%s is refused', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['8.8.8.8', '1.1.1.1', '100.63.255.255', '172.32.0.1', '203.162.0.1', '2606:4700:4700::1111', '2400::1'])(
    '%s is taken',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

/** A listener on loopback, with what it was asked. */
async function listen(answer: RequestListener): Promise<{ port: number; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const listening = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return { port: (listening.address() as AddressInfo).port, asked };
}

const message = { headers: { 'content-type': 'application/json', 'webhook-id': 'one' }, body: '{"a":"ờ"}' };
/** The rules in earnest, but for plain HTTP and loopback, which a test has to use. */
const lenient = { ...strict, protocols: ['http:', 'https:'], allows: () => true };

describe('in earnest', () => {
  test.each([
    'https://127.0.0.1:PORT/',
    'https://localhost:PORT/',
    'https://2130706433:PORT/',
    'https://0x7f.1:PORT/',
    'https://127.1:PORT/',
    'https://[::1]:PORT/',
    'https://[::ffff:127.0.0.1]:PORT/',
    'https://0.0.0.0:PORT/',
    'https://169.254.169.254/latest/meta-data/',
    'http://127.0.0.1:PORT/',
    'http://example.invalid/',
  ])('%s is not even connected to', async (url) => {
    const { port, asked } = await listen((_, response) => response.end());
    let connections = 0;
    server?.on('connection', () => {
      connections += 1;
    });
    const result = await webhookSender()({ url: url.replace('PORT', String(port)), ...message });
    expect(result).toEqual({ failure: 'refused-address' });
    expect([asked.length, connections]).toEqual([0, 0]);
  });

  test('a name that resolves to us is refused by what it resolves to, in the moment of connecting', async () => {
    const { port, asked } = await listen((_, response) => response.end());
    const seen: string[] = [];
    const allows = (address: string) => {
      seen.push(address);
      return isPublicAddress(address);
    };
    const send = webhookSender({ ...lenient, allows });
    expect(await send({ url: `http://localhost:${port}/`, ...message })).toEqual({ failure: 'refused-address' });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every((address) => ['127.0.0.1', '::1'].includes(address))).toBe(true);
    expect(asked).toHaveLength(0);
  });

  test('the name is asked for once, and the connection goes to what was looked at', async () => {
    const { port } = await listen((_, response) => response.end());
    let looks = 0;
    const allows = () => {
      looks += 1;
      // Whatever it would be told a second time, as a rebinding name is.
      return looks <= 2;
    };
    const send = webhookSender({ ...lenient, allows });
    expect(await send({ url: `http://localhost:${port}/`, ...message })).toEqual({
      status: 200,
      retryAfter: undefined,
    });
    expect(looks).toBeLessThanOrEqual(2);
  });
});

describe('a message', () => {
  const sendTo = (port: number, path = '/') =>
    webhookSender(lenient)({ url: `http://127.0.0.1:${port}${path}`, ...message });

  test('arrives as it was signed', async () => {
    let body = '';
    const { port, asked } = await listen((request, response) => {
      request.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => response.writeHead(204).end());
    });
    expect(await sendTo(port, '/hook?a=1')).toEqual({ status: 204, retryAfter: undefined });
    expect([asked[0]?.method, asked[0]?.url, body]).toEqual(['POST', '/hook?a=1', message.body]);
    expect(asked[0]?.headers).toMatchObject({ 'webhook-id': 'one', 'content-type': 'application/json' });
  });

  test('follows no redirect', async () => {
    const { port, asked } = await listen((_, response) => response.writeHead(307, { location: '/elsewhere' }).end());
    expect(await sendTo(port)).toEqual({ status: 307, retryAfter: undefined });
    expect(asked).toHaveLength(1);
  });

  test('says when it is asked to wait', async () => {
    const { port } = await listen((_, response) => response.writeHead(503, { 'retry-after': '120' }).end());
    expect(await sendTo(port)).toEqual({ status: 503, retryAfter: 120 });
  });

  test('does not drink from an answer without end', async () => {
    let sent = 0;
    const { port } = await listen((_, response) => {
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(4096))) sent += 4096;
      };
      response.on('drain', pour);
      pour();
    });
    expect(await sendTo(port)).toEqual({ status: 200, retryAfter: undefined });
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  test('gives up on who never answers', async () => {
    const { port } = await listen(() => {});
    const send = webhookSender({ ...lenient, patience: 100 });
    expect(await send({ url: `http://127.0.0.1:${port}/`, ...message })).toEqual({ failure: 'timeout' });
    server?.closeAllConnections();
  });

  test('says of a closed port, a name that is none and an answer that is no TLS what was wrong', async () => {
    const { port } = await listen((_, response) => response.end());
    const send = webhookSender(lenient);
    expect(await send({ url: `https://127.0.0.1:${port}/`, ...message })).toEqual({ failure: 'connection' });
    expect(await send({ url: 'http://does-not-exist.invalid/', ...message })).toEqual({ failure: 'unresolved' });
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    expect(await send({ url: `http://127.0.0.1:${port}/`, ...message })).toEqual({ failure: 'connection' });
  });
});
