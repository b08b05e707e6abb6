import { isPlanOver } from '../../api/targets/target-in-force.ts';
import type { LocalDate } from '../../db/vocabulary.ts';
import { type Field, nameOf, type Settings, type Target } from '../client.ts';
import { useTexts } from '../language.ts';
import { withQuery } from '../navigation.ts';
import { planEnded, planName } from '../plan.ts';
import { inForce } from '../target-preview.ts';
import { fill, fillCounted } from '../words/fill.ts';
import type { TargetWords } from '../words/targets/vi.ts';
import { type Column, DataTable } from './data-table.tsx';

interface Props {
  readonly url: URL;
  readonly texts: TargetWords;
  readonly targets: readonly Target[];
  readonly fields: readonly Field[];
  readonly settings: Settings;
  readonly today: LocalDate;
  readonly mayChange: boolean;
}

/** What is in force today: the overall target, the fields with their own, and those without. */
export function TargetsToday({ url, texts, targets, fields, settings, today, mayChange }: Props) {
  const shared = useTexts();
  const { format, language } = shared;
  const overall = inForce(targets, null, today, settings);
  const held = fields.map((field) => ({ field, target: inForce(targets, field.fieldId, today, settings) }));
  const own = held.flatMap(({ field, target }) => (target?.field === field.fieldId ? [{ field, target }] : []));
  const others = held.filter(({ field, target }) => target?.field !== field.fieldId && field.enabled);
  const rows = [
    ...(overall ? [{ name: texts.everything, target: overall, said: texts.overall }] : []),
    ...own.map(({ field, target }) => ({ name: nameOf(field, language), target, said: texts.own })),
  ];
  const inherits = overall !== undefined && settings.fallsBackToOverall;
  const n = format.count(others.length);
  return (
    <>
      {!overall && <p class="notice">{texts.noOverall}</p>}
      {rows.length > 0 && (
        <DataTable
          caption={fill(texts.today, { date: format.date(today) })}
          columns={[
            { key: 'name', heading: texts.columns.field, cell: ({ name }) => <b>{name}</b> },
            {
              key: 'standing',
              heading: texts.columns.target,
              cell: ({ target, said }) => fill(said, { target: format.target(target.percent) }),
            },
            {
              key: 'date',
              heading: texts.columns.since,
              cell: ({ target }) => format.tableDate(target.effectiveFrom),
            },
            { key: 'basis', heading: texts.columns.basis, cell: ({ target }) => target.legalBasis },
            {
              key: 'plan',
              heading: texts.columns.plan,
              cell: ({ target }) =>
                isPlanOver(target, today) ? (
                  <b>{planEnded(target, shared)}</b>
                ) : (
                  (planName(target, shared) ?? texts.noEnd)
                ),
            },
          ]}
          rows={rows}
          rowKey={({ target }) => target.targetId}
        />
      )}
      {others.length > 0 && (
        <section class="inheriting">
          <p>
            <b>{fillCounted(inherits ? texts.inheriting : texts.without, others.length, { n })}</b>{' '}
            {!settings.fallsBackToOverall && (
              <>
                {texts.withoutWhy} <a href="/admin/settings">{texts.toSettings}</a>
              </>
            )}
          </p>
          <ul class="names">
            {others.map(({ field }) => {
              const name = nameOf(field, language);
              return (
                <li key={field.fieldId}>
                  {mayChange ? (
                    <a
                      href={withQuery(url, { set: field.fieldId })}
                      title={fill(texts.setFor, { field: name })}
                      data-replace
                    >
                      {name}
                    </a>
                  ) : (
                    name
                  )}
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </>
  );
}

type State = keyof TargetWords['states'];

/** Every target there ever was or will be, latest first; those that no settled month was held against may be taken back. */
export function TargetHistory(props: Omit<Props, 'url'> & { takeBack(target: Target): void }) {
  const { texts, targets, fields, settings, today, mayChange, takeBack } = props;
  const shared = useTexts();
  const { format, language } = shared;
  const nameFor = (target: Target) => targetName(target, fields, texts, language);
  const stateOf = (target: Target): State => {
    if (target.effectiveFrom > today) return 'coming';
    const current = inForce(targets, target.field, today, { ...settings, fallsBackToOverall: false });
    return current?.targetId === target.targetId ? 'current' : 'past';
  };
  const action: Column<Target> = {
    key: 'actions',
    heading: texts.columns.action,
    cell: (target) =>
      target.changeable ? (
        <button
          type="button"
          class="quiet"
          aria-label={fill(texts.takeBackOf, {
            target: format.target(target.percent),
            date: format.date(target.effectiveFrom),
            field: nameFor(target),
          })}
          onClick={() => takeBack(target)}
        >
          {texts.takeBack}
        </button>
      ) : (
        <span class="none">{texts.fixed}</span>
      ),
  };
  return (
    <>
      <DataTable
        caption={texts.history}
        columns={[
          { key: 'name', heading: texts.columns.field, cell: nameFor },
          { key: 'date', heading: texts.columns.since, cell: (target) => format.tableDate(target.effectiveFrom) },
          {
            key: 'percent',
            heading: texts.columns.target,
            numeric: true,
            cell: (target) => <b>{format.target(target.percent)}</b>,
          },
          { key: 'basis', heading: texts.columns.basis, cell: (target) => target.legalBasis },
          { key: 'plan', heading: texts.columns.plan, cell: (target) => planName(target, shared) ?? texts.noEnd },
          {
            key: 'state',
            heading: texts.columns.state,
            cell: (target) => {
              const state = stateOf(target);
              return <span class={state === 'coming' ? 'tag tag-open' : 'tag'}>{texts.states[state]}</span>;
            },
          },
          ...(mayChange ? [action] : []),
        ]}
        rows={targets}
        rowKey={({ targetId }) => targetId}
      />
      {targets.some(({ changeable }) => !changeable) && (
        <p class="aside">
          <b>{texts.fixed}:</b> {texts.fixedWhy}
        </p>
      )}
    </>
  );
}

/** For whom a target is, by name. */
export function targetName(
  { field }: Pick<Target, 'field'>,
  fields: readonly Field[],
  texts: TargetWords,
  language: 'vi' | 'en',
): string {
  if (field === null) return texts.everything;
  const known = fields.find(({ fieldId }) => fieldId === field);
  return known ? nameOf(known, language) : field;
}
