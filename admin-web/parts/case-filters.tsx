import { useId } from 'preact/hooks';
import { invitationStates } from '../../db/vocabulary.ts';
import { isFiltered } from '../case-query.ts';
import { type Field, nameOf } from '../client.ts';
import { useTexts } from '../language.ts';
import { address, navigate } from '../navigation.ts';

/** Two ways to a case: its code, or days, field and state of its rating code. Each is a URL. */
export function CaseFilters({ url, fields }: { url: URL; fields: readonly Field[] }) {
  return (
    <div class="filters">
      <CodeSearch url={url} />
      <Filters url={url} fields={fields} />
    </div>
  );
}

function CodeSearch({ url }: { url: URL }) {
  const { words } = useTexts();
  const id = useId();
  return (
    <search>
      <form class="filter-form" onSubmit={(event) => go(event, url)}>
        <span class="filter-field">
          <label for={id}>{words.caseList.search}</label>
          <input
            id={id}
            type="search"
            name="q"
            maxLength={64}
            autocomplete="off"
            spellcheck={false}
            defaultValue={url.searchParams.get('q') ?? ''}
          />
        </span>
        <button type="submit" class="button">
          {words.caseList.find}
        </button>
      </form>
    </search>
  );
}

function Filters({ url, fields }: { url: URL; fields: readonly Field[] }) {
  const { words, language } = useTexts();
  const id = useId();
  const texts = words.caseList;
  const given = url.searchParams;
  return (
    <form class="filter-form" aria-label={texts.filters} onSubmit={(event) => go(event, url)}>
      <span class="filter-field">
        <label for={`${id}from`}>{texts.closedFrom}</label>
        <input id={`${id}from`} type="date" name="closedFrom" defaultValue={given.get('closedFrom') ?? ''} />
      </span>
      <span class="filter-field">
        <label for={`${id}to`}>{texts.closedTo}</label>
        <input id={`${id}to`} type="date" name="closedTo" defaultValue={given.get('closedTo') ?? ''} />
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
          {invitationStates.map((state) => (
            <option key={state} value={state} selected={state === given.get('state')}>
              {words.states[state]}
            </option>
          ))}
        </select>
      </span>
      <button type="submit" class="button">
        {texts.filter}
      </button>
      {(isFiltered(given) || given.has('q')) && <a href={url.pathname}>{texts.clear}</a>}
    </form>
  );
}

/** The form's fields as the page's query; the other form's leave it, since a code and filters exclude each other. */
function go(event: SubmitEvent & { currentTarget: HTMLFormElement }, url: URL): void {
  event.preventDefault();
  const given = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value).trim()] as const);
  navigate(address(url.pathname, Object.fromEntries(given)));
}
