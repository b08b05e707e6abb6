import type { Brand } from '../../api/units/brand.ts';
import type { Language } from '../../db/vocabulary.ts';
import { DemoNote, EmblemImage } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { words as allWords, type Words } from '../words.ts';

export interface DisplayProps {
  /** That of the big words; the other stands below it. */
  readonly language: Language;
  readonly unitName: string;
  readonly brand?: Brand | undefined;
  readonly counter: string;
  /** A tablet: it may be answered on. */
  readonly answersHere: boolean;
  readonly host: string;
  /** Of this very page; another one makes the script fetch the page anew. */
  readonly mark: string;
  readonly demo?: boolean | undefined;
}

const other = { vi: 'en', en: 'vi' } as const;

/**
 * A counter's screen. All it can say is here; its script shows one part or another. It says thank you by the clock, by a
 * tap or because the clerk took the code away, and never because an answer came.
 */
export function display(props: DisplayProps): string {
  const { language, unitName, brand, counter, answersHere, host, mark, demo } = props;
  const words = allWords[language];
  const second = allWords[other[language]];
  return htmlDocument({
    language,
    title: words.counter.idle(unitName, counter),
    style: 'display',
    brand,
    script: 'display',
    kind: 'display',
    children: (
      <>
        <header>
          <EmblemImage brand={brand} />
          <p>{unitName}</p>
          <p class="counter">{words.counter.name(counter)}</p>
        </header>
        <main data-mark={mark} data-language={language}>
          {demo && <DemoNote words={words} />}
          <noscript>
            <p>{words.counter.noScript}</p>
          </noscript>
          <section data-part="calm">
            <h1>{words.counter.name(counter)}</h1>
            <Second of={(spoken) => spoken.counter.name(counter)} language={other[language]} />
          </section>
          <section data-part="show" hidden>
            <img alt={words.slip.qr} data-picture />
            <div>
              <h1>{words.counter.show}</h1>
              <Second of={(spoken) => spoken.counter.show} language={other[language]} />
              {answersHere && (
                <p class="answers">
                  <button type="button" class="button" data-answer={language}>
                    {words.counter.answer}
                  </button>
                  <button type="button" class="button" data-answer={other[language]} lang={other[language]}>
                    {second.counter.answer}
                  </button>
                </p>
              )}
              <Typing words={words} host={host} />
              <button type="button" data-done>
                {words.counter.done}
              </button>
            </div>
          </section>
          <section data-part="thanks" hidden>
            <h1>{words.counter.thanks}</h1>
            <Second of={(spoken) => spoken.counter.thanks} language={other[language]} />
          </section>
        </main>
        <p class="lost" role="status" data-lost={words.counter.lost} hidden />
        {/* What changes is said to ears here, once, and when there is time. */}
        <p class="said" role="status" />
        <footer>{words.trust}</footer>
      </>
    ),
  });
}

function Second({ of, language }: { readonly of: (words: Words) => string; readonly language: Language }) {
  return (
    <p class="second" lang={language}>
      {of(allWords[language])}
    </p>
  );
}

/** The other way in, for a camera that will not read: as on the slip. */
function Typing({ words, host }: { readonly words: Words; readonly host: string }) {
  const { before, after } = words.slip.how(host);
  return (
    <p class="typing">
      {before}
      <b data-code />
      {after}
    </p>
  );
}

export interface PairingProps {
  readonly language: Language;
  readonly trouble?: 'unknown' | 'toomany' | undefined;
}

/** Where a screen's browser is told once which display it is. */
export function pairing({ language, trouble }: PairingProps): string {
  const words = allWords[language];
  const { title, lead, label, hint, go } = words.pairing;
  return htmlDocument({
    language,
    title: `${trouble === undefined ? '' : `${words.error.title} – `}${title}`,
    style: 'page',
    script: 'pairing',
    kind: 'pairing',
    children: (
      <main>
        <h1>{title}</h1>
        <p>{lead}</p>
        <form method="post" action={language === 'en' ? '/quay?lang=en' : '/quay'} class="code" autocomplete="off">
          <label for="ma">{label}</label>
          <p class="hint" id="ma-hint">
            {hint}
          </p>
          {trouble && (
            <p class="error" id="ma-error" role="alert">
              {words.pairing[trouble]}
            </p>
          )}
          <input
            id="ma"
            name="ma"
            maxLength={20}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            autofocus
            required
            aria-describedby={trouble ? 'ma-error ma-hint' : 'ma-hint'}
            aria-invalid={trouble === undefined ? undefined : true}
          />
          <p>
            <button type="submit">{go}</button>
          </p>
        </form>
      </main>
    ),
  });
}
