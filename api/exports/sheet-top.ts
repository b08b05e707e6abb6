import type { Language } from '../../db/vocabulary.ts';
import type { SatisfactionReport } from '../satisfaction/satisfaction-report.ts';
import { type Cell, text } from './cells.ts';
import { dayName, periodName } from './period.ts';
import { countText } from './shown-number.ts';
import { fill, words } from './words.ts';

/** What every sheet says above its table. */
export interface Occasion {
  /** Whose figures they are. */
  readonly unit: string;
  readonly language: Language;
  readonly demo: boolean;
  readonly period: SatisfactionReport['period'];
  readonly waiting: number;
  readonly provisional: boolean;
}

/** The rows above a table: whose figures, what they are, of when, and by which rules; the last row is empty. */
export function sheetTop(title: string, rules: readonly string[], occasion: Occasion, columns: number): Cell[][] {
  const { unit, language, demo } = occasion;
  const word = words[language];
  return [
    [text(demo ? `${unit} – ${word.demo}` : unit, 'unit', columns)],
    [text(title, 'title', columns)],
    [text(standing(occasion), 'lead', columns)],
    ...rules.map((rule) => [text(rule, 'note', columns)]),
    [],
  ];
}

/** What a reader should know of the table above. */
export function sheetFoot(notes: readonly string[], columns: number): Cell[][] {
  return [[], ...notes.map((note) => [text(note, 'note', columns)])];
}

/** The period and how final it is. */
function standing(occasion: Occasion): string {
  const { language, period, provisional } = occasion;
  const word = words[language];
  const parts = [
    fill(word.period, { period: periodName(period, language) }),
    provisional ? word.provisional : word.settled,
    sealedText(occasion),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** As of which night, and how many answers wait; nothing before the first night. */
export function sealedText({ language, period, waiting }: Occasion): string {
  if (period.sealedOn === null) return '';
  const values = { date: dayName(period.sealedOn, language), n: countText(waiting, language) };
  return fill(waiting > 0 ? words[language].waiting : words[language].sealed, values);
}

/** A rule as it stands above the figures that it makes. */
export function ruleNote(
  rule: { id: string; version: number; name: { vi: string; en: string }; text: { vi: string; en: string } },
  language: Language,
): string {
  const name = rule.name[language];
  const told = rule.text[language];
  const said = told.startsWith(name) ? told : `${name}: ${told}`;
  return `${said} (${rule.id}@${rule.version})`;
}
