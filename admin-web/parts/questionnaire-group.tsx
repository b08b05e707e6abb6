import type { ComponentChildren } from 'preact';
import { questionNumber } from '../../api/questionnaires/numbering.ts';
import type { Draft } from '../../api/questionnaires/questionnaire.ts';
import { type Language, languages } from '../../db/vocabulary.ts';
import { useTexts } from '../language.ts';
import { controlOf, type TextEntry, type TextGroup } from '../questionnaire-texts.ts';
import { fill } from '../words/fill.ts';
import type { QuestionnaireWords } from '../words/questionnaires/vi.ts';

interface Props {
  readonly texts: QuestionnaireWords;
  readonly draft: Draft;
  readonly group: TextGroup;
  /** Draws a text in one language: to read, or to edit. */
  text(entry: TextEntry, language: Language): ComponentChildren;
}

/** Texts that belong together, both languages side by side. */
export function QuestionnaireGroup({ texts, draft, group, text }: Props) {
  const { words } = useTexts();
  return (
    <section class="wording">
      <h2>{groupTitle(group, draft, texts)}</h2>
      <Remarks texts={texts} draft={draft} group={group} />
      {group.entries.map((entry, index) => (
        <div key={entry.path} class="wording-row">
          <p class="wording-role">{roleText(entry, index, texts)}</p>
          {languages.map((language) => (
            <div key={language} class="wording-text">
              <p class="wording-language" aria-hidden="true">
                {words.language[language]}
              </p>
              {text(entry, language)}
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}

/** Which side is which language; on a narrow screen each text says it itself, as it does to who listens. */
export function WordingHead() {
  const { words } = useTexts();
  return (
    <div class="wording-row wording-head" aria-hidden="true">
      <span />
      {languages.map((language) => (
        <b key={language}>{words.language[language]}</b>
      ))}
    </div>
  );
}

/** What decides who is asked, and who sees the answers. */
function Remarks({ texts, draft, group }: Pick<Props, 'texts' | 'draft' | 'group'>) {
  const { language } = useTexts();
  const { question } = group;
  if (!question) return null;
  const before = draft.questions.find(({ id }) => id === question.showIf?.question);
  return (
    <p class="aside">
      <code>{question.id}</code>
      {question.required && <span class="tag">{texts.required}</span>}
      {question.type === 'single' && question.sensitive && <span class="tag">{texts.sensitive}</span>}
      {question.type === 'single' && question.demographic && <span class="tag">{texts.demographic}</span>}
      {before && <span>{fill(texts.onlySome, { question: before.text[language] })}</span>}
    </p>
  );
}

function groupTitle({ kind, question }: TextGroup, draft: Draft, texts: QuestionnaireWords): string {
  if (kind !== 'question' || !question) return kind === 'question' ? '' : texts.groups[kind];
  const number = questionNumber(draft, question.id);
  return number === undefined ? texts.questionFollows : fill(texts.questionNumber, { n: number });
}

function roleText({ role }: TextEntry, index: number, { roles }: QuestionnaireWords): string {
  // The scale stands best first, and options after the question that they belong to.
  if (role === 'step') return fill(roles.step, { n: 5 - index });
  return fill(roles[role], { n: role === 'option' ? index : index + 1 });
}

/** What a text is called in a list of errors: `Câu 3, Lựa chọn 2, English`. */
export function controlName(
  control: string,
  draft: Draft,
  groups: readonly TextGroup[],
  texts: QuestionnaireWords,
  languageNames: Readonly<Record<Language, string>>,
): string | undefined {
  for (const group of groups) {
    for (const [index, entry] of group.entries.entries()) {
      const language = languages.find((one) => controlOf(entry, one) === control);
      if (language) {
        return [groupTitle(group, draft, texts), roleText(entry, index, texts), languageNames[language]].join(', ');
      }
    }
  }
  return undefined;
}
