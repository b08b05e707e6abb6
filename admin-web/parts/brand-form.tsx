import { useMemo, useState } from 'preact/hooks';
import {
  type Colour,
  contrast,
  contrastFault,
  defaultPalette,
  pageGround,
  readableShade,
  readColour,
  shownRatio,
} from '../../api/units/brand.ts';
import type { Language } from '../../db/vocabulary.ts';
import type { UnitBrand } from '../client.ts';
import { formErrors } from '../form-errors.ts';
import { useTexts } from '../language.ts';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill, fillCounted } from '../words/fill.ts';
import type { SettingsWords } from '../words/settings/vi.ts';
import { BrandPreview } from './brand-preview.tsx';
import { ErrorSummary, type FormError } from './error-summary.tsx';
import { FormField } from './form-field.tsx';

type Texts = SettingsWords['brand'];

const largestKilobytes = 64;

interface Props {
  readonly texts: Texts;
  readonly saving: string;
  readonly brand: UnitBrand;
  readonly unitName: string;
  saved(brand: UnitBrand): void;
}

/** What is to become of the emblem: as it is, another file, or none. */
type EmblemChoice = 'keep' | 'remove' | { readonly file: File; readonly picture: string };

/** Changes colour and emblem; what they will look like stands beside it while they are chosen. */
export function BrandForm({ texts, saving, brand, unitName, saved }: Props) {
  const { words, format, language } = useTexts();
  const { client } = useSurroundings();
  const [text, setText] = useState(brand.colour ?? '');
  const [emblem, setEmblem] = useState<EmblemChoice>('keep');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const colour = text.trim() === '' ? null : readColour(text);
  const fault = colour ? contrastFault(colour) : undefined;
  const shade = colour && fault ? readableShade(colour) : undefined;
  const errorAt = (id: string) => errors.find((error) => error.id === id)?.text;
  const summary = useMemo(() => errors.map((error) => labelled(error, texts)), [errors, texts]);
  const kept = emblem === 'keep' ? brand.emblem?.address : undefined;
  const picture = typeof emblem === 'object' ? emblem.picture : kept;

  async function choose(input: HTMLInputElement) {
    const file = input.files?.[0];
    if (!file) return setEmblem('keep');
    if (file.size > largestKilobytes * 1024) {
      input.value = '';
      const size = format.count(Math.ceil(file.size / 1024));
      return setErrors([{ id: 'emblem', text: fill(texts.emblemTooLarge, { size }) }]);
    }
    setErrors([]);
    setEmblem({ file, picture: await readPicture(file) });
  }

  async function submit() {
    if (colour === undefined) return setErrors([{ id: 'colour', text: texts.colourBad }]);
    setErrors([]);
    setBusy(true);
    try {
      if (emblem === 'remove') await client.removeEmblem();
      if (typeof emblem === 'object') await client.replaceEmblem(emblem.file);
      if (colour !== brand.colour) await client.changeColour(colour);
      saved(await client.brand());
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setErrors(formErrors(reason, ['colour', 'emblem'], words));
    }
    setBusy(false);
  }

  return (
    <form
      class="case-form brand-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <ErrorSummary
        heading={fillCounted(words.errorSummary, errors.length, { n: format.count(errors.length) })}
        errors={summary}
      />
      <FormField id="emblem" label={texts.emblem} hint={texts.emblemHint} error={errorAt('emblem')}>
        {(described) => (
          <input
            {...described}
            type="file"
            accept=".svg,.png,image/svg+xml,image/png"
            onChange={(event) => void choose(event.currentTarget)}
          />
        )}
      </FormField>
      {emblem === 'remove' && <p class="aside">{texts.removed}</p>}
      {brand.emblem && emblem === 'keep' && (
        <p>
          <button type="button" class="button" onClick={() => setEmblem('remove')}>
            {texts.remove}
          </button>
        </p>
      )}
      <FormField id="colour" label={texts.colour} hint={texts.colourHint} error={errorAt('colour')}>
        {(described) => (
          <span class="colour">
            <input
              {...described}
              class="short"
              type="text"
              maxLength={9}
              autocomplete="off"
              spellcheck={false}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
            <input
              type="color"
              aria-label={texts.colourPick}
              value={colour ?? defaultPalette.main}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </span>
        )}
      </FormField>
      <p role="status" class={fault ? 'error' : 'hint'}>
        {colour && judgement(colour, texts, language)}
      </p>
      {shade && (
        <p>
          <button type="button" class="button" onClick={() => setText(shade)}>
            {fill(texts.useShade, { shade })}
          </button>
        </p>
      )}
      <BrandPreview
        texts={texts}
        colour={shade ?? colour ?? null}
        isShade={!!shade}
        picture={picture}
        unitName={unitName}
      />
      <p class="actions">
        <button type="submit" class="button primary" aria-disabled={busy}>
          {busy ? saving : texts.submit}
        </button>
      </p>
    </form>
  );
}

/** The same to read only. */
export function BrandFacts({ texts, brand }: { readonly texts: Texts; readonly brand: UnitBrand }) {
  return (
    <dl class="facts">
      <div>
        <dt>{texts.colour}</dt>
        <dd>
          <b>{brand.colour ?? texts.none}</b>
        </dd>
      </div>
      <div>
        <dt>{texts.emblem}</dt>
        <dd>
          {brand.emblem ? (
            <img class="emblem" src={brand.emblem.address} alt={texts.emblemNow} />
          ) : (
            <b>{texts.emblemNone}</b>
          )}
        </dd>
      </div>
    </dl>
  );
}

/** Says while a colour is chosen whether it can be read, as the server will. */
function judgement(colour: Colour, texts: Texts, language: Language): string {
  const written = (ratio: number) => shownRatio(ratio).toLocaleString(language);
  const fault = contrastFault(colour);
  if (!fault) return fill(texts.fine, { ratio: written(contrast(colour, pageGround)) });
  return fill(texts.pale[fault.use], { colour, ratio: written(fault.ratio), least: written(fault.least) });
}

/** As a picture that the page may show: what is inside can't run there. */
function readPicture(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

function labelled(error: FormError, texts: Texts): FormError {
  const control = error.id === 'emblem' || error.id === 'colour' ? error.id : undefined;
  return control ? { ...error, text: `${texts[control]}: ${error.text}` } : error;
}
