import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';

/**
 * What can be set from outside. This is the only file that reads the environment; every variable is optional, and a
 * wrong value stops the start with one sentence that names the variable, its value and what is expected.
 */

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Config {
  /** 0 asks for any free port. */
  readonly port: number;
  readonly host: string;
  /** An origin without path: the only source of links in QR codes and pages. */
  readonly publicUrl: string;
  /** Absent: the embedded PostgreSQL under `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  /** Absent: made once and kept in `dataDir` (see `loadSecretKey`). */
  readonly secretKey: string | undefined;
  readonly timeZone: string;
  /** How many proxies in front of us may be believed about the client's address. */
  readonly trustProxy: number;
  readonly logLevel: LogLevel;
  /** How many processes share the port. */
  readonly webConcurrency: number;
}

/** The message is one sentence for the operator, without any secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const shortestSecret = 32;

export function readConfig(environment: Environment = process.env): Config {
  const port = readInteger(environment, 'PORT', 8080, 0, 65_535);
  return Object.freeze({
    port,
    host: readHost(environment),
    publicUrl: readPublicUrl(environment, port),
    databaseUrl: readDatabaseUrl(environment),
    dataDir: resolve(read(environment, 'DATA_DIR') ?? 'data'),
    secretKey: readSecretKey(environment),
    timeZone: readTimeZone(environment),
    trustProxy: readInteger(environment, 'TRUST_PROXY', 0, 0, 10),
    logLevel: readLogLevel(environment),
    webConcurrency: readInteger(environment, 'WEB_CONCURRENCY', 1, 1, 64),
  });
}

/** npm puts a shell between itself and us, and on SIGTERM ends both without a word to us. */
export function isRunByNpm(environment: Environment = process.env): boolean {
  return read(environment, 'npm_lifecycle_event') !== undefined;
}

/**
 * The key behind tokens and keyed hashes: `SECRET_KEY`, else the one in `DATA_DIR/secret-key`, made at first use.
 * Of two processes that make it at once, the one that links its file first wins, and both read the winner's.
 */
export function loadSecretKey(config: Pick<Config, 'secretKey' | 'dataDir'>): string {
  if (config.secretKey !== undefined) return config.secretKey;
  const path = join(config.dataDir, 'secret-key');
  const key = readIfThere(path) ?? makeSecretKey(config.dataDir, path);
  if (key.length >= shortestSecret) return key;
  throw new ConfigError(
    `The file ${path} does not hold a key of at least ${shortestSecret} characters; restore it from a backup, since printed QR codes depend on it.`,
  );
}

function makeSecretKey(dataDir: string, path: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const made = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(made, 'wx', 0o600);
  try {
    writeSync(file, `${randomBytes(32).toString('base64url')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(made, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(made);
  }
  syncFolder(dataDir);
  return readFileSync(path, 'utf8').trim();
}

/** Makes a new name in a folder survive a power cut; Windows neither offers nor needs it. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** An empty value counts as unset, as compose files and `.env` files leave them. */
function read(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
}

function refuse(name: string, value: string, expected: string): never {
  throw new ConfigError(`${name} is “${value}”, but ${expected} is expected.`);
}

function readInteger(environment: Environment, name: string, standard: number, least: number, most: number): number {
  const value = read(environment, name);
  if (value === undefined) return standard;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  return number >= least && number <= most ? number : refuse(name, value, `a whole number from ${least} to ${most}`);
}

function readHost(environment: Environment): string {
  const value = read(environment, 'HOST');
  if (value === undefined) return '127.0.0.1';
  // What looks like an IPv4 address but is none would otherwise pass as a name and fail only when listening.
  const isName =
    /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*$/.test(value) && !/^[\d.]+$/.test(value);
  return isIP(value) !== 0 || isName ? value : refuse('HOST', value, 'an IP address or host name, such as 0.0.0.0,');
}

function readPublicUrl(environment: Environment, port: number): string {
  const value = read(environment, 'PUBLIC_URL');
  if (value === undefined) return `http://localhost:${port}`;
  const expected = 'an origin without a path, such as https://hailong.example.vn,';
  if (!URL.canParse(value)) refuse('PUBLIC_URL', value, expected);
  const url = new URL(value);
  const isOrigin = /^https?:$/.test(url.protocol) && /^[a-z]+:\/\/[^/?#@\\\s]+\/?$/i.test(value);
  return isOrigin ? url.origin : refuse('PUBLIC_URL', withoutPassword(value, url), expected);
}

function readDatabaseUrl(environment: Environment): string | undefined {
  const value = read(environment, 'DATABASE_URL');
  if (value === undefined) return undefined;
  const expected = 'postgres://user:password@host:port/database';
  // An address without a host (a socket given by ?host=) is fine for PostgreSQL, but not for the URL parser.
  const parsed = value.replace('@/', '@localhost/');
  if (!URL.canParse(parsed) || !/^[a-z]+:\/\//i.test(parsed)) {
    throw new ConfigError(`DATABASE_URL is set to something that is not a URL, but ${expected} is expected.`);
  }
  const url = new URL(parsed);
  return /^postgres(ql)?:$/.test(url.protocol) ? value : refuse('DATABASE_URL', withoutPassword(value, url), expected);
}

function withoutPassword(value: string, url: URL): string {
  if (url.password === '' && !url.searchParams.has('password')) return value;
  return `${url.protocol}//${url.host}${url.pathname}`;
}

function readSecretKey(environment: Environment): string | undefined {
  const value = read(environment, 'SECRET_KEY');
  if (value === undefined || value.length >= shortestSecret) return value;
  throw new ConfigError(
    `SECRET_KEY has ${value.length} characters (not shown here), but at least ${shortestSecret} are expected.`,
  );
}

function readTimeZone(environment: Environment): string {
  const value = read(environment, 'TIME_ZONE');
  if (value === undefined) return 'Asia/Ho_Chi_Minh';
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return value;
  } catch {
    return refuse('TIME_ZONE', value, 'an IANA time zone, such as Asia/Ho_Chi_Minh,');
  }
}

function readLogLevel(environment: Environment): LogLevel {
  const value = read(environment, 'LOG_LEVEL');
  if (value === undefined) return 'info';
  return logLevels.find((level) => level === value) ?? refuse('LOG_LEVEL', value, `one of ${logLevels.join(', ')}`);
}
