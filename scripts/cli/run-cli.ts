import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type Config, ConfigError, loadSecretKey, readConfig } from '../../api/config.ts';
import { Problem, problemDetails } from '../../api/problems.ts';
import { ensureFirstUnit } from '../../api/units/service.ts';
import { isDatabaseAway } from '../../db/away.ts';
import { connect } from '../../db/connect.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { accountCreate, accountReset } from './account.ts';
import { apiKeyCreate, apiKeyDelete } from './api-key.ts';
import { type Command, Failure, type Tools, type Work, WrongUse } from './command.ts';
import { importCases } from './import.ts';
import { seal } from './seal.ts';
import { unitCreate } from './unit.ts';
import { verify } from './verify.ts';
import { webhookSecretCreate, webhookSecretDelete } from './webhook-secret.ts';

const commands: readonly Command[] = [
  unitCreate,
  accountCreate,
  accountReset,
  apiKeyCreate,
  apiKeyDelete,
  webhookSecretCreate,
  webhookSecretDelete,
  importCases,
  seal,
  verify,
];

/** What a command reads and writes, and from where it takes its settings. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly readInput: () => Promise<string>;
  readonly say: (line: string) => void;
  readonly warn: (line: string) => void;
}

/**
 * Does what was typed after `npm run -s cli --`. Results go to standard output, everything else to standard error.
 * The exit code: 0 done, 1 not done (or `verify` found a difference), 2 typed wrongly.
 */
export async function runCli(typed: readonly string[], terminal: Terminal = ownTerminal): Promise<number> {
  const { say, warn, environment } = terminal;
  try {
    const [command, rest] = find(typed);
    if (!command || isHelpAsked(rest)) {
      for (const line of command ? helpOf(command) : help()) say(line);
      return 0;
    }
    const work = read(command, rest);
    return await inDatabase(readConfig(environment), terminal, work);
  } catch (error) {
    const said = explain(error);
    if (said === undefined) throw error;
    warn(said);
    const isTypedWrongly = error instanceof WrongUse || (error instanceof Problem && error.code === 'invalid');
    return isTypedWrongly ? 2 : 1;
  }
}

/** The command and what follows it; none where only help is asked for. */
function find(typed: readonly string[]): [Command | undefined, readonly string[]] {
  const words = typed[0] === 'help' ? typed.slice(1) : typed;
  const asksHelp = typed[0] === 'help' ? ['--help'] : [];
  if (words.length === 0 && asksHelp.length === 0)
    throw new WrongUse(`A command is needed: ${names().join(', ')}. ${moreHelp}`);
  if (words.length === 0 || isHelp(words[0])) return [undefined, []];
  for (const command of commands) {
    const name = nameOf(command).split(' ');
    if (name.every((word, position) => words[position] === word))
      return [command, [...words.slice(name.length), ...asksHelp]];
  }
  const inGroup = names().filter((name) => name.startsWith(`${words[0]} `));
  if (inGroup.length > 0 && isHelp(words[1])) return [undefined, []];
  const meant = inGroup.length > 0 ? inGroup : names();
  throw new WrongUse(`There is no command “${words.slice(0, 2).join(' ')}”, but ${meant.join(', ')}. ${moreHelp}`);
}

function read(command: Command, rest: readonly string[]): Work {
  try {
    const { values, positionals } = parseArgs({ args: [...rest], options: command.options, allowPositionals: true });
    const { operand } = command;
    const tooMany = positionals[operand === undefined ? 0 : 1];
    if (tooMany !== undefined) throw new WrongUse(`“${tooMany}” is one word too many.`);
    return command.read(operand === undefined ? values : { ...values, [operand]: positionals[0] });
  } catch (error) {
    const isTyped = error instanceof WrongUse || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    if (!isTyped) throw error;
    // Of what Node says only the first sentence is about what was typed.
    const [sentence = ''] = (error as Error).message.split(/(?<=\.)\s/);
    throw new WrongUse(`${sentence.replace(/\.?$/, '.')} Usage: ${command.usage}`);
  }
}

/** Opens the database (beside a running server, its own), brings it up to date, and closes what it opened. */
async function inDatabase(config: Config, terminal: Terminal, work: Work): Promise<number> {
  const database = await openDatabase(config);
  const db = connect({ url: database.url, poolSize: 4 });
  try {
    await migrateToLatest(db);
    const now = new Date();
    await ensureFirstUnit(db, { now });
    const tools: Tools = {
      db,
      now,
      actor: { kind: 'system', name: 'cli', unitId: null },
      timeZone: config.timeZone,
      secretKey: () => loadSecretKey(config),
      randomBytes: (length) => new Uint8Array(randomBytes(length)),
      readInput: terminal.readInput,
      say: terminal.say,
      warn: terminal.warn,
    };
    return (await work(tools)) ?? 0;
  } finally {
    await db.destroy();
    await database.stop();
  }
}

async function openDatabase({ databaseUrl, dataDir }: Config): Promise<{ url: string; stop(): Promise<void> }> {
  if (databaseUrl !== undefined) return { url: databaseUrl, stop: async () => {} };
  const { openEmbedded } = await import('../../db/embedded.ts');
  return openEmbedded(dataDir);
}

/** One sentence for the operator; undefined for a bug, whose place is worth more than a sentence. */
function explain(error: unknown): string | undefined {
  if (error instanceof WrongUse || error instanceof Failure || error instanceof ConfigError) return error.message;
  if (error instanceof Problem) {
    const { title, detail, errors = [] } = problemDetails(error, 'en');
    if (detail !== undefined) return detail;
    const complaints = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
    return complaints === '' ? title : `${title}: ${complaints}.`;
  }
  if (isDatabaseAway(error)) return `The database cannot be reached: ${(error as Error).message}.`;
  const isOneSentence = error instanceof Error && ['EmbeddedError', 'FolderInUse'].includes(error.name);
  return isOneSentence ? error.message : undefined;
}

const moreHelp = 'Help: npm run -s cli -- help';

function help(): string[] {
  const lines = commands.flatMap(({ usage, summary }) => [`  ${usage}`, `      ${summary}`]);
  return [
    'npm run -s cli -- COMMAND',
    '',
    ...lines,
    '',
    'Works beside the running service and without it, on the database of DATABASE_URL or DATA_DIR.',
    'More on a command: npm run -s cli -- help COMMAND',
  ];
}

function helpOf({ usage, summary, details = [] }: Command): string[] {
  return [`npm run -s cli -- ${usage}`, '', summary, ...details];
}

function names(): string[] {
  return commands.map(nameOf);
}

/** `account create --username U …` → `account create`. */
function nameOf({ usage }: Command): string {
  return usage.split(/ [-[A-Z]/)[0] ?? usage;
}

/** A value may be the word help, an option not. */
function isHelpAsked(words: readonly string[]): boolean {
  return words[0] === 'help' || words.includes('--help') || words.includes('-h');
}

function isHelp(word: string | undefined): boolean {
  return word === '--help' || word === '-h' || word === 'help';
}

const ownTerminal: Terminal = {
  environment: process.env,
  readInput: readStandardInput,
  say: (line) => console.log(line),
  warn: (line) => console.error(line),
};

/** All of it; from a keyboard one line. */
async function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Password: ');
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    if (process.stdin.isTTY && String(chunk).includes('\n')) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
