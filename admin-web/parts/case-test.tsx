import { useRef, useState } from 'preact/hooks';
import type { LocalDate } from '../../db/vocabulary.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import { fillCounted } from '../words/fill.ts';
import type { IntegrationWords } from '../words/integration/vi.ts';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { DateField, TextField } from './form-field.tsx';

type Outcome = keyof IntegrationWords['test']['would'];

const controls = ['caseCode', 'procedure', 'closedOn'] as const;

/** Says what would become of a case, and leaves nothing. */
export function CaseTest({ texts, today }: { texts: IntegrationWords; today: string }) {
  const { test } = texts;
  const { words, format } = useTexts();
  const { client } = useSurroundings();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [outcome, setOutcome] = useState<Outcome>();
  const form = useRef<HTMLFormElement>(null);

  async function submit() {
    const typed = new FormData(form.current ?? undefined);
    const [caseCode = '', procedure = '', closedOn = ''] = controls.map((name) => String(typed.get(name) ?? '').trim());
    const missing = controls.filter((name) => String(typed.get(name) ?? '').trim() === '');
    setOutcome(undefined);
    setErrors(missing.map((id) => ({ id, text: test[`${id}Bad`] })));
    if (missing.length > 0) return;
    try {
      const answer = await client.testCase({ caseCode, procedure, closedOn: closedOn as LocalDate });
      setOutcome(answer.outcome);
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setErrors(formErrors(reason, controls, words));
    }
  }

  const errorAt = (id: string) => errors.find((error) => error.id === id)?.text;
  return (
    <section class="stack">
      <h2>{test.title}</h2>
      <p class="reading">{test.lead}</p>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <ErrorSummary
          heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
          errors={errors}
        />
        <div class="field-row">
          <TextField id="caseCode" label={test.caseCode} error={errorAt('caseCode')} value="H24.30-250701-0001" />
          <TextField id="procedure" label={test.procedure} error={errorAt('procedure')} value="1.001193" />
          <DateField id="closedOn" label={test.closedOn} error={errorAt('closedOn')} value={today} />
        </div>
        <p class="actions">
          <button type="submit" class="button primary">
            {test.submit}
          </button>
        </p>
        <div role="status">{outcome && <p class="notice">{test.would[outcome]}</p>}</div>
      </form>
    </section>
  );
}
