import type { SlipLayout } from '../../api/slips/layouts.ts';
import type { Brand } from '../../api/units/brand.ts';
import type { Language, LocalDate } from '../../db/vocabulary.ts';
import { htmlDocument } from '../html-document.tsx';
import { type Words, words } from '../words.ts';

/** What one slip says. */
export interface SlipContent {
  readonly unitName: string;
  /** Only its emblem stands on a slip, which is black on white. */
  readonly brand?: Brand | undefined;
  readonly procedureName: string;
  readonly caseCode: string;
  /** In groups of four: `ABCD-EFGH-JKMN`. */
  readonly code: string;
  readonly host: string;
  readonly qrSvg: string;
  readonly until: LocalDate;
}

interface Paper {
  /** Of the document and its button; the slip itself always speaks both languages. */
  readonly language?: Language | undefined;
  readonly demo?: boolean | undefined;
  readonly layout?: SlipLayout | undefined;
}

export type SlipProps = SlipContent & Paper;

/** What is handed over with the result. */
export function slip({ language = 'vi', demo, layout = 'receipt', ...content }: SlipProps): string {
  const title = `${words[language].slip.title} – ${content.caseCode}`;
  return slipDocument({ language, demo, layout, title, slips: [content] });
}

export interface SlipsProps extends Paper {
  readonly closedOn: LocalDate;
  readonly slips: readonly SlipContent[];
}

/** The slips of a day, to be printed together. */
export function slips({ language = 'vi', demo, layout = 'a4-8', closedOn, slips }: SlipsProps): string {
  return slipDocument({ language, demo, layout, title: slipsTitle(closedOn, language), slips });
}

/** How the slips of a day are called. */
export function slipsTitle(closedOn: LocalDate, language: Language): string {
  const text = words[language];
  return text.slips.title(text.date(closedOn));
}

/** What a slip says in words, for those who draw it in another way. `before` and `after` stand around the code. */
export function slipTexts(content: Pick<SlipContent, 'host' | 'until'>, language: Language) {
  const { slip, date, demo } = words[language];
  return {
    title: slip.title,
    how: slip.how(content.host),
    safe: slip.safe,
    never: slip.never,
    until: slip.until(date(content.until)),
    caseCode: slip.caseCode,
    demo,
  };
}
export type SlipTexts = ReturnType<typeof slipTexts>;

const aSheet = 8;

function slipDocument(props: {
  language: Language;
  demo: boolean | undefined;
  layout: SlipLayout;
  title: string;
  slips: readonly SlipContent[];
}): string {
  const { language, demo, layout, title, slips } = props;
  const text = words[language];
  const one = (content: SlipContent) => (
    <Slip key={content.caseCode} content={content} language={language} demo={demo} only={slips.length === 1} />
  );
  return htmlDocument({
    language,
    title,
    style: 'slip',
    script: 'slip',
    kind: layout,
    children: (
      <>
        <div class="bar">
          <button type="button">{slips.length === 1 ? text.slip.print : text.slips.print(slips.length)}</button>
        </div>
        {/* A sheet is wider than a phone: whoever has no mouse scrolls it by the arrow keys. */}
        <main tabIndex={layout === 'a4-8' ? 0 : undefined} aria-label={layout === 'a4-8' ? title : undefined}>
          {slips.length !== 1 && <h1 class="bar">{title}</h1>}
          {slips.length === 0 && <p class="bar">{text.slips.none}</p>}
          {layout === 'a4-8'
            ? sheetsOf(slips).map((sheet) => (
                <section key={sheet[0]?.caseCode}>
                  {sheet.map(one)}
                  {/* Where to cut: at the edges, and a cross wherever two cuts meet. */}
                  {cuts.map((at) => (
                    <i key={at} class={`cut ${at}`} />
                  ))}
                </section>
              ))
            : slips.map(one)}
        </main>
      </>
    ),
  });
}

const cuts = ['x1 y0', 'x1 y1', 'x1 y2', 'x1 y3', 'x1 y4', ...[1, 2, 3].flatMap((y) => [`x0 y${y}`, `x2 y${y}`])];

function sheetsOf(slips: readonly SlipContent[]): SlipContent[][] {
  return Array.from({ length: Math.ceil(slips.length / aSheet) }, (_, sheet) =>
    slips.slice(sheet * aSheet, (sheet + 1) * aSheet),
  );
}

interface OneSlip {
  readonly content: SlipContent;
  readonly language: Language;
  readonly demo: boolean | undefined;
  /** The only slip's title is the page's. */
  readonly only: boolean;
}

function Slip({ content, language, demo, only }: OneSlip) {
  const { unitName, brand, procedureName, caseCode, code, host, qrSvg, until } = content;
  const { vi, en } = words;
  const Title = only ? 'h1' : 'h2';
  return (
    <article lang="vi">
      {demo && (
        <p class="demo" lang={language}>
          {words[language].demo}
        </p>
      )}
      <header>
        <p class="unit">
          {brand?.emblem && <img class="emblem" alt="" src={brand.emblem.address} />}
          {unitName}
        </p>
        <Title>{vi.slip.title}</Title>
      </header>
      <div class="code">
        {/* As an image, so that no markup from elsewhere becomes part of the page. */}
        <img alt={words[language].slip.qr} src={`data:image/svg+xml,${encodeURIComponent(qrSvg)}`} />
        <p>{code}</p>
      </div>
      <div class="words">
        <p>
          <How how={vi.slip.how} host={host} code={code} />
        </p>
        <p class="safe">{vi.slip.safe}</p>
        <p>{vi.slip.never}</p>
        <p>{vi.slip.until(vi.date(until))}</p>
        <p lang="en">
          {en.slip.title}. <How how={en.slip.how} host={host} code={code} /> {en.slip.safe} {en.slip.never}{' '}
          {en.slip.until(en.date(until))}
        </p>
      </div>
      <div class="case">
        <p class="procedure">{procedureName}</p>
        <p>
          {vi.slip.caseCode}: {caseCode}
        </p>
      </div>
    </article>
  );
}

/** The sentence, with the code in one piece wherever a line breaks. */
function How({
  how,
  host,
  code,
}: {
  readonly how: Words['slip']['how'];
  readonly host: string;
  readonly code: string;
}) {
  const { before, after } = how(host);
  return (
    <>
      {before}
      <b>{code}</b>
      {after}
    </>
  );
}
