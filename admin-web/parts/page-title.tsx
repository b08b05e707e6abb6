import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useTexts } from '../language.ts';

/** The page that the browser opened by itself keeps the browser's own focus; later ones get it on their heading. */
let opened = false;

/** The heading of a page; names the tab, and takes the focus when one comes from another page. */
export function PageTitle({ text }: { text: string }) {
  const { words } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${text} – ${words.product}`;
  }, [text, words]);
  useLayoutEffect(() => {
    if (opened) heading.current?.focus({ preventScroll: true });
    opened = true;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {text}
    </h1>
  );
}
