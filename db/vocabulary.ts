/**
 * What a column may hold: closed word lists and the branded types that the edge makes and the inside trusts.
 * This file imports nothing, so every floor of the house may read it.
 */

export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

/** A text in each language of the service. */
export type Localised = Readonly<Record<Language, string>>;

/** How the case was handed in (hình thức nộp): trực tiếp, trực tuyến, bưu điện. */
export const channels = ['counter', 'online', 'post'] as const;
export type Channel = (typeof channels)[number];

/** How the case ended; every outcome is asked about. */
export const outcomes = ['completed', 'returned', 'refused', 'withdrawn'] as const;
export type Outcome = (typeof outcomes)[number];

/** What became of a report about a case. */
export const reportOutcomes = ['created', 'updated', 'unchanged', 'refused'] as const;
export type ReportOutcome = (typeof reportOutcomes)[number];

/** What the answer was given on. */
export const media = ['phone', 'kiosk', 'paper', 'link'] as const;
export type Medium = (typeof media)[number];

/** Where an invitation stands for everybody but the one who answers; it never tells whether it was answered. */
export const invitationStates = ['open', 'expired', 'replaced', 'withdrawn', 'paper'] as const;
export type InvitationState = (typeof invitationStates)[number];

/** Error correction levels of QR codes that a unit may choose: about 15 % and 25 % of the code may be lost. */
export const qrLevels = ['M', 'Q'] as const;
export type QrLevel = (typeof qrLevels)[number];

/** The five SIPAS elements (yếu tố). Source: Quyết định 2640/QĐ-BNV and 1001/QĐ-BNV. */
export const elements = ['access', 'procedure', 'officer', 'result', 'feedback'] as const;
export type Element = (typeof elements)[number];

/** The five-point scale: 5 Rất hài lòng … 1 Rất không hài lòng. */
export const scores = [1, 2, 3, 4, 5] as const;
export type Score = (typeof scores)[number];

/** “Không áp dụng / Không biết”: kept with the answer, counted in no rate. */
export const notApplicable = 'na';

/** How a figure compares with its target (contract, section 4). */
export const verdicts = ['met', 'met-uncertain', 'missed-uncertain', 'missed', 'insufficient', 'no-target'] as const;
export type Verdict = (typeof verdicts)[number];

/** What an account may be (contract, section 5). */
export const roles = ['admin', 'leader', 'clerk', 'handler', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** What an API key may do. `cases:write` includes reading cases. */
export const scopes = ['cases:write', 'results:read', 'rows:read', 'comments:read'] as const;
export type Scope = (typeof scopes)[number];

/** What a unit's emblem may be. */
export const emblemTypes = ['image/svg+xml', 'image/png'] as const;
export type EmblemType = (typeof emblemTypes)[number];

/** What feedback can be about. */
export const feedbackTopics = ['officer', 'waiting', 'procedure', 'fee', 'result', 'place', 'online', 'other'] as const;
export type FeedbackTopic = (typeof feedbackTopics)[number];

/** How far feedback has come. */
export const feedbackStates = ['received', 'in-progress', 'answered', 'transferred'] as const;
export type FeedbackState = (typeof feedbackStates)[number];

/** A unit's number, 1 to 26,999: three characters of every token spell it. */
export type UnitId = number & { readonly brand: 'UnitId' };
/** Trimmed, NFC, upper case, 1 to 64 characters. */
export type CaseCode = string & { readonly brand: 'CaseCode' };
/** A calendar day in the service's time zone, `2025-07-07`. */
export type LocalDate = string & { readonly brand: 'LocalDate' };
/** A calendar month in the service's time zone, `2025-07`. */
export type Month = string & { readonly brand: 'Month' };
/** A calendar quarter, `2025-Q3`. */
export type Quarter = string & { readonly brand: 'Quarter' };
/** The 12 characters behind `/p/`, upper case, without hyphens. */
export type Token = string & { readonly brand: 'Token' };
/** A counter's screen within its unit: three characters of a token's alphabet. */
export type DisplayId = string & { readonly brand: 'DisplayId' };
/** The 16 characters behind `/gop-y/`, upper case, without hyphens. */
export type TrackingCode = string & { readonly brand: 'TrackingCode' };

/** The code of the field that takes in what belongs to no other, and of small groups put together. */
export const otherField = 'khac';

/** The channel of an answer, where it is told: a paper form says its field alone. */
export type ToldChannel = Channel | typeof otherField;
