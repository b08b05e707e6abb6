import type { ParseArgsOptionsConfig } from 'node:util';
import type { SystemActor } from '../../api/accounts/actor.ts';
import type { Db } from '../../db/tables/index.ts';

/** One thing that an operator can do. */
export interface Command {
  /** As it is typed, with what it needs. */
  readonly usage: string;
  /** One sentence. */
  readonly summary: string;
  /** What else its help says. */
  readonly details?: readonly string[];
  readonly options: ParseArgsOptionsConfig;
  /** The name under which what is typed without an option is read, where there is such a thing. */
  readonly operand?: string;
  /** Reads what was typed, before anything is opened; throws WrongUse. The result does it. */
  read(typed: Typed): Work;
}

/** The options as they were typed: texts, or true for those without a value. */
export type Typed = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** Does the work and gives the exit code; nothing given is 0. Throws Failure where it could not be done. */
export type Work = (tools: Tools) => Promise<number | undefined>;

/** What the commands are given of the world. */
export interface Tools {
  readonly db: Db;
  readonly actor: SystemActor;
  readonly now: Date;
  readonly timeZone: string;
  /** The service's secret key, read when it is needed; made where there is none. */
  readonly secretKey: () => string;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly readInput: () => Promise<string>;
  /** A line of the result. */
  readonly say: (line: string) => void;
  /** A line for the person beside the result. */
  readonly warn: (line: string) => void;
}

/** The command was typed wrongly; the message is one sentence. */
export class WrongUse extends Error {}

/** The command was right but could not be done; the message is one sentence. */
export class Failure extends Error {}

/** A text that has to be given. */
export function needed(typed: Typed, name: string): string {
  const value = typed[name];
  if (typeof value !== 'string' || value.trim() === '') throw new WrongUse(`--${name} is needed.`);
  return value;
}

/** Words out of a closed list, given as `A,B` or several times. */
export function neededWords<Word extends string>(typed: Typed, name: string, allowed: readonly Word[]): Word[] {
  const values = [typed[name] ?? []].flat().flatMap((value) => String(value).split(','));
  const words = values.map((value) => value.trim()).filter(Boolean);
  const list = allowed.join(', ');
  if (words.length === 0) throw new WrongUse(`--${name} is needed: one or more of ${list}, joined by commas.`);
  return words.map((word) => {
    const known = allowed.find((candidate) => candidate === word);
    if (known === undefined) throw new WrongUse(`--${name} has “${word}”, but one or more of ${list} are expected.`);
    return known;
  });
}
