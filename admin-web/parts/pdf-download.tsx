import { useEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../language.ts';
import { pageCounter } from '../pdf-pages.ts';
import { Refusal, refusalOf } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import type { PrintWords } from '../words/print/vi.ts';
import { Failure } from './failure.tsx';

/** Fetches a PDF that is drawn while it is sent, says how far it is, and hands it to the browser as a file. */
export function PdfDownload(props: { texts: PrintWords; from: string; name: string; pages: number }) {
  const { texts, from, name, pages } = props;
  const { format } = useTexts();
  const { announce, sessionEnded } = useSurroundings();
  const [drawn, setDrawn] = useState<number>();
  const [failure, setFailure] = useState<Refusal>();
  const stopper = useRef<AbortController>(undefined);
  useEffect(() => () => stopper.current?.abort(), []);

  async function start() {
    const stop = new AbortController();
    stopper.current = stop;
    setFailure(undefined);
    setDrawn(0);
    try {
      save(await fetchPdf(from, stop.signal, setDrawn), name);
      announce(texts.done);
    } catch (reason) {
      if (!stop.signal.aborted) {
        const refusal = reason instanceof Refusal ? reason : new Refusal('offline');
        if (refusal.status === 401) sessionEnded();
        else setFailure(refusal);
      }
    }
    setDrawn(undefined);
  }

  if (drawn === undefined) {
    return (
      <>
        <button type="button" class="button" onClick={() => void start()}>
          {texts.pdf}
        </button>
        {failure && <Failure refusal={failure} />}
      </>
    );
  }
  const progress = fill(texts.drawing, { n: format.count(drawn), all: format.count(pages) });
  return (
    <>
      <progress aria-label={progress} max={pages} value={drawn} />
      <span>{progress}</span>
      <button type="button" class="button" onClick={() => stopper.current?.abort()}>
        {texts.stop}
      </button>
    </>
  );
}

async function fetchPdf(from: string, signal: AbortSignal, tell: (pages: number) => void): Promise<Blob> {
  const response = await fetch(from, { signal, cache: 'no-store' });
  if (!response.ok || !response.body) throw await refusalOf(response);
  const pieces: BlobPart[] = [];
  const count = pageCounter();
  const reader = response.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    pieces.push(read.value);
    tell(count(read.value));
  }
  return new Blob(pieces, { type: 'application/pdf' });
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
