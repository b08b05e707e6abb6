import type { Element, Localised, Score } from '../../db/vocabulary.ts';
import { elementOf, localised } from './catalogue-file.ts';
import type { Choice } from './choice.ts';
import { questionCount } from './numbering.ts';
import type { Condition, Draft, LikertQuestion, Question, SingleQuestion } from './questionnaire.ts';
import { type ShortFormFile, shortForm } from './short-form.ts';
import { introduction, ticked } from './words.ts';

/** The files of the catalogue from which questionnaires are made. */
export interface QuestionnaireFiles {
  readonly questionnaire: ShortFormFile &
    CriteriaFile & {
      readonly perception: readonly SingleItem[];
      readonly context: readonly SingleItem[];
      readonly demographics: readonly SingleItem[];
    };
  readonly questionnaireCurrent: CriteriaFile;
  readonly whatWentWrong: { readonly criteria: readonly NamedText[] };
}

interface CriteriaFile {
  readonly elements: readonly (NamedText & { readonly criteria: readonly NamedText[] })[];
}

interface NamedText extends Localised {
  readonly id: string;
}

interface SingleItem extends NamedText {
  readonly options: readonly NamedText[];
  readonly sensitive?: boolean | undefined;
  readonly showIf?: { readonly item: string; readonly equals: string } | undefined;
}

/** From these marks on downwards, “what went wrong” is opened. A 3, “Bình thường”, says that nothing did. */
const lowMarks: readonly Score[] = [1, 2];

/**
 * The draft that a choice makes: the overall question first, then the elements or their criteria, perceptions (the
 * sensitive ones last), context and demographics, and the comment. Its introduction says how many questions it has.
 * Throws TypeError on files that do not fit each other, which only a change of ours can cause.
 */
export function questionnaireFrom(choice: Choice, files: QuestionnaireFiles): Draft {
  const { questionnaire } = files;
  const { version: _, ...short } = shortForm(questionnaire);
  const criteria = choice.set === 'current' ? files.questionnaireCurrent : questionnaire;
  const questions = [
    ...rated(choice, short.questions, criteria, files),
    ...(choice.perceptions ? sensitiveLast(questionnaire.perception.map(single)) : []),
    ...(choice.context ? questionnaire.context.map(aboutThePerson) : []),
    ...(choice.demographics ? questionnaire.demographics.map(aboutThePerson) : []),
  ];
  return {
    ...short,
    choice,
    intro: introduction(questionCount({ ...short, questions })),
    ...(choice.form === 'full' && { elements: criteria.elements.map(heading) }),
    questions,
  };
}

/** What is answered on the scale, and what goes with it. */
function rated(
  { form }: Choice,
  short: readonly Question[],
  { elements }: CriteriaFile,
  { questionnaire, whatWentWrong }: QuestionnaireFiles,
): Question[] {
  const ofElement = (id: Element) => elements.find((element) => element.id === id)?.criteria ?? [];
  const elementAsked = (question: Question) => (question.type === 'likert5' ? question.element : undefined);
  switch (form) {
    case 'short':
      return [...short];
    case 'full':
      return [
        ...short.filter((question) => elementAsked(question) === undefined),
        ...elements.flatMap(({ id, criteria }) =>
          criteria.map((criterion) => criterionQuestion(criterion, elementOf(id), questionnaire.scale.notApplicable)),
        ),
      ];
    case 'short-with-why':
      return short.flatMap((question) => {
        const element = elementAsked(question);
        if (element === undefined) return [question];
        const low: Condition = { question: question.id, answers: lowMarks };
        return [question, ...ofElement(element).map(({ id }) => reason(id, low, whatWentWrong.criteria))];
      });
  }
}

function criterionQuestion(criterion: NamedText, element: Element, notApplicable: Localised): LikertQuestion {
  return {
    id: criterion.id,
    type: 'likert5',
    required: false,
    text: localised(criterion),
    element,
    notApplicable: localised(notApplicable),
  };
}

/**
 * A criterion as a box to tick after a low mark. Its id is not the criterion's: only who is dissatisfied ticks it, so it
 * must never be summed with the marks that everybody was asked for.
 */
function reason(criterion: string, showIf: Condition, sentences: readonly NamedText[]): SingleQuestion {
  const sentence = sentences.find(({ id }) => id === criterion);
  if (!sentence) throw new TypeError(`Catalogue: nothing says what went wrong with ${criterion}`);
  return {
    id: `why.${criterion}`,
    type: 'single',
    required: false,
    text: localised(sentence),
    showIf,
    options: [{ id: 'yes', text: ticked }],
  };
}

function single({ options, sensitive, showIf, ...item }: SingleItem): SingleQuestion {
  return {
    id: item.id,
    type: 'single',
    required: false,
    text: localised(item),
    ...(showIf && { showIf: { question: showIf.item, answers: [showIf.equals] } }),
    options: options.map((option) => ({ id: option.id, text: localised(option) })),
    ...(sensitive && { sensitive }),
  };
}

/** For whom one came tells as much of a person as an age does, so both are kept alike. */
function aboutThePerson(item: SingleItem): SingleQuestion {
  return { ...single(item), demographic: true };
}

function sensitiveLast(questions: readonly SingleQuestion[]): SingleQuestion[] {
  return [...questions.filter(({ sensitive }) => !sensitive), ...questions.filter(({ sensitive }) => sensitive)];
}

function heading({ id, ...element }: NamedText): { id: Element; text: Localised } {
  return { id: elementOf(id), text: localised(element) };
}
