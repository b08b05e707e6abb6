/** How an account is named: 2 to 64 of a–z, 0–9, dot, hyphen and underscore, first a letter or digit. */
export type Username = string & { readonly brand: 'Username' };

/** A user name as typed, in the one spelling that is stored; undefined where it cannot be one. */
export function readUsername(typed: string): Username | undefined {
  const username = typed.trim().toLowerCase();
  return /^[a-z0-9][a-z0-9._-]{1,63}$/.test(username) ? (username as Username) : undefined;
}
