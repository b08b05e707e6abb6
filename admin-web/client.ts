import { type ClientResponse, hc, type InferRequestType, type InferResponseType } from 'hono/client';
import type { AdminApi } from '../api/admin-api.ts';
import type { Draft } from '../api/questionnaires/questionnaire.ts';
import type { Language, Quarter } from '../db/vocabulary.ts';
import { Refusal, refusalOf } from './refusal.ts';

type Api = ReturnType<typeof hc<AdminApi>>;
type CaseAt = Api['cases'][':caseCode'];

export type Session = InferResponseType<Api['session']['$get'], 200>;
type Report = InferResponseType<Api['satisfaction']['$get'], 200>;
/** A row with all its figures; only questions of a settled quarter can be without. */
export type Group = Report['total'];
export type Satisfaction = Omit<Report, 'groups'> & { groups: Group[] };
/** A row of a settled quarter's detail: a question with 1 to 4 answers has no figures, and cases have no medium. */
export type DetailGroup = Report['groups'][number];
export type Answers = InferResponseType<Api['answers']['$get'], 200>;
export type Handling = InferResponseType<Api['case-handling']['$get'], 200>;
export type Comments = InferResponseType<Api['comments']['$get'], 200>;
export type Case = InferResponseType<CaseAt['$get'], 200>;
export type Field = InferResponseType<Api['fields']['$get'], 200>['fields'][number];
export type Procedure = InferResponseType<Api['procedures']['$get'], 200>['procedures'][number];
export type MergePreview = InferResponseType<Api['procedures'][':procedureCode']['merge']['$get'], 200>;
export type ProcedureImport = InferResponseType<Api['procedures']['import']['$post'], 200>;
type NewField = InferRequestType<Api['fields']['$post']>['json'];
type ChangedField = InferRequestType<Api['fields'][':fieldId']['$put']>['json'];
type NewProcedure = InferRequestType<Api['procedures']['$post']>['json'];
type ChangedProcedure = InferRequestType<Api['procedures'][':procedureCode']['$put']>['json'];
/** A case as it is put in; what is left out takes the server's default. */
export type CaseFacts = InferRequestType<CaseAt['$put']>['json'];

export type Target = InferResponseType<Api['targets']['$get'], 200>['targets'][number];
export type NewTarget = InferRequestType<Api['targets']['$post']>['json'];
export type Versions = InferResponseType<Api['questionnaires']['$get'], 200>['versions'];
type Published = InferResponseType<Api['questionnaires'][':version']['$get'], 200>;
/** Plain data, in which nothing is undefined: so much the type of an answer in JSON can't say. */
export type PublishedQuestionnaire = Omit<Published, 'questionnaire'> & { readonly questionnaire: Draft };
export interface QuestionnaireDraft {
  readonly follows: number;
  readonly questionnaire: Draft;
}
export type FeedbackList = InferResponseType<Api['feedback']['$get'], 200>;
export type Feedback = InferResponseType<Api['feedback'][':feedbackId']['$get'], 200>;
export type FeedbackChange = InferRequestType<Api['feedback'][':feedbackId']['$put']>['json'];
export type UnitBrand = InferResponseType<Api['settings']['brand']['$get'], 200>;
export type Settings = InferResponseType<Api['settings']['$get'], 200>;

export type ApiKey = InferResponseType<Api['api-keys']['$get'], 200>['keys'][number];
export type HookSecret = InferResponseType<Api['webhook-secrets']['$get'], 200>['secrets'][number];
export type CaseEvents = InferResponseType<Api['events']['$get'], 200>;
export type EventFilter = InferRequestType<Api['events']['$get']>['query'];
export type GatewayState = InferResponseType<Api['webhook-endpoint']['$get'], 200>;
type NewApiKey = InferRequestType<Api['api-keys']['$post']>['json'];
type TestedCase = InferRequestType<Api['events']['test']['$post']>['json'];
export type Display = InferResponseType<Api['displays']['$get'], 200>['displays'][number];
export type DisplaySettings = InferRequestType<Api['displays']['$post']>['json'];
/** A screen with the code that pairs a device with it. */
export type Pairing = InferResponseType<Api['displays']['$post'], 201>;
export type Import = InferResponseType<Api['imports'][':importId']['$get'], 200>;
/** A file that was read, before anything of it is imported. */
export type CheckedImport = Pick<
  Import,
  | 'importId'
  | 'rows'
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'rejectedRows'
  | 'rejected'
  | 'ignoredColumns'
  | 'personalColumns'
> & {
  /** Known to who sent the file, as long as the page is open. */
  readonly lastClosedOn?: string | null;
};
export type ImportSummary = InferResponseType<Api['imports']['$get'], 200>['imports'][number];

type NewQuestionnaire = InferRequestType<Api['questionnaires']['$post']>['json'];
type DraftQuery = InferRequestType<Api['questionnaires']['draft']['$get']>['query'];
type SatisfactionQuery = InferRequestType<Api['satisfaction']['$get']>['query'];
type AnswersQuery = InferRequestType<Api['answers']['$get']>['query'];
type HandlingQuery = InferRequestType<Api['case-handling']['$get']>['query'];
type CommentQuery = InferRequestType<Api['comments']['$get']>['query'];
type FeedbackQuery = InferRequestType<Api['feedback']['$get']>['query'];
type SlipQuery = InferRequestType<Api['slips']['count']['$get']>['query'];
type PaperEntry = InferRequestType<Api['paper']['$post']>['json'];
type CaseQuery = InferRequestType<Api['cases']['$get']>['query'];

export type Client = ReturnType<typeof connect>;

/** Talks to the server that the pages came from, in the language that is spoken at the time. */
export function connect(language: () => Language) {
  const api = hc<AdminApi>('/api/v1', {
    fetch: (input: RequestInfo | URL, init?: RequestInit) => ask(input, init, language()),
  });
  const caseAt = (caseCode: string) => ({ param: { caseCode: encodeURIComponent(caseCode) } });
  const procedureAt = (code: string) => ({ param: { procedureCode: encodeURIComponent(code) } });
  return {
    session: () => content(api.session.$get()),
    signIn: (json: { username: string; password: string }) => done(api.session.$post({ json })),
    signOut: () => done(api.session.$delete()),
    setUp: (json: { token: string; username: string; password: string }) => done(api.setup.$post({ json })),
    satisfaction: async (query: SatisfactionQuery, signal: AbortSignal): Promise<Satisfaction> => {
      const report = await content(api.satisfaction.$get({ query }, { init: { signal } }));
      return { ...report, groups: report.groups.filter(hasFigures) };
    },
    detail: (query: SatisfactionQuery, signal: AbortSignal): Promise<Report> =>
      content(api.satisfaction.$get({ query }, { init: { signal } })),
    answers: (query: AnswersQuery, signal: AbortSignal) => content(api.answers.$get({ query }, { init: { signal } })),
    handling: (query: HandlingQuery, signal: AbortSignal) =>
      content(api['case-handling'].$get({ query }, { init: { signal } })),
    comments: (query: CommentQuery, signal?: AbortSignal) =>
      content(api.comments.$get({ query }, signal && { init: { signal } })),
    cases: (query: CaseQuery, signal?: AbortSignal) =>
      content(api.cases.$get({ query }, signal && { init: { signal } })),
    closedCase: (caseCode: string, signal?: AbortSignal) =>
      content(api.cases[':caseCode'].$get(caseAt(caseCode), signal && { init: { signal } })),
    closeCase: (caseCode: string, json: CaseFacts) =>
      content(api.cases[':caseCode'].$put({ ...caseAt(caseCode), json })),
    deleteCase: (caseCode: string) => done(api.cases[':caseCode'].$delete(caseAt(caseCode))),
    reissue: (caseCode: string) => content(api.cases[':caseCode'].invitation.$post(caseAt(caseCode))),
    qrSvg: async (caseCode: string, signal: AbortSignal) =>
      (await api.cases[':caseCode']['qr.svg'].$get(caseAt(caseCode), { init: { signal } })).text(),
    displays: async (signal: AbortSignal) => (await content(api.displays.$get({}, { init: { signal } }))).displays,
    addDisplay: (json: DisplaySettings) => content(api.displays.$post({ json })),
    changeDisplay: (displayId: string, json: DisplaySettings) =>
      content(api.displays[':displayId'].$put({ param: { displayId }, json })),
    removeDisplay: (displayId: string) => done(api.displays[':displayId'].$delete({ param: { displayId } })),
    renewPairing: (displayId: string) => content(api.displays[':displayId'].pairing.$post({ param: { displayId } })),
    showAt: (displayId: string, caseCode: string) =>
      content(api.displays[':displayId'].shown.$put({ param: { displayId }, json: { caseCode } })),
    clearAt: (displayId: string) => done(api.displays[':displayId'].shown.$delete({ param: { displayId } })),
    handOutPaper: (caseCode: string) => content(api.cases[':caseCode'].paper.$post(caseAt(caseCode))),
    slipCount: (query: SlipQuery, signal: AbortSignal) =>
      content(api.slips.count.$get({ query }, { init: { signal } })),
    paperPools: (signal: AbortSignal) => content(api.paper.$get({}, { init: { signal } })),
    paperQuestionnaire: (version: string, signal: AbortSignal) =>
      content(
        api.paper.questionnaires[':version'].$get({ param: { version } }, { init: { signal } }),
      ) as Promise<Draft>,
    enterPaper: (json: PaperEntry) => content(api.paper.$post({ json })),
    fields: (signal: AbortSignal) => content(api.fields.$get({}, { init: { signal } })),
    targets: async (signal: AbortSignal) => (await content(api.targets.$get({}, { init: { signal } }))).targets,
    setTarget: (json: NewTarget) => done(api.targets.$post({ json })),
    takeBackTarget: (targetId: string, reason: string) =>
      done(api.targets[':targetId']['take-back'].$post({ param: { targetId }, json: { reason } })),
    versions: async (signal: AbortSignal) =>
      (await content(api.questionnaires.$get({}, { init: { signal } }))).versions,
    questionnaire: (version: string, signal: AbortSignal) =>
      content(
        api.questionnaires[':version'].$get({ param: { version } }, { init: { signal } }),
      ) as Promise<PublishedQuestionnaire>,
    questionnaireDraft: (query: DraftQuery, signal?: AbortSignal) =>
      content(api.questionnaires.draft.$get({ query }, signal && { init: { signal } })) as Promise<QuestionnaireDraft>,
    publishQuestionnaire: (draft: QuestionnaireDraft) =>
      content(api.questionnaires.$post({ json: { ...draft, confirmWording: true } as NewQuestionnaire })),
    settings: (signal?: AbortSignal) => content(api.settings.$get({}, signal && { init: { signal } })),
    changeSettings: (json: Settings) => done(api.settings.$put({ json })),
    feedbackList: (query: FeedbackQuery, signal?: AbortSignal) =>
      content(api.feedback.$get({ query }, signal && { init: { signal } })),
    published: async (signal: AbortSignal) => (await content(api.published.$get({}, { init: { signal } }))).quarters,
    publishQuarter: (quarter: Quarter) => done(api.published[':quarter'].$put({ param: { quarter } })),
    takeBackQuarter: (quarter: Quarter) => done(api.published[':quarter'].$delete({ param: { quarter } })),
    feedback: (feedbackId: string, signal?: AbortSignal) =>
      content(api.feedback[':feedbackId'].$get({ param: { feedbackId } }, signal && { init: { signal } })),
    handleFeedback: (feedbackId: string, json: FeedbackChange) =>
      done(api.feedback[':feedbackId'].$put({ param: { feedbackId }, json })),
    brand: (signal?: AbortSignal) => content(api.settings.brand.$get({}, signal && { init: { signal } })),
    changeColour: (colour: string | null) => done(api.settings.brand.$put({ json: { colour } })),
    replaceEmblem: (file: Blob) => done(api.settings.brand.emblem.$put({}, { init: { body: file } })),
    removeEmblem: () => done(api.settings.brand.emblem.$delete()),
    apiKeys: async (signal: AbortSignal) => (await content(api['api-keys'].$get({}, { init: { signal } }))).keys,
    createApiKey: (json: NewApiKey) => content(api['api-keys'].$post({ json })),
    endApiKey: (keyId: string) => done(api['api-keys'][':keyId'].$delete({ param: { keyId } })),
    hookSecrets: (signal: AbortSignal) => content(api['webhook-secrets'].$get({}, { init: { signal } })),
    createHookSecret: () => content(api['webhook-secrets'].$post()),
    endHookSecret: (secretId: string) => done(api['webhook-secrets'][':secretId'].$delete({ param: { secretId } })),
    events: (query: EventFilter, signal: AbortSignal) => content(api.events.$get({ query }, { init: { signal } })),
    gateway: (signal: AbortSignal) => content(api['webhook-endpoint'].$get({}, { init: { signal } })),
    saveGateway: (url: string) => content(api['webhook-endpoint'].$put({ json: { url } })),
    renewGatewaySecret: () => content(api['webhook-endpoint'].secret.$post()),
    tryGateway: () => content(api['webhook-endpoint'].test.$post()),
    resendToGateway: () => content(api['webhook-endpoint'].resend.$post()),
    removeGateway: () => done(api['webhook-endpoint'].$delete()),
    testCase: (json: TestedCase) => content(api.events.test.$post({ json })),
    imports: (signal: AbortSignal) => content(api.imports.$get({}, { init: { signal } })),
    importAt: (importId: string, signal: AbortSignal) =>
      content(api.imports[':importId'].$get({ param: { importId } }, { init: { signal } })),
    startImport: (importId: string, onError: 'refuse' | 'skip') =>
      done(api.imports[':importId'].start.$post({ param: { importId }, json: { onError } })),
    discardImport: (importId: string) => done(api.imports[':importId'].$delete({ param: { importId } })),
    procedures: (signal: AbortSignal) => content(api.procedures.$get({}, { init: { signal } })),
    unreviewed: async (signal: AbortSignal) =>
      (await content(api.procedures.unreviewed.$get({}, { init: { signal } }))).procedures,
    importProcedures: async (file: File, query: { dryRun?: 'true'; onError?: 'skip' }): Promise<ProcedureImport> => {
      const body = new FormData();
      body.set('file', file);
      const path = `/api/v1/procedures/import?${new URLSearchParams(query)}`;
      const response = await ask(path, { method: 'POST', body }, language());
      return response.json();
    },
    addField: (json: NewField) => done(api.fields.$post({ json })),
    changeField: (fieldId: string, json: ChangedField) =>
      done(api.fields[':fieldId'].$put({ param: { fieldId }, json })),
    addProcedure: (json: NewProcedure) => done(api.procedures.$post({ json })),
    changeProcedure: (code: string, json: ChangedProcedure) =>
      done(api.procedures[':procedureCode'].$put({ ...procedureAt(code), json })),
    mergePreview: (code: string, into: string) =>
      content(api.procedures[':procedureCode'].merge.$get({ ...procedureAt(code), query: { into } })),
    mergeProcedure: (code: string, json: { into: string; revision: number }) =>
      done(api.procedures[':procedureCode'].merge.$post({ ...procedureAt(code), json })),
    separateProcedure: (code: string, revision: number) =>
      done(api.procedures[':procedureCode'].separate.$post({ ...procedureAt(code), json: { revision } })),
  };
}

export function hasFigures(group: Report['groups'][number]): group is Group {
  return group.closed !== null && group.answered !== null && group.satisfied !== null && group.levels !== null;
}

/** A field as it is called in a language. */
export function nameOf(field: Field, language: Language): string {
  return language === 'vi' ? field.nameVi : field.nameEn;
}

/** Every answer that comes back is a good one; the others are thrown as refusals. */
async function ask(input: RequestInfo | URL, init: RequestInit | undefined, language: Language): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set('accept', 'application/json, application/problem+json');
  headers.set('accept-language', language);
  const response = await fetch(input, { ...init, headers, cache: 'no-store' }).catch(() => {
    throw new Refusal('offline');
  });
  if (!response.ok) throw await refusalOf(response);
  return response;
}

/** The body; one that broke off on the way counts as no answer. */
async function content<T>(answer: Promise<ClientResponse<T, number, 'json'>>): Promise<T> {
  const response = await answer;
  try {
    return await response.json();
  } catch {
    throw new Refusal('offline');
  }
}

async function done(answer: Promise<unknown>): Promise<void> {
  await answer;
}
