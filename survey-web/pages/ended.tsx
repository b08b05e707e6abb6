import type { Brand } from '../../api/units/brand.ts';
import type { Language, LocalDate } from '../../db/vocabulary.ts';
import { PageFrame } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { words as allWords } from '../words.ts';
import { FeedbackWay } from './feedback-way.tsx';
import { privacyPath } from './privacy.tsx';
import { ThanksText } from './thanks.tsx';

export interface EndedProps {
  readonly language: Language;
  readonly unitName: string;
  /** Names the unit in links of its pages. */
  readonly unitCode?: string | undefined;
  readonly brand?: Brand | undefined;
  readonly reason: 'expired' | 'replaced' | 'withdrawn' | 'paper';
  readonly expiresOn?: LocalDate | undefined;
  readonly demo?: boolean | undefined;
}

/** A code that takes no answer any more, but for some days still what waited on the device; the script tries that first. */
export function ended({ language, unitName, unitCode, brand, reason, expiresOn, demo = false }: EndedProps): string {
  const words = allWords[language];
  const title =
    reason === 'expired'
      ? words.expired.title(expiresOn === undefined ? undefined : words.date(expiresOn))
      : words[reason].title;
  return htmlDocument({
    language,
    title: `${title} – ${unitName}`,
    style: 'page',
    brand,
    script: 'page',
    kind: 'ended',
    children: (
      <PageFrame
        words={words}
        head={unitName}
        brand={brand}
        demo={demo}
        footer={<a href={privacyPath(language, unitCode)}>{words.privacyLink}</a>}
      >
        <h1>{title}</h1>
        {reason === 'expired' ? <p hidden>{words.expired.kept}</p> : <p>{words[reason].next}</p>}
        {reason === 'expired' && unitCode !== undefined && (
          <FeedbackWay language={language} unitCode={unitCode} {...words.feedback.still} />
        )}
        <template>
          <ThanksText words={words} language={language} unitCode={unitCode} demo={demo} />
        </template>
      </PageFrame>
    ),
  });
}
