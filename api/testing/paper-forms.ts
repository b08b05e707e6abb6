import { chance } from '../../scripts/demo/chance.ts';
import { addDays } from '../calendar.ts';
import type { PlannedCase } from './planned-life.ts';

/**
 * A planned life in which a clerk hands out paper forms: for cases that answer on one, which are put into the box; for some
 * that bring none back; and for some on a later day, of which a part was answered by then.
 */
export function withPaperForms(cases: readonly PlannedCase[], seed: string): PlannedCase[] {
  const dice = chance(`${seed} forms`);
  return cases.map((planned): PlannedCase => {
    const { answer, sentOn, turns } = planned;
    const [draw, days] = [dice.draw(), dice.between(1, 12)];
    if (answer && (answer.medium === 'paper' || draw < 0.1)) {
      return { ...planned, form: sentOn, answer: { ...answer, medium: 'paper' } };
    }
    if (draw < 0.15) return { ...planned, form: sentOn };
    return draw < 0.25 && turns.length === 0 ? { ...planned, form: addDays(sentOn, days) } : planned;
  });
}
