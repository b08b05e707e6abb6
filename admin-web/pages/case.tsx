import { useState } from 'preact/hooks';
import { useCatalogue } from '../catalogue.ts';
import { useChosenCounter } from '../chosen-counter.ts';
import { useTexts } from '../language.ts';
import { navigate } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { CaseForm } from '../parts/case-form.tsx';
import { Confirm } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { QrPanel } from '../parts/qr-panel.tsx';
import { dayOn } from '../period.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';

/** One case: its rating code to hand out, and what is known of it to correct. */
export default function CasePage({ params }: PageProps) {
  const { client, clock, announce } = useSurroundings();
  const { words } = useTexts();
  const { caseCode = '' } = params;
  const closedCase = useResource(caseCode, (signal) => client.closedCase(caseCode, signal));
  const catalogue = useCatalogue();
  const displays = useResource('displays', (signal) => client.displays(signal));
  const [display] = useChosenCounter(displays.data ?? []);
  const [asking, ask] = useState(false);
  const failure = closedCase.failure ?? catalogue.failure;
  const { data } = closedCase;
  const texts = words.caseForm;

  return (
    <>
      <p class="back">
        <a href="/admin/cases">‹ {texts.back}</a>
      </p>
      <PageTitle text={fill(texts.titleEdit, { code: data?.caseCode ?? caseCode })} />
      {failure && (
        <Failure
          refusal={failure}
          retry={() => {
            closedCase.reload();
            catalogue.reload();
          }}
        />
      )}
      {!failure && !(data && catalogue.data) && <Progress />}
      {data && catalogue.data && (
        <div class="case-page">
          <section aria-labelledby="invitation">
            <h2 id="invitation">{words.invitation.title}</h2>
            <QrPanel closedCase={data} display={display} change={closedCase.put} />
            <p>
              <a class="button" href="/admin/cases/new">
                {words.invitation.again}
              </a>
            </p>
          </section>
          <section aria-labelledby="details">
            <h2 id="details">{texts.details}</h2>
            <CaseForm
              catalogue={catalogue.data}
              before={data}
              today={dayOn(clock())}
              save={async ({ facts }) => {
                closedCase.put(await client.closeCase(data.caseCode, facts));
                announce(words.saved);
              }}
            />
            <p class="actions">
              <button type="button" class="button danger" onClick={() => ask(true)}>
                {texts.remove}
              </button>
            </p>
          </section>
        </div>
      )}
      {asking && data && (
        <Confirm
          title={fill(texts.removeTitle, { code: data.caseCode })}
          text={texts.removeText}
          action={texts.remove}
          close={() => ask(false)}
          act={async () => {
            await client.deleteCase(data.caseCode);
            announce(fill(texts.removed, { code: data.caseCode }), '/admin/cases');
            navigate('/admin/cases', { replace: true });
          }}
        />
      )}
    </>
  );
}
