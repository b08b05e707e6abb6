import { isIP, isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context as RequestContext } from 'hono';

/**
 * The network a request comes from, for counting tries and nothing else: an IPv4 address, or the half of an IPv6 address
 * that one subscriber holds. Each trusted proxy adds the address it saw to the right of `X-Forwarded-For`; what stands
 * further left was written by the sender and is not believed. Undefined where there is no connection.
 */
export function clientAddress(c: RequestContext, trustProxy: number): string | undefined {
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((entry) => readAddress(entry));
  const chain = [...forwarded, readAddress(socketAddress(c))];
  const position = Math.max(0, chain.length - 1 - trustProxy);
  const address = trustProxy === 0 ? chain.at(-1) : chain.slice(position).find((entry) => entry !== undefined);
  return address && network(address);
}

function socketAddress(c: RequestContext): string {
  // `app.request` has no connection, and then the adapter's function throws.
  return c.env?.incoming || c.env?.server ? (getConnInfo(c).remote.address ?? '') : '';
}

/** An address without the port or brackets that some proxies add; undefined for anything else. */
function readAddress(entry: string): string | undefined {
  const text = entry.trim();
  const bare = /^\[([^\]]+)\](:\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const unmapped = /^::ffff:([\d.]+)$/i.exec(bare)?.[1] ?? bare;
  return isIP(unmapped) === 0 ? undefined : unmapped;
}

function network(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const groups =
    tail === undefined ? left : [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
