import type { Brand } from '../../api/units/brand.ts';
import type { Language } from '../../db/vocabulary.ts';
import { htmlDocument } from '../html-document.tsx';
import { words } from '../words.ts';

export interface PosterProps {
  /** Of the document and its button; the poster itself always speaks both languages. */
  readonly language?: Language | undefined;
  readonly size: 'a4' | 'a3';
  readonly unitName: string;
  readonly brand?: Brand | undefined;
  readonly host: string;
  /** Leads to the page on which a code is typed. */
  readonly qrSvg: string;
  readonly demo?: boolean | undefined;
}

/** What hangs in the hall: how to rate, where to type the code, and what we never ask for. */
export function poster({ language = 'vi', size, unitName, brand, host, qrSvg, demo }: PosterProps): string {
  const { vi, en } = words;
  const text = words[language].poster;
  return htmlDocument({
    language,
    title: `${text.name} – ${unitName}`,
    style: 'poster',
    brand,
    script: 'slip',
    kind: size,
    children: (
      <>
        <div class="bar">
          <button type="button">{text.print}</button>
        </div>
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
          <h1>
            {vi.slip.title} <small lang="en">{en.slip.title}</small>
          </h1>
          <ol>
            {vi.poster.steps.map((step, index) => (
              <li key={step}>
                {step} <small lang="en">{en.poster.steps[index]}</small>
              </li>
            ))}
          </ol>
          <div class="type">
            <img alt={text.qr} src={`data:image/svg+xml,${encodeURIComponent(qrSvg)}`} />
            <p>
              {vi.poster.type} <b>{host}</b> <small lang="en">{en.poster.type}</small>
            </p>
          </div>
          <ul>
            {vi.poster.promises.map((promise, index) => (
              <li key={promise}>
                {promise} <small lang="en">{en.poster.promises[index]}</small>
              </li>
            ))}
          </ul>
          <p class="never">
            {vi.slip.never} <small lang="en">{en.slip.never}</small>
          </p>
        </main>
      </>
    ),
  });
}
