import type { ComponentChildren } from 'preact';
import type { Brand } from '../api/units/brand.ts';
import type { Language } from '../db/vocabulary.ts';
import { words as allWords, type Words } from './words.ts';

/** Where each language of this page is found. */
export type LanguageLinks = (language: Language) => string;

const samePage: LanguageLinks = (language) => `?lang=${language}`;

export interface Frame {
  readonly words: Words;
  /** Who speaks: the unit that asks, or the service. */
  readonly head: string;
  /** Its look, whose emblem stands beside the name. */
  readonly brand?: Brand | undefined;
  readonly demo?: boolean | undefined;
  /** False where the page stands in one language only. */
  readonly languageLinks?: LanguageLinks | false | undefined;
  /** What stands at the foot beside the promise never to ask for secrets. */
  readonly footer?: ComponentChildren;
  /** What stands behind the page. */
  readonly after?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** What surrounds every citizen's page: who asks, the other language, and what we never ask for. */
export function PageFrame({ words, head, brand, demo, languageLinks = samePage, footer, after, children }: Frame) {
  const others = Object.values(allWords).filter(({ code }) => code !== words.code);
  return (
    <>
      <header>
        <EmblemImage brand={brand} />
        <p>{head}</p>
        {languageLinks &&
          others.map(({ code, name }) => (
            <a key={code} href={languageLinks(code)} lang={code} hreflang={code}>
              {name}
            </a>
          ))}
      </header>
      <main>
        {demo && <DemoNote words={words} />}
        {children}
      </main>
      <footer>
        <p>{words.trust}</p>
        {footer}
      </footer>
      {after}
    </>
  );
}

/** Decoration beside the name, so it has no words of its own; it comes after the page and holds nothing up. */
export function EmblemImage({ brand }: { readonly brand: Brand | undefined }) {
  if (!brand?.emblem) return null;
  const { address, width, height } = brand.emblem;
  // Its place is kept before it has come, as high as two lines of the name, or as wide as a phone has room for.
  const scale = Math.min(44 / height, 112 / width);
  return (
    <img src={address} alt="" width={Math.round(width * scale)} height={Math.round(height * scale)} loading="lazy" />
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
