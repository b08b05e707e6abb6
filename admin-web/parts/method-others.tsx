import { rules } from '../../api/satisfaction/rules.ts';
import type { Group, Handling } from '../client.ts';
import { useTexts } from '../language.ts';
import { fill } from '../words/fill.ts';
import type { MethodWords } from '../words/method/vi.ts';
import { DataTable } from './data-table.tsx';
import { MethodSection, Worked } from './method-section.tsx';

/** The national index's rate, and why it is not ours. */
export function NationalSection(props: { texts: MethodWords; group: Group; handling: Handling | undefined }) {
  const { texts, group, handling } = props;
  const { format } = useTexts();
  const { title, text, why, range, worked, workedOne, source } = texts.national;
  const { closed = 0, late = 0, national } = handling?.total ?? {};
  const isKnown = national?.low != null && national.high != null && group.percent !== null;
  return (
    <MethodSection id="national" title={title} texts={texts} rule={rules.qd766} source={source}>
      <p>{text}</p>
      <Worked texts={texts} isOwn={false}>
        <p>{why}</p>
      </Worked>
      {isKnown && (
        <>
          <p>{range}</p>
          <Worked texts={texts} isOwn>
            <p>
              {fill(national.low === national.high ? workedOne : worked, {
                closed: format.count(closed),
                late: format.count(late),
                low: format.percent(national.low ?? 0),
                high: format.percent(national.high ?? 0),
                percent: format.percent(group.percent ?? 0),
              })}
            </p>
          </Worked>
        </>
      )}
    </MethodSection>
  );
}

/** What the overview and the comparison of units add to the figures of a period. */
export function ChangeSection({ texts }: { texts: MethodWords }) {
  const { title, change, changeSource, more, moreSource, compare, compareSource } = texts.change;
  return (
    <MethodSection id="change" title={title} texts={texts}>
      {[
        { text: change, source: changeSource },
        { text: more, source: moreSource },
        { text: compare, source: compareSource },
      ].map(({ text, source }) => (
        <div key={text} class="stack-tight">
          <p>{text}</p>
          <p class="aside">{fill(texts.source, { source })}.</p>
        </div>
      ))}
    </MethodSection>
  );
}

/** Every rule by its name, as figures and exports name it. */
export function RulesSection({ texts }: { texts: MethodWords }) {
  const { language } = useTexts();
  const { title, lead, columns } = texts.rules;
  return (
    <MethodSection id="rules" title={title} texts={texts}>
      <p>{lead}</p>
      <DataTable
        caption={title}
        columns={[
          { key: 'rule', heading: columns.name, cell: ({ name }) => <b>{name[language]}</b> },
          {
            key: 'id',
            heading: columns.id,
            cell: ({ id, version }) => (
              <code>
                {id}@{version}
              </code>
            ),
          },
          { key: 'basis', heading: columns.text, cell: ({ text }) => text[language] },
        ]}
        rows={Object.values(rules)}
        rowKey={({ id }) => id}
      />
    </MethodSection>
  );
}
