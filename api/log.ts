import { type DestinationStream, type Logger, type LoggerOptions, pino, stdTimeFunctions } from 'pino';

/**
 * The service's log: one JSON object a line, on stdout. No token, answer, address, contact or case code may reach it
 * (contract, section 6), so it takes no request, response or header, and of an error only what cannot carry a value.
 */
export function createLog(options: { level: string; destination?: DestinationStream }): Logger {
  const { level, destination } = options;
  const settings: LoggerOptions = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    hooks: {
      // Given an error alone, pino would take its message for the line's.
      logMethod(args, method) {
        const [first] = args as unknown[];
        if (first instanceof Error) method.apply(this, [{ err: first }, 'unexpected error']);
        else method.apply(this, args);
      },
    },
    serializers: { err: safeError, error: safeError, req: () => undefined, res: () => undefined },
  };
  return destination ? pino(settings, destination) : pino(settings);
}

/** What may be told of an exception. */
interface SafeError {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  readonly constraint?: string;
  readonly frames?: readonly string[];
  readonly cause?: SafeError;
  /** What an error of several is made of. */
  readonly errors?: readonly SafeError[];
}

/**
 * PostgreSQL's messages and details repeat the values of a row (“Key (case_code)=(…) already exists”), and a JSON
 * parser's the text it met. Their code, constraint and place in our source tell as much without them.
 */
function safeError(error: unknown): SafeError | undefined {
  if (!(error instanceof Error)) return error === undefined ? undefined : { type: typeof error };
  const { code, constraint, severity } = error as { code?: unknown; constraint?: unknown; severity?: unknown };
  const repeatsValues = severity !== undefined || error instanceof SyntaxError;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = safeError(error.cause);
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(!repeatsValues && { message: error.message }),
    frames: frames.map((line) => line.trim()),
    ...(cause && { cause }),
    ...(error instanceof AggregateError && { errors: error.errors.flatMap((each) => safeError(each) ?? []) }),
  };
}
