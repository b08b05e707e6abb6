import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from './index.ts';

/** What each migration was when it was merged. It never changes again: databases out there have run it. */
const merged: Record<string, string> = {
  '0001-units-and-catalogue': '8df8f2c8845aaa315883c475fe817602d8d7a0ab689f4720999402149862512a',
  '0002-cases-and-invitations': '3df595499100e371be1518f52e44237fd48b48178198faf14272ffa0808e2f94',
  '0003-responses-and-rollups': '543ead8792dedf417c5c8e096023083042ada9f5462ec27dd8b620dc8631446d',
  '0004-accounts-and-audit': '90cdff505a400a9dc00e29f9089b4664a4b159dbf69c7236ce25f892f1a6c2fc',
  '0005-quarters': '74415da29b4ca54512151f78a83df15c4c2509de5b250eec77e3d4269122e4ef',
  '0006-questionnaire-wording': '741fe5030b5c53f487e6ec0bb02671ea93cadfffbd2c80a29ad9f108c04aca2f',
  '0007-invitations-by-case': '5b4130f21e6a2d274e0bb7ce7a4f3716e1e9417b1659446cccf4dfddaa072455',
  '0008-unit-brand': '452cb00d73e9aec06e72842a2c54fcbf37e593755f60a4bd0fc618f8a5671214',
  '0009-planned-end-of-targets': 'f5634fb2ec093aa5f20eae106e4bf345ac061c023906e583e4477217e66b12ee',
  '0010-feedback': 'd3ca19c8d9f5341cc8d63e03513f5289fc3e808b5c38110167e013cba5de4068',
  '0011-case-events': '88bd5e1c3bc923cb05108e8cd2139dd80ff1ee0cb2b05a4fbd1ae0a1480290bf',
  '0012-outgoing-webhooks': 'e142a2563d76d1d0bab07b8364a6a136bf8f480fa7a59df74a69081b20061551',
  '0013-imports': 'd5e63facdd6cd2eaf46c7b31d75afbd3d1b5a60476f2136d9bbc1b5b561e1ca5',
  '0014-catalogue-and-retention': 'abcb7fabedb97ea1926e774f0d6b69dd4f0e4f86b2a6523aa0d3913e86ac1ebe',
  '0015-displays': '59d77a0ead3e573b25d05a07c5ddb732aa0978ea6e53839c03c2ee5b28a966af',
  '0016-paper': 'e9f2ffc564a0571a7b56bfcf6ab70eeb67234300b483953c983926c962d954c9',
  '0017-quarter-choices': 'baf36d39f53f1725f0579b1ec5ec87bd6e93b3a29cd446224ce1be9bd5dbc897',
  '0018-settled-months-keep-their-settings': '525e9b2279e89a898c597c130a1ce168c9ea8afb9e9d574ba02ec6a026e27dff',
  '0022-invitation-made-on': 'f751649c50115b8956956b2aa641e9ad9ce45e8cdf6748d96ca081b532b69569',
  '0023-published-quarters': '0b04992f9a0b863ec7426976b1e36348558e7dd39ff14e4c7cc011d8db971efe',
};

const files = readdirSync(import.meta.dirname).filter((name) => /^[0-9]{4}-.*[.]ts$/.test(name));

test('every migration is in the list, in the order of its number', () => {
  expect(Object.keys(migrations)).toEqual(files.map((name) => name.replace('.ts', '')).sort());
});

test('no merged migration has changed; a new one is written down here with its hash', () => {
  const now = files.map((name) => {
    const text = readFileSync(join(import.meta.dirname, name));
    return [name.replace('.ts', ''), createHash('sha256').update(text).digest('hex')];
  });
  expect(Object.fromEntries(now)).toEqual(merged);
});
