import { z } from 'zod';
import { caseColumns } from './case-columns.ts';

/** What headers of a sheet mean, said by hand; null for nothing of a case. */
export const ColumnMapping = z
  .record(z.string().min(1).max(300), z.enum(caseColumns).nullable())
  .refine((mapping) => Object.keys(mapping).length <= 300)
  .meta({ ref: 'ColumnMapping', examples: [{ 'Số TT hồ sơ': 'caseCode', 'Ngày ký': null }] });

const RejectedRow = z.object({
  row: z.int().meta({ description: 'As the sheet counts them, from 1 on' }),
  column: z.string(),
  value: z.string().nullable().meta({ description: 'Null once it is no longer known: it is never stored' }),
  problem: z.string().meta({ description: 'What is expected' }),
});

const counts = {
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejectedRows: z.int(),
};

/** What an import did, or with `dryRun` would do. */
export const ImportResult = z
  .object({
    ...counts,
    lastClosedOn: z.iso.date().nullable().meta({ description: 'The newest day of closing among the good rows' }),
    rejected: z.array(RejectedRow).meta({ description: 'Every problem, 5,000 at most; a row may have several' }),
    ignoredColumns: z.array(z.string()).meta({ description: 'Columns that were not taken' }),
    personalColumns: z.array(z.string()).meta({ description: 'Those of them that speak of a person' }),
  })
  .meta({ ref: 'ImportResult' });

const ImportSummary = z.object({
  importId: z.string(),
  state: z.enum(['reading', 'checked', 'running', 'done', 'failed']),
  by: z.string(),
  madeAt: z.string(),
  ...counts,
  doneRows: z.int().meta({ description: 'How far a running import is' }),
});

/** An import that was read or that runs. */
export const ImportDetail = z
  .object({
    ...ImportSummary.shape,
    rejected: z.array(RejectedRow),
    ignoredColumns: z.array(z.string()),
    personalColumns: z.array(z.string()),
  })
  .meta({ ref: 'Import' });

export const ImportList = z.object({ imports: z.array(ImportSummary) }).meta({ ref: 'ImportList' });

export const ImportStart = z.strictObject({
  onError: z.enum(['refuse', 'skip']).optional().meta({ default: 'refuse' }),
});

/** `POST /cases/import`. */
export const ImportQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).optional().meta({ default: 'false' }),
  onError: z.enum(['skip']).optional().meta({ description: 'Leave out rows with problems; otherwise all or nothing' }),
  lang: z.enum(['vi', 'en']).optional(),
});
