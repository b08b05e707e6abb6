import type { Kysely, Transaction } from 'kysely';
import type { AccountsTable, ApiKeysTable, SessionsTable } from './accounts.ts';
import type { AuditEntriesTable } from './audit-entries.ts';
import type { BrandsTable } from './brands.ts';
import type { CasesTable } from './cases.ts';
import type { WebhookDeliveriesTable, WebhookEndpointsTable } from './deliveries.ts';
import type { DisplaysTable } from './displays.ts';
import type { FeedbackTable } from './feedback.ts';
import type { FieldsTable } from './fields.ts';
import type { CaseEventsTable, WebhookSecretsTable } from './hooks.ts';
import type { ImportMappingsTable, ImportProgressTable, ImportRowsTable, ImportsTable } from './imports.ts';
import type { InvitationsTable, ReplacedTokensTable } from './invitations.ts';
import type { PaperEntriesTable } from './paper-entries.ts';
import type { ProceduresTable } from './procedures.ts';
import type { PublishedQuartersTable } from './published-quarters.ts';
import type {
  QuarterCasesTable,
  QuarterChoicesTable,
  QuarterQuestionsTable,
  QuarterResponsesTable,
  QuarterRollupsTable,
  QuarterSensitiveTable,
  QuartersTable,
} from './quarters.ts';
import type { QuestionnairesTable } from './questionnaires.ts';
import type { CommentInboxTable, CommentsTable, ResponseInboxTable, ResponsesTable } from './responses.ts';
import type { RetentionsTable } from './retentions.ts';
import type { MonthsTable, RollupsTable, SealsTable } from './rollups.ts';
import type { SettingsTable } from './settings.ts';
import type { TargetsTable } from './targets.ts';
import type { UnitsTable } from './units.ts';

/** Every table, by its name in TypeScript; the database spells them in snake_case. */
export interface Database {
  units: UnitsTable;
  settings: SettingsTable;
  brands: BrandsTable;
  fields: FieldsTable;
  procedures: ProceduresTable;
  targets: TargetsTable;
  questionnaires: QuestionnairesTable;
  cases: CasesTable;
  invitations: InvitationsTable;
  replacedTokens: ReplacedTokensTable;
  responseInbox: ResponseInboxTable;
  responses: ResponsesTable;
  commentInbox: CommentInboxTable;
  comments: CommentsTable;
  rollups: RollupsTable;
  months: MonthsTable;
  seals: SealsTable;
  retentions: RetentionsTable;
  quarters: QuartersTable;
  publishedQuarters: PublishedQuartersTable;
  quarterResponses: QuarterResponsesTable;
  quarterRollups: QuarterRollupsTable;
  quarterCases: QuarterCasesTable;
  quarterChoices: QuarterChoicesTable;
  quarterQuestions: QuarterQuestionsTable;
  quarterSensitive: QuarterSensitiveTable;
  feedback: FeedbackTable;
  accounts: AccountsTable;
  sessions: SessionsTable;
  apiKeys: ApiKeysTable;
  webhookSecrets: WebhookSecretsTable;
  caseEvents: CaseEventsTable;
  webhookEndpoints: WebhookEndpointsTable;
  webhookDeliveries: WebhookDeliveriesTable;
  auditEntries: AuditEntriesTable;
  displays: DisplaysTable;
  imports: ImportsTable;
  importRows: ImportRowsTable;
  importProgress: ImportProgressTable;
  importMappings: ImportMappingsTable;
  paperEntries: PaperEntriesTable;
}

/** A handle on the database, a transaction included. */
export type Db = Kysely<Database>;
/** A handle that can only be a transaction. */
export type Tx = Transaction<Database>;
