import type { ComponentChildren } from 'preact';
import { useTexts } from '../language.ts';
import { fill } from '../words/fill.ts';
import type { MethodWords } from '../words/method/vi.ts';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly texts: MethodWords;
  /** The rule by whose id and version figures name how they were made. */
  readonly rule?: { readonly id: string; readonly version: number };
  readonly source?: string | undefined;
  readonly children: ComponentChildren;
}

/** One figure explained: what it is, then its rule and its source. */
export function MethodSection({ id, title, texts, rule, source, children }: Props) {
  return (
    <section class="stack method" aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {title}
      </h2>
      {children}
      {(rule || source) && (
        <p class="aside">
          {rule && `${fill(texts.rule, rule)}. `}
          {source && `${fill(texts.source, { source })}.`}
        </p>
      )}
    </section>
  );
}

/** A worked example; it says whether the numbers are the unit's own. */
export function Worked(props: { texts: MethodWords; isOwn: boolean; children: ComponentChildren }) {
  const { texts, isOwn, children } = props;
  return (
    <div class="worked stack-tight">
      <p class="worked-label">{isOwn ? texts.example : texts.illustration}</p>
      {children}
    </div>
  );
}

/** The way to each section, for whoever looks something up. */
export function Contents({ texts, list }: { texts: MethodWords; list: readonly { id: string; title: string }[] }) {
  const { words } = useTexts();
  return (
    <nav class="contents" aria-label={texts.contents}>
      <ol>
        {list.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ol>
      <button type="button" class="button tools" onClick={() => print()}>
        {words.print}
      </button>
    </nav>
  );
}
