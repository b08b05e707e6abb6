import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { LaunchOptions } from 'playwright-core';
import { untar } from './untar.ts';

const inflate = promisify(brotliDecompress);

/**
 * The Chromium that comes through npm as @sparticuz/chromium, with the libraries (NSS, NSPR, expat) and the font
 * (Open Sans, which has all Vietnamese letters) that a bare machine may lack. We unpack it ourselves: the package's own
 * way writes straight into the temporary folder, where two test files starting at once meet half-written programs.
 */
export async function carriedChromium(): Promise<LaunchOptions> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`it is a program for Linux x64, and this is ${process.platform} ${process.arch}`);
  }
  const home = await unpackOnce();
  return {
    executablePath: join(home, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(home, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  };
}

async function unpackOnce(): Promise<string> {
  const packed = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8'));
  // One folder per user, since what another user could have put there must not be run.
  const home = join(tmpdir(), `hai-long-chromium-${version}-${process.getuid?.() ?? 'user'}`);
  if (existsSync(home)) return home;

  const draft = await mkdtemp(`${home}-`);
  const read = async (name: string) => inflate(await readFile(join(packed, 'bin', name)));
  await writeFile(join(draft, 'chromium'), await read('chromium.br'));
  await chmod(join(draft, 'chromium'), 0o700);
  await untar(await read('al2023.tar.br'), draft);
  await untar(await read('fonts.tar.br'), draft);
  await mkdir(join(draft, 'font-cache'));
  await writeFile(join(draft, 'fonts.conf'), fontsConf(home));
  try {
    await rename(draft, home);
  } catch (error) {
    // Another process was faster: its copy is as good as ours.
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

/** Open Sans before all others, so that pages look alike on each machine; what it lacks comes from the machine's fonts. */
function fontsConf(home: string): string {
  const openSansFirst =
    '<match target="pattern"><edit name="family" mode="prepend_first" binding="strong"><string>Open Sans</string></edit></match>';
  return (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>' +
    `<dir>${join(home, 'fonts')}</dir><cachedir>${join(home, 'font-cache')}</cachedir>` +
    `<include ignore_missing="yes">/etc/fonts/fonts.conf</include>${openSansFirst}</fontconfig>\n`
  );
}
