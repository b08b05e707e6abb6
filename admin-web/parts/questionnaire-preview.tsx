import type { Draft } from '../../api/questionnaires/questionnaire.ts';
import { languages } from '../../db/vocabulary.ts';
import { useTexts } from '../language.ts';
import type { QuestionnaireWords } from '../words/questionnaires/vi.ts';

interface Props {
  readonly texts: QuestionnaireWords;
  /** What is to be seen; undefined where it can't be shown, which has then been said. */
  questionnaire(): Draft | undefined;
}

/**
 * Opens the citizen's page in a tab of its own. A form does that, and no script: the page then stands under its own
 * policy, with its own style.
 */
export function PreviewButtons({ texts, questionnaire }: Props) {
  const { words } = useTexts();
  return (
    <>
      {languages.map((language) => (
        <form
          key={language}
          class="inline for-screen"
          method="post"
          action={`/api/v1/questionnaires/preview?lang=${language}`}
          encType="multipart/form-data"
          target="_blank"
          onSubmit={(event) => {
            const shown = questionnaire();
            const field = event.currentTarget.elements.namedItem('questionnaire');
            if (!shown || !(field instanceof HTMLInputElement)) return event.preventDefault();
            field.value = JSON.stringify(shown);
          }}
          rel="noopener"
        >
          <input type="hidden" name="questionnaire" />
          <button type="submit" class="button">
            {texts.edit.previewIn[language]} {words.newTab}
          </button>
        </form>
      ))}
    </>
  );
}
