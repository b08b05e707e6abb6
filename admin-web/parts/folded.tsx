import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** Open where there is room, folded on a phone; on paper it is always open (style.css). */
export function Folded({ summary, children }: { summary: string; children: ComponentChildren }) {
  const [open] = useState(() => matchMedia('(min-width: 67.0625rem)').matches);
  return (
    <details class="figures" open={open}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
