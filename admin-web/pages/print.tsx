import { useRef } from 'preact/hooks';
import { type SlipLayout, slipLayouts } from '../../api/slips/layouts.ts';
import { nameOf } from '../client.ts';
import { useTexts } from '../language.ts';
import { address, navigate } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PdfDownload } from '../parts/pdf-download.tsx';
import { Progress } from '../parts/progress.tsx';
import { dayOn } from '../period.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill, fillCounted } from '../words/fill.ts';
import { en } from '../words/print/en.ts';
import { type PrintWords, vi } from '../words/print/vi.ts';

/** As many as the server lays out on one page. */
const mostOnAPage = 400;
const slipsOnASheet = 8;

/** Slips of a day, the poster, and paper forms in stock: chosen, previewed, printed, or taken away as PDF. */
export default function Print({ url }: PageProps) {
  const { client, clock } = useSurroundings();
  const { language } = useTexts();
  const texts = { vi, en }[language];
  const fields = useResource('fields', async (signal) => (await client.fields(signal)).fields);
  const given = url.searchParams;
  const layout = slipLayouts.find((known) => known === given.get('layout')) ?? 'a4-8';
  const filter = {
    closedOn: given.get('closedOn') || dayOn(clock()),
    field: given.get('field') || undefined,
    counter: given.get('counter') || undefined,
  };
  const count = useResource(JSON.stringify(filter), (signal) => client.slipCount(filter, signal));
  const form = useRef<HTMLFormElement>(null);
  const open = (fields.data ?? []).filter(({ enabled }) => enabled);
  const change = (event: Event) => {
    event.preventDefault();
    if (!form.current) return;
    const values = [...new FormData(form.current)].map(([name, value]) => [name, String(value).trim()] as const);
    navigate(address(url.pathname, Object.fromEntries(values)), { replace: true });
  };
  return (
    <>
      <PageTitle text={texts.title} />
      <p class="reading">{texts.lead}</p>
      <form ref={form} class="filter-form" onSubmit={change} onChange={change} aria-label={texts.title}>
        <span class="filter-field">
          <label for="closedOn">{texts.closedOn}</label>
          <input id="closedOn" type="date" name="closedOn" defaultValue={filter.closedOn} required />
        </span>
        <span class="filter-field">
          <label for="field">{texts.field}</label>
          <select id="field" name="field">
            <option value="">{texts.anyField}</option>
            {open.map((field) => (
              <option key={field.fieldId} value={field.fieldId} selected={field.fieldId === filter.field}>
                {nameOf(field, language)}
              </option>
            ))}
          </select>
        </span>
        <span class="filter-field">
          <label for="counter">{texts.counter}</label>
          <input
            id="counter"
            type="text"
            name="counter"
            maxLength={20}
            autocomplete="off"
            aria-describedby="counter-hint"
            defaultValue={filter.counter ?? ''}
          />
        </span>
        <span class="filter-field">
          <label for="layout">{texts.layout}</label>
          <select id="layout" name="layout">
            {slipLayouts.map((known) => (
              <option key={known} value={known} selected={known === layout}>
                {texts.layouts[known]}
              </option>
            ))}
          </select>
        </span>
        <button type="submit" class="button">
          {texts.count}
        </button>
      </form>
      <p id="counter-hint" class="hint">
        {texts.counterHint}
      </p>
      {count.failure && <Failure refusal={count.failure} retry={count.reload} />}
      {!count.failure && !count.data && <Progress />}
      {count.data && !count.failure && (
        <Found texts={texts} filter={filter} layout={layout} slips={count.data.slips} busy={count.busy} />
      )}
      <section class="stack" aria-labelledby="poster">
        <h2 id="poster">{texts.poster}</h2>
        <p>{texts.posterLead}</p>
        <p class="actions">
          {(['a4', 'a3'] as const).map((size) => (
            <a
              key={size}
              class="button"
              href={address('/api/v1/poster', { size, lang: language })}
              target="_blank"
              rel="noopener"
            >
              {fill(texts.posterSize, { size: size.toUpperCase() })}
            </a>
          ))}
        </p>
      </section>
      <section class="stack" aria-labelledby="stock">
        <h2 id="stock">{texts.stock}</h2>
        <p>{texts.stockLead}</p>
        <ul class="names">
          {open.map((field) => (
            <li key={field.fieldId}>
              <a
                href={address('/api/v1/paper/form', { field: field.fieldId, lang: language })}
                target="_blank"
                rel="noopener"
                aria-label={fill(texts.stockField, { field: nameOf(field, language) })}
              >
                {nameOf(field, language)}
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Found(props: {
  texts: PrintWords;
  filter: { closedOn: string; field: string | undefined; counter: string | undefined };
  layout: SlipLayout;
  slips: number;
  busy: boolean;
}) {
  const { texts, filter, layout, slips, busy } = props;
  const { format, language } = useTexts();
  const sheets = layout === 'a4-8' ? Math.ceil(slips / slipsOnASheet) : slips;
  const query = { ...filter, layout, lang: language };
  if (slips === 0) return <p class={busy ? 'lead empty stale' : 'lead empty'}>{texts.none}</p>;
  return (
    <div class={busy ? 'stack stale' : 'stack'}>
      <p class="lead" role="status">
        {fillCounted(texts.found, slips, { n: format.count(slips) })}{' '}
        {layout === 'a4-8' && fillCounted(texts.sheets, sheets, { n: format.count(sheets) })}
      </p>
      <p class="actions">
        {slips <= mostOnAPage && (
          <a class="button primary" href={address('/api/v1/slips', query)} target="_blank" rel="noopener">
            {texts.preview}
          </a>
        )}
        <PdfDownload
          key={JSON.stringify(query)}
          texts={texts}
          from={address('/api/v1/slips/pdf', query)}
          name={`phieu-${filter.closedOn}-${layout}.pdf`}
          pages={sheets}
        />
      </p>
      {slips > mostOnAPage && <p>{fill(texts.tooMany, { most: format.count(mostOnAPage) })}</p>}
      <p class="hint">{texts.hint}</p>
    </div>
  );
}
