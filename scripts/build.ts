import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { lock } from '../db/folder-lock.ts';
import { type BuildRecord, distFolder, hashOf, isStale, projectFolder, recordFile, standingInputs } from './stale.ts';

/** Says where the fault in the pages is; where the bundler noticed it is of no interest. */
class BuildFailed extends Error {
  override readonly name = 'BuildFailed';
}

/** Builds the pages if they are missing or older than their inputs; tells whether there was anything to do. */
export async function build(options: { force?: boolean } = {}): Promise<boolean> {
  if (!options.force && !isStale()) return false;
  mkdirSync(distFolder, { recursive: true });
  const release = await lock(join(distFolder, 'build.lock'), 120_000);
  try {
    // Another process may have built while we waited.
    if (!options.force && !isStale()) return false;
    await buildAnew();
    return true;
  } finally {
    release();
  }
}

/** Into a draft folder, put in place when it is whole: a service that runs keeps what it has until then. */
async function buildAnew(): Promise<void> {
  for (const name of readdirSync(distFolder)) {
    if (name.startsWith('draft-')) rmSync(join(distFolder, name), { recursive: true, force: true });
  }
  const draft = join(distFolder, `draft-${randomBytes(6).toString('hex')}`);
  const [{ createBuilder }, { buildInto }] = await Promise.all([import('vite'), import('../vite.config.ts')]);
  const imported = new Set<string>();
  const begun = Date.now();
  const builder = await createBuilder({
    ...buildInto(draft, (id) => {
      const path = relative(projectFolder, id.split('?')[0] ?? '');
      if (isAbsolute(id) && existsSync(join(projectFolder, path)) && !/^(\.\.|node_modules)/.test(path))
        imported.add(path);
    }),
    configFile: false,
    logLevel: 'warn',
  });
  try {
    await builder.buildApp();
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new BuildFailed(`The pages could not be built: ${(error as Error).message}`);
  }
  rmSync(recordFile, { force: true });
  for (const part of readdirSync(draft)) {
    const place = join(distFolder, part);
    if (existsSync(place)) renameSync(place, join(draft, `${part}.old`));
    renameSync(join(draft, part), place);
  }
  rmSync(draft, { recursive: true, force: true });
  const inputs = [...new Set([...standingInputs(), ...imported])].sort();
  // A file that was changed while it was being built: what was built may be the older text, so it stays stale.
  if (inputs.some((input) => statSync(join(projectFolder, input)).mtimeMs >= begun)) return;
  const record: BuildRecord = { imported: [...imported].sort(), hash: hashOf(inputs) };
  writeFileSync(`${recordFile}.draft`, JSON.stringify(record));
  renameSync(`${recordFile}.draft`, recordFile);
}

if (realpathSync(process.argv[1] ?? '.') === import.meta.filename) {
  const begun = performance.now();
  try {
    const built = await build({ force: process.argv.includes('--force') });
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(built ? `Built the pages into ${distFolder} in ${seconds} s.` : 'The pages are up to date.');
  } catch (error) {
    console.error(error instanceof BuildFailed ? error.message : error);
    process.exitCode = 1;
  }
}
