import { type Colour, paletteFrom } from '../../api/units/brand.ts';
import { fill } from '../words/fill.ts';
import type { SettingsWords } from '../words/settings/vi.ts';

interface Props {
  readonly texts: SettingsWords['brand'];
  readonly colour: Colour | null;
  /** The colour is the one that is offered, since the chosen one could not be read. */
  readonly isShade: boolean;
  readonly picture: string | undefined;
  readonly unitName: string;
}

/** A corner of the citizen's page in the chosen look. Nothing in it can be used, so it is one picture to whoever listens. */
export function BrandPreview({ texts, colour, isShade, picture, unitName }: Props) {
  const { main, ink, tint } = paletteFrom(colour);
  return (
    <figure class="brand-preview">
      <figcaption>{isShade ? fill(texts.previewIn, { colour: main }) : texts.preview}</figcaption>
      <div role="img" aria-label={texts.preview} style={{ '--brand': main, '--on-brand': ink, '--tint': tint }}>
        <p class="brand-head">
          {picture && <img src={picture} alt="" />}
          <span>{unitName}</span>
        </p>
        <p class="brand-title">{texts.previewTitle}</p>
        <p class="brand-step brand-chosen">{texts.previewChosen}</p>
        <p class="brand-step">{texts.previewOther}</p>
        <p class="brand-button">{texts.previewButton}</p>
        <p class="brand-link">{texts.previewLink}</p>
      </div>
    </figure>
  );
}
