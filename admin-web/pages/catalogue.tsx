import { useId, useMemo } from 'preact/hooks';
import { procedureStates, stateOf, wantedProcedures } from '../catalogue-list.ts';
import { type Field, nameOf, type Procedure } from '../client.ts';
import { useTexts } from '../language.ts';
import { address, navigate, withQuery } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { en } from '../words/catalogue/en.ts';
import { type CatalogueWords, vi } from '../words/catalogue/vi.ts';
import { fill, fillCounted } from '../words/fill.ts';

/** More than this nobody reads at once; the rest is one press away. */
const shownAtMost = 100;

interface Loaded {
  readonly fields: readonly Field[];
  readonly procedures: readonly Procedure[];
  readonly cases: ReadonlyMap<string, number>;
}

/** The unit's procedures: what came with cases first, then all of them to search. */
export default function Catalogue({ url }: PageProps) {
  const { client } = useSurroundings();
  const { language } = useTexts();
  const texts = { vi, en }[language];
  const loaded = useResource('catalogue', async (signal): Promise<Loaded> => {
    const [{ fields }, { procedures }, unreviewed] = await Promise.all([
      client.fields(signal),
      client.procedures(signal),
      client.unreviewed(signal),
    ]);
    return { fields, procedures, cases: new Map(unreviewed.map((one) => [one.procedureCode, one.cases])) };
  });
  const { data } = loaded;
  return (
    <>
      <PageTitle text={texts.title} />
      <p class="reading">{texts.lead}</p>
      <p class="actions for-screen">
        <a class="button" href="/admin/catalogue/new">
          {texts.toNew}
        </a>
        <a class="button" href="/admin/catalogue/import">
          {texts.toList}
        </a>
        <a class="button" href="/admin/catalogue/fields">
          {texts.toFields}
        </a>
      </p>
      {loaded.failure && <Failure refusal={loaded.failure} retry={loaded.reload} />}
      {loaded.busy && !data && <Progress />}
      {data && (
        <>
          <Unreviewed texts={texts} {...data} />
          <section class="stack">
            <Filters key={url.search} url={url} texts={texts} fields={data.fields} />
            <Found url={url} texts={texts} {...data} />
          </section>
        </>
      )}
    </>
  );
}

function Unreviewed({ texts, fields, procedures, cases }: Loaded & { texts: CatalogueWords }) {
  const { format, language } = useTexts();
  const waiting = procedures.filter((procedure) => stateOf(procedure) === 'unreviewed');
  if (waiting.length === 0) return <p class="aside">{texts.unreviewed.none}</p>;
  return (
    <section class="stack" aria-labelledby="unreviewed">
      <h2 id="unreviewed">
        {texts.unreviewed.title} <span class="count">{format.count(waiting.length)}</span>
      </h2>
      <p class="aside">{texts.unreviewed.lead}</p>
      <DataTable
        caption={texts.unreviewed.title}
        columns={[
          ...namingColumns({ texts, fields, language }),
          {
            key: 'cases',
            heading: texts.columns.cases,
            numeric: true,
            cell: ({ procedureCode }) => format.count(cases.get(procedureCode) ?? 0),
          },
        ]}
        rows={waiting}
        rowKey={({ procedureCode }) => procedureCode}
      />
    </section>
  );
}

function Found({ url, texts, fields, procedures }: Loaded & { url: URL; texts: CatalogueWords }) {
  const { format, language } = useTexts();
  const found = useMemo(() => wantedProcedures(procedures, url.searchParams), [procedures, url.search]);
  const shown = url.searchParams.has('all') ? found : found.slice(0, shownAtMost);
  return (
    <>
      <p class="aside" role="status">
        {fillCounted(texts.found, found.length, { n: format.count(found.length) })}
      </p>
      {found.length === 0 && <p class="lead empty">{texts.nothing}</p>}
      {found.length > 0 && (
        <DataTable
          caption={texts.title}
          columns={[
            ...namingColumns({ texts, fields, language }),
            {
              key: 'state',
              heading: texts.columns.state,
              cell: (procedure) => <State procedure={procedure} texts={texts} />,
            },
          ]}
          rows={shown}
          rowKey={({ procedureCode }) => procedureCode}
        />
      )}
      {shown.length < found.length && (
        <p>
          <a class="button" href={withQuery(url, { all: '1' })} data-replace>
            {fillCounted(texts.showAll, found.length, { n: format.count(found.length) })}
          </a>
        </p>
      )}
    </>
  );
}

function namingColumns(props: {
  texts: CatalogueWords;
  fields: readonly Field[];
  language: 'vi' | 'en';
}): Column<Procedure>[] {
  const { texts, fields, language } = props;
  const names = new Map(fields.map((field) => [field.fieldId, nameOf(field, language)]));
  return [
    {
      key: 'code',
      heading: texts.columns.code,
      cell: ({ procedureCode }) => (
        <a href={`/admin/catalogue/procedures/${encodeURIComponent(procedureCode)}`}>{procedureCode}</a>
      ),
    },
    {
      key: 'name',
      heading: texts.columns.name,
      cell: ({ nameVi, nameEn }) => (
        <>
          <span lang="vi">{nameVi}</span>
          {nameEn && <small lang="en">{nameEn}</small>}
        </>
      ),
    },
    { key: 'field', heading: texts.columns.field, cell: ({ fieldId }) => names.get(fieldId) ?? fieldId },
  ];
}

function State({ procedure, texts }: { procedure: Procedure; texts: CatalogueWords }) {
  const state = stateOf(procedure);
  if (state === 'merged')
    return <span class="tag">{fill(texts.mergedInto, { code: procedure.mergedInto ?? '' })}</span>;
  return state === 'open' ? texts.states.open : <span class="tag">{texts.states[state]}</span>;
}

function Filters({ url, texts, fields }: { url: URL; texts: CatalogueWords; fields: readonly Field[] }) {
  const { language } = useTexts();
  const id = useId();
  const given = url.searchParams;
  return (
    <search class="catalogue-filters">
      <form
        class="filter-form"
        aria-label={texts.filters}
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = [...new FormData(event.currentTarget)].map(
            ([name, value]) => [name, String(value).trim()] as const,
          );
          navigate(address(url.pathname, Object.fromEntries(wanted)));
        }}
      >
        <span class="filter-field">
          <label for={`${id}q`}>{texts.search}</label>
          <input
            id={`${id}q`}
            type="search"
            name="q"
            autocomplete="off"
            spellcheck={false}
            defaultValue={given.get('q') ?? ''}
          />
        </span>
        <span class="filter-field">
          <label for={`${id}field`}>{texts.field}</label>
          <select id={`${id}field`} name="field">
            <option value="">{texts.anyField}</option>
            {fields.map((field) => (
              <option key={field.fieldId} value={field.fieldId} selected={field.fieldId === given.get('field')}>
                {nameOf(field, language)}
              </option>
            ))}
          </select>
        </span>
        <span class="filter-field">
          <label for={`${id}state`}>{texts.state}</label>
          <select id={`${id}state`} name="state">
            <option value="">{texts.anyState}</option>
            {procedureStates.map((state) => (
              <option key={state} value={state} selected={state === given.get('state')}>
                {texts.states[state]}
              </option>
            ))}
          </select>
        </span>
        <button type="submit" class="button">
          {texts.filter}
        </button>
        {url.search && <a href={url.pathname}>{texts.clear}</a>}
      </form>
    </search>
  );
}
