import { Hono, type Context as RequestContext } from 'hono';
import type { CaseCode } from '../../db/vocabulary.ts';
import { localDate } from '../calendar.ts';
import type { Context, UnitEnv } from '../context.ts';
import { describe, languageOf, validJson, validQuery } from '../edge.ts';
import { qrPng, qrSvg } from '../invitations/qr.ts';
import { problem } from '../problems.ts';
import { randomId } from '../random-id.ts';
import { brandOf, findUnit, type Unit } from '../units/service.ts';
import { caseCodeOf } from './case-code.ts';
import { type CaseRow, caseView, surveyOf, type ViewSettings } from './case-view.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { findCase, listCases } from './queries.ts';
import { CaseList, CaseQuery, CaseView, ClosedCase } from './schema.ts';
import { type CaseChange, closeCase, deleteCase, reissueCaseInvitation } from './service.ts';

type CaseRequest = RequestContext<UnitEnv, '/:caseCode'>;

/** `/api/v1/cases`: closed cases in, their rating codes out. */
export function caseRoutes(context: Context) {
  const { db, clock, publicUrl, secretKey, timeZone, randomBytes, pages, demo } = context;

  const unitOf = async (c: RequestContext<UnitEnv>): Promise<Unit> => {
    const unit = await findUnit(db, c.var.unitId);
    if (!unit) throw problem('not-found');
    return unit;
  };
  const settingsFor = (unit: Unit): ViewSettings => ({
    unit,
    publicUrl,
    secretKey,
    today: localDate(clock(), timeZone),
  });
  const changeOf = async (c: CaseRequest, caseCode: CaseCode): Promise<CaseChange> => {
    const now = clock();
    return {
      unit: await unitOf(c),
      caseCode,
      actor: c.var.actor,
      now,
      today: localDate(now, timeZone),
      secretKey,
      newId: () => randomId(randomBytes),
    };
  };
  const found = async (c: CaseRequest): Promise<{ row: CaseRow; settings: ViewSettings; unit: Unit }> => {
    const unit = await unitOf(c);
    const row = await findCase(db, unit.unitId, knownCode(c));
    if (!row) throw problem('not-found');
    return { row, unit, settings: settingsFor(unit) };
  };
  const surveyFor = async (c: CaseRequest) => {
    const { row, unit, settings } = await found(c);
    const survey = surveyOf(row, settings);
    if (!survey) throw problem('case-open');
    return { row, unit, survey };
  };

  return new Hono<UnitEnv>()
    .get('/', describe('Closed cases, newest first', { 200: CaseList }), validQuery(CaseQuery), async (c) => {
      const { closedFrom, closedTo, field, state, cursor, limit = '50' } = c.req.valid('query');
      const settings = settingsFor(await unitOf(c));
      const after = cursor === undefined ? undefined : readCursor(cursor);
      if (cursor !== undefined && !after) throw unreadableCursor();
      const size = Number(limit);
      const filter = { closedFrom, closedTo, fieldId: field, state, after, limit: size + 1, today: settings.today };
      const rows = await listCases(db, c.var.unitId, filter);
      const last = rows.length > size ? rows[size - 1] : undefined;
      return c.json({
        cases: rows.slice(0, size).map((row) => caseView(row, settings)),
        nextCursor: last ? writeCursor(last) : null,
      });
    })
    .put(
      '/:caseCode',
      describe('Put a closed case in; the same body again changes nothing', { 200: CaseView, 201: CaseView }),
      validJson(ClosedCase),
      async (c) => {
        const change = await changeOf(c, newCode(c));
        const { created, savedCase } = await closeCase(db, { ...change, closed: c.req.valid('json') });
        return c.json(caseView(savedCase, settingsFor(change.unit)), created ? 201 : 200);
      },
    )
    .get('/:caseCode', describe('One case', { 200: CaseView }), async (c) => {
      const { row, settings } = await found(c);
      return c.json(caseView(row, settings));
    })
    .delete('/:caseCode', describe('Take back a case that was sent by mistake', { 204: 'Gone' }), async (c) => {
      await deleteCase(db, await changeOf(c, knownCode(c)));
      return c.body(null, 204);
    })
    .post(
      '/:caseCode/invitation',
      describe('Replace the rating code; the old one ends at once', { 200: CaseView }),
      async (c) => {
        const change = await changeOf(c, knownCode(c));
        return c.json(caseView(await reissueCaseInvitation(db, change), settingsFor(change.unit)));
      },
    )
    .get('/:caseCode/qr.svg', describe('The QR code as SVG', { 200: 'image/svg+xml' }), async (c) => {
      const { survey } = await surveyFor(c);
      return c.body(qrSvg(survey.url), 200, { 'content-type': 'image/svg+xml' });
    })
    .get('/:caseCode/qr.png', describe('The QR code as PNG', { 200: 'image/png' }), async (c) => {
      const { survey } = await surveyFor(c);
      return c.body(new Uint8Array(await qrPng(survey.url)), 200, { 'content-type': 'image/png' });
    })
    .get('/:caseCode/slip', describe('The slip to print', { 200: 'text/html' }), async (c) => {
      const { row, unit, survey } = await surveyFor(c);
      const brand = await brandOf(db, unit.unitId);
      const slip = pages.slip({
        language: languageOf(c),
        unitName: unit.name,
        brand,
        procedureName: row.procedureName,
        caseCode: row.caseCode,
        code: survey.code,
        host: new URL(publicUrl).host,
        qrSvg: qrSvg(survey.url),
        until: survey.expiresOn,
        demo,
      });
      return c.html(slip, 200, { 'content-security-policy': pages.contentSecurityPolicy });
    });
}

/** The code in the address, for a case that must exist: an impossible code is not found like any other. */
function knownCode(c: CaseRequest): CaseCode {
  const caseCode = caseCodeOf(c.req.param('caseCode'));
  if (!caseCode) throw problem('not-found');
  return caseCode;
}

/** The code in the address, for a case that may be new. */
function newCode(c: CaseRequest): CaseCode {
  const caseCode = caseCodeOf(c.req.param('caseCode'));
  if (caseCode) return caseCode;
  const message = {
    vi: 'mã hồ sơ cần từ 1 đến 64 ký tự gõ được',
    en: 'a case code has 1 to 64 characters that can be typed',
  };
  throw problem('invalid', { errors: [{ path: 'caseCode', message }] });
}

function unreadableCursor() {
  return problem('invalid', {
    errors: [
      {
        path: 'cursor',
        message: { vi: 'cần giá trị nextCursor của trang trước', en: 'expected nextCursor of the page before' },
      },
    ],
  });
}
