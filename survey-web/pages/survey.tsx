import { questionCount } from '../../api/questionnaires/numbering.ts';
import type { AnswerError, Draft } from '../../api/questionnaires/questionnaire.ts';
import type { Brand } from '../../api/units/brand.ts';
import type { Language, LocalDate, Medium } from '../../db/vocabulary.ts';
import { ErrorSummary } from '../error-summary.tsx';
import { type LanguageLinks, PageFrame } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { ErrorLine, errorOf, type FormState } from '../question.tsx';
import { QuestionList } from '../question-list.tsx';
import { words as allWords, type Words } from '../words.ts';
import { privacyPath } from './privacy.tsx';
import { type Tablet, TabletHand, TabletThanks, TabletWatch } from './tablet.tsx';
import { ThanksText } from './thanks.tsx';

export interface SurveyProps {
  readonly language: Language;
  readonly languageLinks?: LanguageLinks;
  readonly unitName: string;
  /** Names the unit in links of its pages. */
  readonly unitCode?: string | undefined;
  readonly brand?: Brand | undefined;
  readonly procedureName: string;
  readonly closedOn: LocalDate;
  readonly questionnaire: Draft;
  /** What was sent, kept as it came. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly comment: string;
  readonly errors: readonly AnswerError[];
  /** `/p/TOKEN` */
  readonly action: string;
  readonly key: string;
  readonly demo: boolean;
  /**
   * `kiosk`: a device that many answer on, one after the other. The script then keeps no draft and no unsent answer,
   * registers nothing, and leaves the address as it is; an answer that can't be sent waits in the open page alone. The
   * cookie is the route's affair.
   */
  readonly medium?: Extract<Medium, 'phone' | 'kiosk'>;
  /** The counter's tablet that it is answered on, to whose screen the page returns by itself; goes with `kiosk`. */
  readonly tablet?: Tablet | undefined;
}

export function survey(props: SurveyProps): string {
  const { language, languageLinks, unitName, procedureName, closedOn, questionnaire, action, key, demo } = props;
  const { answers, comment, errors, unitCode, brand, tablet, medium = 'phone' } = props;
  const isShared = medium === 'kiosk';
  const words = allWords[language];
  const form: FormState = { questionnaire, language, words, answers, errors };
  return htmlDocument({
    language,
    title: `${errors.length > 0 ? `${words.error.title} – ` : ''}${questionnaire.title[language]} – ${unitName}`,
    style: tablet ? ['page', 'tablet'] : 'page',
    brand,
    script: tablet ? ['page', 'tablet'] : 'page',
    kind: 'survey',
    children: (
      <PageFrame
        words={words}
        head={words.asker(unitName)}
        brand={brand}
        demo={demo}
        languageLinks={languageLinks}
        // Nothing on a tablet leads away from it.
        footer={!tablet && <a href={privacyPath(language, unitCode)}>{words.privacyLink}</a>}
        after={tablet && <TabletWatch words={words} tablet={tablet} />}
      >
        {tablet && <TabletHand words={words} />}
        <Opening form={form} procedureName={procedureName} closedOn={closedOn} />
        <Tools words={words} />
        <ErrorSummary form={form} />
        <form
          method="post"
          action={action}
          novalidate
          autocomplete={isShared ? 'off' : undefined}
          data-shared={isShared || undefined}
          data-sending={words.sending}
          data-offline={words.offline}
          data-offline-unkept={words.offlineUnkept}
          data-busy={words.busy}
          data-busy-unkept={words.busyUnkept}
          data-draft={words.draft}
          data-next={words.start.go}
          data-review={words.review}
          data-unanswered={words.unanswered}
          data-clear={words.clear}
          data-chars={words.counterChars}
          data-long={words.error.long('{n}')}
          data-summary={words.error.summary(questionnaire.questions.filter(({ required }) => required).length)}
        >
          <input type="hidden" name="key" value={key} />
          <input type="hidden" name="language" value={language} />
          <QuestionList form={form} />
          <CommentField form={form} comment={comment} />
          <p>{words.why3}</p>
          <div class="send">
            <p role="status" />
            <button type="submit">{questionnaire.submit[language]}</button>
            <button type="button" hidden />
            <button type="button" hidden>
              {words.back}
            </button>
            <button type="button" hidden>
              {words.discard}
            </button>
          </div>
        </form>
        <template>
          {tablet ? (
            <TabletThanks words={words} title={questionnaire.thanks[language]} tablet={tablet} />
          ) : (
            <ThanksText
              words={words}
              language={language}
              unitCode={isShared ? undefined : unitCode}
              title={questionnaire.thanks[language]}
              demo={demo}
            />
          )}
        </template>
      </PageFrame>
    ),
  });
}

export type PreviewProps = Pick<SurveyProps, 'language' | 'unitName' | 'brand' | 'questionnaire'> & {
  /** Stands where a case's day would. */
  readonly today: LocalDate;
};

/** The survey as citizens would see it, with a procedure for an example. Nothing can be sent from it. */
export function preview({ language, unitName, brand, questionnaire, today }: PreviewProps): string {
  const words = allWords[language];
  const form: FormState = { questionnaire, language, words, answers: {}, errors: [] };
  return htmlDocument({
    language,
    title: `${words.preview.notice} ${questionnaire.title[language]} – ${unitName}`,
    style: 'page',
    brand,
    script: 'page',
    kind: 'preview',
    children: (
      <PageFrame words={words} head={words.asker(unitName)} brand={brand} languageLinks={false}>
        <p class="demo">
          <b>{words.preview.notice}</b>
        </p>
        <Opening form={form} procedureName={words.preview.procedure} closedOn={today} />
        <form>
          <QuestionList form={form} />
          <CommentField form={form} comment="" />
          <p>{words.why3}</p>
          <div class="send">
            {/* A disabled button also keeps Enter from sending. */}
            <button type="submit" disabled>
              {questionnaire.submit[language]}
            </button>
          </div>
        </form>
      </PageFrame>
    ),
  });
}

interface OpeningProps {
  readonly form: FormState;
  readonly procedureName: string;
  readonly closedOn: LocalDate;
}

/** What is asked about, how much, why, and what is kept. */
function Opening({ form: { questionnaire, language, words }, procedureName, closedOn }: OpeningProps) {
  const about = words.about(procedureName, words.date(closedOn));
  return (
    <>
      <h1>{questionnaire.title[language]}</h1>
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
    </>
  );
}

/** For the script, which alone can do what it offers: large print, one question a screen. */
function Tools({ words }: { readonly words: Words }) {
  return (
    <div class="tools" data-easy={words.easy} data-normal={words.normal} hidden>
      <button type="button" />
    </div>
  );
}

function CommentField({ form, comment }: { readonly form: FormState; readonly comment: string }) {
  const { questionnaire, language, words } = form;
  const asked = questionnaire.comment;
  if (!asked) return null;
  const total = questionCount(questionnaire);
  const error = errorOf(form, 'comment');
  return (
    <div class="comment">
      <label for="comment">
        <small>{words.step(total, total)}</small> {asked.text[language]} <i>{words.optional}</i>
      </label>
      <p class="hint" id="comment-hint">
        {asked.hint[language]}
      </p>
      <ErrorLine id="comment" text={error} />
      {/* The parser drops one newline after the tag. Past this length the body as a whole would be refused. */}
      <textarea
        id="comment"
        name="comment"
        rows={4}
        maxLength={asked.maxLength * 1.5}
        data-most={asked.maxLength}
        aria-describedby={`comment-hint${error === undefined ? '' : ' comment-error'}`}
        aria-invalid={error !== undefined || undefined}
      >
        {`\n${comment}`}
      </textarea>
    </div>
  );
}
