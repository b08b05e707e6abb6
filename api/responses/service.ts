import { timingSafeEqual } from 'node:crypto';
import type { Db } from '../../db/tables/index.ts';
import type { Language, LocalDate, Medium, Token, UnitId } from '../../db/vocabulary.ts';
import { findInvitation, type OpenedInvitation, paperPools } from '../invitations/service.ts';
import { earliestTaken } from '../invitations/standing.ts';
import { hashToken } from '../invitations/token.ts';
import { keyedHash } from '../keyed-hash.ts';
import { checkAnswers } from '../questionnaires/check-answers.ts';
import type { AnswerError, Questionnaire, RawSubmission, Submission } from '../questionnaires/questionnaire.ts';
import type { QuestionnaireShelf } from '../questionnaires/service.ts';
import { fewestInBatch } from '../satisfaction/batches.ts';
import { isKeySpent, lockKey, spendInvitation, spendPaperRight } from './queries.ts';
import { unlink } from './unlink.ts';

/** What became of a post. */
export type Outcome =
  | { readonly kind: 'recorded' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'answered'; readonly invitation: OpenedInvitation }
  | { readonly kind: 'replaced' | 'withdrawn' | 'paper' | 'expired'; readonly invitation: OpenedInvitation }
  | {
      readonly kind: 'invalid';
      readonly invitation: OpenedInvitation;
      readonly questionnaire: Questionnaire;
      readonly raw: RawSubmission;
      readonly errors: readonly AnswerError[];
    };

export interface Post {
  readonly unitId: UnitId;
  readonly token: Token;
  readonly secretKey: string;
  readonly today: LocalDate;
  readonly medium: Medium;
  readonly defaultLanguage: Language;
  /** The post's content, read for a questionnaire: a form's texts become marks where a mark is asked. */
  readonly read: (questionnaire: Questionnaire) => RawSubmission;
}

/**
 * Takes one answer for an invitation: once, whatever is sent twice or at once. The order of the checks is the
 * contract's: the key that already answered is a success; then replaced, withdrawn, past its days, answered; then the
 * answers themselves.
 *
 * Most invitations have the version that their unit asked last, so that is tried first with a single statement; only
 * where it does not hit is the invitation read.
 */
export async function submitResponse(db: Db, shelf: QuestionnaireShelf, post: Post): Promise<Outcome> {
  const tokenHash = hashToken(post.secretKey, post.token);
  const usual = shelf.lastAsked(post.unitId);
  if (usual) {
    const checked = checkAnswers(usual, post.read(usual), post.defaultLanguage);
    if (checked.ok && (await spend(db, post, tokenHash, usual, checked.submission))) return { kind: 'recorded' };
  }
  const invitation = await findInvitation(db, post.unitId, tokenHash);
  if (!invitation) return { kind: 'unknown' };
  const questionnaire = await shelf.version(post.unitId, invitation.questionnaireVersion);
  const raw = post.read(questionnaire);
  const refusal = refusalOf(invitation, post, raw.key);
  if (refusal) return refusal;
  const checked = checkAnswers(questionnaire, raw, post.defaultLanguage);
  if (!checked.ok) return { kind: 'invalid', invitation, questionnaire, raw, errors: checked.errors };
  if (await spend(db, post, tokenHash, questionnaire, checked.submission)) return { kind: 'recorded' };
  // Somebody was faster between the look and the statement: say what is true now.
  const now = await findInvitation(db, post.unitId, tokenHash);
  return (now && refusalOf(now, post, raw.key)) ?? { kind: 'unknown' };
}

/** A form from the box, as somebody types it in. */
export interface PaperForm {
  readonly unitId: UnitId;
  readonly secretKey: string;
  readonly today: LocalDate;
  readonly fieldId: string;
  readonly questionnaire: Questionnaire;
  readonly raw: RawSubmission;
}

export type PaperOutcome =
  | { readonly kind: 'recorded' | 'known' }
  | { readonly kind: 'too-few' | 'none-left' }
  | { readonly kind: 'invalid'; readonly errors: readonly AnswerError[] };

/**
 * Takes a form of a pool (field and questionnaire version): by the same check, into the same inbox. Not before five were
 * handed out, so that who types it in, or sees the figures, can't tell which of five cases it is; no more forms than were
 * handed out; the same key again is the same form.
 */
export async function submitPaper(db: Db, form: PaperForm): Promise<PaperOutcome> {
  const { unitId, secretKey, today, fieldId, questionnaire, raw } = form;
  const checked = checkAnswers(questionnaire, raw, 'vi');
  if (!checked.ok) return { kind: 'invalid', errors: checked.errors };
  const answerKeyHash = keyHash(secretKey, checked.submission.key);
  const questionnaireVersion = questionnaire.version;
  return db.transaction().execute(async (db): Promise<PaperOutcome> => {
    await lockKey(db, unitId, answerKeyHash);
    if (await isKeySpent(db, unitId, fieldId, answerKeyHash)) return { kind: 'known' };
    const pool = (await paperPools(db, unitId)).find(
      (pool) => pool.fieldId === fieldId && pool.questionnaireVersion === questionnaireVersion,
    );
    if ((pool?.handedOut ?? 0) < fewestInBatch) return { kind: 'too-few' };
    const isTaken = await spendPaperRight(db, unitId, {
      fieldId,
      answerKeyHash,
      questionnaireVersion,
      expiresFrom: earliestTaken(today),
      kept: unlink(checked.submission, 'paper'),
      comment: checked.submission.comment,
    });
    return { kind: isTaken ? 'recorded' : 'none-left' };
  });
}

/** What stands against taking an answer, or the success of a key that already answered. */
function refusalOf(invitation: OpenedInvitation, post: Post, key: unknown): Outcome | undefined {
  const { answerKeyHash, replaced, withdrawn, onPaper, expiresOn } = invitation;
  if (answerKeyHash && typeof key === 'string' && isSame(answerKeyHash, keyHash(post.secretKey, key))) {
    return { kind: 'recorded' };
  }
  if (replaced) return { kind: 'replaced', invitation };
  if (withdrawn) return { kind: 'withdrawn', invitation };
  if (onPaper) return { kind: 'paper', invitation };
  if (expiresOn < earliestTaken(post.today)) return { kind: 'expired', invitation };
  return answerKeyHash ? { kind: 'answered', invitation } : undefined;
}

function spend(
  db: Db,
  { unitId, secretKey, today, medium }: Post,
  tokenHash: Uint8Array,
  questionnaire: Questionnaire,
  submission: Submission,
): Promise<boolean> {
  return spendInvitation(db, unitId, {
    tokenHash,
    answerKeyHash: keyHash(secretKey, submission.key),
    questionnaireVersion: questionnaire.version,
    expiresFrom: earliestTaken(today),
    kept: unlink(submission, medium),
    comment: submission.comment,
  });
}

const keyHash = (secretKey: string, key: string): Uint8Array => keyedHash(secretKey, 'answer-key', key);

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
