import type { Brand } from '../../api/units/brand.ts';
import type { Language } from '../../db/vocabulary.ts';
import { PageFrame } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { feedbackPath, pathOf, publishedPath, unitLanguageLinks } from '../unit-paths.ts';
import { words as allWords, type Words } from '../words.ts';
import { privacyPath } from './privacy.tsx';

export type StartProblem =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unknown-case' }
  | { readonly kind: 'tracking' }
  | { readonly kind: 'short'; readonly missing: number }
  | { readonly kind: 'toomany'; readonly minutes: number };

export interface StartProps {
  readonly language: Language;
  /** The unit whose start page it is; absent where the service has several. */
  readonly unit?: { readonly unitCode: string; readonly unitName: string; readonly brand: Brand } | undefined;
  /** Whether that unit has published results. */
  readonly hasPublished?: boolean | undefined;
  /** What was typed, kept. */
  readonly code?: string | undefined;
  readonly problem?: StartProblem | undefined;
  readonly demo?: boolean | undefined;
}

/** Where a code is typed by whom no camera helps. */
export function start({ language, unit, hasPublished, code, problem, demo }: StartProps): string {
  const words = allWords[language];
  const head = unit?.unitName ?? words.site;
  const { label, hint, go, staff, signIn } = words.start;
  const error = problem && problemText(problem, words);
  const isFieldWrong = problem !== undefined && problem.kind !== 'toomany';
  return htmlDocument({
    language,
    title: `${error === undefined ? '' : `${error} – `}${label} – ${head}`,
    style: 'page',
    brand: unit?.brand,
    children: (
      <PageFrame
        words={words}
        head={head}
        brand={unit?.brand}
        demo={demo}
        languageLinks={unitLanguageLinks(unit?.unitCode)}
        footer={
          <>
            <a href={privacyPath(language, unit?.unitCode)}>{words.privacyLink}</a>
            <p>
              {staff} <a href="/admin">{signIn}</a>
            </p>
          </>
        }
      >
        <form class="code" method="get" action="/">
          <h1>
            <label for="ma">{label}</label>
          </h1>
          <p class="hint" id="hint">
            {hint}
          </p>
          {error !== undefined && (
            <p class="error" id="error" role="alert">
              {error}
            </p>
          )}
          {problem?.kind === 'tracking' && (
            <p>
              <a class="way" href={pathOf(`/gop-y/${encodeURIComponent(code ?? '')}`, language)}>
                {words.start.trackingLink}
              </a>
            </p>
          )}
          {language !== 'vi' && <input type="hidden" name="lang" value={language} />}
          {/* After a code that was not found, the field is where the reader goes on. */}
          <input
            id="ma"
            name="ma"
            value={code}
            placeholder="ABCD-EFGH-JKMN"
            inputMode="text"
            autocapitalize="characters"
            autocomplete="off"
            autocorrect="off"
            spellcheck={false}
            enterkeyhint="go"
            maxLength={100}
            required
            autofocus={isFieldWrong}
            aria-describedby={error === undefined ? 'hint' : 'error hint'}
            aria-invalid={isFieldWrong || undefined}
          />
          <div class="send">
            <button type="submit">{go}</button>
          </div>
        </form>
        <p>
          <a class="way" href={feedbackPath(language, unit?.unitCode)}>
            {words.feedback.link}
          </a>
        </p>
        {hasPublished && (
          <p>
            <a class="way" href={publishedPath(language, unit?.unitCode)}>
              {words.published.link}
            </a>
          </p>
        )}
      </PageFrame>
    ),
  });
}

function problemText(problem: StartProblem, words: Words): string {
  switch (problem.kind) {
    case 'unknown':
      return words.start.unknown;
    case 'unknown-case':
      return words.start.unknownCase;
    case 'tracking':
      return words.start.unknownTracking;
    case 'short':
      return words.start.short(problem.missing);
    case 'toomany':
      return words.start.tooMany(problem.minutes);
  }
}
