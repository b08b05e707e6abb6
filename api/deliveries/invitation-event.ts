import type { CaseCode, LocalDate, Token } from '../../db/vocabulary.ts';
import { message, messageUrl } from '../invitations/message.ts';
import { surveyUrl } from '../invitations/survey-url.ts';
import { groupToken } from '../invitations/token.ts';

/** What a gateway is told of a new rating code: no name, no number; it joins by the case code. */
export function invitationEvent(facts: {
  readonly unit: { readonly code: string; readonly name: string };
  readonly caseCode: CaseCode;
  readonly token: Token;
  readonly expiresOn: LocalDate;
  readonly madeAt: Date;
  readonly publicUrl: string;
}): string {
  const { unit, caseCode, token, expiresOn, madeAt, publicUrl } = facts;
  const text = { unit: unit.name, url: messageUrl(publicUrl, token) };
  return JSON.stringify({
    type: 'invitation.created',
    timestamp: madeAt.toISOString(),
    data: {
      unit: unit.code,
      caseCode,
      url: surveyUrl(publicUrl, token),
      code: groupToken(token),
      expiresOn,
      message: { vi: message('vi', text), en: message('en', text) },
    },
  });
}

/** The same without an invitation, to see whether the gateway listens. */
export function testEvent(unit: { readonly code: string }, now: Date): string {
  return JSON.stringify({ type: 'invitation.test', timestamp: now.toISOString(), data: { unit: unit.code } });
}
