import { useRef, useState } from 'preact/hooks';
import type { ImportWords } from '../words/imports/vi.ts';

const largest = 50 * 1024 * 1024;

/** A place to drop a file on, which is a plain file field for everybody else. */
export function FileDrop({ texts, take }: { texts: ImportWords; take: (file: File) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [complaint, complain] = useState<string>();

  function choose(files: FileList | null | undefined) {
    const file = files?.[0];
    if (!file) return;
    if (files.length > 1) complain(texts.oneFile);
    else if (file.size > largest) complain(texts.tooLarge);
    else take(file);
    // The same file, mended, is chosen again.
    if (field.current) field.current.value = '';
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the file field in it is for all
    <div
      class={isOver ? 'drop drop-over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        choose(event.dataTransfer?.files);
      }}
    >
      <label for="file">{texts.drop}</label>
      <p id="file-hint" class="hint">
        {texts.dropHint}
      </p>
      {complaint && (
        <p id="file-error" class="error" role="alert">
          {complaint}
        </p>
      )}
      <input
        ref={field}
        id="file"
        type="file"
        accept=".xlsx,.csv,.txt"
        aria-describedby={complaint ? 'file-hint file-error' : 'file-hint'}
        onChange={(event) => choose(event.currentTarget.files)}
      />
    </div>
  );
}
