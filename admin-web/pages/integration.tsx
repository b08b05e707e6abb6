import { exampleRequests } from '../integration-examples.ts';
import { useTexts } from '../language.ts';
import type { PageProps } from '../page.ts';
import { ApiKeys } from '../parts/api-keys.tsx';
import { CaseTest } from '../parts/case-test.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { EventList } from '../parts/event-list.tsx';
import { Gateway } from '../parts/gateway.tsx';
import { HookSecrets } from '../parts/hook-secrets.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { dayOn } from '../period.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { en } from '../words/integration/en.ts';
import { vi } from '../words/integration/vi.ts';

/** Where the unit's other systems are let in, and where one sees what they sent. */
export default function Integration({ url }: PageProps) {
  const { client, clock } = useSurroundings();
  const { language } = useTexts();
  const texts = { vi, en }[language];
  const secrets = useResource('hook-secrets', (signal) => client.hookSecrets(signal));
  const today = dayOn(clock());
  const requests = secrets.data && exampleRequests({ hookAddress: secrets.data.address, today });
  const copying = { copy: texts.copy, copied: texts.copied };
  return (
    <>
      <PageTitle text={texts.title} />
      <p class="reading">{texts.lead}</p>
      <p>
        <a href={`/api/v1/docs?lang=${language}`}>{texts.manual}</a>
      </p>
      <ApiKeys texts={texts} />
      <HookSecrets texts={texts} loaded={secrets} />
      {requests && (
        <section class="stack">
          <h2>{texts.examples.title}</h2>
          <p class="reading">{texts.examples.lead}</p>
          <Copyable label={texts.examples.put} text={requests.put} {...copying} />
          <Copyable label={texts.examples.batch} text={requests.batch} {...copying} />
          <Copyable label={texts.examples.hook} text={requests.hook} {...copying} />
        </section>
      )}
      <CaseTest texts={texts} today={today} />
      <EventList texts={texts} url={url} />
      <Gateway texts={texts} />
    </>
  );
}
