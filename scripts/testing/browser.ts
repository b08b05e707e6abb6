import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type LaunchOptions } from 'playwright-core';
import { carriedChromium } from './carried-chromium.ts';

/** Quiet in a closed network, and able to run as root. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Candidate {
  name: string;
  options(): LaunchOptions | Promise<LaunchOptions>;
}

/** The candidate that started last time in this process is tried first the next time. */
let proven: Candidate | undefined;

/** A real browser: the one named by BROWSER_PATH, else one of the machine, else the one that npm brought along. */
export function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  return firstThatStarts((found) => chromium.launch({ args: flags, ...options, ...found }));
}

/** The same with a profile in a folder, so that what pages keep is still there when it is started again. */
export function launchWithProfile(folder: string): Promise<BrowserContext> {
  return firstThatStarts((found) => chromium.launchPersistentContext(folder, { args: flags, ...found }));
}

async function firstThatStarts<Started>(start: (options: LaunchOptions) => Promise<Started>): Promise<Started> {
  const refusals: string[] = [];
  for (const candidate of proven ? [proven] : candidates()) {
    try {
      const started = await start(await candidate.options());
      proven = candidate;
      return started;
    } catch (error) {
      refusals.push(`- ${candidate.name}: ${firstLine(error)}`);
    }
  }
  throw new Error(
    [
      'No browser for the tests could be started. Found, and refused:',
      ...refusals,
      'Ways out: set BROWSER_PATH to a Chrome, Edge or Chromium program; install one of them; or, on Linux x64,',
      'run `npm ci` again, since one comes with the package @sparticuz/chromium.',
    ].join('\n'),
  );
}

function candidates(): Candidate[] {
  const named = process.env.BROWSER_PATH;
  if (named) return [program(named, 'BROWSER_PATH')];
  // Looked for before they are tried: a launch that fails leaves folders behind.
  const installed = [...usualPaths(), chromium.executablePath()].filter((path) => existsSync(path));
  return [...installed.map((path) => program(path)), { name: '@sparticuz/chromium', options: carriedChromium }];
}

function program(executablePath: string, name = executablePath): Candidate {
  return { name, options: () => ({ executablePath }) };
}

/** Chrome, Edge, Chromium, in this order. */
function usualPaths(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case 'win32': {
      const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
      return [
        'Google/Chrome/Application/chrome.exe',
        'Microsoft/Edge/Application/msedge.exe',
        'Chromium/Application/chrome.exe',
      ].flatMap((path) => folders.filter((folder) => folder !== undefined).map((folder) => join(folder, path)));
    }
    default:
      return [
        '/opt/google/chrome/chrome',
        '/opt/microsoft/msedge/msedge',
        '/usr/bin/chromium',
        '/usr/bin/chromium-browser',
        '/usr/local/bin/chromium',
        '/snap/bin/chromium',
      ];
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
