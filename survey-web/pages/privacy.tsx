import { contactKept } from '../../api/feedback/progress.ts';
import type { Brand } from '../../api/units/brand.ts';
import type { Language, LocalDate } from '../../db/vocabulary.ts';
import { PageFrame } from '../frame.tsx';
import { htmlDocument } from '../html-document.tsx';
import { pathOf, unitLanguageLinks } from '../unit-paths.ts';
import { words as allWords } from '../words.ts';

/** The day on which what this page says last changed. */
const updatedOn = '2026-11-24' as LocalDate;

export interface PrivacyProps {
  readonly language: Language;
  readonly unitName?: string | undefined;
  readonly unitCode?: string | undefined;
  readonly brand?: Brand | undefined;
  /** What the unit has set of what this page tells. */
  readonly settings?: { readonly retentionMonths: number | null; readonly feedbackDays: number } | undefined;
  readonly demo?: boolean | undefined;
}

/** Luật 91/2025/QH15: who asks, why, what is kept, for how long, and what a person can ask for, in plain sentences. */
export function privacy({ language, unitName, unitCode, brand, settings, demo }: PrivacyProps): string {
  const words = allWords[language];
  const { who, what, apart, limits, device, duration, final, feedback, contact, law, title, updated } = words.privacy;
  const unit = unitName ?? who.anyUnit;
  return htmlDocument({
    language,
    title: `${title} – ${unitName ?? words.site}`,
    style: 'page',
    brand,
    children: (
      <PageFrame
        words={words}
        head={unitName ?? words.site}
        brand={brand}
        demo={demo}
        languageLinks={unitLanguageLinks(unitCode)}
      >
        <article>
          <h1>{title}</h1>
          <h2>{who.title}</h2>
          <p>{who.text(unit)}</p>
          <h2>{what.title}</h2>
          <h3>{what.kept}</h3>
          <List items={what.keptList} />
          <h3>{what.notKept}</h3>
          <List items={what.notKeptList} />
          <h2>{apart.title}</h2>
          {apart.text.map((text) => (
            <p key={text}>{text}</p>
          ))}
          <h2>{limits.title}</h2>
          <List items={limits.list} />
          <h2>{device.title}</h2>
          {device.text.map((text) => (
            <p key={text}>{text}</p>
          ))}
          <h2>{duration.title}</h2>
          <List items={[...duration.list, ...(settings ? [duration.caseCodes(settings.retentionMonths)] : [])]} />
          <h2>{final.title}</h2>
          <p>{final.text}</p>
          <h2>{feedback.title}</h2>
          <List items={feedback.list(contactKept.afterAnswer, contactKept.atMost)} />
          {settings && <p>{feedback.days(settings.feedbackDays)}</p>}
          <h2>{contact.title}</h2>
          <p>{contact.text(unit)}</p>
          <h2>{law.title}</h2>
          <p>{law.text}</p>
          <List items={law.list} />
          <p>
            {updated}: {words.date(updatedOn)}
          </p>
        </article>
      </PageFrame>
    ),
  });
}

function List({ items }: { readonly items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

export function privacyPath(language: Language, unitCode?: string): string {
  return pathOf('/rieng-tu', language, unitCode);
}
