import type { Language, LocalDate } from '../../db/vocabulary.ts';
import { htmlDocument } from '../html-document.tsx';
import { words } from '../words.ts';

export interface SlipProps {
  /** Of the document and its button; the slip itself always speaks both languages. */
  readonly language?: Language | undefined;
  readonly unitName: string;
  readonly procedureName: string;
  readonly caseCode: string;
  /** In groups of four: `ABCD-EFGH-JKMN`. */
  readonly code: string;
  readonly host: string;
  readonly qrSvg: string;
  readonly until: LocalDate;
}

/** What is handed over with the result: fits a receipt printer's 80 mm roll, and A6 or larger. */
export function slip({
  language = 'vi',
  unitName,
  procedureName,
  caseCode,
  code,
  host,
  qrSvg,
  until,
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
          <p class="unit">{unitName}</p>
          <h1>{vi.slip.title}</h1>
          <p lang="en">{en.slip.title}</p>
          {/* As an image, so that no markup from elsewhere becomes part of the page. */}
          <img alt={words[language].slip.qr} src={`data:image/svg+xml,${encodeURIComponent(qrSvg)}`} />
          <p class="code">{code}</p>
          <p>{vi.slip.how(host, code)}</p>
          <p lang="en">{en.slip.how(host, code)}</p>
          <p class="safe">{vi.slip.safe}</p>
          <p lang="en">{en.slip.safe}</p>
          <p>{vi.slip.until(vi.date(until))}</p>
          <p lang="en">{en.slip.until(en.date(until))}</p>
          <hr />
          <p class="case">
            {procedureName}
            <br />
            {vi.slip.caseCode}: {caseCode}
          </p>
        </main>
      </>
    ),
  });
}
