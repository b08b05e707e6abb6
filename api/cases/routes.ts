import { Hono, type Context as RequestContext } from 'hono';
import type { CaseCode, ReportOutcome } from '../../db/vocabulary.ts';
import { localDate } from '../calendar.ts';
import type { Context, UnitEnv } from '../context.ts';
import { showClosedCase } from '../displays/service.ts';
import { describe, languageOf, readAs, validJson, validQuery } from '../edge.ts';
import { qrPng, qrSvg } from '../invitations/qr.ts';
import { type Problem, problem, problemDetails } from '../problems.ts';
import { randomId } from '../random-id.ts';
import { brandOf, findUnit, type Unit, unitSettings } from '../units/service.ts';
import { caseCodeOf } from './case-code.ts';
import type { CaseReport } from './case-facts.ts';
import { type CaseRow, caseView, surveyOf, type ViewSettings } from './case-view.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { CaseEvent } from './decide.ts';
import { findCase, listCases } from './queries.ts';
import {
  BatchResult,
  CaseBatch,
  CaseList,
  CaseQuery,
  CaseSlipQuery,
  CaseView,
  ClosedCase,
  CodedCase,
  DocumentedBatch,
} from './schema.ts';
import {
  type CaseChange,
  type CaseWork,
  closeAndShowCases,
  closeCase,
  deleteCase,
  handOutPaperForm,
  reissueCaseInvitation,
} from './service.ts';

type CaseRequest = RequestContext<UnitEnv, '/:caseCode'>;

/** `/api/v1/cases`: closed cases in, their rating codes out. */
export function caseRoutes(context: Context) {
  const { db, clock, publicUrl, secretKey, timeZone, randomBytes, pages, demo, log } = context;

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
  const workOf = async (c: RequestContext<UnitEnv>): Promise<CaseWork> => {
    const now = clock();
    return {
      unit: await unitOf(c),
      actor: c.var.actor,
      now,
      today: localDate(now, timeZone),
      secretKey,
      newId: () => randomId(randomBytes),
    };
  };
  const changeOf = async (c: CaseRequest, caseCode: CaseCode): Promise<CaseChange> => ({
    ...(await workOf(c)),
    caseCode,
  });
  /** The screens of the counter that the report names. The case is in, whether or not they can show it. */
  const showAtCounter = ({ unit, now, today, caseCode }: CaseChange, report: CaseReport): Promise<void> =>
    showClosedCase(db, { unitId: unit.unitId, caseCode, report, now, today }).catch((error: unknown) =>
      log.warn({ err: error }, 'not shown at the counter'),
    );
  const found = async (c: CaseRequest): Promise<{ row: CaseRow; settings: ViewSettings; unit: Unit }> => {
    const unit = await unitOf(c);
    const row = await findCase(db, unit.unitId, knownCode(c));
    if (!row) throw problem('not-found');
    return { row, unit, settings: settingsFor(unit) };
  };
  const surveyFor = async (c: CaseRequest) => {
    const { row, unit, settings } = await found(c);
    const survey = surveyOf(row, settings);
    if (!survey) throw problem(row.onPaper ? 'invitation-paper' : 'case-open');
    return { row, unit, survey };
  };

  const levelOf = async (c: CaseRequest) => (await unitSettings(db, c.var.unitId)).qrLevel;

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
        const closed = c.req.valid('json');
        const { outcome, savedCase } = await closeCase(db, { ...change, closed });
        if (outcome !== 'unchanged') await showAtCounter(change, closed);
        return c.json(caseView(savedCase, settingsFor(change.unit)), outcome === 'created' ? 201 : 200);
      },
    )
    .post(
      '/batch',
      describe('Put up to 1,000 closed cases in; one that is refused hinders no other', { 200: BatchResult }),
      validJson(CaseBatch, DocumentedBatch),
      async (c) => {
        const work = await workOf(c);
        const read = c.req.valid('json').cases.map(readCase);
        const events = read.flatMap(({ event }) => event ?? []);
        const done = await closeAndShowCases(db, { ...work, events });
        const settings = settingsFor(work.unit);
        const results = read.map(({ caseCode, problem: refusal }) => {
          const put = refusal ? undefined : done.shift();
          const saved = put?.savedCase;
          const refused = refusal ?? (put?.outcome.outcome === 'refused' ? put.outcome.problem : undefined);
          if (refused)
            return { caseCode, outcome: 'refused' as const, problem: problemDetails(refused, languageOf(c)) };
          return {
            caseCode,
            outcome: put?.outcome.outcome ?? ('unchanged' as const),
            ...(saved && { case: caseView(saved, settings) }),
          };
        });
        return c.json({ ...countsOf(results), results });
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
    .post(
      '/:caseCode/paper',
      describe('Hand a paper form out in place of the code, which ends at once', { 200: CaseView }),
      async (c) => {
        const change = await changeOf(c, knownCode(c));
        return c.json(caseView(await handOutPaperForm(db, change), settingsFor(change.unit)));
      },
    )
    .get('/:caseCode/qr.svg', describe('The QR code as SVG', { 200: 'image/svg+xml' }), async (c) => {
      const { survey } = await surveyFor(c);
      return c.body(qrSvg(survey.url, await levelOf(c)), 200, { 'content-type': 'image/svg+xml' });
    })
    .get('/:caseCode/qr.png', describe('The QR code as PNG', { 200: 'image/png' }), async (c) => {
      const { survey } = await surveyFor(c);
      return c.body(new Uint8Array(await qrPng(survey.url, await levelOf(c))), 200, { 'content-type': 'image/png' });
    })
    .get(
      '/:caseCode/slip',
      describe('The slip to print', { 200: 'text/html' }),
      validQuery(CaseSlipQuery),
      async (c) => {
        const { row, unit, survey } = await surveyFor(c);
        const slip = pages.slip({
          language: languageOf(c),
          unitName: unit.name,
          brand: await brandOf(db, unit.unitId),
          procedureName: row.procedureName,
          caseCode: row.caseCode,
          code: survey.code,
          host: new URL(publicUrl).host,
          qrSvg: qrSvg(survey.url, await levelOf(c)),
          layout: c.req.valid('query').layout,
          until: survey.expiresOn,
          demo,
        });
        return c.html(slip, 200, { 'content-security-policy': pages.paperPolicy(null) });
      },
    );
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

/** One case of a batch, or why it can't be read. */
function readCase(given: unknown): { caseCode: CaseCode | null; event?: CaseEvent; problem?: Problem } {
  const raw = given !== null && typeof given === 'object' && 'caseCode' in given ? given.caseCode : undefined;
  const caseCode = (typeof raw === 'string' ? caseCodeOf(raw) : undefined) ?? null;
  const read = readAs(CodedCase, given);
  if (read.problem) return { caseCode, problem: read.problem };
  if (caseCode === null) throw new Error('A case code was read and is none');
  const { caseCode: _, ...closed } = read.data;
  return { caseCode, event: { caseCode, closed } };
}

function countsOf(results: readonly { outcome: ReportOutcome }[]): Record<ReportOutcome, number> {
  const count = (wanted: ReportOutcome) => results.filter(({ outcome }) => outcome === wanted).length;
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    refused: count('refused'),
  };
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
