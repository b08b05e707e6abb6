import { useEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../language.ts';
import type { drawings } from './drawings.ts';

export type Drawings = typeof drawings;

interface Props {
  /** What the drawing shows, in a sentence; its figures stand in a table. */
  readonly label: string;
  /** Says everything that the drawing depends on: when it changes, it is drawn anew. */
  readonly of: string;
  draw(drawings: Drawings, width: number): SVGElement;
}

/**
 * A drawing by Plot as wide as its place. Plot is fetched when the first one is wanted, and they are drawn one by one: what is
 * in sight or nearly so at once, the others when there is nothing else to do, so that they are there on paper as well.
 */
export function Chart({ label, of, draw }: Props) {
  const { words } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const latest = useRef(draw);
  latest.current = draw;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let left = false;
    let drawn = 0;
    const redraw = () =>
      inTurn(async () => {
        const width = Math.floor(element.clientWidth);
        if (left || width === 0 || width === drawn) return;
        const { drawings } = await import('./drawings.ts');
        if (left) return;
        drawn = width;
        element.replaceChildren(latest.current(drawings, width));
      }).catch(() => !left && setFailed(true));
    const resized = new ResizeObserver(() => void redraw());
    const cancel = whenWanted(element, () => resized.observe(element));
    return () => {
      left = true;
      cancel();
      resized.disconnect();
    };
  }, [of]);
  return (
    <>
      <div ref={place} class="plot-place" role="img" aria-label={label} hidden={failed} />
      {failed && <p class="aside">{words.charts.failed}</p>}
    </>
  );
}

/** Calls back once, when a place comes near the part in sight or the page has a rest; gives what calls it off. */
function whenWanted(element: HTMLElement, draw: () => void): () => void {
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      cancel();
      draw();
    },
    { rootMargin: '25%' },
  );
  near.observe(element);
  const rest = atRest(() => {
    cancel();
    draw();
  });
  const cancel = () => {
    near.disconnect();
    rest();
  };
  return cancel;
}

/** When the browser has nothing to do; some know no such moment, and take one a little later. */
function atRest(work: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, 300);
    return () => clearTimeout(timer);
  }
  const rest = requestIdleCallback(work, { timeout: 3000 });
  return () => cancelIdleCallback(rest);
}

let turn: Promise<unknown> = Promise.resolve();

/** After the drawings before, and after whatever a person did meanwhile: many of them must not freeze the page. */
function inTurn(draw: () => Promise<void>): Promise<void> {
  const mine = turn.then(() => new Promise((resume) => setTimeout(resume))).then(draw);
  turn = mine.catch(() => undefined);
  return mine;
}
