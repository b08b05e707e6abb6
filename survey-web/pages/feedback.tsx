import { type FeedbackError, longest, type RawFeedback } from '../../api/feedback/check-feedback.ts';
import { contactKept } from '../../api/feedback/progress.ts';
import type { Brand } from '../../api/units/brand.ts';
import { feedbackTopics, type Language, type LocalDate } from '../../db/vocabulary.ts';
import { PageFrame } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { feedbackPath, unitLanguageLinks } from '../unit-paths.ts';
import { words as allWords, type Words } from '../words.ts';
import { privacyPath } from './privacy.tsx';
import { TrackForm, type TrackProblem } from './track-form.tsx';

export interface FeedbackProps {
  readonly language: Language;
  /** The unit that it goes to; absent where it is still to be chosen among `units`. */
  readonly unit?: { readonly unitCode: string; readonly unitName: string; readonly brand: Brand } | undefined;
  readonly units?: readonly { readonly code: string; readonly name: string }[];
  /** What was written, kept as it came. */
  readonly written?: RawFeedback | undefined;
  readonly errors?: readonly FeedbackError[];
  readonly key: string;
  /** The last day for the answer to what is sent today. */
  readonly dueOn?: LocalDate | undefined;
  /** Minutes to wait, where too much came from this network. */
  readonly tooMany?: number | undefined;
  /** A tracking code that led nowhere. */
  readonly track?: { readonly code: string; readonly problem: TrackProblem } | undefined;
  readonly demo?: boolean | undefined;
}

/** Where a citizen writes what they want answered. A form of its own, without a script, that knows no rating. */
export function feedback(props: FeedbackProps): string {
  const { language, unit, units = [], written, errors = [], key, dueOn, tooMany, track, demo } = props;
  const words = allWords[language];
  const texts = words.feedback;
  const head = unit?.unitName ?? words.site;
  const isRefused = errors.length > 0 || tooMany !== undefined;
  const errorOf = (path: FeedbackError['path']): string | undefined => {
    const error = errors.find((candidate) => candidate.path === path);
    return error && errorText(error, words);
  };
  const field = (path: 'unit' | 'topic' | 'message' | 'contact', hasHint: boolean) => ({
    id: path,
    name: path,
    'aria-describedby':
      [hasHint && `${path}-hint`, errorOf(path) && `${path}-error`].filter(Boolean).join(' ') || undefined,
    'aria-invalid': errorOf(path) !== undefined || undefined,
  });
  return htmlDocument({
    language,
    title: `${isRefused ? `${texts.error.title} – ` : ''}${texts.title} – ${head}`,
    style: 'page',
    brand: unit?.brand,
    children: (
      <PageFrame
        words={words}
        head={head}
        brand={unit?.brand}
        demo={demo}
        // What was written would be lost on the way to the other language.
        languageLinks={isRefused ? false : unitLanguageLinks(unit?.unitCode)}
        footer={<a href={privacyPath(language, unit?.unitCode)}>{words.privacyLink}</a>}
      >
        {track && <TrackForm language={language} {...track} />}
        <h1>{texts.title}</h1>
        <p>{texts.lead}</p>
        <p class="hint">{texts.refer}</p>
        {isRefused && (
          <div id="errors" class="errors" role="alert" tabIndex={-1} autofocus>
            <h2>{tooMany === undefined ? texts.error.summary(errors.length) : texts.error.tooMany(tooMany)}</h2>
            <ul>
              {errors.map((error) => (
                <li key={error.path}>
                  {error.path === 'key' ? (
                    errorText(error, words)
                  ) : (
                    <a class="way" href={`#${error.path}`}>
                      {errorText(error, words)}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          </div>
        )}
        <form method="post" action={feedbackPath(language)} novalidate>
          <input type="hidden" name="key" value={key} />
          {unit ? (
            <input type="hidden" name="unit" value={unit.unitCode} />
          ) : (
            <div class="comment">
              <label for="unit">{texts.unit}</label>
              <Complaint id="unit" text={errorOf('unit')} />
              <select {...field('unit', false)} required>
                <option value="">{texts.choose}</option>
                {units.map(({ code, name }) => (
                  <option key={code} value={code} selected={written?.unit === code}>
                    {name}
                  </option>
                ))}
              </select>
            </div>
          )}
          <div class="comment">
            <label for="topic">{texts.topic}</label>
            <Complaint id="topic" text={errorOf('topic')} />
            <select {...field('topic', false)} required>
              <option value="">{texts.choose}</option>
              {feedbackTopics.map((topic) => (
                <option key={topic} value={topic} selected={written?.topic === topic}>
                  {texts.topics[topic]}
                </option>
              ))}
            </select>
          </div>
          <div class="comment">
            <label for="message">{texts.message}</label>
            <p class="hint" id="message-hint">
              {texts.messageHint}
            </p>
            <Complaint id="message" text={errorOf('message')} />
            {/* The parser drops one newline after the tag. Past this length the body as a whole would be refused. */}
            <textarea {...field('message', true)} rows={7} maxLength={longest.message * 1.2} required>
              {`\n${written?.message ?? ''}`}
            </textarea>
          </div>
          <div class="comment">
            <label for="contact">{texts.contact}</label>
            <p class="hint" id="contact-hint">
              {texts.contactHint(contactKept.afterAnswer)}
            </p>
            <Complaint id="contact" text={errorOf('contact')} />
            <input
              {...field('contact', true)}
              class="line"
              type="text"
              value={written?.contact}
              maxLength={longest.contact}
            />
          </div>
          {dueOn && <p>{texts.promise(words.date(dueOn))}</p>}
          <div class="send">
            <button type="submit">{texts.send}</button>
          </div>
        </form>
        {!track && <TrackForm language={language} />}
      </PageFrame>
    ),
  });
}

function Complaint({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p class="error" id={`${id}-error`}>
      {text}
    </p>
  );
}

function errorText({ path, problem, length = 0 }: FeedbackError, words: Words): string {
  const { error } = words.feedback;
  if (path === 'key') return error.old;
  if (path === 'unit') return error.unit;
  if (path === 'topic') return error.topic;
  if (problem === 'missing') return error.message;
  if (problem === 'chars') return error.chars;
  return error.long(words.count(length), words.count(longest[path]));
}
