import type { PublicQuarter } from '../../api/public/public-quarter.ts';
import type { Brand } from '../../api/units/brand.ts';
import type { Language, Quarter } from '../../db/vocabulary.ts';
import { PageFrame } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { publishedPath, unitLanguageLinks } from '../unit-paths.ts';
import { words as allWords, type Words } from '../words.ts';
import { privacyPath } from './privacy.tsx';

export interface PublishedProps {
  readonly language: Language;
  /** Whose results; absent where the service has several units and none was asked for. */
  readonly unit?: { readonly unitCode: string; readonly unitName: string; readonly brand: Brand } | undefined;
  /** To choose among, where there is no unit. */
  readonly units: readonly { readonly code: string; readonly name: string }[];
  /** Every published quarter, the newest first. */
  readonly published: readonly Quarter[];
  /** Those that are shown with their figures. */
  readonly quarters: readonly PublicQuarter[];
  readonly demo?: boolean | undefined;
}

type Row = PublicQuarter['groups'][number];

/** What a unit has published: each quarter in a sentence and as a table by field. */
export function published({ language, unit, units, published, quarters, demo }: PublishedProps): string {
  const words = allWords[language];
  const texts = words.published;
  const others = published.filter((quarter) => quarters.every((shown) => shown.quarter !== quarter));
  return htmlDocument({
    language,
    title: `${texts.title} – ${unit?.unitName ?? words.site}`,
    style: ['page', 'published'],
    brand: unit?.brand,
    children: (
      <PageFrame
        words={words}
        head={unit?.unitName ?? words.site}
        brand={unit?.brand}
        demo={demo}
        languageLinks={unitLanguageLinks(unit?.unitCode)}
        footer={<a href={privacyPath(language, unit?.unitCode)}>{words.privacyLink}</a>}
      >
        <h1>{texts.title}</h1>
        {quarters.length === 0 && units.length === 0 ? <p>{texts.empty}</p> : <p>{texts.lead}</p>}
        {quarters.map((quarter) => (
          <QuarterResults key={quarter.quarter} words={words} results={quarter} />
        ))}
        {quarters.length > 0 && <p class="hint">{texts.method}</p>}
        <Links
          title={texts.others}
          links={others.map((quarter) => ({
            name: texts.quarter(quarter),
            address: `${publishedPath(language, unit?.unitCode)}&quarter=${quarter}`,
          }))}
        />
        <Links
          title={texts.units}
          links={units.map(({ code, name }) => ({ name, address: publishedPath(language, code) }))}
        />
      </PageFrame>
    ),
  });
}

function QuarterResults({ words, results }: { readonly words: Words; readonly results: PublicQuarter }) {
  const texts = words.published;
  const { quarter, total, groups } = results;
  const { columns } = texts;
  return (
    <section>
      <h2>{texts.quarter(quarter)}</h2>
      <p>{verdictSentence(words, results)}</p>
      <p>{texts.coverage(words.count(total.answered), words.count(total.closed))}</p>
      <table>
        <caption>{texts.caption(quarter)}</caption>
        <thead>
          <tr>
            {Object.entries(columns).map(([key, name]) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <FieldRow key={group.key} words={words} group={group} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function FieldRow({ words, group }: { readonly words: Words; readonly group: Row }) {
  const texts = words.published;
  const { name, percent, satisfied, answered, closed, target, verdict } = group;
  const { columns } = texts;
  const count = (value: number | null) => (value === null ? '–' : words.count(value));
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label={columns.percent}>{percent === null ? texts.noFigure : texts.percent(percent)}</td>
      <td data-label={columns.answers}>
        {count(satisfied)}/{count(answered)}
      </td>
      <td data-label={columns.target}>{target === null ? texts.noTarget : texts.target(target.percent)}</td>
      <td data-label={columns.verdict}>{texts.badges[verdict]}</td>
      <td data-label={columns.coverage}>
        {count(answered)}/{count(closed)}
      </td>
    </tr>
  );
}

/** How the quarter stands, as the staff's pages say it. */
function verdictSentence(words: Words, { total, minimum }: PublicQuarter): string {
  const texts = words.published;
  if (total.answered === 0) return `${texts.noFigure}.`;
  const percent = (value: number | null) => (value === null ? '' : texts.percent(value));
  return texts.sentences[total.verdict]({
    percent: percent(total.percent),
    satisfied: words.count(total.satisfied),
    answered: words.count(total.answered),
    target: total.target === null ? '' : texts.target(total.target.percent),
    low: percent(total.low),
    high: percent(total.high),
    minimum: words.count(minimum),
  });
}

interface LinkList {
  readonly title: string;
  readonly links: readonly { readonly name: string; readonly address: string }[];
}

function Links({ title, links }: LinkList) {
  if (links.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {links.map(({ name, address }) => (
          <li key={address}>
            <a class="way" href={address}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
