import type { Draft } from '../../api/questionnaires/questionnaire.ts';
import { languages } from '../../db/vocabulary.ts';
import { useTexts } from '../language.ts';
import type { QuestionnaireWords } from '../words/questionnaires/vi.ts';

/** Opens the citizen's page in a tab of its own; `PreviewForms` has to stand somewhere on the page. */
export function PreviewButtons({ texts }: { texts: QuestionnaireWords }) {
  const { words } = useTexts();
  return (
    <p class="actions for-screen">
      {languages.map((language) => (
        <button key={language} type="submit" form={`preview-${language}`} class="button">
          {texts.edit.previewIn[language]} {words.newTab}
        </button>
      ))}
    </p>
  );
}

/**
 * What the buttons send. A form opens the page, and no script: it then stands under its own policy, with its own style.
 * `questionnaire` gives what is to be seen; undefined where it can't be shown, which has then been said.
 */
export function PreviewForms({ questionnaire }: { questionnaire(): Draft | undefined }) {
  return (
    <>
      {languages.map((language) => (
        <form
          key={language}
          id={`preview-${language}`}
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
        </form>
      ))}
    </>
  );
}
