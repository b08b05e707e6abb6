import type { InvitationState, LocalDate } from '../../db/vocabulary.ts';
import { addDays } from '../calendar.ts';

/**
 * Days after `expiresOn` on which an answer is still taken: a phone that lost its network on the last day may send it
 * later (contract, section 2).
 */
export const graceDays = 3;

/** Where an invitation stands on a day. It never tells whether it was answered. */
export function standing(
  invitation: {
    readonly expiresOn: LocalDate;
    readonly withdrawn: boolean;
    readonly replaced?: boolean;
    readonly onPaper?: boolean;
  },
  today: LocalDate,
): InvitationState {
  if (invitation.replaced) return 'replaced';
  if (invitation.withdrawn) return 'withdrawn';
  if (invitation.onPaper) return 'paper';
  return invitation.expiresOn < today ? 'expired' : 'open';
}

/** The last day of an invitation: the later of closing and making, plus the unit's validity, that day included. */
export function lastDay(closedOn: LocalDate, madeOn: LocalDate, validityDays: number): LocalDate {
  return addDays(closedOn > madeOn ? closedOn : madeOn, validityDays);
}

/** The earliest `expiresOn` of invitations whose answers are still taken on a day. */
export function earliestTaken(today: LocalDate): LocalDate {
  return addDays(today, -graceDays);
}
