import { sql } from 'kysely';
import type { Db } from '../../db/tables/index.ts';
import type { CaseCode, Channel, LocalDate, Score } from '../../db/vocabulary.ts';
import { chance } from '../../scripts/demo/chance.ts';
import { addDays, localDate } from '../calendar.ts';
import { closeCase, deleteCase, handOutPaperForm, reissueCaseInvitation } from '../cases/service.ts';
import { tokenFor } from '../invitations/token.ts';
import type { Questionnaire } from '../questionnaires/questionnaire.ts';
import { listQuestionnaires, questionnaireShelf } from '../questionnaires/service.ts';
import { randomId } from '../random-id.ts';
import { submitPaper, submitResponse } from '../responses/service.ts';
import { sealAll } from '../seals/service.ts';
import type { Unit } from '../units/service.ts';
import { Ledger } from './ledger.ts';
import type { PlannedAnswer, PlannedCase, Turn } from './planned-life.ts';
import type { TestContext } from './test-context.ts';

/** A unit, what is to happen in it, and what has happened so far. */
export interface Life {
  readonly unit: Unit;
  readonly ledger: Ledger;
  readonly days: ReadonlyMap<LocalDate, Day>;
  /** Where each case stands. */
  readonly cases: Map<CaseCode, { closedOn: LocalDate; invitationId: string; generation: number }>;
  /** Forms that were filled in and are not typed in yet. */
  box: Form[];
}

interface Form {
  readonly caseCode: CaseCode;
  readonly fieldId: string;
  readonly version: number;
  readonly answer: PlannedAnswer;
}

interface Day {
  readonly sent: PlannedCase[];
  readonly forms: PlannedCase[];
  readonly turns: { planned: PlannedCase; turn: Turn }[];
  readonly answers: { planned: PlannedCase; answer: PlannedAnswer }[];
}

const actor = { kind: 'system', name: 'cli', unitId: null } as const;

export function newLife(unit: Unit, cases: readonly PlannedCase[]): Life {
  const days = new Map<LocalDate, Day>();
  const on = (day: LocalDate): Day => {
    const known = days.get(day) ?? { sent: [], forms: [], turns: [], answers: [] };
    days.set(day, known);
    return known;
  };
  for (const planned of cases) {
    on(planned.sentOn).sent.push(planned);
    if (planned.form) on(planned.form).forms.push(planned);
    for (const turn of planned.turns) on(turn.on).turns.push({ planned, turn });
    if (planned.answer) on(planned.answer.on).answers.push({ planned, answer: planned.answer });
  }
  return { unit, days, ledger: new Ledger(), cases: new Map(), box: [] };
}

/**
 * Lets what is planned happen the real way: closed, answered and sealed by the service's own functions, with a clock
 * that moves along, while each unit's ledger is kept. A day brings closings, then paper forms, then changes, then answers, and every
 * `sealEvery` days, and after the last, its night is sealed.
 */
export async function liveThrough(
  made: TestContext,
  lives: readonly Life[],
  options: {
    readonly from: LocalDate;
    readonly to: LocalDate;
    readonly sealEvery: number;
    /** Called after each seal with its day. */
    readonly afterSeal?: (today: LocalDate) => Promise<void>;
  },
): Promise<void> {
  const { db, clock, context } = made;
  const { timeZone, randomBytes } = context;
  const { from, to, sealEvery, afterSeal } = options;
  const shelf = questionnaireShelf(db);
  for (let today = from, number = 1; today <= to; today = addDays(today, 1), number++) {
    clock.set(`${today}T02:00:00Z`);
    const hands = await Promise.all(lives.map((life) => handsOf({ ...made, shelf }, life, today)));
    const each = <Kind extends keyof Day>(kind: Kind, act: (hand: Hand, one: Day[Kind][number]) => Promise<void>) =>
      Promise.all(
        hands.flatMap((hand) =>
          (hand.life.days.get(today)?.[kind] ?? []).map((one: Day[Kind][number]) => act(hand, one)),
        ),
      );
    await each('sent', (hand, { closedOn, channel, ...planned }) => hand.close(planned, { closedOn, channel }));
    await each('forms', (hand, planned) => hand.handOut(planned));
    await each('turns', (hand, { planned, turn }) => hand.turn(planned, turn));
    await each('answers', (hand, { planned, answer }) => hand.answer(planned, answer));
    for (const hand of hands) await hand.typeIn();
    if (number % sealEvery !== 0 && today !== to) continue;

    clock.set(`${today}T19:30:00Z`);
    const tonight = localDate(clock(), timeZone);
    const sealed = await sealAll(db, { now: clock(), timeZone, randomBytes, actor: { ...actor, name: 'seal' } });
    for (const { unit, ledger } of lives) {
      ledger.sealed(tonight, sealed.find(({ unitId }) => unitId === unit.unitId)?.settled ?? []);
    }
    await afterSeal?.(tonight);
  }
}

/** No commit waits for the disk from now on: what a test makes up, it can make up again. */
export async function withoutWaiting(db: Db, connections = 10): Promise<void> {
  const relax = sql`select set_config('synchronous_commit', 'off', false), pg_sleep(0.1)`;
  await Promise.all(Array.from({ length: connections }, () => relax.execute(db)));
}

interface Hand {
  readonly life: Life;
  close(planned: Omit<PlannedCase, 'closedOn' | 'channel'>, closing: Closing): Promise<void>;
  handOut(planned: PlannedCase): Promise<void>;
  turn(planned: PlannedCase, turn: Turn): Promise<void>;
  answer(planned: PlannedCase, answer: PlannedAnswer): Promise<void>;
  /** Types in what lies in the box, as far as it is taken. */
  typeIn(): Promise<void>;
}
interface Closing {
  readonly closedOn: LocalDate;
  readonly channel: Channel;
}

/** Those who act in one unit on one day. */
async function handsOf(
  made: TestContext & { shelf: ReturnType<typeof questionnaireShelf> },
  life: Life,
  today: LocalDate,
): Promise<Hand> {
  const { db, clock, context, shelf } = made;
  const { secretKey, randomBytes } = context;
  const { unit, ledger, cases } = life;
  const now = clock();
  const newId = () => randomId(randomBytes);
  const change = (caseCode: CaseCode) => ({ unit, caseCode, actor, now, today, secretKey, newId });
  const versions = await listQuestionnaires(db, unit.unitId);
  const version = versions.at(-1)?.version ?? 0;

  const close: Hand['close'] = async (planned, { closedOn, channel }) => {
    const { caseCode, fieldId, procedureCode } = planned;
    const { savedCase } = await closeCase(db, {
      ...change(caseCode),
      closed: { procedure: procedureCode, closedOn, channel },
    });
    const { invitationId, generation } = savedCase;
    if (invitationId === null || generation === null) throw new Error(`${caseCode} was closed without an invitation`);
    cases.set(caseCode, { closedOn, invitationId, generation });
    ledger.closed(caseCode, { fieldId, procedureCode, channel, version }, { closedOn, today });
  };

  const reissue = async (caseCode: CaseCode): Promise<void> => {
    const known = cases.get(caseCode);
    if (!known) throw new Error(`${caseCode} is unknown`);
    const isGiven = ledger.reissued(caseCode, { closedOn: known.closedOn, today });
    const row = await reissueCaseInvitation(db, change(caseCode)).catch((error: unknown) => {
      if (isGiven) throw error;
      return undefined;
    });
    if ((row !== undefined) !== isGiven) throw new Error(`${caseCode} got a new code in a settled month`);
    if (row) cases.set(caseCode, { ...known, generation: row.generation ?? known.generation });
  };

  return {
    life,
    close,
    async handOut({ caseCode }) {
      const known = cases.get(caseCode);
      if (!known) throw new Error(`${caseCode} is unknown`);
      const isGiven = ledger.handedOut(caseCode, today, known.invitationId, known.closedOn);
      const row = await handOutPaperForm(db, change(caseCode)).catch((error: unknown) => {
        if (isGiven) throw error;
        return undefined;
      });
      if ((row !== undefined) !== isGiven) throw new Error(`${caseCode} got a form in a settled month`);
    },
    async turn(planned, turn) {
      const { caseCode, procedureCode } = planned;
      if (turn.what === 'closed') return close(planned, { closedOn: today, channel: turn.channel });
      if (turn.what === 'reissued') return reissue(caseCode);
      if (turn.what === 'deleted') await deleteCase(db, change(caseCode));
      else {
        const closed = { procedure: procedureCode, closedOn: null, channel: planned.channel };
        await closeCase(db, { ...change(caseCode), closed });
      }
      ledger.withdrawn(caseCode);
    },
    async answer({ caseCode, form, fieldId }, answer) {
      const { medium, language, overall, comment } = answer;
      const known = cases.get(caseCode);
      if (!known) throw new Error(`${caseCode} is unknown`);
      const right = ledger.inUse(caseCode);
      if (medium === 'paper' && form) {
        if (right?.form) life.box.push({ caseCode, fieldId, version: right.version, answer });
        return;
      }
      const questionnaire = versions.find((one) => one.version === (right?.version ?? version));
      if (!questionnaire) throw new Error('There is no questionnaire');
      const others = otherAnswers(questionnaire, overall, caseCode);
      const isTaken = ledger.takes(caseCode, today);
      const outcome = await submitResponse(db, shelf, {
        unitId: unit.unitId,
        token: tokenFor(secretKey, unit.unitId, known.invitationId, known.generation),
        secretKey,
        today,
        medium,
        defaultLanguage: 'vi',
        read: () => ({ answers: { overall, ...others }, language, comment, key: newId() }),
      });
      if ((outcome.kind === 'recorded') !== isTaken) throw new Error(`${caseCode} on ${today}: ${outcome.kind}`);
      if (isTaken) ledger.answered(caseCode, { medium, language, overall, answers: others, on: today });
    },
    async typeIn() {
      const left: Form[] = [];
      for (const form of life.box) {
        const { caseCode, fieldId, version } = form;
        const { language, overall, comment } = form.answer;
        const questionnaire = versions.find((one) => one.version === version);
        if (!questionnaire) throw new Error('There is no questionnaire');
        const others = otherAnswers(questionnaire, overall, caseCode);
        const given = { medium: 'paper', language, overall, answers: others, on: today } as const;
        const expected = ledger.typedIn({ fieldId, version }, given);
        const { kind } = await submitPaper(db, {
          unitId: unit.unitId,
          secretKey,
          today,
          fieldId,
          questionnaire,
          raw: { answers: { overall, ...others }, language, comment, key: newId() },
        });
        if (kind !== expected) throw new Error(`${caseCode}'s form on ${today}: ${kind}`);
        if (kind !== 'recorded') left.push(form);
      }
      life.box = left;
    },
  };
}

/** Marks near the overall one, some left out, some “does not apply”; the same for the same case. */
function otherAnswers(
  questionnaire: Questionnaire,
  overall: Score,
  caseCode: CaseCode,
): Record<string, Score | string> {
  const dice = chance(caseCode);
  const given: Record<string, Score | string> = {};
  for (const question of questionnaire.questions) {
    const { showIf } = question;
    const isAsked = showIf === undefined || showIf.answers.some((answer) => answer === given[showIf.question]);
    if (question.id === 'overall' || !isAsked || dice.draw() < 0.1) continue;
    if (question.type === 'single') given[question.id] = dice.pick(question.options).id;
    else if (question.notApplicable && dice.draw() < 0.15) given[question.id] = 'na';
    else given[question.id] = Math.min(5, Math.max(1, overall + dice.between(-1, 1))) as Score;
  }
  return given;
}
