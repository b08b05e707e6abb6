import { criteriaSets, forms } from '../../api/questionnaires/choice.ts';
import { address, navigate } from '../navigation.ts';
import { type DraftChoice, wordings } from '../questionnaire-choice.ts';
import type { QuestionnaireWords } from '../words/questionnaires/vi.ts';

/** What a new version is to ask; leads to its draft, whose URL says the choice. */
export function QuestionnaireChoice({ texts, choice }: { texts: QuestionnaireWords; choice: DraftChoice }) {
  const { choose } = texts;
  return (
    <form
      class="case-form"
      onSubmit={(event) => {
        event.preventDefault();
        const given = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)] as const);
        navigate(address('/admin/questionnaires/new', Object.fromEntries(given)));
      }}
    >
      <fieldset>
        <legend>{choose.form}</legend>
        <div>
          {forms.map((form) => (
            <Radio
              key={form}
              name="form"
              value={form}
              checked={form === choice.form}
              text={texts.forms[form]}
              hint={texts.formHints[form]}
            />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{choose.set}</legend>
        <div>
          <p class="hint">{choose.setHint}</p>
          {criteriaSets.map((set) => (
            <Radio key={set} name="set" value={set} checked={set === choice.set} text={texts.sets[set]} />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{choose.more}</legend>
        <div>
          {(['perceptions', 'context', 'demographics'] as const).map((name) => (
            <label key={name} class="check">
              <input type="checkbox" name={name} value="true" defaultChecked={choice[name]} />
              {choose[name]}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{choose.wording}</legend>
        <div>
          {wordings.map((wording) => (
            <Radio
              key={wording}
              name="wording"
              value={wording}
              checked={wording === choice.wording}
              text={choose.wordings[wording]}
            />
          ))}
        </div>
      </fieldset>
      <p class="actions">
        <button type="submit" class="button primary">
          {choose.submit}
        </button>
      </p>
    </form>
  );
}

function Radio(props: { name: string; value: string; checked: boolean; text: string; hint?: string }) {
  const { name, value, checked, text, hint } = props;
  return (
    <label class="check">
      <input type="radio" name={name} value={value} defaultChecked={checked} />
      <span>
        {text}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}
