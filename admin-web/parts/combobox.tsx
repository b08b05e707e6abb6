import { useId, useMemo, useRef, useState } from 'preact/hooks';
import { fold, matches } from '../fold.ts';
import { useTexts } from '../language.ts';
import { fillCounted } from '../words/fill.ts';
import type { Described } from './form-field.tsx';

export interface Option {
  readonly value: string;
  readonly text: string;
}

interface Props {
  readonly described: Described;
  readonly name: string;
  readonly options: readonly Option[];
  readonly value?: string | undefined;
  readonly listLabel: string;
}

/** More than this nobody reads; typing on narrows it down. */
const shownAtMost = 50;

/**
 * A choice one types into, after the ARIA practices' editable combobox: arrows move, Enter takes, Escape closes.
 * The form gets `name` with the chosen option's value, empty while what is typed belongs to none.
 */
export function Combobox({ described, name, options, value, listLabel }: Props) {
  const { words, format } = useTexts();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const first = options.find((option) => option.value === value);
  const [typed, setTyped] = useState(first?.text ?? '');
  const [chosen, setChosen] = useState(first);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const folded = useMemo(() => options.map((option) => ({ option, text: fold(option.text) })), [options]);
  const found = useMemo(
    () => folded.filter(({ text }) => chosen !== undefined || matches(text, typed)).map(({ option }) => option),
    [folded, typed, chosen],
  );
  const shown = found.slice(0, shownAtMost);

  function choose(option: Option) {
    setTyped(option.text);
    setChosen(option);
    setOpen(false);
    setActive(-1);
  }

  function move(index: number) {
    setOpen(true);
    setActive(index);
    list.current?.children.item(index)?.scrollIntoView({ block: 'nearest' });
  }

  function press(event: KeyboardEvent) {
    const option = isOpen ? shown[active] : undefined;
    if (event.key === 'ArrowDown') move(Math.min(active + 1, shown.length - 1));
    else if (event.key === 'ArrowUp') move(Math.max(active - 1, 0));
    else if (event.key === 'Enter' && option) choose(option);
    else if (event.key === 'Escape' && isOpen) setOpen(false);
    else return;
    event.preventDefault();
  }

  /** Who types a whole code, or enough for one procedure alone, has chosen. */
  function leave() {
    setOpen(false);
    const typedCode = fold(typed.trim());
    const only = found.length === 1 && typedCode !== '' ? found[0] : undefined;
    const exact = options.find((option) => fold(option.value) === typedCode);
    const meant = chosen ?? exact ?? only;
    if (meant) choose(meant);
  }

  return (
    <div class="combobox">
      <input
        {...described}
        type="text"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && shown[active] ? `${listId}-${active}` : undefined}
        autocomplete="off"
        spellcheck={false}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setChosen(undefined);
          setActive(-1);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onKeyDown={press}
        onBlur={leave}
      />
      <input type="hidden" name={name} value={chosen?.value ?? ''} />
      <div ref={list} id={listId} role="listbox" aria-label={listLabel} hidden={!isOpen || shown.length === 0}>
        {(isOpen ? shown : []).map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input takes the keys; the list is never focused
          <div
            key={option.value}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            // Before the input loses the focus and closes the list.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
          >
            {option.text}
          </div>
        ))}
      </div>
      {/* That nothing matches stays to be read: a line that goes away under a pointer makes its click miss. */}
      <p class={found.length === 0 ? 'hint' : 'unseen'} role="status">
        {(isOpen || found.length === 0) && countText(found.length)}
      </p>
    </div>
  );

  function countText(count: number): string {
    if (count === 0) return words.caseForm.procedureNone;
    return fillCounted(words.caseForm.procedureCount, count, { n: format.count(count) });
  }
}
