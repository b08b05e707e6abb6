import type { Language } from '../../db/vocabulary.ts';
import { PageFrame } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { words as allWords } from '../words.ts';
import { privacyPath } from './privacy.tsx';

export interface FailureProps {
  readonly language: Language;
  readonly kind: 'not-found' | 'server-error' | 'unavailable' | 'too-large' | 'unsupported';
  readonly demo?: boolean | undefined;
}

/** What a citizen reads when there is nothing to show. Where it is our fault, the script adds that the answers are still there, if they are. */
export function failure({ language, kind, demo }: FailureProps): string {
  const words = allWords[language];
  const { title, next } = words.failure[kind];
  const ours = kind === 'server-error' || kind === 'unavailable';
  return htmlDocument({
    language,
    title: `${title} – ${words.site}`,
    style: 'page',
    script: ours ? 'page' : undefined,
    kind: ours ? 'down' : undefined,
    children: (
      <PageFrame
        words={words}
        head={words.site}
        demo={demo}
        footer={<a href={privacyPath(language)}>{words.privacyLink}</a>}
      >
        <h1>{title}</h1>
        <p>{next}</p>
        {ours && (
          <>
            <p hidden>{words.stillKept}</p>
            {/* Browsers inside other apps often have no way to load a page again. */}
            <p>
              <a class="button" href={`?lang=${language}`}>
                {words.tryAgain}
              </a>
            </p>
          </>
        )}
        {kind === 'not-found' && (
          <p>
            <a class="button" href={language === 'vi' ? '/' : `/?lang=${language}`}>
              {words.startPage}
            </a>
          </p>
        )}
      </PageFrame>
    ),
  });
}
