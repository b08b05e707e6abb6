import type { Db } from '../../db/tables/index.ts';
import type { CaseCode, LocalDate, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { findCase } from '../cases/service.ts';
import { paperPools } from '../invitations/service.ts';
import { problem } from '../problems.ts';
import { readJson } from '../questionnaires/check-answers.ts';
import type { QuestionnaireShelf } from '../questionnaires/service.ts';
import { readVersions } from '../questionnaires/service.ts';
import { answerComplaints } from '../responses/answer-complaints.ts';
import { submitPaper } from '../responses/service.ts';
import { fewestInBatch } from '../satisfaction/batches.ts';
import { fieldNames } from '../units/service.ts';
import { countEntry, entriesOf } from './queries.ts';
import type { PaperEntry } from './schema.ts';

/** The pools that forms can be typed into, and how many the account typed in today. */
export async function readPools(db: Db, args: { unitId: UnitId; actor: Actor; today: LocalDate }) {
  const { unitId, actor, today } = args;
  const pools = await paperPools(db, unitId);
  return {
    pools: pools.map(({ fieldId, questionnaireVersion, handedOut }) => ({
      field: fieldId,
      version: questionnaireVersion,
      handedOut,
      open: handedOut >= fewestInBatch,
    })),
    fewest: fewestInBatch,
    currentVersion: await currentVersion(db, unitId),
    typedToday: await entriesOf(db, unitId, { enteredOn: today, username: nameOf(actor) }),
  };
}

/** What a form says and whose strip it has: a case's that it was handed out for, or a field's, without a strip. */
export async function readForm(
  db: Db,
  unitId: UnitId,
  { caseCode, fieldId }: { caseCode: CaseCode | undefined; fieldId: string | undefined },
) {
  const names = await fieldNames(db, [unitId]);
  if (caseCode === undefined) {
    const fieldName = names.get(fieldId ?? '');
    if (!fieldName) throw problem('not-found');
    return { fieldName, version: await currentVersion(db, unitId), strip: undefined };
  }
  const row = await findCase(db, unitId, caseCode);
  if (!row) throw problem('not-found');
  const { onPaper, withdrawn, invitedFieldId, questionnaireVersion, expiresOn, procedureName } = row;
  const fieldName = names.get(invitedFieldId ?? '');
  if (!fieldName || !onPaper || withdrawn || questionnaireVersion === null || expiresOn === null) {
    throw problem('paper-not-handed-out');
  }
  return { fieldName, version: questionnaireVersion, strip: { procedureName, caseCode, until: expiresOn } };
}

/** The version that cases closed today get, and so the forms that are printed for them. */
export async function currentVersion(db: Db, unitId: UnitId): Promise<number> {
  return Math.max(...(await readVersions(db, unitId)).map(({ version }) => version));
}

/**
 * Takes a form that somebody typed in. Who did is counted apart from the answer and later, so that nothing of the database
 * ties the two. Throws `invalid`, `paper-too-few`, `paper-none-left`, `not-found` for a version that is not there.
 */
export async function enterForm(
  db: Db,
  shelf: QuestionnaireShelf,
  args: { unitId: UnitId; actor: Actor; today: LocalDate; secretKey: string; entry: PaperEntry },
): Promise<number> {
  const { unitId, actor, today, secretKey, entry } = args;
  const { field, version, ...sent } = entry;
  if (!(await readVersions(db, unitId)).some((known) => known.version === version)) throw problem('not-found');
  const questionnaire = await shelf.version(unitId, version);
  const raw = readJson(sent);
  const outcome = await submitPaper(db, { unitId, secretKey, today, fieldId: field, questionnaire, raw });
  const typist = { enteredOn: today, username: nameOf(actor) };
  switch (outcome.kind) {
    case 'recorded':
      return countEntry(db, unitId, typist);
    case 'known':
      return entriesOf(db, unitId, typist);
    case 'too-few':
      throw problem('paper-too-few');
    case 'none-left':
      throw problem('paper-none-left');
    case 'invalid':
      throw problem('invalid', { errors: outcome.errors.map(answerComplaints) });
  }
}

function nameOf(actor: Actor): string {
  return actor.kind === 'account' ? actor.username : actor.name;
}
