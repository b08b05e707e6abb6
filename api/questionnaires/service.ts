import { startingCatalogue } from '../../db/starting-catalogue.ts';
import type { Db } from '../../db/tables/index.ts';
import type { UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/service.ts';
import { type Problem, problem } from '../problems.ts';
import type { Choice } from './choice.ts';
import { questionCount } from './numbering.ts';
import { findQuestionnaire, insertQuestionnaire, listVersions, type StoredQuestionnaire } from './queries.ts';
import type { Draft, Questionnaire } from './questionnaire.ts';
import { questionnaireFrom } from './questionnaire-from.ts';
import { inTheWordsOf, sameWords, structuralDifference, tidyWording } from './wording.ts';

/** What other nouns may ask of questionnaires. */
export { listQuestionnaires } from './queries.ts';

/** Published versions as they were read; a published version never changes, so it never has to be read again. */
export interface QuestionnaireShelf {
  /** A unit's version. Throws for one that does not exist, since no invitation can have it. */
  version(unitId: UnitId, version: number): Promise<Questionnaire>;
  /** The version that was asked for last in a unit: a good guess at the next one. */
  lastAsked(unitId: UnitId): Questionnaire | undefined;
}

/** An empty shelf that fills as versions are asked for. */
export function questionnaireShelf(db: Db): QuestionnaireShelf {
  const shelf = new Map<string, Questionnaire>();
  const asked = new Map<UnitId, Questionnaire>();
  return {
    lastAsked: (unitId) => asked.get(unitId),
    async version(unitId, version) {
      const place = `${unitId} ${version}`;
      const questionnaire = shelf.get(place) ?? (await findQuestionnaire(db, unitId, version));
      if (!questionnaire) throw new Error(`Unit ${unitId} has no questionnaire version ${version}`);
      shelf.set(place, questionnaire);
      asked.set(unitId, questionnaire);
      return questionnaire;
    },
  };
}

/** Every published version, the latest first. */
export async function readVersions(db: Db, unitId: UnitId) {
  return (await listVersions(db, unitId)).map((stored, index) => ({
    ...publishing(stored, index),
    choice: stored.questionnaire.choice,
    questions: questionCount(stored.questionnaire),
  }));
}

/** One published version as it is asked. Throws `not-found`. */
export async function readVersion(db: Db, unitId: UnitId, version: number) {
  const versions = await listVersions(db, unitId);
  const index = versions.findIndex(({ questionnaire }) => questionnaire.version === version);
  const stored = versions[index];
  if (!stored) throw problem('not-found');
  const { version: _, ...questionnaire } = stored.questionnaire;
  return { ...publishing(stored, index), questionnaire };
}

function publishing({ questionnaire, publishedAt, wordingConfirmed }: StoredQuestionnaire, index: number) {
  return {
    version: questionnaire.version,
    publishedAt: publishedAt.toISOString(),
    latest: index === 0,
    wordingConfirmed,
  };
}

/** A draft to edit, in the words of the files or of the latest version, and the version that it would follow. */
export async function makeDraft(db: Db, unitId: UnitId, choice: Choice, wording: 'files' | 'latest') {
  const latest = await latestVersion(db, unitId);
  const draft = questionnaireFrom(choice, startingCatalogue);
  const { version: follows, ...before } = latest;
  return { follows, questionnaire: wording === 'latest' ? inTheWordsOf(before, draft) : draft };
}

/**
 * A questionnaire that may be published: a draft of the catalogue in which only texts were edited. Throws `invalid` where
 * more was, or where two choices of one question read the same.
 */
export function checkedWording(questionnaire: Draft): Draft {
  const different = structuralDifference(questionnaireFrom(questionnaire.choice, startingCatalogue), questionnaire);
  if (different !== undefined) throw notAsDrafted(different);
  const repeated = sameWords(questionnaire);
  if (repeated !== undefined) throw readsTheSame(repeated);
  return tidyWording(questionnaire);
}

/**
 * Publishes a questionnaire as the unit's next version. From then on it never changes; new invitations get it, and those
 * that are out keep theirs. Throws `invalid` (`checkedWording`), and `changed` where another version came since the
 * draft was made.
 */
export async function publishQuestionnaire(
  db: Db,
  args: { unitId: UnitId; actor: Actor; now: Date; follows: number; questionnaire: Draft },
): Promise<number> {
  const { unitId, actor, now, follows } = args;
  const wording = checkedWording(args.questionnaire);
  const version = follows + 1;
  await db.transaction().execute(async (db) => {
    if ((await latestVersion(db, unitId)).version !== follows) throw problem('changed');
    const questionnaire = { ...wording, version };
    const stored = { questionnaire, publishedAt: now, wordingConfirmed: true };
    // Of two at once, one gets the number.
    if (!(await insertQuestionnaire(db, unitId, stored))) throw problem('changed');
    await recordAudit(db, {
      unitId,
      actor,
      now,
      action: 'questionnaire.published',
      subject: String(version),
      after: { version, choice: wording.choice, wordingConfirmed: true },
    });
  });
  return version;
}

/** A unit is made with a version, so its absence is a bug. */
async function latestVersion(db: Db, unitId: UnitId): Promise<Questionnaire> {
  const [latest] = await listVersions(db, unitId);
  if (!latest) throw new Error(`Unit ${unitId} has no questionnaire`);
  return latest.questionnaire;
}

function notAsDrafted(path: string): Problem {
  const message = {
    vi: 'chỉ sửa được câu chữ; phần này cần đúng như bản dự thảo',
    en: 'only texts may be edited; expected this as the draft has it',
  };
  return problem('invalid', { errors: [{ path: `questionnaire.${path}`, message }] });
}

function readsTheSame(path: string): Problem {
  const message = {
    vi: 'trùng với một lựa chọn khác của câu này',
    en: 'reads the same as another choice of this question',
  };
  return problem('invalid', { errors: [{ path: `questionnaire.${path}`, message }] });
}
