import type { SatisfactionGroup, SatisfactionReport } from '../satisfaction/satisfaction-report.ts';

type Cell = string | number | boolean | null;

const groupColumns: readonly (readonly [string, (group: SatisfactionGroup) => Cell])[] = [
  ['key', (group) => group.key],
  ['name', (group) => group.name],
  ['closed', (group) => group.closed],
  ['answered', (group) => group.answered],
  ['satisfied', (group) => group.satisfied],
  ['percent', (group) => group.percent],
  ['low', (group) => group.low],
  ['high', (group) => group.high],
  ['mean', (group) => group.mean],
  ...([1, 2, 3, 4, 5] as const).map(
    (score) => [`level_${score}`, (group: SatisfactionGroup) => group.levels?.[score - 1] ?? null] as const,
  ),
  ['target', (group) => group.target?.percent ?? null],
  ['legal_basis', (group) => group.target?.legalBasis ?? null],
  ['verdict', (group) => group.verdict],
  ['flagged', (group) => group.flagged],
  ['provisional', (group) => group.provisional],
  ['held', (group) => group.held],
];

const reportColumns: readonly (readonly [string, (report: SatisfactionReport) => Cell])[] = [
  ['from', ({ period }) => period.from],
  ['to', ({ period }) => period.to],
  ['settled_to', ({ period }) => period.settledTo],
  ['sealed_on', ({ period }) => period.sealedOn],
  ['waiting', ({ waiting }) => waiting],
  ['rule', ({ rule }) => `${rule.id}@${rule.version}`],
];

/** A report as a table: a row a group, then the total; the same figures as the JSON, each row with its period and rule. */
export function satisfactionTable(report: SatisfactionReport): { columns: string[]; rows: Cell[][] } {
  return {
    columns: [...groupColumns, ...reportColumns].map(([column]) => column),
    rows: [...report.groups, report.total].map((group) => [
      ...groupColumns.map(([, cell]) => cell(group)),
      ...reportColumns.map(([, cell]) => cell(report)),
    ]),
  };
}
