import type { Migration } from 'kysely/migration';
import * as unitsAndCatalogue from './0001-units-and-catalogue.ts';
import * as casesAndInvitations from './0002-cases-and-invitations.ts';
import * as responsesAndRollups from './0003-responses-and-rollups.ts';
import * as accountsAndAudit from './0004-accounts-and-audit.ts';
import * as quarters from './0005-quarters.ts';
import * as questionnaireWording from './0006-questionnaire-wording.ts';
import * as invitationsByCase from './0007-invitations-by-case.ts';
import * as unitBrand from './0008-unit-brand.ts';
import * as plannedEndOfTargets from './0009-planned-end-of-targets.ts';
import * as feedback from './0010-feedback.ts';
import * as caseEvents from './0011-case-events.ts';
import * as outgoingWebhooks from './0012-outgoing-webhooks.ts';
import * as imports from './0013-imports.ts';
import * as catalogueAndRetention from './0014-catalogue-and-retention.ts';
import * as displays from './0015-displays.ts';
import * as paper from './0016-paper.ts';
import * as quarterChoices from './0017-quarter-choices.ts';
import * as settledMonthsKeepTheirSettings from './0018-settled-months-keep-their-settings.ts';
import * as invitationMadeOn from './0022-invitation-made-on.ts';
import * as publishedQuarters from './0023-published-quarters.ts';

/** Every migration in order. A merged one never changes; a change is a new one. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-units-and-catalogue': unitsAndCatalogue,
  '0002-cases-and-invitations': casesAndInvitations,
  '0003-responses-and-rollups': responsesAndRollups,
  '0004-accounts-and-audit': accountsAndAudit,
  '0005-quarters': quarters,
  '0006-questionnaire-wording': questionnaireWording,
  '0007-invitations-by-case': invitationsByCase,
  '0008-unit-brand': unitBrand,
  '0009-planned-end-of-targets': plannedEndOfTargets,
  '0010-feedback': feedback,
  '0011-case-events': caseEvents,
  '0012-outgoing-webhooks': outgoingWebhooks,
  '0013-imports': imports,
  '0014-catalogue-and-retention': catalogueAndRetention,
  '0015-displays': displays,
  '0016-paper': paper,
  '0017-quarter-choices': quarterChoices,
  '0018-settled-months-keep-their-settings': settledMonthsKeepTheirSettings,
  '0022-invitation-made-on': invitationMadeOn,
  '0023-published-quarters': publishedQuarters,
};
