import type { Language } from '../../db/vocabulary.ts';
import { PageFrame } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { words as allWords } from '../words.ts';
import { privacyPath } from './privacy.tsx';

export interface ProblemPageProps {
  readonly language: Language;
  readonly slug: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly demo?: boolean | undefined;
}

/** What the `type` of a refused request leads to. */
export function problemPage({ language, slug, title, detail, demo }: ProblemPageProps): string {
  const words = allWords[language];
  return htmlDocument({
    language,
    title: `${title} – ${words.site}`,
    style: 'page',
    children: (
      <PageFrame
        words={words}
        head={words.problem.kind}
        demo={demo}
        footer={<a href={privacyPath(language)}>{words.privacyLink}</a>}
      >
        <h1>{title}</h1>
        {detail !== undefined && <p>{detail}</p>}
        <p>
          {words.problem.address}: <code>/problems/{slug}</code>
        </p>
      </PageFrame>
    ),
  });
}
