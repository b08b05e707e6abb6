import { startingCatalogue } from '../../db/starting-catalogue.ts';
import type { Db, Tx } from '../../db/tables/index.ts';
import type { LocalDate, UnitId } from '../../db/vocabulary.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/service.ts';
import { type Problem, problem } from '../problems.ts';
import { shortForm } from '../questionnaires/short-form.ts';
import { type Brand, type Colour, contrastFault } from './brand.ts';
import { colourComplaint, emblemComplaint } from './brand-complaints.ts';
import { readEmblem } from './emblem.ts';
import {
  brandOf,
  claimMonths,
  findUnit,
  insertCatalogue,
  insertUnit,
  listUnits,
  lockFirstStart,
  renameUnit,
  saveColour,
  saveEmblem,
  type Unit,
  unitSettings,
  updateSettings,
} from './queries.ts';
import type { UnitSettings } from './schema.ts';

/** What other nouns may ask of units. */
export {
  brandOf,
  claimMonths,
  fieldNames,
  findProcedures,
  findUnit,
  findUnitByCode,
  hasField,
  holdMonths,
  insertProcedures,
  listFields,
  listProcedures,
  listUnits,
  type PageUnit,
  pageUnit,
  type Unit,
  unitSettings,
} from './queries.ts';

/**
 * Makes a unit with its own copy of the starting catalogue.
 * Throws `invalid` for a code that is not lower-case words joined by hyphens or a name that is empty or over 200
 * characters, `name-taken` where the code is in use.
 */
export async function createUnit(db: Db, args: { code: string; name: string; actor: Actor; now: Date }): Promise<Unit> {
  const { code, actor, now } = args;
  const name = args.name.normalize('NFC').trim();
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code) || code.length > 64) {
    throw problem('invalid', {
      errors: [
        {
          path: 'code',
          message: {
            vi: `“${code}”: cần chữ thường không dấu và số, nối bằng gạch ngang, tối đa 64 ký tự`,
            en: `“${code}”: expected lower-case letters and digits joined by hyphens, at most 64`,
          },
        },
      ],
    });
  }
  if (name === '' || name.length > 200) {
    throw problem('invalid', {
      errors: [{ path: 'name', message: { vi: 'cần từ 1 đến 200 ký tự', en: 'expected 1 to 200 characters' } }],
    });
  }
  return db.transaction().execute((db) => addUnit(db, { code, name, actor, now }));
}

/**
 * The units that somebody sees, or the one among them that is asked for by its code. Throws `not-found` for any other: what
 * is not theirs is not there.
 */
export async function unitsSeenBy(db: Db, actor: Actor, code: string | undefined): Promise<Unit[]> {
  const seen = (await listUnits(db)).filter(({ unitId }) => actor.unitId === null || unitId === actor.unitId);
  const asked = seen.filter((unit) => code === undefined || unit.code === code);
  if (asked.length === 0) throw problem('not-found');
  return asked;
}

/** The unit's name and settings. Throws `not-found`. */
export async function readSettings(db: Db, unitId: UnitId): Promise<UnitSettings> {
  const unit = await findUnit(db, unitId);
  if (!unit) throw problem('not-found');
  return { name: unit.name, ...(await unitSettings(db, unitId)) };
}

/**
 * Changes the unit's name and settings. They count from now on: open codes keep their last day. Throws `changed` where
 * somebody else changed them since they were read.
 */
export async function changeSettings(
  db: Db,
  args: { unitId: UnitId; settings: UnitSettings; actor: Actor; now: Date },
): Promise<void> {
  const { unitId, settings, actor, now } = args;
  await db.transaction().execute(async (db) => {
    await claimMonths(db, unitId);
    const before = await readSettings(db, unitId);
    const { name, ...rest } = settings;
    if (!(await updateSettings(db, unitId, rest))) throw problem('changed');
    await renameUnit(db, unitId, name.normalize('NFC').trim());
    await recordAudit(db, {
      unitId,
      actor,
      now,
      action: 'settings.changed',
      subject: 'settings',
      before,
      after: settings,
    });
  });
}

/** How the unit's pages look. Throws `not-found`. */
export async function readBrand(db: Db, unitId: UnitId): Promise<Brand> {
  const brand = await brandOf(db, unitId);
  if (!brand) throw problem('not-found');
  return brand;
}

/** Sets the main colour, or goes back to the service's own. Throws `invalid` for one that could not be read. */
export async function changeColour(
  db: Db,
  args: { unitId: UnitId; colour: Colour | null; actor: Actor; now: Date },
): Promise<void> {
  const { unitId, colour, actor, now } = args;
  const fault = colour === null ? undefined : contrastFault(colour);
  if (colour !== null && fault) throw problem('invalid', { errors: [colourComplaint(colour, fault)] });
  await db.transaction().execute(async (db) => {
    const before = { colour: (await readBrand(db, unitId)).colour };
    await saveColour(db, unitId, colour);
    await recordAudit(db, { unitId, actor, now, action: 'brand.colour', subject: 'brand', before, after: { colour } });
  });
}

/**
 * Replaces the emblem by an uploaded file, or takes it away. What is kept is written anew from what draws in the file.
 * Throws `invalid` with the reason.
 */
export async function changeEmblem(
  db: Db,
  args: { unitId: UnitId; file: Uint8Array | null; actor: Actor; now: Date },
): Promise<void> {
  const { unitId, file, actor, now } = args;
  const emblem = file && readEmblem(file);
  if (emblem && 'kind' in emblem) throw problem('invalid', { errors: [emblemComplaint(emblem)] });
  await db.transaction().execute(async (db) => {
    const before = { emblem: (await readBrand(db, unitId)).emblem?.address ?? null };
    await saveEmblem(db, unitId, emblem);
    const after = { emblem: (await readBrand(db, unitId)).emblem?.address ?? null };
    await recordAudit(db, { unitId, actor, now, action: 'brand.emblem', subject: 'brand', before, after });
  });
}

/** The refusal of a field that the catalogue does not have. */
export function unknownField(fieldId: string, path = 'field'): Problem {
  const message = {
    vi: `“${fieldId}”: chưa có lĩnh vực này trong danh mục`,
    en: `“${fieldId}”: no such field in the catalogue`,
  };
  return problem('invalid', { errors: [{ path, message }] });
}

/** Loads the starting catalogue into an empty database: the first unit. Safe to call from several starters at once. */
export async function ensureFirstUnit(db: Db, args: { now: Date }): Promise<void> {
  const { now } = args;
  await db.transaction().execute(async (db) => {
    await lockFirstStart(db);
    if ((await listUnits(db)).length > 0) return;
    await addUnit(db, {
      code: 'thuy-nguyen',
      name: 'Trung tâm Phục vụ hành chính công phường Thủy Nguyên',
      actor: { kind: 'system', name: 'start', unitId: null },
      now,
    });
  });
}

async function addUnit(db: Tx, args: { code: string; name: string; actor: Actor; now: Date }): Promise<Unit> {
  const { code, name, actor, now } = args;
  const unit = await insertUnit(db, { code, name, createdAt: now });
  if (!unit) throw problem('name-taken');
  await insertCatalogue(db, unit.unitId, catalogueRows(now));
  await recordAudit(db, {
    unitId: unit.unitId,
    actor,
    now,
    action: 'unit.created',
    subject: code,
    after: { code, name },
  });
  return unit;
}

function catalogueRows(now: Date) {
  const { fields, procedures, targets, questionnaire } = startingCatalogue;
  return {
    fields: fields.map((field) => ({
      fieldId: field.code,
      nameVi: field.nameVi,
      nameEn: field.nameEn,
      position: field.order,
      enabled: field.enabledByDefault,
    })),
    procedures: procedures.map((procedure) => ({
      procedureCode: procedure.code,
      fieldId: procedure.field,
      nameVi: procedure.nameVi,
      reviewed: true,
    })),
    targets: targets.flatMap(({ appliesTo, percent, effectiveFrom, legalBasis, planPeriodEnd }) =>
      (Array.isArray(appliesTo) ? appliesTo : [null]).map((fieldId) => ({
        fieldId,
        percent,
        effectiveFrom: effectiveFrom as LocalDate,
        legalBasis,
        plannedTo: planPeriodEnd as LocalDate,
      })),
    ),
    questionnaires: [{ version: 1, definition: JSON.stringify(shortForm(questionnaire)), publishedAt: now }],
  };
}
