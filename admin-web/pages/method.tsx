import type { Client, Handling, Satisfaction } from '../client.ts';
import { useTexts } from '../language.ts';
import { illustration, targetsOf } from '../method-example.ts';
import { address } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { ErrorsSection } from '../parts/method-errors.tsx';
import {
  BatchesSection,
  ChoicesSection,
  CoverageSection,
  FlagSection,
  IntervalSection,
  MonthsSection,
  RateSection,
  VerdictSection,
} from '../parts/method-figures.tsx';
import { ChangeSection, NationalSection, RulesSection } from '../parts/method-others.tsx';
import { Contents } from '../parts/method-section.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { isSame, type Period, readPeriod, usualPeriod } from '../period.ts';
import { Refusal } from '../refusal.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import { en } from '../words/method/en.ts';
import { vi } from '../words/method/vi.ts';

/** How every figure comes about, with the unit's own numbers as example where there are some. */
export default function Method({ url }: PageProps) {
  const { client, clock, session } = useSurroundings();
  const { format, language } = useTexts();
  const texts = { vi, en }[language];
  const maySee = session?.roles.some((role) => role === 'leader' || role === 'auditor' || role === 'clerk') ?? false;
  const given = readPeriod(url.searchParams);
  const candidates = given ? [given] : usualExamples(clock());
  const example = useResource(maySee ? JSON.stringify([language, candidates]) : undefined, (signal) =>
    firstWithAnswers(client, candidates, signal),
  );
  const settings = useResource('settings', (signal) => client.settings(signal));
  if (example.busy && !example.data) return <Waiting title={texts.title} />;
  const { period, result, handling } = example.data ?? {};
  const group = result?.total ?? illustration;
  const targets = targetsOf(result);
  const shown = { texts, group, result };
  return (
    <>
      <PageTitle text={texts.title} />
      <p class="reading">{texts.lead}</p>
      {result && period ? (
        <p class="reading">
          {fill(texts.exampleOf, { period: format.period(period) })}{' '}
          {result.total.provisional ? texts.exampleOpen : texts.exampleSettled}{' '}
          <a href={address('/admin/results', { from: period.from, to: period.to })}>{texts.toResults}</a>
        </p>
      ) : (
        <p class="notice">{maySee ? texts.exampleNone : texts.exampleMayNot}</p>
      )}
      <Contents
        texts={texts}
        list={(
          [
            'rate',
            'interval',
            'verdict',
            'flag',
            'coverage',
            'choices',
            'months',
            'batches',
            'national',
            'change',
            'errors',
            'rules',
          ] as const
        ).map((id) => ({ id, title: texts[id].title }))}
      />
      <RateSection {...shown} />
      <IntervalSection {...shown} />
      <VerdictSection {...shown} targets={targets} />
      <FlagSection {...shown} />
      <CoverageSection {...shown} />
      <ChoicesSection texts={texts} />
      <MonthsSection {...shown} settlingDays={settings.data?.settlingDays} />
      <BatchesSection texts={texts} />
      <NationalSection texts={texts} group={group} handling={handling} />
      <ChangeSection texts={texts} />
      <ErrorsSection texts={texts} targets={targets} />
      <RulesSection texts={texts} />
    </>
  );
}

function Waiting({ title }: { title: string }) {
  return (
    <>
      <PageTitle text={title} />
      <Progress />
    </>
  );
}

/** The last quarter that should be settled, else what is usually looked at. */
function usualExamples(today: Date): Period[] {
  const settled = usualPeriod(today, { settledOnly: true });
  const usual = usualPeriod(today, { settledOnly: false });
  return isSame(settled, usual) ? [settled] : [settled, usual];
}

interface Example {
  readonly period?: Period;
  readonly result?: Satisfaction;
  readonly handling?: Handling;
}

/** The first of the periods with answers to show; what may not be seen, or can't be had now, is as good as none. */
async function firstWithAnswers(client: Client, periods: readonly Period[], signal: AbortSignal): Promise<Example> {
  for (const period of periods) {
    const { from, to } = period;
    const result = await client.satisfaction({ from, to, by: 'field' }, signal).catch(unlessRefused);
    if (!result || result.total.answered === 0) continue;
    const handling = await client.handling({ from, to, by: 'field' }, signal).catch(unlessRefused);
    return { period, result, ...(handling && { handling }) };
  }
  return {};
}

function unlessRefused(reason: unknown): undefined {
  if (reason instanceof Refusal && reason.status !== 401) return undefined;
  throw reason;
}
