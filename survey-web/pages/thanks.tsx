import type { Brand } from '../../api/units/brand.ts';
import type { Language } from '../../db/vocabulary.ts';
import { DemoNote, PageFrame } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { publishedPath } from '../unit-paths.ts';
import { words as allWords, type Words } from '../words.ts';
import { FeedbackWay } from './feedback-way.tsx';
import { privacyPath } from './privacy.tsx';

export interface ThanksProps {
  readonly language: Language;
  readonly unitName: string;
  /** Names the unit in links of its pages. */
  readonly unitCode?: string | undefined;
  readonly brand?: Brand | undefined;
  /** Whether the unit has published results, to which the page then leads. */
  readonly hasPublished?: boolean | undefined;
  /** As the questionnaire that was answered says it. */
  readonly title?: string | undefined;
  readonly demo: boolean;
}

interface ThanksTextProps {
  readonly words: Words;
  readonly language: Language;
  /** The unit that feedback would go to; absent where this device is not the citizen's own. */
  readonly unitCode?: string | undefined;
  readonly hasPublished?: boolean | undefined;
  readonly title?: string | undefined;
  readonly demo: boolean;
}

/**
 * The same for every mark. The survey page carries it too, so that an acknowledged answer needs no second request to say
 * so; it takes the place of all that the page says, the mark of a demonstration included.
 */
export function ThanksText({
  words,
  language,
  unitCode,
  hasPublished,
  title = words.thanks.title,
  demo,
}: ThanksTextProps) {
  return (
    <>
      {demo && <DemoNote words={words} />}
      <h1 class="done" tabIndex={-1}>
        {title}
      </h1>
      <p>{demo ? words.thanks.nextDemo : words.thanks.next}</p>
      {hasPublished && (
        <p>
          {words.published.next.before}
          <a class="way" href={publishedPath(language, unitCode)}>
            {words.published.next.link}
          </a>
          {words.published.next.after}
        </p>
      )}
      {unitCode !== undefined && <FeedbackWay language={language} unitCode={unitCode} {...words.feedback.next} />}
    </>
  );
}

export function thanks({ language, unitName, unitCode, brand, hasPublished, title, demo }: ThanksProps): string {
  const words = allWords[language];
  return htmlDocument({
    language,
    title: `${title ?? words.thanks.title} – ${unitName}`,
    style: 'page',
    brand,
    script: 'page',
    kind: 'done',
    children: (
      <PageFrame
        words={words}
        head={unitName}
        brand={brand}
        footer={<a href={privacyPath(language, unitCode)}>{words.privacyLink}</a>}
      >
        <ThanksText
          words={words}
          language={language}
          unitCode={unitCode}
          hasPublished={hasPublished}
          title={title}
          demo={demo}
        />
      </PageFrame>
    ),
  });
}
