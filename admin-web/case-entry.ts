import { isLocalDate } from '../api/calendar.ts';
import { channels, type Outcome, outcomes } from '../db/vocabulary.ts';
import type { Case, CaseFacts } from './client.ts';

/** The names of a case form's controls; an error's path is one of them. */
export const caseControls = [
  'caseCode',
  'procedure',
  'procedureName',
  'field',
  'closedOn',
  'outcome',
  'channel',
  'counter',
  'receivedOn',
  'dueOn',
  'apologySentOn',
] as const;
export type CaseControl = (typeof caseControls)[number];

/** What a form says, ready to be sent, or what is still missing in it. */
export type CaseEntry =
  | { readonly caseCode: string; readonly facts: CaseFacts }
  | { readonly missing: readonly CaseControl[] };

/**
 * Reads a case form. Whether days and codes are right is the server's to say; only what can't even be sent is looked
 * for here. A case that is changed keeps what the form does not show.
 */
export function readCaseForm(form: FormData, before?: Case): CaseEntry {
  const text = (name: CaseControl) => String(form.get(name) ?? '').trim();
  const caseCode = before?.caseCode ?? text('caseCode');
  const procedure = text('procedure');
  const closedOn = day(text('closedOn'));
  const missing: CaseControl[] = [];
  if (!caseCode) missing.push('caseCode');
  if (!procedure) missing.push('procedure');
  if (!closedOn) missing.push('closedOn');
  if (!closedOn || missing.length > 0) return { missing };
  const outcome: Outcome = outcomes.find((candidate) => candidate === text('outcome')) ?? 'completed';
  return {
    caseCode,
    facts: {
      procedure,
      closedOn,
      outcome,
      channel: channels.find((candidate) => candidate === text('channel')) ?? 'counter',
      ...(text('procedureName') && { procedureName: text('procedureName') }),
      ...(text('field') && { field: text('field') }),
      ...(text('counter') && { counter: text('counter') }),
      receivedOn: day(text('receivedOn')) ?? null,
      dueOn: day(text('dueOn')) ?? null,
      apologySentOn: day(text('apologySentOn')) ?? null,
      ...(before?.resolvingUnit && { resolvingUnit: before.resolvingUnit }),
    },
  };
}

function day(text: string) {
  return isLocalDate(text) ? text : undefined;
}
