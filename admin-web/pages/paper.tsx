import { useState } from 'preact/hooks';
import { nameOf } from '../client.ts';
import { useTexts } from '../language.ts';
import { navigate, withQuery } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { Failure } from '../parts/failure.tsx';
import { FormField } from '../parts/form-field.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PaperEntryForm } from '../parts/paper-entry-form.tsx';
import { Progress } from '../parts/progress.tsx';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill, fillCounted } from '../words/fill.ts';
import { en } from '../words/print/en.ts';
import { vi } from '../words/print/vi.ts';

/** Where forms from the box are typed in: by field, without a case, by the keyboard alone. */
export default function Paper({ url }: PageProps) {
  const { client } = useSurroundings();
  const { language, format } = useTexts();
  const { paper: texts } = { vi, en }[language];
  const pools = useResource('pools', (signal) => client.paperPools(signal));
  const fields = useResource('fields', async (signal) => (await client.fields(signal)).fields);
  const [typed, setTyped] = useState<number>();
  const wanted = url.searchParams.get('pool');
  const nameFor = (fieldId: string) => {
    const field = fields.data?.find((known) => known.fieldId === fieldId);
    return field ? nameOf(field, language) : fieldId;
  };
  const keyOf = (pool: { field: string; version: number }) => `${pool.field}.${pool.version}`;
  const all = pools.data?.pools ?? [];
  const chosen = all.find((pool) => keyOf(pool) === wanted && pool.open);
  const questionnaire = useResource(chosen && String(chosen.version), (signal) =>
    client.paperQuestionnaire(String(chosen?.version), signal),
  );
  const today = typed ?? pools.data?.typedToday ?? 0;
  const failure = pools.failure ?? fields.failure ?? questionnaire.failure;
  return (
    <>
      <PageTitle text={texts.title} />
      <p class="reading">{texts.lead}</p>
      {failure && <Failure refusal={failure} retry={pools.reload} />}
      {!failure && !(pools.data && fields.data) && <Progress />}
      {pools.data && fields.data && (
        <>
          {all.length === 0 && <p class="lead empty">{texts.none}</p>}
          {all.length > 0 && (
            <FormField id="pool" label={texts.pool} hint={fill(texts.fewest, { n: String(pools.data.fewest) })}>
              {(described) => (
                <select
                  {...described}
                  name="pool"
                  onChange={(event) =>
                    navigate(withQuery(url, { pool: event.currentTarget.value || undefined }), { replace: true })
                  }
                >
                  <option value="">{texts.choose}</option>
                  {all.map((pool) => (
                    <option key={keyOf(pool)} value={keyOf(pool)} disabled={!pool.open} selected={pool === chosen}>
                      {fill(pool.open ? texts.poolOption : texts.poolWaits, {
                        field: nameFor(pool.field),
                        version: String(pool.version),
                        n: format.count(pool.handedOut),
                      })}
                    </option>
                  ))}
                </select>
              )}
            </FormField>
          )}
          {all.length > 0 && all.every(({ open }) => !open) && <p>{texts.waiting}</p>}
          <p class="aside">
            {fillCounted(texts.today, today, { n: format.count(today) })} {texts.who}
          </p>
          {chosen && questionnaire.data && !questionnaire.busy && (
            <PaperEntryForm
              key={keyOf(chosen)}
              texts={texts}
              pool={chosen}
              firstKey={pools.data.nextKey}
              questionnaire={questionnaire.data}
              saved={setTyped}
            />
          )}
        </>
      )}
    </>
  );
}
