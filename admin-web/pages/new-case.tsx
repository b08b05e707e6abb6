import { useState } from 'preact/hooks';
import { useCatalogue } from '../catalogue.ts';
import { useTexts } from '../language.ts';
import { navigate } from '../navigation.ts';
import { CaseForm } from '../parts/case-form.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { dayOn } from '../period.ts';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';

/** Puts a closed case in by hand, then shows its rating code. */
export default function NewCase() {
  const { client, clock, announce } = useSurroundings();
  const { words } = useTexts();
  const catalogue = useCatalogue();
  const [existing, setExisting] = useState<string>();

  return (
    <>
      <p class="back">
        <a href="/admin/cases">‹ {words.caseForm.back}</a>
      </p>
      <PageTitle text={words.caseForm.titleNew} />
      {existing !== undefined && (
        <p class="notice" role="alert">
          {words.caseForm.exists} <a href={pageOf(existing)}>{fill(words.caseForm.openExisting, { code: existing })}</a>
        </p>
      )}
      {catalogue.failure && <Failure refusal={catalogue.failure} retry={catalogue.reload} />}
      {catalogue.busy && !catalogue.data && <Progress />}
      {catalogue.data && (
        <CaseForm
          catalogue={catalogue.data}
          today={dayOn(clock())}
          save={async ({ caseCode, facts }) => {
            setExisting(undefined);
            // A PUT would quietly replace a case that is there already.
            const known = await client.closedCase(caseCode).catch(unlessUnknown);
            if (known) return setExisting(known.caseCode);
            const saved = await client.closeCase(caseCode, facts);
            announce(fill(words.caseForm.savedNew, { code: saved.caseCode }), pageOf(saved.caseCode));
            navigate(pageOf(saved.caseCode));
          }}
        />
      )}
    </>
  );
}

function pageOf(caseCode: string): string {
  return `/admin/cases/${encodeURIComponent(caseCode)}`;
}

function unlessUnknown(reason: unknown): undefined {
  if (reason instanceof Refusal && reason.code === 'not-found') return undefined;
  throw reason;
}
