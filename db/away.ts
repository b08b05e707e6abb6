/** Whether an error says that the database can't be reached or is going down, and not that a statement is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return unreachable.has(code) || code.startsWith('08') || code.startsWith('57P') || lostConnection.test(error.message);
}

/** Of the operating system, and of PostgreSQL: too many connections. Classes 08 and 57P are connection and shutdown. */
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  '53300',
]);

/** What the driver says without a code. */
const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed))/;
