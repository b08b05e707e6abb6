import { expect, test } from 'vitest';
import { exampleRequests } from './integration-examples.ts';

const requests = exampleRequests({
  hookAddress: 'https://danhgia.example.vn/api/v1/hooks/case-closed?unit=thuy-nguyen',
  today: '2025-12-15',
});

test('the requests go to this service, and each command stands on lines of its own', () => {
  expect(requests.put).toContain('curl -X PUT "https://danhgia.example.vn/api/v1/cases/H24.30-250701-0001" \\\n');
  expect(requests.batch).toContain('curl "https://danhgia.example.vn/api/v1/cases/batch" \\\n');
  expect(requests.hook).toContain('curl "https://danhgia.example.vn/api/v1/hooks/case-closed?unit=thuy-nguyen"');
  expect(requests.hook.split('\n')).toHaveLength(7);
  expect(requests.hook).toContain("| tr -d ' \\n')");
});

test.each(['put', 'batch', 'hook'] as const)('the body of “%s” is JSON', (name) => {
  const [, body = ''] = /(?:-d|BODY=)\s?'(\{.*\})'$/m.exec(requests[name].replace("'$(date -u +%FT%TZ)'", 'now')) ?? [];
  expect(JSON.parse(body)).toEqual(expect.anything());
});
