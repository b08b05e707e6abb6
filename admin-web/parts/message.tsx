import { useTexts } from '../language.ts';
import { PageTitle } from './page-title.tsx';

/** A page that says why there is nothing else to see. */
export function Message({ kind }: { kind: 'forbidden' | 'notFound' | 'nothingForRole' }) {
  const { words } = useTexts();
  const { failures } = words;
  return (
    <>
      <PageTitle text={failures.titles[kind === 'nothingForRole' ? 'forbidden' : kind]} />
      <p class="lead">{failures[kind]}</p>
      {kind !== 'nothingForRole' && (
        <p>
          <a class="button" href="/admin">
            {failures.toStart}
          </a>
        </p>
      )}
    </>
  );
}
