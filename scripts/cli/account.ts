import { createAccount, resetPassword } from '../../api/accounts/service.ts';
import { Problem } from '../../api/problems.ts';
import { roles } from '../../db/vocabulary.ts';
import { type Command, Failure, needed, neededWords, type Tools, type Typed, WrongUse } from './command.ts';
import { findUnit } from './find-unit.ts';

const passwordFromInput =
  'The password (10 to 200 characters) is read from standard input, so that no history keeps it.';

export const accountCreate: Command = {
  usage: 'account create --username U --role R[,R…] [--unit C] --password-stdin',
  summary: 'Adds an account.',
  details: [
    `R: ${roles.join(', ')}. C: the code of its unit; without one it is over all units (admin and auditor only).`,
    passwordFromInput,
  ],
  options: {
    username: { type: 'string' },
    role: { type: 'string', multiple: true },
    unit: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  },
  read(typed) {
    const username = needed(typed, 'username');
    const chosen = neededWords(typed, 'role', roles);
    const unitCode = typed.unit === undefined ? undefined : needed(typed, 'unit');
    needPasswordFromInput(typed);
    return async (tools) => {
      const { db, actor, now, say } = tools;
      const unitId = unitCode === undefined ? null : (await findUnit(db, unitCode)).unitId;
      const password = await readPassword(tools);
      const account = await createAccount(db, { unitId, username, password, roles: chosen, actor, now });
      say(`Account ${account.username} is there, as ${account.roles.join(', ')} of ${unitCode ?? 'all units'}.`);
      return 0;
    };
  },
};

export const accountReset: Command = {
  usage: 'account reset --username U --password-stdin',
  summary: 'Gives an account a new password and signs it out everywhere.',
  details: [passwordFromInput],
  options: { username: { type: 'string' }, 'password-stdin': { type: 'boolean' } },
  read(typed) {
    const username = needed(typed, 'username');
    needPasswordFromInput(typed);
    return async (tools) => {
      const { db, actor, now, say } = tools;
      const password = await readPassword(tools);
      const account = await resetPassword(db, { username, password, actor, now }).catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'not-found')
          throw new Failure(`No account is named “${username}”.`);
        throw error;
      });
      say(`Account ${account.username} has its new password and is signed out everywhere.`);
      return 0;
    };
  },
};

function needPasswordFromInput(typed: Typed): void {
  if (typed['password-stdin'] !== true)
    throw new WrongUse('--password-stdin is needed: the password is read from standard input.');
}

async function readPassword({ readInput }: Tools): Promise<string> {
  const password = (await readInput()).replace(/\r?\n$/, '');
  if (password === '') throw new Failure('There is no password on standard input.');
  if (/[\r\n]/.test(password)) throw new Failure('Standard input has several lines, but one password is expected.');
  return password;
}
