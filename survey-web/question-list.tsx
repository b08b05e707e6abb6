import { Fragment } from 'preact';
import { type Section, sections } from '../api/questionnaires/sections.ts';
import { BoxesField, type FormState, QuestionField } from './question.tsx';

/** All questions under their headings: the first alone, then elements or criteria, the visit, what is sensitive, the person. */
export function QuestionList({ form }: { readonly form: FormState }) {
  const all = sections(form.questionnaire);
  return (
    <>
      {all.map((section, index) => (
        <Fragment key={`${section.kind} ${section.element}`}>
          <Heading section={section} isFirstOfKind={all[index - 1]?.kind !== section.kind} form={form} />
          {section.parts.map(({ question, boxes }) =>
            question ? (
              <QuestionField key={question.id} question={question} form={form} />
            ) : (
              <BoxesField key={boxes[0]?.id} boxes={boxes} form={form} />
            ),
          )}
        </Fragment>
      ))}
    </>
  );
}

interface HeadingProps {
  readonly section: Section;
  readonly isFirstOfKind: boolean;
  readonly form: FormState;
}

function Heading({ section: { kind, element }, isFirstOfKind, form }: HeadingProps) {
  const { questionnaire, language, words } = form;
  switch (kind) {
    case 'overall':
      return null;
    case 'elements':
      return <h2>{words.leadElements}</h2>;
    case 'criteria':
      return (
        <>
          {isFirstOfKind && <h2>{words.leadCriteria}</h2>}
          <h3>{questionnaire.elements?.find(({ id }) => id === element)?.text[language]}</h3>
        </>
      );
    case 'visit':
      return <h2>{words.leadVisit}</h2>;
    case 'sensitive':
      return (
        <>
          <h2>{words.leadSensitive.title}</h2>
          <p>{words.leadSensitive.text}</p>
        </>
      );
    case 'about-you':
      return <h2>{words.leadAboutYou}</h2>;
  }
}
