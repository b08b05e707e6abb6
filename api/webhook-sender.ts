import { type LookupAddress, lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { SendFailure, SendResult, SendWebhook } from './deliveries/send-webhook.ts';

/** Which targets a sender takes. What is not for tests is `strict`. */
export interface SenderRules {
  readonly allows: (address: string) => boolean;
  readonly protocols: readonly string[];
  /** Milliseconds for all of it: name, connection, answer. */
  readonly patience: number;
}

/** Out on the public internet over TLS, and within 20 seconds (Standard Webhooks 1.0 recommends 15 to 30). */
export const strict: SenderRules = { allows: isPublicAddress, protocols: ['https:'], patience: 20_000 };

/** As much of an answer as is let in before it is cut off; nothing of it is kept. */
const mostBytes = 16 * 1024;

/**
 * A sender that can't be turned against our own network: what a name resolves to is looked at in the moment of connecting,
 * and the connection goes to the very address that was looked at, so that a name which answers differently the second
 * time gains nothing. Redirects are answers like any other.
 */
export function webhookSender(rules: SenderRules = strict): SendWebhook {
  const { allows, protocols, patience } = rules;

  const checkedLookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = addresses ?? [];
      if (error || !first) callback(error ?? coded('ENOTFOUND'), '', 0);
      // One that is ours among others is enough: whoever owns the name chooses which is taken.
      else if (!addresses.every(({ address }) => allows(address))) callback(coded(refusedCode), '', 0);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

  return ({ url: text, headers, body }) =>
    new Promise<SendResult>((resolve) => {
      const url = new URL(text);
      const host = url.hostname.replace(/^\[|\]$/g, '');
      // An address that is written as such is never looked up.
      if (!protocols.includes(url.protocol) || (isIP(host) !== 0 && !allows(host))) {
        resolve({ failure: 'refused-address' });
        return;
      }
      const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const signal = AbortSignal.timeout(patience);
      const sent = send(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'hai-long' },
        agent: false,
        lookup: checkedLookup,
        maxHeaderSize: mostBytes,
        signal,
      });
      sent.once('error', (error) => resolve({ failure: failureFor(error, signal.aborted) }));
      sent.once('response', (response) => {
        const retryAfter = Number(response.headers['retry-after']);
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > mostBytes) response.destroy();
        });
        response.once('error', () => {});
        response.once('close', () =>
          resolve({ status: response.statusCode ?? 0, retryAfter: retryAfter > 0 ? retryAfter : undefined }),
        );
      });
      sent.end(body);
    });
}

const refusedCode = 'REFUSED_ADDRESS';

const coded = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });

function failureFor(error: NodeJS.ErrnoException, isLate: boolean): SendFailure {
  const code = error.code ?? '';
  if (code === refusedCode) return 'refused-address';
  if (isLate) return 'timeout';
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'unresolved';
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) return 'tls';
  return 'connection';
}

/**
 * Whether an address is somebody's on the public internet. IPv4: all but what IANA's special-purpose registry (RFC 6890)
 * sets apart, multicast, and the address by which one large cloud's machines reach their host. IPv6: global unicast
 * (2000::/3) but for what there carries or stands for something else; so no mapped, translated, local or link address.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !apart.check(address, 'ipv4');
  // A zone names a link of this machine.
  if (family !== 6 || address.includes('%')) return false;
  return globalUnicast.check(address, 'ipv6') && !apart.check(address, 'ipv6');
}

const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

const apart = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  apart.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  apart.addSubnet(network, bits, 'ipv6');
}
