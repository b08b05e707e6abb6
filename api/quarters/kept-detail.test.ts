import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LocalDate } from '../../db/vocabulary.ts';
import { nightAfterNight } from '../testing/night-after-night.ts';
import { plannedLife } from '../testing/planned-life.ts';
import { wardFields } from '../testing/ward.ts';

const day = (text: string) => text as LocalDate;

/** One line of the table in docs/methodology.md: three invented years of a ward, `times` as busy as the demonstration's. */
function line(times: number): string {
  const years = ['one', 'two', 'three'].map((seed) => {
    const life = { seed, from: day('2025-01-01'), to: day('2025-12-31'), fields: wardFields(times) };
    return nightAfterNight(plannedLife(life), { to: day('2026-03-20') });
  });
  const details = years.flatMap(({ details }) => details);
  const keeps = (aspect: 'procedure' | 'channel' | 'medium') => {
    const kept = details.filter(({ detail }) => detail[aspect] !== 'khac').length;
    return `${Math.round((100 * kept) / details.length)} %`;
  };
  const nights = years
    .flatMap(({ answers }) =>
      answers.map(({ on, revealedOn }) => (Date.parse(revealedOn) - Date.parse(on)) / 86_400_000),
    )
    .sort((a, b) => a - b);
  const at = (share: number) => String(nights[Math.floor(share * nights.length)]);
  const perMonth = Math.round(years.reduce((sum, { seen }) => sum + seen.cases.length, 0) / 36);
  const answers = Math.round(nights.length / 36);
  const waits = [0.25, 0.5, 0.75, 0.9].map(at);
  return `| ${[perMonth, answers, keeps('procedure'), keeps('channel'), keeps('medium'), ...waits].join(' | ')} |`;
}

test.each([1, 2, 4])(
  'the method page says how much detail a ward %i times as busy keeps, and how long answers wait',
  (times) => {
    const page = readFileSync(new URL('../../docs/methodology.md', import.meta.url), 'utf8');
    expect(page.split('\n')).toContain(line(times));
  },
);
