import type { CaseCode, LocalDate, Localised, Month } from '../../db/vocabulary.ts';
import { monthOf } from '../calendar.ts';
import { type Complaint, type Problem, problem } from '../problems.ts';
import { type CaseFacts, type CaseReport, factsOf, sameFacts, tidy } from './case-facts.ts';

/** A report about one case. */
export interface CaseEvent {
  readonly caseCode: CaseCode;
  readonly closed: CaseReport;
}

/** What is known of a case before an event; a deleted one is gone for every reader, but its answer stays counted. */
export interface KnownFacts extends CaseFacts {
  readonly updatedAt: Date | null;
  readonly deleted: boolean;
}

/** A procedure as the decision needs it. */
export interface DecidedProcedure {
  readonly procedureCode: string;
  readonly fieldId: string;
  readonly nameVi: string;
  readonly reviewed: boolean;
}

/** What events are held against: the unit's day, catalogue and cases. */
export interface CaseKnowledge {
  readonly unitCode: string;
  readonly today: LocalDate;
  readonly cases: ReadonlyMap<CaseCode, KnownFacts>;
  readonly procedures: ReadonlyMap<string, DecidedProcedure>;
  readonly fieldIds: ReadonlySet<string>;
  /** The last month whose case codes are forgotten: whether such a case was there before is not known any more. */
  readonly forgottenTo: Month | undefined;
}

/** What is to be done about one event. */
export type Decision = CaseEvent &
  (
    | { readonly kind: 'refused'; readonly problem: Problem }
    /** Older than what is known: passed over. */
    | { readonly kind: 'outdated' }
    | {
        readonly kind: 'put';
        readonly outcome: 'created' | 'updated' | 'unchanged';
        readonly before: KnownFacts | undefined;
        readonly after: KnownFacts;
        readonly procedure: DecidedProcedure;
        /** The procedure is not in the catalogue yet. */
        readonly addsProcedure: boolean;
      }
  );

/** A decision that leaves something to write. */
export type PutDecision = Extract<Decision, { kind: 'put' }>;

/**
 * Decides about events, one after the other: each sees what those before it did, so that the same case may come several
 * times. The one definition of what a report about a case does, for a single `PUT`, a batch, the hook and the import.
 */
export function decideInOrder(events: readonly CaseEvent[], knowledge: CaseKnowledge): Decision[] {
  const cases = new Map(knowledge.cases);
  const procedures = new Map(knowledge.procedures);
  return events.map((event) => {
    const decision = decide(event, { ...knowledge, cases, procedures });
    if (decision.kind === 'put') {
      cases.set(event.caseCode, decision.after);
      procedures.set(decision.procedure.procedureCode, decision.procedure);
    }
    return decision;
  });
}

function decide(event: CaseEvent, knowledge: CaseKnowledge): Decision {
  const { caseCode, closed } = event;
  const { cases, procedures } = knowledge;
  const before = cases.get(caseCode);
  const isKnown = before !== undefined && !before.deleted;
  const errors = complaintsAbout(closed, knowledge);
  if (closed.closedOn === null && !isKnown) errors.push(nothingToOpen);
  if (!before) errors.push(...complaintsAboutTime(closed, knowledge));
  const known = procedures.get(tidy(closed.procedure));
  const procedure = known ?? newProcedure(closed);
  if (!known) errors.push(...complaintsAboutNewProcedure(closed, knowledge.fieldIds));
  if (errors.length > 0 || !procedure) return { ...event, kind: 'refused', problem: problem('invalid', { errors }) };

  const updatedAt = closed.updatedAt ? new Date(closed.updatedAt) : null;
  if (isKnown && isOlder(updatedAt, before.updatedAt)) return { ...event, kind: 'outdated' };
  const facts = factsOf(closed);
  const after = { ...facts, updatedAt: updatedAt ?? before?.updatedAt ?? null, deleted: false };
  const changed = isKnown && sameFacts(before, facts) ? 'unchanged' : 'updated';
  const outcome = isKnown ? changed : 'created';
  return { ...event, kind: 'put', outcome, before, after, procedure, addsProcedure: !known };
}

/**
 * The events in turns, none with the same case twice, each case in its order: what can be written at once, turn by turn.
 */
export function turnsOf<Event extends { readonly caseCode: CaseCode }>(events: readonly Event[]): Event[][] {
  const seen = new Map<CaseCode, number>();
  const turns: Event[][] = [];
  for (const event of events) {
    const turn = seen.get(event.caseCode) ?? 0;
    seen.set(event.caseCode, turn + 1);
    const others = turns[turn];
    if (others) others.push(event);
    else turns.push([event]);
  }
  return turns;
}

/** How the audit log calls what a decision did. */
export function auditActionOf({ outcome, after }: PutDecision): string {
  if (after.closedOn === null) return 'case.reopened';
  return outcome === 'created' ? 'case.closed' : 'case.changed';
}

const isOlder = (event: Date | null, known: Date | null): boolean => event !== null && known !== null && event < known;

const complaint = (path: string, vi: string, en: string): Complaint => ({ path, message: { vi, en } });

const nothingToOpen = complaint(
  'closedOn',
  'chưa có hồ sơ này để mở lại; cần ngày trả kết quả',
  'there is no such case to open again; the day of closing is needed',
);

function complaintsAbout(closed: CaseReport, { unitCode, today }: CaseKnowledge): Complaint[] {
  const { closedOn, receivedOn, receivingUnit } = closed;
  const complaints: Complaint[] = [];
  if (receivingUnit !== undefined && receivingUnit !== unitCode) {
    complaints.push(
      complaint(
        'receivingUnit',
        `“${receivingUnit}”: chỉ nhận hồ sơ của đơn vị “${unitCode}”`,
        `“${receivingUnit}”: only cases of unit “${unitCode}” are taken`,
      ),
    );
  }
  if (closedOn && closedOn > today) {
    complaints.push(complaint('closedOn', `“${closedOn}”: ngày ở tương lai`, `“${closedOn}”: date in the future`));
  }
  if (closedOn && receivedOn && closedOn < receivedOn) {
    complaints.push(
      complaint('closedOn', `“${closedOn}”: ngày trả trước ngày nhận`, `“${closedOn}”: closed before received`),
    );
  }
  return complaints;
}

/**
 * A case that is not known and belongs to a time whose codes are forgotten may have been answered already: it is not taken,
 * or a list sent once more would give everybody on it a second vote.
 */
function complaintsAboutTime({ closedOn }: CaseReport, { forgottenTo }: CaseKnowledge): Complaint[] {
  if (!closedOn || forgottenTo === undefined || monthOf(closedOn) > forgottenTo) return [];
  return [
    complaint(
      'closedOn',
      `“${closedOn}”: mã hồ sơ đến hết tháng ${forgottenTo} đã xóa theo thời hạn lưu, nên không nhận thêm hồ sơ của thời gian này`,
      `“${closedOn}”: case codes to the end of ${forgottenTo} were forgotten, so no more cases of that time are taken`,
    ),
  ];
}

/** What a procedure becomes that the catalogue does not have. */
function newProcedure({ procedure, field, procedureName }: CaseReport): DecidedProcedure | undefined {
  if (!field || !procedureName) return undefined;
  return { procedureCode: tidy(procedure), fieldId: field, nameVi: tidy(procedureName), reviewed: false };
}

function complaintsAboutNewProcedure(closed: CaseReport, fieldIds: ReadonlySet<string>): Complaint[] {
  const { field, procedureName } = closed;
  const procedureCode = tidy(closed.procedure);
  const notInCatalogue: Localised = {
    vi: `thủ tục “${procedureCode}” chưa có trong danh mục, cần mục này`,
    en: `procedure “${procedureCode}” is not in the catalogue, so this is needed`,
  };
  const complaints: Complaint[] = [];
  if (!field) complaints.push({ path: 'field', message: notInCatalogue });
  else if (!fieldIds.has(field)) {
    complaints.push(
      complaint(
        'field',
        `“${field}”: chưa có lĩnh vực này trong danh mục`,
        `“${field}”: no such field in the catalogue`,
      ),
    );
  }
  if (!procedureName) complaints.push({ path: 'procedureName', message: notInCatalogue });
  return complaints;
}
