import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from './testing/test-app.ts';

let service: TestApp;
beforeAll(async () => {
  service = await testApp();
});
afterAll(() => service.close());

test('the document names every route of the API that answers, with its schemas', async () => {
  const document = await (await service.app.request('/api/v1/openapi.json')).json();
  expect(document.openapi).toBe('3.1.0');
  const routes = service.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/v1/') && !/openapi\.json|docs$/.test(path))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}').replace(/\/$/, '')}`);
  const described = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\/$/, '')}`),
  );
  expect(new Set(described)).toEqual(new Set(routes));
  expect(Object.keys(document.components.schemas).sort()).toEqual([
    'Answers',
    'ApiKeyList',
    'BrandChange',
    'Call',
    'Case',
    'CaseBatch',
    'CaseBatchResult',
    'CaseEvent',
    'CaseEventAnswer',
    'CaseEventList',
    'CaseEventTest',
    'CaseHandling',
    'CaseHandlingGroup',
    'CaseList',
    'ChangedField',
    'ChangedProcedure',
    'ClosedCase',
    'Codebook',
    'CodedClosedCase',
    'CommentList',
    'Display',
    'DisplayList',
    'DisplayPairing',
    'DisplaySettings',
    'Feedback',
    'FeedbackChange',
    'FeedbackList',
    'FieldList',
    'Import',
    'ImportList',
    'ImportResult',
    'MadeApiKey',
    'MadeWebhookEndpoint',
    'Merge',
    'MergePreview',
    'NewApiKey',
    'NewField',
    'NewProcedure',
    'NewQuestionnaire',
    'NewTarget',
    'NewWebhookEndpoint',
    'NewWebhookSecret',
    'PaperCounts',
    'PaperEntry',
    'PaperPools',
    'PaperRecorded',
    'Problem',
    'ProcedureImport',
    'ProcedureList',
    'PublicSatisfaction',
    'PublishedList',
    'PublishedQuestionnaire',
    'Questionnaire',
    'QuestionnaireDraft',
    'QuestionnaireList',
    'RenewedWebhookSecret',
    'ResentWebhooks',
    'Satisfaction',
    'SatisfactionGroup',
    'Separation',
    'Shown',
    'SlipCount',
    'TargetList',
    'TriedWebhookEndpoint',
    'UnitBrand',
    'UnitSettings',
    'UnreviewedList',
    'WebhookEndpoint',
    'WebhookSecretList',
  ]);
  expect(document.components.schemas.ClosedCase).toMatchObject({
    additionalProperties: false,
    required: ['procedure', 'closedOn'],
  });
});

test('the page for reading has no script and links each named schema', async () => {
  const response = await service.app.request('/api/v1/docs');
  expect(response.headers.get('content-security-policy')).not.toContain('script');
  const page = await response.text();
  expect(page).toContain('<code>/api/v1/cases/{caseCode}</code>');
  for (const [, id] of page.matchAll(/href="#(\w+)"/g)) expect(page).toContain(`id="${id}"`);
});

test('each problem’s type leads to a page', async () => {
  const refused = await service.app.request('/api/v1/cases');
  const { type, title } = await refused.json();
  expect([refused.status, type]).toEqual([401, '/problems/sign-in-required']);
  const page = await service.app.request(type);
  expect([page.status, (await page.text()).includes(title)]).toEqual([200, true]);
  expect((await service.app.request('/problems/nothing')).status).toBe(404);
});
