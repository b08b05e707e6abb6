import { useState } from 'preact/hooks';
import { useCatalogue } from '../catalogue.ts';
import type { Procedure as KnownProcedure } from '../client.ts';
import { useTexts } from '../language.ts';
import { navigate } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { Confirm } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { MergeProcedure } from '../parts/merge-procedure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ProcedureForm } from '../parts/procedure-form.tsx';
import { Progress } from '../parts/progress.tsx';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { en } from '../words/catalogue/en.ts';
import { type CatalogueWords, vi } from '../words/catalogue/vi.ts';
import { fill, fillCounted } from '../words/fill.ts';

/** One procedure: its names and field, closing, merging and separating. Without a code, a new one. */
export default function Procedure({ params }: PageProps) {
  const { client, announce } = useSurroundings();
  const { format, language } = useTexts();
  const texts = { vi, en }[language];
  const catalogue = useCatalogue();
  const { procedureCode } = params;
  const procedure = catalogue.data?.procedures.find((known) => known.procedureCode === procedureCode);
  const isUnreviewed = procedure !== undefined && !procedure.reviewed;
  const unreviewed = useResource(isUnreviewed ? 'unreviewed' : undefined, (signal) => client.unreviewed(signal));
  const cases = unreviewed.data?.find((one) => one.procedureCode === procedureCode)?.cases;
  const fields = catalogue.data?.fields ?? [];

  function done(said: string) {
    announce(said, '/admin/catalogue');
    navigate('/admin/catalogue');
  }

  return (
    <>
      <p class="for-screen">
        <a href="/admin/catalogue">← {texts.back}</a>
      </p>
      <PageTitle
        text={procedureCode ? fill(texts.procedure.title, { code: procedureCode }) : texts.procedure.newTitle}
      />
      {catalogue.failure && <Failure refusal={catalogue.failure} retry={catalogue.reload} />}
      {catalogue.busy && !catalogue.data && <Progress />}
      {catalogue.data && procedureCode && !procedure && <p class="lead empty">{texts.procedure.unknown}</p>}
      {isUnreviewed && cases !== undefined && (
        <p class="notice">{fillCounted(texts.procedure.unreviewed, cases, { n: format.count(cases) })}</p>
      )}
      {catalogue.data && (procedure || !procedureCode) && (
        <>
          {procedure?.mergedInto ? (
            <Merged
              texts={texts}
              procedure={procedure}
              into={catalogue.data.procedures.find((known) => known.procedureCode === procedure.mergedInto)}
              done={() => {
                announce(fill(texts.merged.separated, { code: procedure.procedureCode }));
                catalogue.reload();
              }}
            />
          ) : (
            <ProcedureForm
              key={procedure?.revision}
              texts={texts}
              fields={fields}
              before={procedure}
              saved={(code) => done(fill(texts.procedure.saved, { code }))}
              reload={catalogue.reload}
            />
          )}
          {procedure && !procedure.mergedInto && (
            <MergeProcedure
              key={`merge ${procedure.revision}`}
              texts={texts}
              fields={fields}
              procedures={catalogue.data.procedures}
              procedure={procedure}
              merged={(into) => done(fill(texts.merge.done, { code: procedure.procedureCode, into }))}
            />
          )}
        </>
      )}
    </>
  );
}

function Merged(props: {
  texts: CatalogueWords;
  procedure: KnownProcedure;
  into: KnownProcedure | undefined;
  done: () => void;
}) {
  const { texts, procedure, into, done } = props;
  const { client } = useSurroundings();
  const [asks, ask] = useState(false);
  const { procedureCode, nameVi, mergedInto, revision } = procedure;
  const { merged } = texts;
  return (
    <section class="stack">
      <p>{nameVi}</p>
      <p class="notice">{fill(merged.text, { into: mergedInto ?? '', name: into?.nameVi ?? '' })}</p>
      <p class="actions">
        <button type="button" class="button" onClick={() => ask(true)}>
          {merged.separate}
        </button>
      </p>
      {asks && (
        <Confirm
          title={fill(merged.separateTitle, { code: procedureCode })}
          text={fill(merged.separateText, { into: mergedInto ?? '' })}
          action={merged.separate}
          close={() => ask(false)}
          act={async () => {
            await client.separateProcedure(procedureCode, revision);
            done();
          }}
        />
      )}
    </section>
  );
}
