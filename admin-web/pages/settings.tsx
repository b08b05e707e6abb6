import { useTexts } from '../language.ts';
import { BrandFacts, BrandForm } from '../parts/brand-form.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Progress } from '../parts/progress.tsx';
import { SettingsForm, settingText } from '../parts/settings-form.tsx';
import { useResource } from '../resource.ts';
import { settingNames } from '../settings-entry.ts';
import { useSurroundings } from '../surroundings.ts';
import { en } from '../words/settings/en.ts';
import { vi } from '../words/settings/vi.ts';

/** What the unit sets for itself: its administrators change it, its staff read it. */
export default function UnitSettings() {
  const { client, session, announce, refreshSession } = useSurroundings();
  const { words, format, language } = useTexts();
  const texts = { vi, en }[language];
  const loaded = useResource('settings', (signal) => client.settings(signal));
  const brand = useResource('brand', (signal) => client.brand(signal));
  const { data } = loaded;
  const mayChange = session?.roles.includes('admin') ?? false;
  return (
    <>
      <PageTitle text={texts.title} />
      <p class="reading">{texts.lead}</p>
      {loaded.failure && <Failure refusal={loaded.failure} retry={loaded.reload} />}
      {loaded.busy && !data && <Progress />}
      {data && mayChange && (
        <SettingsForm
          key={data.revision}
          texts={texts}
          settings={data}
          saved={(settings) => {
            loaded.put(settings);
            announce(words.saved);
            scrollTo(0, 0);
            // The unit's name stands at the head of the page.
            void refreshSession();
          }}
        />
      )}
      {data && !mayChange && (
        <>
          <dl class="facts">
            {settingNames.map((name) => (
              <div key={name}>
                <dt>{texts[name]}</dt>
                <dd>
                  <b>{settingText(name, data, texts, format.count)}</b>
                  <small>{texts[`${name}Hint`]}</small>
                </dd>
              </div>
            ))}
          </dl>
          <p class="aside">{texts.readOnly}</p>
        </>
      )}
      <h2 id="brand">{texts.brand.title}</h2>
      <p class="reading">{texts.brand.lead}</p>
      {brand.failure && <Failure refusal={brand.failure} retry={brand.reload} />}
      {brand.busy && !brand.data && <Progress />}
      {brand.data && mayChange && (
        <BrandForm
          key={JSON.stringify(brand.data)}
          texts={texts.brand}
          saving={texts.saving}
          brand={brand.data}
          unitName={data?.name ?? ''}
          saved={(saved) => {
            brand.put(saved);
            announce(words.saved);
            document.getElementById('brand')?.scrollIntoView();
          }}
        />
      )}
      {brand.data && !mayChange && <BrandFacts texts={texts.brand} brand={brand.data} />}
    </>
  );
}
