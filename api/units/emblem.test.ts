import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Emblem, largestEmblem, readEmblem } from './emblem.ts';
import type { EmblemFault } from './picture.ts';

const svg = (inside: string, attributes = 'viewBox="0 0 30 20"'): Uint8Array =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`,
  );
const read = (bytes: Uint8Array): Emblem => {
  const emblem = readEmblem(bytes);
  if ('kind' in emblem) throw new Error(`${emblem.kind} ${emblem.name ?? ''}`);
  return emblem;
};
const text = (bytes: Uint8Array): string => Buffer.from(read(bytes).content).toString('utf8');
const fault = (bytes: Uint8Array): EmblemFault | undefined => {
  const emblem = readEmblem(bytes);
  return 'kind' in emblem ? emblem : undefined;
};

describe('an SVG that could do harm is refused, and what in it is named:', () => {
  test.each<[string, string, EmblemFault['kind'], string?]>([
    ['a script', '<script>alert(1)</script>', 'svg-script', '<script>'],
    [
      'a script under another prefix',
      '<x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script>',
      'svg-script',
      '<script>',
    ],
    ['a script among what is left out', '<metadata><script>1</script></metadata>', 'svg-script', '<script>'],
    ['an event handler', '<path d="M0 0" onload="alert(1)"/>', 'svg-script', 'onload'],
    ['an event handler in capitals', '<g ONCLICK="alert(1)"/>', 'svg-script', 'ONCLICK'],
    [
      'a page inside',
      '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
      'svg-script',
      '<foreignObject>',
    ],
    ['a frame', '<iframe src="https://elsewhere.example"/>', 'svg-script', '<iframe>'],
    ['a picture from elsewhere', '<image href="https://elsewhere.example/a.png"/>', 'svg-element', '<image>'],
    ['a picture inside', '<image href="data:image/png;base64,AAAA"/>', 'svg-element', '<image>'],
    ['a link', '<a href="https://elsewhere.example"><path d="M0 0"/></a>', 'svg-element', '<a>'],
    ['an animation', '<set attributeName="href" to="javascript:alert(1)"/>', 'svg-element', '<set>'],
    ['a part from elsewhere', '<use href="https://elsewhere.example/a.svg#b"/>', 'svg-reference', 'href'],
    [
      'a part from elsewhere, by the old name',
      '<use xlink:href="//elsewhere.example/a.svg#b"/>',
      'svg-reference',
      'xlink:href',
    ],
    ['a part made of data', '<use href="data:image/svg+xml;base64,AAAA#a"/>', 'svg-reference', 'href'],
    ['a paint from elsewhere', '<path fill="url(https://elsewhere.example/a.svg#b)"/>', 'svg-reference', 'fill'],
    [
      'a paint from elsewhere beside one of its own',
      '<path fill="url(#a) url(//elsewhere.example)"/>',
      'svg-reference',
      'fill',
    ],
    ['a style that imports', '<style>@import "https://elsewhere.example/a.css";</style>', 'svg-style', '<style>'],
    [
      'a style that imports, as CDATA',
      '<style><![CDATA[@import url(//elsewhere.example);]]></style>',
      'svg-style',
      '<style>',
    ],
    ['a style that imports, as entities', '<style>&#64;import "//elsewhere.example";</style>', 'svg-style', '<style>'],
    [
      'a font from elsewhere',
      '<style>@font-face{font-family:a;src:url(//elsewhere.example)}</style>',
      'svg-style',
      '<style>',
    ],
    ['a style that fetches', '<style>path{fill:url(https://elsewhere.example/a)}</style>', 'svg-style', '<style>'],
    [
      'a style that hides what it fetches',
      '<style>path{fill:\\75 rl(//elsewhere.example)}</style>',
      'svg-style',
      '<style>',
    ],
    [
      'a style with a comment in a string',
      '<style>a{b:"/*";fill:url(//elsewhere.example);c:"*/"}</style>',
      'svg-style',
      '<style>',
    ],
    ['a style that fetches sets', '<path style="mask:image-set(&quot;a.png&quot; 1x)"/>', 'svg-style', 'style'],
    ['a function behind blanks', '<path style="mask:image \n (&quot;a.png&quot;)"/>', 'svg-style', 'style'],
    ['a style attribute that fetches', '<path style="fill:url(//elsewhere.example)"/>', 'svg-style', 'style'],
    [
      'parts within parts',
      '<g id="a"><use href="#b"/></g><g id="b"><path d="M0 0"/></g><use href="#a"/>',
      'svg-element',
      '<use> … <use>',
    ],
  ])('%s', (_, inside, kind, name) => {
    expect(fault(svg(inside))).toEqual({ kind, ...(name && { name }) });
  });

  test.each<[string, string, EmblemFault['kind']]>([
    [
      'entities of its own',
      '<!DOCTYPE svg [<!ENTITY a "aaaaaaaa">]><svg viewBox="0 0 1 1"><text>&a;</text></svg>',
      'svg-entity',
    ],
    ['an entity that it does not explain', '<svg viewBox="0 0 1 1"><text>&nbsp;</text></svg>', 'svg-entity'],
    [
      'a style sheet from elsewhere',
      '<?xml-stylesheet href="//elsewhere.example"?><svg viewBox="0 0 1 1"/>',
      'svg-malformed',
    ],
    ['an element that does not end', '<svg viewBox="0 0 1 1"><g></svg>', 'svg-malformed'],
    ['a second root', '<svg viewBox="0 0 1 1"/><svg viewBox="0 0 1 1"/>', 'svg-malformed'],
    ['an attribute twice', '<svg viewBox="0 0 1 1" id="a" id="b"/>', 'svg-malformed'],
    [
      'elements without end',
      `<svg viewBox="0 0 1 1">${'<g>'.repeat(3000)}${'</g>'.repeat(3000)}</svg>`,
      'svg-malformed',
    ],
    ['a page that calls itself a picture', '<html><svg viewBox="0 0 1 1"/></html>', 'unknown-type'],
    ['no measures', '<svg><path d="M0 0"/></svg>', 'svg-measures'],
    ['a line', '<svg viewBox="0 0 1000 1"/>', 'svg-measures'],
    ['measures that are none', '<svg viewBox="0 0 a b"/>', 'svg-measures'],
    ['nothing', '', 'empty'],
    ['a text', 'GIF89a', 'unknown-type'],
    ['a text in another encoding', '\u{FEFF}', 'unknown-type'],
  ])('%s', (_, whole, kind) => {
    expect(fault(Buffer.from(whole))?.kind).toBe(kind);
  });

  test('what is larger than 64 KB', () => {
    expect(fault(svg(`<path d="M0 0${' 1 1'.repeat(20_000)}"/>`))).toEqual({ kind: 'too-large' });
  });
});

test('what a drawing program leaves behind is left out; what draws stays', () => {
  const drawn = text(
    Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<!-- Generator: a drawing program -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg:svg xmlns:svg="http://www.w3.org/2000/svg" xmlns:inkscape="http://elsewhere.example/inkscape" version="1.1"
     width="30mm" height="20mm" viewBox="0 0 30 20" inkscape:version="1.0" data-name="Layer 1">
  <svg:title>Biểu trưng</svg:title>
  <inkscape:namedview pagecolor="#fff"><inkscape:grid/></inkscape:namedview>
  <svg:style type="text/css"><![CDATA[.a{fill:#DA251D} .b > path{fill:url(#shade)}]]></svg:style>
  <svg:defs><svg:linearGradient id="shade" x1="0%" x2="100%"><svg:stop offset="0" stop-color="#fff"/></svg:linearGradient></svg:defs>
  <svg:path class="a" d='M0 0h30v20H0z' transform="translate(1 2) rotate(45)" inkscape:label="nền"/>
  <svg:text x="1" y="9">Thủy &amp; Nguyên</svg:text>
</svg:svg>`),
  );
  expect(drawn).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20" width="30" height="20">' +
      '<style>.a{fill:#DA251D} .b &#62; path{fill:url(#shade)}</style>' +
      '<defs><linearGradient id="shade" x1="0%" x2="100%"><stop offset="0" stop-color="#fff"/></linearGradient></defs>' +
      '<path class="a" d="M0 0h30v20H0z" transform="translate(1 2) rotate(45)"/>' +
      '<text x="1" y="9">Thủy &#38; Nguyên</text></svg>',
  );
});

test('what we wrote we take again, and write the same', () => {
  const once = read(svg('<defs><g id="a"><path d="M0 0h9v9z"/></g></defs><use xlink:href="#a" fill="rgb(1,2,3)"/>'));
  expect(Buffer.from(once.content).toString()).toContain('<use fill="rgb(1,2,3)" href="#a"/>');
  expect(read(once.content)).toEqual(once);
  expect(once).toMatchObject({
    mediaType: 'image/svg+xml',
    width: 30,
    height: 20,
    tag: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
});

test('without a view box it gets one from its measures', () => {
  expect(text(svg('', 'width="40px" height="10"'))).toContain('viewBox="0 0 40 10" width="40" height="10"');
});

test('whatever is put between the tags, nothing comes out that runs or fetches', () => {
  const pieces = fc.constantFrom(
    ...[
      '<',
      '>',
      '"',
      "'",
      '&#60;',
      '&lt;',
      'script',
      'onload=',
      'href=',
      'url(',
      '//x',
      '@',
      '\\',
      ']]>',
      '<![CDATA[',
    ],
    ...[
      '<!--',
      '-->',
      '<g>',
      '</g>',
      '<style>',
      '</style>',
      ' style="',
      '<use ',
      '/>',
      'javascript:',
      'data:',
      '#a',
      ')',
    ],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const emblem = readEmblem(svg(parts.join('')));
      if ('kind' in emblem) return;
      // Texts come out with their brackets as entities, so whatever looks like a tag is one.
      const out = Buffer.from(emblem.content).toString().replace('xmlns="http://www.w3.org/2000/svg"', '');
      const tags = out.match(/<[^>]*>/g) ?? [];
      for (const tag of tags)
        expect(tag).not.toMatch(/<(?!\/?(svg|g|style|use)\b)|\son\w+=|href="[^#]|\/\/|javascript:|data:/i);
      for (const [, style = ''] of out.matchAll(/<style>([^<]*)/g)) expect(style).not.toMatch(/@|\\|\/\/|url\((?!#)/);
    }),
    { numRuns: 3000 },
  );
});

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
const header = (width: number, height: number): Buffer => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 2, 0, 0, 0], 8);
  return chunk('IHDR', data);
};
const begin = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const pixels = (width: number, height: number): Buffer =>
  chunk('IDAT', deflateSync(Buffer.alloc(height * (1 + width * 3))));
const end = chunk('IEND', Buffer.alloc(0));

test('a PNG keeps its picture, and loses the texts in it and what was hung behind it', () => {
  const whole = Buffer.concat([
    begin,
    header(3, 2),
    chunk('tEXt', Buffer.from('Author\0A name')),
    chunk('eXIf', Buffer.from('a place')),
    pixels(3, 2),
    end,
    Buffer.from('<script>alert(1)</script>'),
  ]);
  const emblem = read(whole);
  expect(emblem).toMatchObject({ mediaType: 'image/png', width: 3, height: 2 });
  expect(Buffer.from(emblem.content)).toEqual(Buffer.concat([begin, header(3, 2), pixels(3, 2), end]));
});

test.each<[string, Uint8Array, EmblemFault]>([
  ['cut off', Buffer.concat([begin, header(3, 2), pixels(3, 2).subarray(0, -5)]), { kind: 'png-damaged' }],
  ['without an end', Buffer.concat([begin, header(3, 2), pixels(3, 2)]), { kind: 'png-damaged' }],
  [
    'with another picture than it announces',
    Buffer.concat([begin, header(3, 3), pixels(3, 2), end]),
    { kind: 'png-damaged' },
  ],
  ['that unfolds without end', Buffer.concat([begin, header(3, 2), pixels(2000, 2000), end]), { kind: 'png-damaged' }],
  [
    'as large as a wall',
    Buffer.concat([begin, header(4000, 4000), pixels(1, 1), end]),
    { kind: 'png-measures', name: '4000 × 4000' },
  ],
  ['in name only', Buffer.concat([begin, Buffer.from('<script>')]), { kind: 'png-damaged' }],
])('a PNG %s is refused', (_, bytes, expected) => {
  expect(fault(bytes)).toEqual(expected);
});

test('a PNG with a changed bit is refused', () => {
  const bytes = Buffer.concat([begin, header(3, 2), pixels(3, 2), end]);
  bytes.writeUInt8(bytes.readUInt8(45) ^ 1, 45);
  expect(fault(bytes)).toEqual({ kind: 'png-damaged' });
});

test('the limit is the one that is announced', () => {
  expect(largestEmblem).toBe(65_536);
});
