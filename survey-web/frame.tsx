import type { ComponentChildren } from 'preact';
import type { Language } from '../db/vocabulary.ts';
import type { Words } from './words.ts';

/** Where each language of this page is found. */
export type LanguageLinks = Readonly<Record<Language, string>>;

const samePage: LanguageLinks = { vi: '?lang=vi', en: '?lang=en' };

export interface Frame {
  readonly words: Words;
  /** Who speaks: the unit that asks, or the service. */
  readonly head: string;
  readonly demo?: boolean | undefined;
  /** False where the page stands in one language only. */
  readonly languageLinks?: LanguageLinks | false | undefined;
  /** What stands at the foot beside the promise never to ask for secrets. */
  readonly footer?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** What surrounds every citizen's page: who asks, the other language, and what we never ask for. */
export function PageFrame({ words, head, demo, languageLinks = samePage, footer, children }: Frame) {
  const { code, name } = words.otherLanguage;
  return (
    <>
      <header>
        <p>{head}</p>
        {languageLinks && (
          <a href={languageLinks[code]} lang={code} hreflang={code}>
            {name}
          </a>
        )}
      </header>
      <main>
        {demo && <DemoNote words={words} />}
        {children}
      </main>
      <footer>
        <p>{words.trust}</p>
        {footer}
      </footer>
    </>
  );
}

/** Says on a page of a demonstration what it is. */
export function DemoNote({ words }: { readonly words: Words }) {
  return (
    <p class="demo">
      <b>{words.demo}.</b> {words.demoRevealed}
    </p>
  );
}
