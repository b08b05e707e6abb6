import QRCode from 'qrcode';
import type { PublicQuarter } from '../api/public/public-quarter.ts';
import { type Choice, shortest } from '../api/questionnaires/choice.ts';
import type { Draft } from '../api/questionnaires/questionnaire.ts';
import { questionnaireFrom } from '../api/questionnaires/questionnaire-from.ts';
import type { Brand } from '../api/units/brand.ts';
import { startingCatalogue } from '../db/starting-catalogue.ts';
import { type Language, type LocalDate, languages, type Quarter } from '../db/vocabulary.ts';
import type { PaperFormProps, SlipProps, SlipsProps, SurveyProps } from './render.tsx';

/** Props for every page and state, by name: what tests, the preview and the page weight look at. */

const unitName = 'Trung tâm Phục vụ hành chính công phường Thủy Nguyên';
export const exampleToken = '2TKABCDEFGHJ';

const examplePublished = ['2025-Q4', '2025-Q3'] as Quarter[];
const exampleTarget = { percent: 95, legalBasis: 'KH', effectiveFrom: '2025-07-01' as LocalDate, plannedTo: null };
const exampleGroup: PublicQuarter['total'] = {
  key: 'ho-tich',
  name: 'Hộ tịch và các việc liên quan đến giấy tờ của công dân',
  closed: 1234,
  answered: 1100,
  satisfied: 1070,
  levels: [5, 10, 15, 500, 570],
  held: false,
  percent: 97.3,
  low: 96.1,
  high: 98.2,
  mean: 4.5,
  verdict: 'met',
  flagged: false,
  pooled: false,
  provisional: false,
  target: { ...exampleTarget, planOver: false },
};
const exampleQuarter: PublicQuarter = {
  quarter: '2025-Q4' as Quarter,
  rule: { id: 'overall', version: 1, text: '' },
  minimum: 30,
  total: exampleGroup,
  groups: [
    exampleGroup,
    { ...exampleGroup, key: 'dat-dai', name: 'Đất đai', percent: 84.25, verdict: 'missed-uncertain', flagged: true },
    {
      ...exampleGroup,
      key: 'dau-tu',
      name: 'Đầu tư',
      answered: 0,
      satisfied: 0,
      percent: null,
      verdict: 'no-target',
      target: null,
    },
  ],
};

/** A unit with a colour and an emblem of its own. */
export const exampleBrand: Brand = {
  colour: '#b3122b',
  emblem: { address: '/bieu-trung/thuy-nguyen/0123456789abcdef', width: 120, height: 80 },
};

/** A questionnaire of the catalogue's drafts. */
function exampleQuestionnaire(choice: Partial<Choice> = {}): Draft {
  return questionnaireFrom({ ...shortest, ...choice }, startingCatalogue);
}

const everything = { perceptions: true, context: true, demographics: true };

export function exampleSurvey(language: Language, choice: Partial<Choice> = {}): SurveyProps {
  return {
    language,
    unitName,
    procedureName: 'Đăng ký khai sinh',
    closedOn: '2025-07-07' as LocalDate,
    questionnaire: exampleQuestionnaire(choice),
    answers: {},
    comment: '',
    errors: [],
    action: `/p/${exampleToken}`,
    key: '4f7d2c1e9a8b46f0b3d5e7a1c2f49680',
    demo: false,
  };
}

export async function exampleSlip(language: Language): Promise<SlipProps> {
  return {
    language,
    unitName,
    procedureName: 'Đăng ký khai sinh',
    caseCode: 'H24.30-250701-0001',
    code: '2TKA-BCDE-FGHJ',
    host: 'danhgia.thuynguyen.example.vn',
    qrSvg: await QRCode.toString(`HTTPS://DANHGIA.THUYNGUYEN.EXAMPLE.VN/P/${exampleToken}`, { type: 'svg', margin: 4 }),
    until: '2025-07-22' as LocalDate,
  };
}

function examplePaperForm(language: Language, choice: Partial<Choice> = {}): PaperFormProps {
  return {
    language,
    unitName,
    fieldName: { vi: 'Hộ tịch', en: 'Civil status' }[language],
    questionnaire: { ...exampleQuestionnaire(choice), version: 3 },
    strip: { procedureName: longName, caseCode: 'H24.30-250701-0001', until: '2025-07-22' as LocalDate },
  };
}

/** A sheet and a bit, one of them with a long name. */
export async function exampleSheet(language: Language): Promise<SlipsProps> {
  const slip = await exampleSlip(language);
  const slips = Array.from({ length: 11 }, (_, index) => ({
    ...slip,
    caseCode: `H24.30-250701-${String(index + 1).padStart(4, '0')}`,
    procedureName: index === 2 ? longName : slip.procedureName,
  }));
  return { language, layout: 'a4-8', closedOn: '2025-07-07' as LocalDate, slips };
}

type Render = typeof import('./render.tsx');

/** Each page in each state it can be in, as documents. */
export async function examplePages(render: Render): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const language of languages) {
    const unit = { language, unitName };
    const add = (name: string, html: string) => pages.set(`${name}.${language}`, html);
    const survey = exampleSurvey(language);
    add('survey', render.survey(survey));
    add('survey-demo', render.survey({ ...survey, demo: true }));
    add('survey-kiosk', render.survey({ ...survey, medium: 'kiosk' }));
    add('survey-tablet', render.survey({ ...survey, medium: 'kiosk', tablet }));
    add('survey-branded', render.survey({ ...survey, brand: exampleBrand }));
    add('survey-errors', render.survey(refused(survey)));
    add('survey-long', render.survey({ ...survey, procedureName: longName }));
    add('survey-full', render.survey(exampleSurvey(language, { form: 'full' })));
    add('survey-earlier', render.survey(exampleSurvey(language, { form: 'full', set: 'earlier', ...everything })));
    const why = exampleSurvey(language, { form: 'short-with-why', ...everything });
    add('survey-why', render.survey(why));
    add('survey-why-errors', render.survey({ ...why, ...refusedWhy }));
    const screen = { ...unit, counter: '3', answersHere: false, host: 'danhgia.example.vn', mark: 'mark' };
    add('display', render.display(screen));
    add('display-tablet', render.display({ ...screen, answersHere: true, demo: true }));
    add('pairing', render.pairing({ language }));
    add('pairing-unknown', render.pairing({ language, trouble: 'unknown' }));
    add('tablet-sent', render.tabletMessage({ ...unit, tablet, message: { kind: 'sent' } }));
    add('tablet-answered', render.tabletMessage({ ...unit, tablet, message: { kind: 'answered' } }));
    add('preview', render.preview({ language, unitName, questionnaire: why.questionnaire, today: why.closedOn }));
    add('thanks', render.thanks({ ...unit, demo: false }));
    add('thanks-branded', render.thanks({ ...unit, brand: exampleBrand, demo: false }));
    add('thanks-demo', render.thanks({ ...unit, demo: true }));
    add('answered', render.answered(unit));
    add('expired', render.ended({ ...unit, reason: 'expired', expiresOn: '2025-07-22' as LocalDate }));
    add('replaced', render.ended({ ...unit, reason: 'replaced' }));
    add('withdrawn', render.ended({ ...unit, reason: 'withdrawn' }));
    add('on-paper', render.ended({ ...unit, reason: 'paper' }));
    add('start', render.start({ language }));
    add('start-demo', render.start({ language, demo: true }));
    add('start-unknown', render.start({ language, code: 'ABCD-EFGH-JKMN', problem: { kind: 'unknown' } }));
    add('start-case', render.start({ language, code: 'H24.30-250701-0001', problem: { kind: 'unknown-case' } }));
    add('start-short', render.start({ language, code: 'ABCD-EFGH', problem: { kind: 'short', missing: 4 } }));
    add('start-toomany', render.start({ language, problem: { kind: 'toomany', minutes: 10 } }));
    for (const kind of ['not-found', 'server-error', 'unavailable', 'too-large', 'unsupported'] as const) {
      add(kind, render.failure({ language, kind }));
    }
    const place = { unitCode: 'thuy-nguyen', unitName, brand: exampleBrand };
    const empty = { language, key: survey.key, dueOn: '2025-07-28' as LocalDate };
    add('feedback-branded', render.feedback({ ...empty, unit: place }));
    add('feedback-units', render.feedback({ ...empty, dueOn: undefined, units: [{ code: 'a', name: unitName }] }));
    add('feedback-errors', render.feedback({ ...empty, ...refusedFeedback }));
    add('feedback-toomany', render.feedback({ ...empty, written: refusedFeedback.written, tooMany: 10 }));
    for (const kind of ['unknown', 'rating'] as const) {
      const track = { code: 'ABCD-EFGH-JKMN', problem: { kind } };
      add(`feedback-${kind}`, render.feedback({ ...empty, track }));
    }
    const code = 'ABCD-EFGH-JKMN-PQRS';
    add('feedback-sent-branded', render.feedbackSent({ language, ...place, code, dueOn: empty.dueOn }));
    for (const [name, state] of Object.entries(exampleStates)) {
      add(`${name}-branded`, render.feedbackState({ language, ...place, action: `/gop-y/${code}`, ...state }));
    }
    add('thanks-feedback', render.thanks({ ...unit, unitCode: 'thuy-nguyen', demo: false }));
    add('expired-feedback', render.ended({ ...unit, unitCode: 'thuy-nguyen', reason: 'expired' }));
    add('start-unit-branded', render.start({ language, unit: place }));
    const results = { language, unit: place, units: [], published: examplePublished, quarters: [exampleQuarter] };
    add('published-branded', render.published(results));
    add('published-none', render.published({ language, units: [], published: [], quarters: [] }));
    const units = ['thuy-nguyen', 'le-chan'].map((code) => ({ code, name: unitName }));
    add('published-units', render.published({ language, units, published: [], quarters: [] }));
    add('start-published-branded', render.start({ language, unit: place, hasPublished: true }));
    add('thanks-published', render.thanks({ ...unit, unitCode: 'thuy-nguyen', hasPublished: true, demo: false }));
    add('start-tracking', render.start({ language, code, problem: { kind: 'tracking' } }));
    add(
      'privacy-unit-branded',
      render.privacy({ language, ...place, settings: { retentionMonths: 24, feedbackDays: 15 } }),
    );
    add('privacy', render.privacy(unit));
    add('privacy-any-unit', render.privacy({ language }));
    add('problem', render.problemPage({ language, slug: 'not-found', ...problem[language] }));
    add('slip', render.slip(await exampleSlip(language)));
    add('slip-branded', render.slip({ ...(await exampleSlip(language)), brand: exampleBrand }));
    add('slip-demo', render.slip({ ...(await exampleSlip(language)), demo: true }));
    add('slip-long', render.slip({ ...(await exampleSlip(language)), procedureName: longName }));
    add(
      'slip-a6',
      render.slip({ ...(await exampleSlip(language)), layout: 'a6', procedureName: longName, demo: true }),
    );
    add('slip-sheet', render.slips({ ...(await exampleSheet(language)) }));
    for (const size of ['a4', 'a3'] as const) {
      const { host, qrSvg } = await exampleSlip(language);
      add(`poster-${size}`, render.poster({ ...unit, size, host, qrSvg, demo: size === 'a3' }));
    }
    add('paper-form', render.paperForm(examplePaperForm(language)));
    add(
      'paper-form-full',
      render.paperForm({ ...examplePaperForm(language, { form: 'full', ...everything }), demo: true }),
    );
    add('paper-form-why', render.paperForm(examplePaperForm(language, { form: 'short-with-why' })));
    add('slip-none', render.slips({ ...(await exampleSheet(language)), slips: [] }));
  }
  return pages;
}

const tablet = { home: '/quay/2TKABC' };
/** As after a post that left the topic open and wrote too much. */
const refusedFeedback = {
  written: { unit: '', topic: '', message: 'Cần thêm ghế ngồi chờ. '.repeat(150), contact: '', key: '' },
  units: [{ code: 'a', name: unitName }],
  errors: [
    { path: 'unit', problem: 'missing' },
    { path: 'topic', problem: 'missing' },
    { path: 'message', problem: 'long', length: 3450 },
    { path: 'contact', problem: 'chars' },
    { path: 'key', problem: 'old' },
  ],
} as const;

const tracked = {
  topic: 'waiting',
  receivedOn: '2025-07-07' as LocalDate,
  dueOn: '2025-07-28' as LocalDate,
  daysOverdue: 0,
  answer: null,
  agency: null,
  handledOn: null,
  hasContact: false,
} as const;

const exampleStates = {
  'feedback-late': { ...tracked, state: 'in-progress', daysOverdue: 3, hasContact: true },
  'feedback-answered': {
    ...tracked,
    state: 'answered',
    answer: 'Chúng tôi đã thêm ghế.\nXin cảm ơn ông/bà.',
    handledOn: '2025-07-10' as LocalDate,
  },
  'feedback-transferred': {
    ...tracked,
    state: 'transferred',
    agency: 'Sở Xây dựng',
    handledOn: '2025-07-10' as LocalDate,
  },
} as const;

const longName =
  'Đăng ký đất đai, tài sản gắn liền với đất, cấp Giấy chứng nhận lần đầu đối với hộ gia đình, cá nhân, cộng đồng dân cư, người gốc Việt Nam định cư ở nước ngoài';

const problem = {
  vi: { title: 'Không tìm thấy nội dung này.', detail: 'Địa chỉ hoặc mã không có ở đây.' },
  en: { title: 'Not found.', detail: 'This address or code does not exist here.' },
};

/** As after a post with a low mark, a late result, a tick that somebody tampered with, and a choice sent twice. */
const refusedWhy: Pick<SurveyProps, 'answers' | 'errors'> = {
  answers: { overall: 2, access: 1, officer: '2', 'why.officer.courtesy-respect': 'yes', timeliness: 'late' },
  errors: [
    { path: 'why.access.signage', problem: 'scale' },
    { path: 'apology', problem: 'scale' },
    { path: 'harassment', problem: 'repeat' },
  ],
};

/** As after a post that left the first question open, hurt another, and wrote too much. */
function refused(survey: SurveyProps): SurveyProps {
  const comment = 'Cần thêm ghế ngồi chờ. '.repeat(50);
  return {
    ...survey,
    answers: { access: 4, officer: '5', result: ['1', '2'], feedback: 'na' },
    comment,
    errors: [
      { path: 'overall', problem: 'required' },
      { path: 'result', problem: 'repeat' },
      { path: 'comment', problem: 'long', length: comment.length },
    ],
  };
}
