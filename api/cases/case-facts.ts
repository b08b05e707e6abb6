import type { Channel, LocalDate, Outcome } from '../../db/vocabulary.ts';

/** What a one-stop system says of a case, its form already checked (schema `ClosedCase`). */
export interface CaseReport {
  readonly procedure: string;
  readonly procedureName?: string | undefined;
  readonly field?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly receivedOn?: LocalDate | null | undefined;
  readonly dueOn?: LocalDate | null | undefined;
  readonly closedOn: LocalDate | null;
  readonly outcome?: Outcome | undefined;
  readonly receivingUnit?: string | undefined;
  readonly resolvingUnit?: string | null | undefined;
  readonly counter?: string | null | undefined;
  readonly apologySentOn?: LocalDate | null | undefined;
  readonly updatedAt?: string | null | undefined;
}

/** What is kept of it, and what a later report may change. */
export interface CaseFacts {
  readonly procedureCode: string;
  readonly channel: Channel;
  readonly receivedOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
  readonly outcome: Outcome;
  readonly resolvingUnit: string | null;
  readonly counter: string | null;
  readonly apologySentOn: LocalDate | null;
}

/** The facts of a report: a report is the whole case, so what is absent takes its default. */
export function factsOf(report: CaseReport): CaseFacts {
  return {
    procedureCode: tidy(report.procedure),
    channel: report.channel ?? 'counter',
    receivedOn: report.receivedOn ?? null,
    dueOn: report.dueOn ?? null,
    closedOn: report.closedOn,
    outcome: report.outcome ?? 'completed',
    resolvingUnit: report.resolvingUnit ? tidy(report.resolvingUnit) : null,
    counter: report.counter ? tidy(report.counter) : null,
    apologySentOn: report.apologySentOn ?? null,
  };
}

/** The facts among a stored case's columns, in the order of `factsOf`. */
export function factsIn(stored: CaseFacts): CaseFacts {
  const { procedureCode, channel, receivedOn, dueOn, closedOn, outcome, resolvingUnit, counter, apologySentOn } =
    stored;
  return { procedureCode, channel, receivedOn, dueOn, closedOn, outcome, resolvingUnit, counter, apologySentOn };
}

/** Whether two say the same of a case. */
export const sameFacts = (one: CaseFacts, other: CaseFacts): boolean =>
  JSON.stringify(factsIn(one)) === JSON.stringify(factsIn(other));

/** A text as it is kept. */
export const tidy = (text: string): string => text.normalize('NFC').trim();
