import type { Brand } from '../../api/units/brand.ts';
import type { Language } from '../../db/vocabulary.ts';
import { PageFrame } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { words as allWords } from '../words.ts';
import { privacyPath } from './privacy.tsx';

export interface AnsweredProps {
  readonly language: Language;
  readonly unitName: string;
  /** Names the unit in links of its pages. */
  readonly unitCode?: string | undefined;
  readonly brand?: Brand | undefined;
  readonly demo?: boolean | undefined;
}

/** The answer to a post with another key after an answer. */
export function answered({ language, unitName, unitCode, brand, demo }: AnsweredProps): string {
  const words = allWords[language];
  const { title, next } = words.answered;
  return htmlDocument({
    language,
    title: `${title} – ${unitName}`,
    style: 'page',
    brand,
    script: 'page',
    kind: 'done',
    children: (
      <PageFrame
        words={words}
        head={unitName}
        brand={brand}
        demo={demo}
        footer={<a href={privacyPath(language, unitCode)}>{words.privacyLink}</a>}
      >
        <h1>{title}</h1>
        <p>{next}</p>
      </PageFrame>
    ),
  });
}
