import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
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
export async function launchBrowser(): Promise<Browser> {
  const refusals: string[] = [];
  for (const candidate of proven ? [proven] : candidates()) {
    try {
      const browser = await chromium.launch({ args: flags, ...(await candidate.options()) });
      proven = candidate;
      return browser;
    } catch (error) {
      refusals.push(`- ${candidate.name}: ${firstLine(error)}`);
    }
  }
  throw new Error(
    [
      'No browser for the tests could be started. Tried:',
      ...refusals,
      'Ways out: set BROWSER_PATH to a Chrome, Edge or Chromium program; install one of them; or, on Linux x64,',
      'run `npm ci` again, since one comes with the package @sparticuz/chromium.',
    ].join('\n'),
  );
}

function candidates(): Candidate[] {
  const named = process.env.BROWSER_PATH;
  if (named) return [program(named, 'BROWSER_PATH')];
  return [
    ...['chrome', 'msedge'].map((channel) => ({ name: `channel ${channel}`, options: () => ({ channel }) })),
    ...usualPaths()
      .filter((path) => existsSync(path))
      .map((path) => program(path, path)),
    { name: "Playwright's own", options: () => ({}) },
    { name: '@sparticuz/chromium', options: carriedChromium },
  ];
}

function program(executablePath: string, name: string): Candidate {
  return { name, options: () => ({ executablePath }) };
}

function usualPaths(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['/Applications/Chromium.app/Contents/MacOS/Chromium'];
    case 'win32':
      return ['LOCALAPPDATA', 'PROGRAMFILES', 'PROGRAMFILES(X86)']
        .map((variable) => process.env[variable])
        .filter((folder) => folder !== undefined)
        .map((folder) => join(folder, 'Chromium', 'Application', 'chrome.exe'));
    default:
      return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/local/bin/chromium', '/snap/bin/chromium'];
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
