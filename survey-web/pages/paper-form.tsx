import { questionCount, questionNumber } from '../../api/questionnaires/numbering.ts';
import type { Box, Draft, LikertQuestion, Question, SingleQuestion } from '../../api/questionnaires/questionnaire.ts';
import { type Section, sections } from '../../api/questionnaires/sections.ts';
import type { Brand } from '../../api/units/brand.ts';
import type { Language, LocalDate } from '../../db/vocabulary.ts';
import { htmlDocument } from '../html-document.tsx';
import { type Words, words } from '../words.ts';

export interface PaperFormProps {
  readonly language: Language;
  readonly unitName: string;
  readonly brand?: Brand | undefined;
  /** All that the form itself tells of its case; who types it in chooses by it. */
  readonly fieldName: string;
  readonly questionnaire: Draft & { readonly version: number };
  /** What stands on the strip that is torn off; without it, a form to be kept in stock. */
  readonly strip?: { readonly procedureName: string; readonly caseCode: string; readonly until: LocalDate } | undefined;
  readonly demo?: boolean | undefined;
}

/** The survey on paper: the same questions in the same words, each answer with the key that types it in. */
export function paperForm(props: PaperFormProps): string {
  const { language, unitName, brand, fieldName, questionnaire, strip, demo } = props;
  const text = words[language];
  return htmlDocument({
    language,
    title: `${text.paperForm.name} – ${strip?.caseCode ?? fieldName}`,
    style: 'paper',
    script: 'slip',
    kind: 'paper',
    brand,
    children: (
      <>
        <div class="bar">
          <button type="button">{text.paperForm.print}</button>
        </div>
        {strip && (
          <section class="strip" aria-label={text.paperForm.strip}>
            <p>
              <b>{text.paperForm.tear}</b>
            </p>
            <p>
              {strip.procedureName} · {text.slip.caseCode}: {strip.caseCode}
            </p>
            <p>{text.paperForm.until(text.date(strip.until))}</p>
          </section>
        )}
        <main>
          {demo && <p class="demo">{text.demo}</p>}
          <p class="unit">
            {brand?.emblem && <img class="emblem" alt="" src={brand.emblem.address} />}
            {text.asker(unitName)}
          </p>
          <h1>{questionnaire.title[language]}</h1>
          <p>
            {text.why1} {text.paperForm.how}
          </p>
          {sections(questionnaire).map((section) => (
            <PaperSection
              key={`${section.kind} ${section.element}`}
              section={section}
              questionnaire={questionnaire}
              language={language}
              text={text}
            />
          ))}
          {questionnaire.comment && (
            <div class="comment">
              <p>
                <b>{questionCount(questionnaire)}.</b> {questionnaire.comment.text[language]} {text.optional}
              </p>
              <div />
            </div>
          )}
          <p class="end">
            <b>{text.paperForm.fold}</b> {text.slip.never}
          </p>
          <p class="kind">{text.paperForm.kind(fieldName, questionnaire.version)}</p>
        </main>
      </>
    ),
  });
}

interface SectionProps {
  readonly section: Section;
  readonly questionnaire: Draft;
  readonly language: Language;
  readonly text: Words;
}

function PaperSection({ section, questionnaire, language, text }: SectionProps) {
  const { kind, element, parts } = section;
  const scaled = parts.flatMap(({ question }) => (question?.type === 'likert5' ? [question] : []));
  return (
    <>
      {kind === 'criteria' && <h2>{questionnaire.elements?.find(({ id }) => id === element)?.text[language]}</h2>}
      {kind === 'visit' && <h2>{text.leadVisit}</h2>}
      {kind === 'sensitive' && <h2>{text.leadSensitive.title}</h2>}
      {kind === 'about-you' && <h2>{text.leadAboutYou}</h2>}
      {scaled.length > 0 && <Scale questions={scaled} questionnaire={questionnaire} language={language} text={text} />}
      {parts.map(({ question, boxes }) => {
        if (boxes)
          return (
            <Boxes key={boxes[0]?.id} boxes={boxes} questionnaire={questionnaire} language={language} text={text} />
          );
        if (question.type === 'likert5') return null;
        return <Options key={question.id} question={question} questionnaire={questionnaire} language={language} />;
      })}
    </>
  );
}

function Scale(props: { questions: readonly LikertQuestion[]; questionnaire: Draft; language: Language; text: Words }) {
  const { questions, questionnaire, language, text } = props;
  const withNa = questions.some(({ notApplicable }) => notApplicable);
  return (
    <table>
      <thead>
        <tr>
          <td />
          {questionnaire.scale.map((step) => (
            <th key={step.score} scope="col">
              {step.text[language]}
            </th>
          ))}
          {withNa && <th scope="col">{text.paperForm.na}</th>}
        </tr>
      </thead>
      <tbody>
        {questions.map((question) => (
          <tr key={question.id}>
            <th scope="row">
              <Numeral question={question} questionnaire={questionnaire} /> {question.text[language]}
            </th>
            {questionnaire.scale.map((step) => (
              <td key={step.score}>
                <Mark letter={String(step.score)} />
              </td>
            ))}
            {withNa && <td>{question.notApplicable && <Mark letter="N" />}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Options(props: { question: SingleQuestion; questionnaire: Draft; language: Language }) {
  const { question, questionnaire, language } = props;
  return (
    <div class="options">
      <p>
        <Numeral question={question} questionnaire={questionnaire} /> {question.text[language]}
      </p>
      <ul>
        {question.options.map((option, index) => (
          <li key={option.id}>
            <Mark letter={String(index + 1)} /> {option.text[language]}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Boxes(props: { boxes: readonly Box[]; questionnaire: Draft; language: Language; text: Words }) {
  const { boxes, questionnaire, language, text } = props;
  const asked = boxes[0]?.showIf?.question;
  const about = questionnaire.questions.find(({ id }) => id === asked);
  return (
    <div class="options why">
      <p>
        {about && <Numeral question={about} questionnaire={questionnaire} />} {text.lowmark}
      </p>
      <ul>
        {boxes.map((box) => (
          <li key={box.id}>
            <Mark letter="1" /> {box.text[language]}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Numeral({ question, questionnaire }: { question: Question; questionnaire: Draft }) {
  const number = questionNumber(questionnaire, question.id);
  return number === undefined ? null : <b>{number}.</b>;
}

/** A box to tick, with the key that types it in. */
function Mark({ letter }: { letter: string }) {
  return (
    <span class="mark">
      <i /> {letter}
    </span>
  );
}
