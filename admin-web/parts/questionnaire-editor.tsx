import { useMemo, useRef, useState } from 'preact/hooks';
import type { Draft } from '../../api/questionnaires/questionnaire.ts';
import { sameWords } from '../../api/questionnaires/wording.ts';
import type { QuestionnaireDraft } from '../client.ts';
import { forgetTexts, keepTexts, recallTexts } from '../draft-keeper.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { controlOf, emptyTexts, textGroups, withTexts } from '../questionnaire-texts.ts';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill, fillCounted } from '../words/fill.ts';
import type { QuestionnaireWords } from '../words/questionnaires/vi.ts';
import { Confirm } from './dialog.tsx';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { controlName, QuestionnaireGroup, WordingHead } from './questionnaire-group.tsx';
import { PreviewButtons, PreviewForms } from './questionnaire-preview.tsx';

interface Props {
  readonly texts: QuestionnaireWords;
  readonly draft: QuestionnaireDraft;
  published(version: number): void;
}

/** Edits the wording of a draft in both languages, shows it as citizens will see it, and publishes it once confirmed. */
export function QuestionnaireEditor({ texts, draft, published }: Props) {
  const { words, format } = useTexts();
  const { client } = useSurroundings();
  const form = useRef<HTMLFormElement>(null);
  // What was typed before the page was left without publishing.
  const [kept] = useState(() => recallTexts(draft));
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [asking, ask] = useState<Draft>();
  // What came of publishing; it is said once the window is closed, since nothing behind it can take the focus before.
  const refused = useRef<readonly FormError[]>([]);
  // Another version may come in between; this one then follows that.
  const [follows, setFollows] = useState(draft.follows);
  const groups = useMemo(() => textGroups(draft.questionnaire), [draft]);
  const controls = useMemo(
    () => groups.flatMap(({ entries }) => entries.flatMap((entry) => [controlOf(entry, 'vi'), controlOf(entry, 'en')])),
    [groups],
  );
  const summary = useMemo(
    () =>
      errors.map((error) => {
        const name = error.id && controlName(error.id, draft.questionnaire, groups, texts, words.language);
        return name ? { ...error, text: `${name}: ${error.text}` } : error;
      }),
    [errors, groups, texts, words],
  );
  const errorAt = (id: string) => errors.find((error) => error.id === id)?.text;

  /** What the form holds; undefined, with the reasons shown, where it can't be shown or published. */
  function edited(options: { toPublish: boolean }): Draft | undefined {
    const given = new FormData(form.current ?? undefined);
    const questionnaire = withTexts(draft.questionnaire, given);
    const same = sameWords(questionnaire);
    const found: FormError[] = [
      ...emptyTexts(questionnaire).map((id) => ({ id, text: texts.edit.empty })),
      ...(same ? [{ id: same, text: texts.edit.same }] : []),
      ...(options.toPublish && !given.has('confirmWording')
        ? [{ id: 'confirmWording', text: texts.edit.confirmBad }]
        : []),
    ];
    setErrors(found);
    return found.length > 0 ? undefined : questionnaire;
  }

  async function publish(questionnaire: Draft) {
    try {
      const { version } = await client.publishQuestionnaire({ follows, questionnaire });
      forgetTexts();
      published(version);
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      if (reason.code !== 'changed') {
        refused.current = complaints(reason);
        return;
      }
      const newest = await client.questionnaireDraft({});
      setFollows(newest.follows);
      const n = format.count(newest.follows);
      refused.current = [
        { text: fill(texts.edit.changed, { n }) },
        { text: fill(texts.edit.seeNew, { n }), href: `/admin/questionnaires/${newest.follows}` },
      ];
    }
  }

  /** The service names the same places, under the questionnaire. */
  function complaints(refusal: Refusal): FormError[] {
    const known = [...controls, 'confirmWording'].map((control) =>
      control === 'confirmWording' ? control : `questionnaire.${control}`,
    );
    return formErrors(refusal, known, words).map(({ id, ...error }) => ({
      ...error,
      ...(id && { id: id.replace(/^questionnaire\./, '') }),
      ...(!id && refusal.code === 'invalid' && { text: texts.edit.structure }),
    }));
  }

  const next = format.count(follows + 1);
  return (
    <>
      {kept.size > 0 && <p class="notice">{texts.edit.kept}</p>}
      <form
        ref={form}
        class="stack"
        noValidate
        onInput={() => keepTexts(draft, new FormData(form.current ?? undefined))}
        onSubmit={(event) => {
          event.preventDefault();
          refused.current = [];
          ask(edited({ toPublish: true }));
        }}
      >
        <ErrorSummary
          heading={fillCounted(texts.edit.publishErrors, errors.length, { n: format.count(errors.length) })}
          errors={summary}
        />
        <WordingHead />
        {groups.map((group) => (
          <QuestionnaireGroup
            key={group.entries[0]?.path}
            texts={texts}
            draft={draft.questionnaire}
            group={group}
            text={(entry, spoken) => {
              const control = controlOf(entry, spoken);
              const error = errorAt(control);
              const { hint, label } = {
                hint: error ? `${control}-error` : undefined,
                label: controlName(control, draft.questionnaire, groups, texts, words.language),
              };
              return (
                <div class={error ? 'field-bad' : undefined}>
                  {error && (
                    <p id={hint} class="error">
                      {error}
                    </p>
                  )}
                  <textarea
                    id={control}
                    name={control}
                    lang={spoken}
                    rows={Math.min(4, Math.ceil(entry.value[spoken].length / 52))}
                    aria-label={label}
                    aria-describedby={hint}
                    aria-invalid={error ? 'true' : undefined}
                    defaultValue={kept.get(control) ?? entry.value[spoken]}
                  />
                </div>
              );
            }}
          />
        ))}
        <PreviewButtons texts={texts} />
        <div class={errorAt('confirmWording') ? 'field field-bad' : 'field'}>
          {errorAt('confirmWording') && (
            <p id="confirmWording-error" class="error">
              {errorAt('confirmWording')}
            </p>
          )}
          <label class="check">
            <input
              id="confirmWording"
              type="checkbox"
              name="confirmWording"
              aria-invalid={errorAt('confirmWording') ? 'true' : undefined}
              aria-describedby={errorAt('confirmWording') ? 'confirmWording-error' : undefined}
            />
            {texts.edit.confirm}
          </label>
        </div>
        <p class="actions">
          <button type="submit" class="button primary">
            {texts.edit.publish}
          </button>
        </p>
      </form>
      <PreviewForms questionnaire={() => edited({ toPublish: false })} />
      {asking && (
        <Confirm
          title={fill(texts.edit.publishTitle, { n: next })}
          text={texts.edit.publishText}
          action={texts.edit.publish}
          close={() => {
            ask(undefined);
            setErrors(refused.current);
          }}
          act={() => publish(asking)}
        />
      )}
      <p class="aside">
        {texts.choose.lost} <a href="/admin/questionnaires">{texts.choose.change}</a>
      </p>
    </>
  );
}
