import type { CaseColumn } from '../api/imports/case-columns.ts';
import type { Language } from '../db/vocabulary.ts';
import type { CheckedImport } from './client.ts';
import { Refusal, refusalOf } from './refusal.ts';

/** A column of a file, and what was made of it. */
export interface FileColumn {
  readonly header: string;
  readonly use: CaseColumn | 'personal' | 'unused';
}

/** What came of sending a file: what would be imported, or columns that somebody has to name. */
export type FileRead =
  | { readonly kind: 'read'; readonly checked: CheckedImport }
  | { readonly kind: 'columns'; readonly columns: readonly FileColumn[] };

export type ColumnChoice = Readonly<Record<string, CaseColumn | null>>;

/**
 * Sends a file to be read, and hears line by line how far the service is: `hear` is told the rows. Throws a Refusal. Aborting
 * makes the service forget it.
 */
export async function readFile(
  file: File,
  options: { mapping: ColumnChoice; language: Language; hear: (rows: number) => void; signal: AbortSignal },
): Promise<FileRead> {
  const { mapping, language, hear, signal } = options;
  const form = new FormData();
  form.set('mapping', JSON.stringify(mapping));
  form.set('file', file);
  const headers = { accept: 'application/x-ndjson, application/problem+json', 'accept-language': language };
  const response = await fetch('/api/v1/imports', { method: 'POST', body: form, headers, signal }).catch(() => {
    throw new Refusal('offline');
  });
  if (!response.ok) return columnsOf(response);
  for await (const line of linesOf(response)) {
    const said: { rows?: number; import?: CheckedImport; problem?: ConstructorParameters<typeof Refusal>[1] } =
      JSON.parse(line);
    if (said.rows !== undefined) hear(said.rows);
    if (said.import) return { kind: 'read', checked: said.import };
    if (said.problem) throw refusalIn(said.problem);
  }
  throw new Refusal('offline');
}

async function columnsOf(response: Response): Promise<FileRead> {
  const copy = response.clone();
  const refusal = await refusalOf(response);
  if (refusal.code !== 'columns-unknown') throw refusal;
  const { columns }: { columns: FileColumn[] } = await copy.json();
  return { kind: 'columns', columns };
}

function refusalIn(problem: NonNullable<ConstructorParameters<typeof Refusal>[1]>): Refusal {
  return new Refusal(problem.type?.split('/').at(-1) ?? 'server-error', problem);
}

async function* linesOf(response: Response): AsyncIterable<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let rest = '';
  for (;;) {
    const part = await reader?.read().catch(() => undefined);
    if (!part || part.done) return;
    const lines = (rest + decoder.decode(part.value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
