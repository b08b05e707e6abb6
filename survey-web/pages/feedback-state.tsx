import type { Brand } from '../../api/units/brand.ts';
import type { FeedbackState, FeedbackTopic, Language, LocalDate } from '../../db/vocabulary.ts';
import { PageFrame } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { feedbackPath, pathOf } from '../unit-paths.ts';
import { words as allWords, type Words } from '../words.ts';
import { privacyPath } from './privacy.tsx';

interface OfUnit {
  readonly language: Language;
  readonly unitCode: string;
  readonly unitName: string;
  readonly brand: Brand;
  readonly demo?: boolean | undefined;
}

export interface FeedbackSentProps extends OfUnit {
  /** In groups of four. */
  readonly code: string;
  readonly dueOn: LocalDate | null;
}

/** The answer to what was sent: the code, and the day until which it is answered. */
export function feedbackSent({ code, dueOn, ...unit }: FeedbackSentProps): string {
  const { language, unitCode, unitName, brand, demo } = unit;
  const words = allWords[language];
  const { sent } = words.feedback;
  return htmlDocument({
    language,
    title: `${sent.title} – ${unitName}`,
    style: 'page',
    brand,
    children: (
      <PageFrame
        words={words}
        head={unitName}
        brand={brand}
        demo={demo}
        languageLinks={false}
        footer={<a href={privacyPath(language, unitCode)}>{words.privacyLink}</a>}
      >
        <h1 class="done">{sent.title}</h1>
        <p>
          {sent.code} <b class="tracking">{code}</b>
        </p>
        <p>{sent.note(dueOn === null ? undefined : words.date(dueOn))}</p>
        <p class="hint">{sent.once}</p>
        <p>
          <a class="button" href={pathOf(`/gop-y/${code}`, language)}>
            {sent.see}
          </a>
        </p>
      </PageFrame>
    ),
  });
}

export interface FeedbackStateProps extends OfUnit {
  /** Where this page is. */
  readonly action: string;
  readonly topic: FeedbackTopic;
  readonly receivedOn: LocalDate;
  readonly dueOn: LocalDate | null;
  readonly daysOverdue: number;
  readonly state: FeedbackState;
  readonly answer: string | null;
  readonly agency: string | null;
  readonly handledOn: LocalDate | null;
  readonly hasContact: boolean;
}

/** How far feedback has come, for whoever holds its code. What was written is not repeated: who holds it may not be who wrote. */
export function feedbackState({ action, ...props }: FeedbackStateProps): string {
  const { language, unitCode, unitName, brand, demo } = props;
  const { topic, receivedOn, dueOn, daysOverdue, state, answer, agency, handledOn, hasContact } = props;
  const words = allWords[language];
  const texts = words.feedback.state;
  const isOpen = state === 'received' || state === 'in-progress';
  return htmlDocument({
    language,
    title: `${stateText(state, agency, words)} – ${texts.title} – ${unitName}`,
    style: 'page',
    brand,
    children: (
      <PageFrame
        words={words}
        head={unitName}
        brand={brand}
        demo={demo}
        footer={<a href={privacyPath(language, unitCode)}>{words.privacyLink}</a>}
      >
        <h1>{texts.title}</h1>
        <p class="about">{texts.about(words.feedback.topics[topic], words.date(receivedOn))}</p>
        <p>
          <b>{stateText(state, agency, words)}.</b> {handledOn && `${texts.handled(words.date(handledOn))}.`}
        </p>
        {isOpen && dueOn && <p>{texts.due(words.date(dueOn))}</p>}
        {daysOverdue > 0 && <p class="error">{texts.overdue(daysOverdue)}</p>}
        {!isOpen && answer && (
          <>
            <h2>{texts.answer}</h2>
            {answer.split('\n').map((line, at) => (
              <p key={at}>{line}</p>
            ))}
          </>
        )}
        {hasContact ? (
          <form method="post" action={action}>
            <p class="hint">{texts.contact}</p>
            {/* Without a type it sends all the same, and does not look like what this page is for. */}
            {/* biome-ignore lint/a11y/useButtonType: see above */}
            <button name="forget" value="contact">
              {texts.forget}
            </button>
          </form>
        ) : (
          <p class="hint">{texts.forgotten}</p>
        )}
        <p>
          <a class="way" href={feedbackPath(language, unitCode)}>
            {texts.another}
          </a>
        </p>
      </PageFrame>
    ),
  });
}

function stateText(state: FeedbackState, agency: string | null, words: Words): string {
  const texts = words.feedback.state;
  return state === 'transferred' ? texts.transferred(agency ?? '') : texts[state];
}
