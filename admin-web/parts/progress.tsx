import { useTexts } from '../language.ts';

/** Appears only when the wait gets long (style.css), so that a quick answer does not flicker. */
export function Progress() {
  const { words } = useTexts();
  return (
    <div class="progress">
      <progress aria-label={words.loading} />
    </div>
  );
}
