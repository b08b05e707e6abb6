/** What an import takes of a case; every other column of a sheet is left out. */
export const caseColumns = [
  'caseCode',
  'procedure',
  'procedureName',
  'field',
  'channel',
  'receivedOn',
  'dueOn',
  'closedOn',
  'outcome',
  'receivingUnit',
  'resolvingUnit',
  'counter',
  'apologySentOn',
] as const;
export type CaseColumn = (typeof caseColumns)[number];
