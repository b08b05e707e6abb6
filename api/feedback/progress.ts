import type { FeedbackState, LocalDate } from '../../db/vocabulary.ts';
import { type WorkingCalendar, workingDaysBetween } from './working-days.ts';

/** From where to where somebody who handles it may move it. An answer can be put right, and taken back into work. */
export const moves: Readonly<Record<FeedbackState, readonly FeedbackState[]>> = {
  received: ['in-progress', 'answered', 'transferred'],
  'in-progress': ['answered', 'transferred'],
  answered: ['in-progress', 'answered'],
  transferred: ['in-progress', 'transferred'],
};

/** Whether it still waits for an answer. */
export function isOpen(state: FeedbackState): boolean {
  return state === 'received' || state === 'in-progress';
}

/** Working days past the last day for the answer; 0 where it is in time, answered, or without such a day. */
export function daysOverdue(
  { state, dueOn }: { readonly state: FeedbackState; readonly dueOn: LocalDate | null },
  today: LocalDate,
  calendar: WorkingCalendar,
): number {
  if (!isOpen(state) || dueOn === null || today <= dueOn) return 0;
  // Late is late, also where only days off have passed since, or the calendar does not reach so far.
  try {
    return Math.max(1, workingDaysBetween(dueOn, today, calendar));
  } catch {
    return 1;
  }
}

/** Days after an answer, and at the latest after it came, on which contact data is deleted. The privacy page says them. */
export const contactKept = { afterAnswer: 90, atMost: 365 } as const;
