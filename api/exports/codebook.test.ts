import { describe, expect, test } from 'vitest';
import type { Question, Questionnaire } from '../questionnaires/questionnaire.ts';
import { codebook, codebookTable } from './codebook.ts';
import { type PublishedVersion, rowColumns, withoutWithheld } from './row-columns.ts';

const said = (text: string) => ({ vi: text, en: `${text} (en)` });
const scale = ([5, 4, 3, 2, 1] as const).map((score) => ({ score, text: said(`mức ${score}`) }));
const likert = (id: string, text = id): Question => ({ id, type: 'likert5', required: false, text: said(text) });
const choice = (id: string, more: { sensitive?: boolean; demographic?: boolean } = {}): Question => ({
  id,
  type: 'single',
  required: false,
  text: said(id),
  options: [{ id: 'yes', text: said('có') }],
  ...more,
});
const published = (version: number, questions: Question[], unit = 'thuy-nguyen'): PublishedVersion => ({
  unit,
  questionnaire: { version, title: said(`bản ${version}`), scale, questions } as unknown as Questionnaire,
});
const catalogue = {
  units: [{ code: 'thuy-nguyen', name: 'Trung tâm' }],
  fields: [
    { code: 'ho-tich', name: said('Hộ tịch') },
    { code: 'khac', name: said('Khác') },
  ],
  procedures: [{ code: '1.001193', name: said('Đăng ký khai sinh') }],
};
const column = (versions: PublishedVersion[], name: string) =>
  codebook(versions, catalogue).columns.find((column) => column.name === name);

describe('columns', () => {
  test('are the questions of all versions, each once, as first asked; people apart; nothing sensitive', () => {
    const versions = [
      published(1, [likert('overall'), likert('access')]),
      published(2, [
        likert('overall'),
        likert('access.signage'),
        choice('trips'),
        choice('gender', { demographic: true }),
        choice('harassment', { sensitive: true }),
        choice('extra-fee'),
      ]),
      published(3, [likert('overall'), choice('extra-fee', { sensitive: true })]),
    ];
    expect(
      rowColumns(versions)
        .columns.map(({ name }) => name)
        .slice(8),
    ).toEqual(['d.gender', 'q.overall', 'q.access', 'q.access.signage', 'q.trips']);
  });

  test('read a row: marks and codes as they are, nothing where nothing was answered', () => {
    const { columns } = rowColumns([published(1, [likert('overall'), likert('access'), choice('trips')])]);
    const row = {
      ...{ quarter: '2025-Q3', unit: 'thuy-nguyen', fieldId: 'ho-tich', procedure: 'khac', channel: 'counter' },
      ...{ medium: 'phone', language: 'vi', version: 'khac', demographics: {}, overall: 4 as const },
      answers: { access: 'na' },
    };
    expect(columns.map(({ value }) => value(row))).toEqual([
      ...['2025-Q3', 'thuy-nguyen', 'ho-tich', 'khac', 'counter', 'phone', 'vi', 'khac'],
      ...[4, 'na', null],
    ]);
  });
});

describe('marks that have no figures', () => {
  const row = { fieldId: 'dat-dai', version: '2', answers: { 'access.signage': 5 as const, officer: 4 as const } };
  test.each([
    ['in the same field and version leave the row', 'dat-dai', '2', { officer: 4 }],
    ['elsewhere stay', 'ho-tich', '2', row.answers],
    ['of another version stay', 'dat-dai', '1', row.answers],
  ])('%s', (_, fieldId, version, expected) => {
    const withheld = [{ fieldId, version, questionId: 'access.signage' }];
    expect(withoutWithheld([row], withheld)).toEqual([{ ...row, answers: expected }]);
  });

  test('“does not apply” is no mark and stays', () => {
    const na = { ...row, answers: { officer: 'na' } };
    expect(withoutWithheld([na], [{ fieldId: 'dat-dai', version: '2', questionId: 'officer' }])).toEqual([na]);
  });
});

describe('the codebook', () => {
  test('keeps each wording with the versions that have it, the newest first', () => {
    const versions = [
      published(1, [likert('access', 'Cũ')]),
      published(2, [likert('access', 'Mới')]),
      published(3, [likert('access', 'Mới')]),
    ];
    const wordings = column(versions, 'q.access')?.wordings;
    expect(wordings?.map(({ label, versions }) => [label.vi, versions.map(({ version }) => version)])).toEqual([
      ['Mới', [2, 3]],
      ['Cũ', [1]],
    ]);
  });

  test('says what a value means, “does not apply” and merged groups among them', () => {
    const may: Question = { ...likert('access'), type: 'likert5', notApplicable: said('Không áp dụng') } as Question;
    const versions = [published(1, [may, choice('gender', { demographic: true })])];
    const valuesOf = (name: string) => column(versions, name)?.wordings[0]?.values.map(({ value }) => value);
    expect(valuesOf('q.access')).toEqual([5, 4, 3, 2, 1, 'na']);
    expect(valuesOf('d.gender')).toEqual(['yes', 'khac']);
    expect(valuesOf('field')).toEqual(['ho-tich', 'khac']);
    expect(valuesOf('procedure')).toEqual(['1.001193', 'khac']);
    expect(valuesOf('channel')).toEqual(['counter', 'online', 'post', 'khac']);
    expect(valuesOf('questionnaire_version')).toEqual(['1', 'khac']);
  });

  test.each([
    ['q.overall', ['satisfaction.overall.top2@1', 'satisfaction.mean@1']],
    ['q.access', ['satisfaction.element.top2@1', 'satisfaction.mean@1']],
    [
      'q.access.signage',
      [
        'satisfaction.criterion.top2@1',
        'satisfaction.element.top2@1',
        'satisfaction.criteria.top2@1',
        'satisfaction.mean@1',
      ],
    ],
    ['q.trips', []],
    ['field', []],
  ])('%s is used by %j', (name, rules) => {
    const versions = [published(1, [likert('overall'), likert('access'), likert('access.signage'), choice('trips')])];
    expect(column(versions, name)?.rules).toEqual(rules);
  });

  test('as a table has a line a value, with its versions', () => {
    const { columns, rows } = codebookTable(codebook([published(2, [choice('trips')])], catalogue));
    expect(columns).toHaveLength(9);
    expect(rows.filter(([name]) => name === 'q.trips' || name === 'quarter')).toEqual([
      ['quarter', 'code', 'Quý', 'Quarter', '', '', '', '', ''],
      ['q.trips', 'choice', 'trips', 'trips (en)', 'yes', 'có', 'có (en)', 'thuy-nguyen:2', ''],
    ]);
  });
});
