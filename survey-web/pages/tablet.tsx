import type { Brand } from '../../api/units/brand.ts';
import type { Language, LocalDate } from '../../db/vocabulary.ts';
import { PageFrame } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { words as allWords, type Words } from '../words.ts';

/** What a page on a counter's tablet needs so that it leaves nothing behind and leads nowhere else. */
export interface Tablet {
  /** The counter's screen, to which the tablet returns: `/quay/CODE`. */
  readonly home: string;
}

interface Props {
  readonly words: Words;
  readonly tablet: Tablet;
}

/** For the tablet's script (`tablet.ts`), which counts down, clears and returns: where to, and what it asks first. */
export function TabletWatch({ words, tablet }: Props) {
  return (
    <div
      class="idle"
      role="alert"
      data-home={tablet.home}
      data-lost={words.counter.lost}
      data-idle={words.tablet.idle('{s}')}
      hidden
    >
      <p />
      <button type="button">{words.tablet.more}</button>
    </div>
  );
}

/** Said when the tablet is handed over. */
export function TabletHand({ words }: { readonly words: Words }) {
  return (
    <p>
      <b>{words.tablet.hand}</b>
    </p>
  );
}

/** The thank-you of the tablet, the same for every mark. */
export function TabletThanks({ words, tablet, title }: Props & { readonly title: string }) {
  return (
    <>
      <h1 class="done" tabIndex={-1}>
        {title}
      </h1>
      <TabletDone words={words} tablet={tablet} />
    </>
  );
}

/** Leaves at once; without a script it is a link. */
function TabletDone({ words, tablet }: Props) {
  return (
    <p>
      <a class="button" href={tablet.home} data-leave>
        {words.tablet.done}
      </a>
    </p>
  );
}

export interface TabletMessageProps {
  readonly language: Language;
  readonly unitName: string;
  readonly brand?: Brand | undefined;
  readonly tablet: Tablet;
  readonly message:
    | { readonly kind: 'sent'; readonly title?: string | undefined }
    | { readonly kind: 'answered' | 'replaced' | 'withdrawn' | 'paper' | 'unavailable' | 'server-error' }
    | { readonly kind: 'expired'; readonly expiresOn: LocalDate };
  readonly demo?: boolean | undefined;
}

/** What became of it, on a tablet: the same as on a phone, without a way out but back to the counter's screen. */
export function tabletMessage({ language, unitName, brand, tablet, message, demo }: TabletMessageProps): string {
  const words = allWords[language];
  const { title, next } = textOf(message, words);
  return htmlDocument({
    language,
    title: `${title} – ${unitName}`,
    style: ['page', 'tablet'],
    brand,
    script: 'tablet',
    kind: 'tablet',
    children: (
      <PageFrame
        words={words}
        head={unitName}
        brand={brand}
        demo={demo}
        languageLinks={false}
        after={<TabletWatch words={words} tablet={tablet} />}
      >
        {message.kind === 'sent' ? (
          <TabletThanks words={words} tablet={tablet} title={title} />
        ) : (
          <>
            <h1>{title}</h1>
            {next !== undefined && <p>{next}</p>}
            <TabletDone words={words} tablet={tablet} />
          </>
        )}
      </PageFrame>
    ),
  });
}

function textOf(message: TabletMessageProps['message'], words: Words): { title: string; next?: string } {
  switch (message.kind) {
    case 'sent':
      return { title: message.title ?? words.thanks.title };
    case 'answered':
      return words.answered;
    case 'expired':
      return { title: words.expired.title(words.date(message.expiresOn)) };
    case 'replaced':
    case 'withdrawn':
    case 'paper':
      return words[message.kind];
    case 'unavailable':
    case 'server-error':
      return words.failure[message.kind];
  }
}
