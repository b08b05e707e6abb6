import type { CaseCode, Language, LocalDate, Medium, Month, Quarter, Score } from '../../db/vocabulary.ts';
import { addDays, monthOf, monthsOf, quarterOf } from '../calendar.ts';

/** What was sent with one answer, and where it counts once it is revealed. */
export interface LedgerAnswer {
  readonly fieldId: string;
  readonly procedureCode: string;
  readonly channel: string;
  readonly medium: Medium;
  readonly language: Language;
  readonly version: number;
  readonly overall: Score;
  readonly answers: Readonly<Record<string, Score | string>>;
  /** The day on which it was given, and the month it belongs to so far. */
  readonly on: LocalDate;
  month: Month;
  /** The night that revealed it. */
  revealedOn: LocalDate | undefined;
}

/** The right to answer once, as a case's closing gives it. */
export interface Right {
  readonly caseCode: CaseCode;
  readonly month: Month;
  readonly fieldId: string;
  /** `khac` from the day on which a paper form was handed out for a case that was not answered. */
  procedureCode: string;
  channel: string;
  readonly version: number;
  readonly madeOn: LocalDate;
  expiresOn: LocalDate;
  withdrawn: boolean;
  /** Its form is out, and its code is not in use. */
  onPaper: boolean;
  /** When its form was handed out first, and the invitation that the service knows it by. */
  form: { readonly on: LocalDate; readonly invitationId: string; readonly kept: [string, string] } | undefined;
  answer: LedgerAnswer | undefined;
  /** Counted in a settled month. */
  counted: boolean;
}

/** A field in a month, as the last night left it. */
export interface LedgerFigures {
  readonly month: Month;
  readonly fieldId: string;
  readonly closed: number;
  readonly levels: readonly number[];
  readonly held: boolean;
}

const validityDays = 15;
const graceDays = 3;

/**
 * A unit's life written down a second time, from the contract's words and not from the code: who may answer, what counts
 * where, what a night shows. A test that holds the service against it holds it against what was truly sent.
 */
export class Ledger {
  readonly rights: Right[] = [];
  readonly answers: LedgerAnswer[] = [];
  readonly settled = new Map<Month, LocalDate>();
  /** Procedures that stand for another one now, and how that was when a quarter was told. */
  readonly merged = new Map<string, string>();
  readonly mergedWhenTold = new Map<Quarter, ReadonlyMap<string, string>>();
  figures: LedgerFigures[] = [];
  waiting = 0;
  readonly #ofCase = new Map<CaseCode, Right[]>();

  inUse(caseCode: CaseCode): Right | undefined {
    return this.#ofCase.get(caseCode)?.find(({ withdrawn }) => !withdrawn);
  }

  closed(
    caseCode: CaseCode,
    facts: Pick<Right, 'fieldId' | 'procedureCode' | 'channel' | 'version'>,
    { closedOn, today }: { closedOn: LocalDate; today: LocalDate },
  ): void {
    if (this.inUse(caseCode)) return;
    const rights = this.#ofCase.get(caseCode) ?? [];
    const expiresOn = addDays(closedOn > today ? closedOn : today, validityDays);
    const answered = rights.find(({ answer }) => answer);
    if (answered) {
      Object.assign(answered, { withdrawn: false, onPaper: false, expiresOn });
      return;
    }
    const own = monthOf(closedOn);
    const month = this.settled.has(own) ? monthOf(today) : own;
    const still = { withdrawn: false, onPaper: false, form: undefined, answer: undefined, counted: false };
    const procedureCode = this.merged.get(facts.procedureCode) ?? facts.procedureCode;
    const right: Right = { caseCode, ...facts, procedureCode, month, madeOn: today, expiresOn, ...still };
    this.rights.push(right);
    this.#ofCase.set(caseCode, [...rights, right]);
  }

  withdrawn(caseCode: CaseCode): void {
    const right = this.inUse(caseCode);
    if (right) right.withdrawn = true;
  }

  /** Whether a new code is given; a settled month gives none. */
  reissued(caseCode: CaseCode, { closedOn, today }: { closedOn: LocalDate; today: LocalDate }): boolean {
    const right = this.inUse(caseCode);
    if (!right || right.counted) return false;
    right.expiresOn = addDays(closedOn > today ? closedOn : today, validityDays);
    if (right.onPaper && right.form && !right.answer) [right.procedureCode, right.channel] = right.form.kept;
    right.onPaper = false;
    return true;
  }

  /** A paper form is handed out; of a settled month there is none. */
  handedOut(caseCode: CaseCode, on: LocalDate, invitationId: string, closedOn: LocalDate): boolean {
    const right = this.inUse(caseCode);
    if (!right || right.counted) return false;
    right.form = { on, invitationId, kept: [right.procedureCode, right.channel] };
    right.onPaper = true;
    right.expiresOn = addDays(closedOn > on ? closedOn : on, validityDays);
    if (!right.answer) [right.procedureCode, right.channel] = ['khac', 'khac'];
    return true;
  }

  /** What becomes of a form that is typed in: five must be out, and one of their rights is spent, whosever it was. */
  typedIn(
    { fieldId, version }: { fieldId: string; version: number },
    given: Pick<LedgerAnswer, 'medium' | 'language' | 'overall' | 'answers' | 'on'>,
  ): 'recorded' | 'too-few' | 'none-left' {
    const pool = this.rights.filter(
      (right) =>
        right.fieldId === fieldId && right.version === version && right.onPaper && !right.withdrawn && !right.counted,
    );
    if (pool.length < 5) return 'too-few';
    const orderOf = ({ month, form }: Right) => `${month} ${form?.invitationId}`;
    const [right] = pool
      .filter(({ answer, expiresOn }) => !answer && given.on <= addDays(expiresOn, graceDays))
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
    if (!right) return 'none-left';
    this.#give(right, given);
    return 'recorded';
  }

  /** Whether an answer is taken on that day. */
  takes(caseCode: CaseCode, today: LocalDate): boolean {
    const right = this.inUse(caseCode);
    return right !== undefined && !right.answer && !right.onPaper && today <= addDays(right.expiresOn, graceDays);
  }

  answered(caseCode: CaseCode, given: Pick<LedgerAnswer, 'medium' | 'language' | 'overall' | 'answers' | 'on'>): void {
    const right = this.inUse(caseCode);
    if (!right || right.answer) throw new Error(`${caseCode} has no right to answer`);
    this.#give(right, given);
  }

  #give(right: Right, given: Pick<LedgerAnswer, 'medium' | 'language' | 'overall' | 'answers' | 'on'>): void {
    const { fieldId, procedureCode, channel, version, month } = right;
    right.answer = { fieldId, procedureCode, channel, version, month, revealedOn: undefined, ...given };
    this.answers.push(right.answer);
  }

  /** A night, with the months that the service settled in it. */
  sealed(today: LocalDate, settling: readonly Month[]): void {
    const current = monthOf(today);
    const reveal = () => {
      const waiting = this.answers.filter((answer) => answer.revealedOn === undefined && this.#isRipe(answer, current));
      for (const group of Map.groupBy(waiting, ({ fieldId, month }) => `${fieldId} ${month}`).values()) {
        if (group.length >= 5) for (const answer of group) answer.revealedOn = today;
      }
    };
    const carry = (isFinal: (month: Month) => boolean) => {
      for (const answer of this.answers) {
        if (answer.revealedOn === undefined && isFinal(answer.month)) answer.month = current;
      }
    };
    carry((month) => this.settled.has(month));
    reveal();
    carry((month) => settling.includes(month));
    reveal();
    for (const month of settling) {
      this.settled.set(month, today);
      for (const right of this.rights) {
        if (right.month === month && (right.answer || !right.withdrawn)) right.counted = true;
      }
    }
    for (const quarter of new Set(settling.map(quarterOf))) {
      if (monthsOf(quarter).every((month) => this.settled.has(month)))
        this.mergedWhenTold.set(quarter, new Map(this.merged));
    }
    this.#count();
  }

  /** Whether its month is over, or five cases like its own could have been answered by now. */
  #isRipe(answer: LedgerAnswer, current: Month): boolean {
    if (answer.month !== current) return true;
    const isAlike = (right: Right) =>
      right.month === answer.month &&
      right.fieldId === answer.fieldId &&
      right.procedureCode === answer.procedureCode &&
      right.channel === answer.channel &&
      right.version === answer.version;
    return this.rights.filter((right) => (right.answer || !right.withdrawn) && isAlike(right)).length >= 5;
  }

  #count(): void {
    const rows = new Map<string, { month: Month; fieldId: string; closed: number; levels: number[]; held: boolean }>();
    const row = ({ month, fieldId }: { month: Month; fieldId: string }) => {
      const key = `${month} ${fieldId}`;
      const known = rows.get(key) ?? { month, fieldId, closed: 0, levels: [0, 0, 0, 0, 0], held: false };
      rows.set(key, known);
      return known;
    };
    for (const right of this.rights) {
      const counts = this.settled.has(right.month) ? right.counted : right.answer || !right.withdrawn;
      if (counts) row(right).closed += 1;
    }
    for (const answer of this.answers) {
      const { levels } = row(answer);
      const level = answer.overall - 1;
      if (answer.revealedOn) levels[level] = (levels[level] ?? 0) + 1;
      else row(answer).held = true;
    }
    this.figures = [...rows.values()];
    this.waiting = this.answers.filter(({ revealedOn }) => revealedOn === undefined).length;
  }
}
