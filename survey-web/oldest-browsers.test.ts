import bcd from '@mdn/browser-compat-data' with { type: 'json' };
import type { CompatStatement, Identifier, SimpleSupportStatement } from '@mdn/browser-compat-data';
import { type AnyNode, parse } from 'acorn';
import { full } from 'acorn-walk';
import { expect, test } from 'vitest';
import { scripts, styles } from './assets.ts';
import { resendWorker } from './render.tsx';

/*
 * The oldest browsers that get the script: Chromium of 2019 (79), also as the WebView in which Zalo and Facebook show pages
 * on Android, and Safari of iOS 13, also as the one in which they do on iPhones. What is built for them is held against
 * MDN's compatibility data, member by member: by its name alone, since built code has no types. A name is fine where any
 * interface has it that is old enough; what is younger has to be listed here, with what stands in for it.
 */
const oldest = { chrome: 79, webview_android: 79, safari_ios: 13 } as const;

/** What the script uses all the same, and why that does no harm. */
const standIns: Record<string, string> = {
  sync: 'asked for by its interface, SyncManager; without it the page sends when it is opened again',
  lost: 'a name of our own in the tablet’s script, which graphics devices have too',
  part: 'a name of our own in the screen’s script, which elements have too',
  number: 'the same: that of a call',
  wakeLock: 'asked for; without it the device’s own settings keep the screen lit',
};

const styleStandIns: Record<string, string> = {
  cursor: 'a finger has none',
  'cursor: pointer': 'a finger has none',
  'overflow-wrap: anywhere': 'the page breaks long words in any case; this only lets a box grow narrower',
  'accent-color': 'radio buttons in the colour of the browser',
  'scroll-margin-top': 'a link leads to the first choice itself',
  ':focus-visible': 'the browser draws its own ring around what has the focus',
  '(forced-colors)': 'a chosen step is known by its radio button',
};

const isOldEnough = (compat: CompatStatement | undefined): boolean =>
  compat === undefined ||
  Object.entries(oldest).every(([browser, version]) => {
    const support = compat.support[browser as keyof typeof oldest];
    return [support].flat().some((one) => one !== undefined && isSince(one, version));
  });

function isSince(
  { version_added: added, flags, prefix, alternative_name: other }: SimpleSupportStatement,
  version: number,
) {
  return (
    typeof added === 'string' && !flags && !prefix && !other && Number.parseFloat(added.replace('≤', '')) <= version
  );
}

/** Each name that the platform has, with whether any bearer of it is old enough. */
function platformNames(): Map<string, boolean> {
  const names = new Map<string, boolean>();
  const note = (name: string, feature: Identifier) => {
    const bare = name.replace(/_(event|static)$/, '');
    names.set(bare, names.get(bare) === true || isOldEnough(feature.__compat));
  };
  for (const group of [bcd.api, bcd.javascript.builtins]) {
    for (const [name, feature] of Object.entries(group ?? {}) as [string, Identifier][]) {
      note(name, feature);
      for (const [member, its] of Object.entries(feature)) {
        if (member !== '__compat') note(member, its as Identifier);
      }
    }
  }
  return names;
}

/** Names of members, of what is called or made, and of what is taken out of an object. */
function namesIn(script: string): Set<string> {
  const names = new Set<string>();
  const note = (node: AnyNode) => {
    if (node.type === 'Identifier') names.add(node.name);
  };
  full(parse(script, { ecmaVersion: 2019 }), (node) => {
    const one = node as AnyNode;
    if (one.type === 'MemberExpression' && !one.computed && one.property.type === 'Identifier') note(one.property);
    if (one.type === 'NewExpression' || one.type === 'CallExpression') note(one.callee as AnyNode);
    if (one.type === 'ObjectPattern') {
      for (const taken of one.properties) if (taken.type === 'Property') note(taken.key as AnyNode);
    }
  });
  // What the bundler renamed has a letter or two.
  return new Set([...names].filter((name) => name.length > 2));
}

test.each([
  ['the pages’ script', scripts.page],
  ['the worker', resendWorker.script],
  ['the counter’s screen', scripts.display],
  ['its pairing', scripts.pairing],
  ['the tablet', scripts.tablet],
])('%s can be read by them, and asks before it uses what they lack', (_, script) => {
  const known = platformNames();
  expect(known.size).toBeGreaterThan(3_000);
  const young = [...namesIn(script)].filter((name) => known.get(name) === false);
  expect(young.filter((name) => !(name in standIns))).toEqual([]);
});

test('the check would notice what they lack', () => {
  expect(() => namesIn('a?.b')).toThrow();
  const known = platformNames();
  expect(
    [...namesIn('a.replaceAll(b, c); structuredClone(d); const { groupBy } = e')].filter(
      (name) => known.get(name) === false,
    ),
  ).toEqual(['replaceAll', 'structuredClone', 'groupBy']);
});

test('the style sheet uses what they know, or what nobody misses', () => {
  const found = (pattern: RegExp) => [...styles.page.matchAll(pattern)].map(([, ...groups]) => groups.map(String));
  const declarations = found(/[{;]([a-z-]+):([^;}]+)/g);
  expect(declarations.length).toBeGreaterThan(150);
  const features: [string, Identifier | undefined][] = [
    ...declarations.flatMap(([property = '', value = '']): [string, Identifier | undefined][] => [
      [property, bcd.css.properties?.[property]],
      [`${property}: ${value}`, bcd.css.properties?.[property]?.[value]],
    ]),
    ...found(/:([a-z-]+)(?=[^{}]*\{)/g).map(([name = '']): [string, Identifier | undefined] => [
      `:${name}`,
      bcd.css.selectors?.[name],
    ]),
    ...found(/@media \(([a-z-]+):/g).map(([name = '']): [string, Identifier | undefined] => [
      `(${name})`,
      bcd.css['at-rules']?.media?.[name],
    ]),
  ];
  const young = features.filter(([, feature]) => !isOldEnough(feature?.__compat)).map(([name]) => name);
  expect([...new Set(young)].sort()).toEqual(Object.keys(styleStandIns).sort());
});

test('nothing on the page moves by itself, whatever somebody asked of the browser', () => {
  expect(styles.page).not.toMatch(/transition|animation|@keyframes|smooth/);
});
