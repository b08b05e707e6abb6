import { type Role, roles, type Scope, scopes, type UnitId } from '../../db/vocabulary.ts';
import { type Complaint, problem } from '../problems.ts';
import { isAcceptablePassword, passwordLength } from './password.ts';
import { readUsername, type Username } from './username.ts';

/** The name in the spelling that is stored, where it, the password and the roles can be. Throws `invalid` otherwise. */
export function checkNewAccount(account: {
  username: string;
  password: string;
  roles: readonly Role[];
  unitId: UnitId | null;
}): Username {
  const { username, password, roles, unitId } = account;
  return readOrRefuse(readUsername(username), [
    ...usernameComplaints(username),
    ...passwordComplaints(password),
    ...roleComplaints(roles, unitId),
  ]);
}

/** The same for an account that is there already and gets a new password. */
export function checkNewPassword(account: { username: string; password: string }): Username {
  const { username, password } = account;
  return readOrRefuse(readUsername(username), [...usernameComplaints(username), ...passwordComplaints(password)]);
}

/** The name of a key as it is stored, where it and the scopes can be. Throws `invalid` otherwise. */
export function checkNewApiKey(key: { name: string; scopes: readonly Scope[] }): string {
  const name = key.name.normalize('NFC').trim();
  return readOrRefuse(name, [
    ...(/^[^\p{Cc}\p{Cs}]{1,100}$/u.test(name) ? [] : [badKeyName]),
    ...(key.scopes.length > 0 ? [] : [someOf('scopes', scopes)]),
  ]);
}

function readOrRefuse<Value>(value: Value | undefined, complaints: readonly Complaint[]): Value {
  if (value === undefined || complaints.length > 0) throw problem('invalid', { errors: complaints });
  return value;
}

function usernameComplaints(username: string): Complaint[] {
  return readUsername(username) ? [] : [badUsername];
}

function passwordComplaints(password: string): Complaint[] {
  return isAcceptablePassword(password) ? [] : [badPassword];
}

function roleComplaints(chosen: readonly Role[], unitId: UnitId | null): Complaint[] {
  if (chosen.length === 0) return [someOf('roles', roles)];
  const isOverAllUnits = unitId === null;
  return isOverAllUnits && chosen.some((role) => role !== 'admin' && role !== 'auditor') ? [unitMissing] : [];
}

function someOf(path: string, values: readonly string[]): Complaint {
  const list = values.join(', ');
  return { path, message: { vi: `cần ít nhất một trong: ${list}`, en: `expected at least one of: ${list}` } };
}

const badUsername: Complaint = {
  path: 'username',
  message: {
    vi: 'cần 2 đến 64 ký tự: chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới; bắt đầu bằng chữ hoặc số',
    en: 'expected 2 to 64 characters: a–z, digits, dot, hyphen, underscore; first a letter or digit',
  },
};
// What was typed is not repeated here: it is, or nearly is, a password.
const badPassword: Complaint = {
  path: 'password',
  message: {
    vi: `cần từ ${passwordLength.least} đến ${passwordLength.most} ký tự`,
    en: `expected ${passwordLength.least} to ${passwordLength.most} characters`,
  },
};
const unitMissing: Complaint = {
  path: 'unit',
  message: {
    vi: 'cần một đơn vị; chỉ admin và auditor có thể không thuộc đơn vị nào',
    en: 'a unit is needed; only admin and auditor can be without one',
  },
};
const badKeyName: Complaint = {
  path: 'name',
  message: { vi: 'cần từ 1 đến 100 ký tự', en: 'expected 1 to 100 characters' },
};
