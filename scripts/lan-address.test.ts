import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { lanAddress } from './lan-address.ts';

const at = (address: string, internal = false): NetworkInterfaceInfo[] => [
  { address, internal, family: 'IPv4', netmask: '255.255.255.0', mac: '00:00:00:00:00:00', cidr: null },
];

test.each([
  ['the only one', { lo: at('127.0.0.1', true), eth0: at('192.168.1.5') }, '192.168.1.5'],
  ['no container’s', { docker0: at('172.17.0.1'), wlan0: at('192.168.1.5') }, '192.168.1.5'],
  ['the house’s before the world’s', { eth0: at('203.0.113.9'), eth1: at('10.1.2.3') }, '10.1.2.3'],
  ['the world’s if there is none other', { eth0: at('203.0.113.9') }, '203.0.113.9'],
  ['none that a machine gave itself', { eth0: at('169.254.7.7') }, undefined],
  ['none without a network', { lo: at('127.0.0.1', true) }, undefined],
])('phones are told %s', (_, interfaces, expected) => {
  expect(lanAddress(interfaces)).toBe(expected);
});
