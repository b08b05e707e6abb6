import { isLocalDate } from '../api/calendar.ts';
import { invitationStates } from '../db/vocabulary.ts';

/** The list's filters as a URL holds them; what can't be one is left out. */
export function readCaseQuery(search: URLSearchParams) {
  const closedFrom = search.get('closedFrom') ?? '';
  const closedTo = search.get('closedTo') ?? '';
  const field = search.get('field');
  const state = invitationStates.find((candidate) => candidate === search.get('state'));
  return {
    ...(isLocalDate(closedFrom) && { closedFrom }),
    ...(isLocalDate(closedTo) && { closedTo }),
    ...(field && { field }),
    ...(state && { state }),
  };
}

export function isFiltered(search: URLSearchParams): boolean {
  return Object.keys(readCaseQuery(search)).length > 0;
}
