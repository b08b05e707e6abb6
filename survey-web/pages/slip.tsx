import type { Brand } from '../../api/units/brand.ts';
import type { Language, LocalDate } from '../../db/vocabulary.ts';
import { htmlDocument } from '../html-document.tsx';
import { type Words, words } from '../words.ts';

export interface SlipProps {
  /** Of the document and its button; the slip itself always speaks both languages. */
  readonly language?: Language | undefined;
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
  readonly demo?: boolean | undefined;
}

/** What is handed over with the result: fits a receipt printer's 80 mm roll, and A6 or larger. */
export function slip({
  language = 'vi',
  unitName,
  brand,
  procedureName,
  caseCode,
  code,
  host,
  qrSvg,
  until,
  demo,
}: SlipProps): string {
  const { vi, en } = words;
  return htmlDocument({
    language,
    title: `${words[language].slip.title} – ${caseCode}`,
    style: 'slip',
    script: 'slip',
    children: (
      <>
        <button type="button">{words[language].slip.print}</button>
        <main lang="vi">
          {demo && (
            <p class="demo" lang={language}>
              {words[language].demo}
            </p>
          )}
          <p class="unit">
            {brand?.emblem && <img class="emblem" alt="" src={brand.emblem.address} />}
            {unitName}
          </p>
          <h1>{vi.slip.title}</h1>
          <p lang="en">{en.slip.title}</p>
          {/* As an image, so that no markup from elsewhere becomes part of the page. */}
          <img alt={words[language].slip.qr} src={`data:image/svg+xml,${encodeURIComponent(qrSvg)}`} />
          <p class="code">{code}</p>
          <p>
            <How how={vi.slip.how} host={host} code={code} />
          </p>
          <p lang="en">
            <How how={en.slip.how} host={host} code={code} />
          </p>
          <p class="safe">{vi.slip.safe}</p>
          <p lang="en">{en.slip.safe}</p>
          <p>{vi.slip.until(vi.date(until))}</p>
          <p lang="en">{en.slip.until(en.date(until))}</p>
          <hr />
          <p class="case procedure">{procedureName}</p>
          <p class="case">
            {vi.slip.caseCode}: {caseCode}
          </p>
        </main>
      </>
    ),
  });
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
