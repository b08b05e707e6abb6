import { useState } from 'preact/hooks';
import type { Target } from '../client.ts';
import { useTexts } from '../language.ts';
import { navigate, withQuery } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { TakeBackDialog } from '../parts/take-back-dialog.tsx';
import { TargetForm } from '../parts/target-form.tsx';
import { TargetHistory, TargetsToday, targetName } from '../parts/target-lists.tsx';
import { dayOn } from '../period.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import { en } from '../words/targets/en.ts';
import { vi } from '../words/targets/vi.ts';

/** The bars that satisfaction is held against: in force today, set anew with a look ahead, and all there ever were. */
export default function Targets({ url }: PageProps) {
  const { client, clock, session, announce } = useSurroundings();
  const { format, language } = useTexts();
  const texts = { vi, en }[language];
  const loaded = useResource('targets', async (signal) => {
    const [targets, { fields }, settings] = await Promise.all([
      client.targets(signal),
      client.fields(signal),
      client.settings(signal),
    ]);
    return { targets, fields, settings };
  });
  const [taken, take] = useState<Target>();
  // A form that was saved starts empty.
  const [round, setRound] = useState(0);
  const mayChange = session?.roles.some((role) => role === 'admin' || role === 'leader') ?? false;
  const wanted = url.searchParams.get('set');
  const { data } = loaded;
  const today = dayOn(clock());
  const shared = data && { ...data, texts, today, mayChange };
  return (
    <>
      <PageTitle text={texts.title} />
      <p class="reading">{texts.lead}</p>
      {loaded.failure && <Failure refusal={loaded.failure} retry={loaded.reload} />}
      {loaded.busy && !data && <Progress />}
      {shared && (
        <>
          <section class="stack">
            <h2>{fill(texts.today, { date: format.date(today) })}</h2>
            <TargetsToday {...shared} url={url} />
            {!mayChange && <p class="aside">{texts.readOnly}</p>}
          </section>
          {mayChange && (
            <section class="stack for-screen" aria-labelledby="set">
              <h2 id="set">{texts.form.title}</h2>
              <TargetForm
                key={`${round} ${wanted}`}
                {...shared}
                url={url}
                field={shared.fields.some(({ fieldId }) => fieldId === wanted) ? wanted : null}
                saved={(target) => {
                  announce(
                    fill(texts.form.saved, {
                      target: format.target(target.percent),
                      date: format.date(target.effectiveFrom),
                      field: targetName(target, shared.fields, texts, language),
                    }),
                  );
                  navigate(withQuery(url, { set: undefined }), { replace: true });
                  setRound(round + 1);
                  loaded.reload();
                  scrollTo(0, 0);
                }}
              />
            </section>
          )}
          <section class="stack">
            <h2>{texts.history}</h2>
            <TargetHistory {...shared} takeBack={take} />
          </section>
          {taken && (
            <TakeBackDialog
              {...shared}
              url={url}
              target={taken}
              close={() => take(undefined)}
              done={() => {
                announce(texts.takenBack);
                loaded.reload();
              }}
            />
          )}
        </>
      )}
    </>
  );
}
