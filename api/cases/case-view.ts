import type { CaseCode, Channel, InvitationState, LocalDate, Outcome, UnitId } from '../../db/vocabulary.ts';
import { standing } from '../invitations/standing.ts';
import { surveyUrl } from '../invitations/survey-url.ts';
import { groupToken, tokenFor } from '../invitations/token.ts';

/** A case with its procedure and its invitation, as the database tells it. */
export interface CaseRow {
  readonly caseCode: CaseCode;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly fieldId: string;
  readonly channel: Channel;
  readonly receivedOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
  readonly outcome: Outcome;
  readonly resolvingUnit: string | null;
  readonly counter: string | null;
  readonly apologySentOn: LocalDate | null;
  readonly invitationId: string | null;
  readonly generation: number | null;
  readonly expiresOn: LocalDate | null;
  readonly withdrawn: boolean | null;
  readonly onPaper: boolean | null;
  /** As frozen when the invitation was made. */
  readonly invitedFieldId: string | null;
  readonly questionnaireVersion: number | null;
}

/** What a view is made with: the unit, the day, and what addresses and codes are derived from. */
export interface ViewSettings {
  readonly unit: { readonly unitId: UnitId; readonly code: string };
  readonly publicUrl: string;
  readonly secretKey: string;
  readonly today: LocalDate;
}

/** What a case shows of its invitation. It never tells whether it was answered. */
export interface InvitationView {
  readonly url: string;
  readonly code: string;
  readonly expiresOn: LocalDate;
  readonly state: InvitationState;
  readonly qrSvg: string;
  readonly qrPng: string;
  readonly slip: string;
}

/** A case as it is answered over the API; addresses are absolute and built from `PUBLIC_URL` alone. */
export function caseView(row: CaseRow, settings: ViewSettings) {
  const { procedureCode, fieldId, invitationId, generation, expiresOn, withdrawn, onPaper, ...facts } = row;
  return {
    caseCode: facts.caseCode,
    procedure: procedureCode,
    procedureName: facts.procedureName,
    field: fieldId,
    channel: facts.channel,
    receivedOn: facts.receivedOn,
    dueOn: facts.dueOn,
    closedOn: facts.closedOn,
    outcome: facts.outcome,
    receivingUnit: settings.unit.code,
    resolvingUnit: facts.resolvingUnit,
    counter: facts.counter,
    apologySentOn: facts.apologySentOn,
    late: isLate(facts),
    invitation: invitationView(row, settings),
  };
}

/** Whether a case was closed after its due day; null without one, or while the case is open. */
function isLate({ closedOn, dueOn }: { closedOn: LocalDate | null; dueOn: LocalDate | null }): boolean | null {
  return closedOn && dueOn ? closedOn > dueOn : null;
}

/** The survey's address behind a case's code; undefined without an invitation in use. */
export function surveyOf(
  row: CaseRow,
  { unit, publicUrl, secretKey }: ViewSettings,
): { url: string; code: string; expiresOn: LocalDate } | undefined {
  const { invitationId, generation, expiresOn, withdrawn, onPaper } = row;
  if (invitationId === null || generation === null || expiresOn === null) return undefined;
  if (withdrawn || onPaper) return undefined;
  const token = tokenFor(secretKey, unit.unitId, invitationId, generation);
  return { url: surveyUrl(publicUrl, token), code: groupToken(token), expiresOn };
}

function invitationView(row: CaseRow, settings: ViewSettings): InvitationView | null {
  const { expiresOn, withdrawn, onPaper } = row;
  const survey = surveyOf({ ...row, withdrawn: false, onPaper: false }, settings);
  if (!survey || expiresOn === null || withdrawn === null || onPaper === null) return null;
  const page = `${settings.publicUrl}/api/v1/cases/${encodeURIComponent(row.caseCode)}`;
  return {
    url: survey.url,
    code: survey.code,
    expiresOn,
    state: standing({ expiresOn, withdrawn, onPaper }, settings.today),
    qrSvg: `${page}/qr.svg`,
    qrPng: `${page}/qr.png`,
    slip: `${page}/slip`,
  };
}
