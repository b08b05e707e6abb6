import { expect, test } from 'vitest';
import { readCaseForm } from './case-entry.ts';
import type { Case } from './client.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test('an empty form lacks its code, procedure and day', () => {
  expect(readCaseForm(form({}))).toEqual({ missing: ['caseCode', 'procedure', 'closedOn'] });
  expect(readCaseForm(form({ caseCode: ' ', procedure: '1.001193', closedOn: '2025-02-30' }))).toEqual({
    missing: ['caseCode', 'closedOn'],
  });
});

test('what is left empty is not sent, but that days are gone is', () => {
  expect(
    readCaseForm(form({ caseCode: ' H24-1 ', procedure: '1.001193', closedOn: '2025-07-07', counter: ' ' })),
  ).toEqual({
    caseCode: 'H24-1',
    facts: {
      procedure: '1.001193',
      closedOn: '2025-07-07',
      outcome: 'completed',
      channel: 'counter',
      receivedOn: null,
      dueOn: null,
      apologySentOn: null,
    },
  });
});

test('a procedure that is not in the catalogue brings its name and field', () => {
  const entry = readCaseForm(
    form({ caseCode: 'A', procedure: '9.9', procedureName: 'Việc mới', field: 'khac', closedOn: '2025-07-07' }),
  );
  expect(entry).toMatchObject({ facts: { procedure: '9.9', procedureName: 'Việc mới', field: 'khac' } });
});

test('a change keeps what the form does not show', () => {
  const before = { caseCode: 'H24-1', resolvingUnit: 'Chi nhánh đất đai' } as Case;
  const entry = readCaseForm(form({ procedure: '1.001193', closedOn: '2025-07-07', outcome: 'refused' }), before);
  expect(entry).toMatchObject({ caseCode: 'H24-1', facts: { outcome: 'refused', resolvingUnit: 'Chi nhánh đất đai' } });
});
