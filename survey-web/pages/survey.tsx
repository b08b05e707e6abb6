import { Fragment } from 'preact';
import type { AnswerError, Questionnaire } from '../../api/questionnaires/questionnaire.ts';
import type { Language, LocalDate } from '../../db/vocabulary.ts';
import { ErrorSummary, errorText, questionCount, questionNumber } from '../error-summary.tsx';
import { type LanguageLinks, PageFrame } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { QuestionField } from '../question.tsx';
import { words as allWords } from '../words.ts';
import { privacyPath } from './privacy.tsx';
import { ThanksText } from './thanks.tsx';

export interface SurveyProps {
  readonly language: Language;
  readonly languageLinks?: LanguageLinks;
  readonly unitName: string;
  readonly procedureName: string;
  readonly closedOn: LocalDate;
  readonly questionnaire: Questionnaire;
  /** What was sent, kept as it came. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly comment: string;
  readonly errors: readonly AnswerError[];
  /** `/p/TOKEN` */
  readonly action: string;
  readonly key: string;
  readonly demo: boolean;
}

export function survey(props: SurveyProps): string {
  const {
    language,
    languageLinks,
    unitName,
    procedureName,
    closedOn,
    questionnaire,
    answers,
    comment,
    errors,
    action,
    key,
    demo,
  } = props;
  const words = allWords[language];
  const total = questionCount(questionnaire);
  const errorOf = (path: string): string | undefined => {
    const error = errors.find((one) => one.path === path);
    return error && errorText(error, questionNumber(questionnaire, path), words);
  };
  const title = questionnaire.title[language];
  const about = words.about(procedureName, words.date(closedOn));
  const firstElement = questionnaire.questions.findIndex(
    (question) => question.type === 'likert5' && question.element !== undefined,
  );
  const firstSensitive = questionnaire.questions.findIndex(
    (question) => question.type === 'single' && question.sensitive === true,
  );

  return htmlDocument({
    language,
    title: `${errors.length > 0 ? `${words.error.title} – ` : ''}${title} – ${unitName}`,
    style: 'page',
    script: 'page',
    kind: 'survey',
    children: (
      <PageFrame
        words={words}
        head={words.asker(unitName)}
        demo={demo}
        languageLinks={languageLinks}
        footer={<a href={privacyPath(language)}>{words.privacyLink}</a>}
      >
        <h1>{title}</h1>
        <p class="about">
          {about.what}
          <i>{about.when}</i>
        </p>
        <p>
          {questionnaire.intro[language]} {words.why1}
        </p>
        <details>
          <summary>{words.moreprivacy}</summary>
          <p>{words.why2}</p>
        </details>
        <ErrorSummary questionnaire={questionnaire} errors={errors} words={words} />
        <form
          method="post"
          action={action}
          novalidate
          data-sending={words.sending}
          data-offline={words.offline}
          data-offline-unkept={words.offlineUnkept}
          data-busy={words.busy}
          data-busy-unkept={words.busyUnkept}
          data-draft={words.draft}
          data-clear={words.clear}
          data-chars={words.counterChars}
          data-long={words.error.long('{n}')}
          data-summary={words.error.summary(questionnaire.questions.filter(({ required }) => required).length)}
        >
          <input type="hidden" name="key" value={key} />
          <input type="hidden" name="language" value={language} />
          {questionnaire.questions.map((question, index) => (
            <Fragment key={question.id}>
              {index === firstElement && <h2>{words.leadElements}</h2>}
              {index === firstSensitive && <h2>{words.leadSensitive}</h2>}
              <QuestionField
                question={question}
                number={index + 1}
                total={total}
                questionnaire={questionnaire}
                language={language}
                words={words}
                chosen={answers[question.id]}
                error={errorOf(question.id)}
              />
            </Fragment>
          ))}
          {questionnaire.comment && (
            <div class="comment">
              <label for="comment">
                <small>{words.step(total, total)}</small> {questionnaire.comment.text[language]} <i>{words.optional}</i>
              </label>
              <p class="hint" id="comment-hint">
                {questionnaire.comment.hint[language]}
              </p>
              {errorOf('comment') !== undefined && (
                <p class="error" id="comment-error">
                  {errorOf('comment')}
                </p>
              )}
              {/* The parser drops one newline after the tag. Past this length the body as a whole would be refused. */}
              <textarea
                id="comment"
                name="comment"
                rows={4}
                maxLength={questionnaire.comment.maxLength * 1.5}
                data-most={questionnaire.comment.maxLength}
                aria-describedby={`comment-hint${errorOf('comment') === undefined ? '' : ' comment-error'}`}
                aria-invalid={errorOf('comment') !== undefined || undefined}
              >
                {`\n${comment}`}
              </textarea>
            </div>
          )}
          <p>{words.why3}</p>
          <div class="send">
            <p role="status" />
            <button type="submit">{questionnaire.submit[language]}</button>
            <button type="button" hidden>
              {words.discard}
            </button>
          </div>
        </form>
        <template>
          <ThanksText words={words} demo={demo} />
        </template>
      </PageFrame>
    ),
  });
}
