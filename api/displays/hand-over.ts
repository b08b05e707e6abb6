import type { LocalDate } from '../../db/vocabulary.ts';
import type { CaseReport } from '../cases/case-facts.ts';

/** Seconds that a code stays on the screen. */
export const shownSeconds = 90;

/** Minutes after which an event is no news of a counter any more: an outage's backlog must not flash over the screens. */
const freshMinutes = 10;

/**
 * Whether an event that names a counter can mean that the person stands there now: the case is closed today, and the event
 * says nothing of having happened a while ago.
 */
export function isHappeningNow(
  report: Pick<CaseReport, 'closedOn' | 'updatedAt'>,
  moment: { readonly now: Date; readonly today: LocalDate },
): boolean {
  const { closedOn, updatedAt } = report;
  if (closedOn !== moment.today) return false;
  return !updatedAt || moment.now.getTime() - Date.parse(updatedAt) < freshMinutes * 60_000;
}
