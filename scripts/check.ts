import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { checkImports } from './check/import-rules.ts';
import { pageWeights } from './check/page-weight.ts';

interface Check {
  name: string;
  run(): Promise<Outcome>;
}

interface Outcome {
  ok: boolean;
  /** Said behind the name when all is well. */
  summary?: string;
  /** Shown when it failed. */
  output: string;
}

const root = dirname(import.meta.dirname);

const colours = process.stdout.isTTY === true;
const biomeParameters = [
  'check',
  '--error-on-warnings',
  '--max-diagnostics=200',
  `--colors=${colours ? 'force' : 'off'}`,
];

/** The longest first, so that the others fit beside it. */
const checks: Check[] = [
  { name: 'types', run: () => program('typescript', 'tsc', ['--noEmit', ...(colours ? ['--pretty'] : [])]) },
  { name: 'page weight', run: weighPages },
  { name: 'dead code', run: () => program('knip', 'knip', ['--no-progress']) },
  { name: 'imports', run: followImports },
  {
    name: 'lint and format',
    run: () => program('@biomejs/biome', 'biome', biomeParameters),
  },
];

await main();

async function main(): Promise<void> {
  const begun = performance.now();
  const waiting = [...checks];
  let failed = 0;
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      if (!(await runCheck(check))) failed++;
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
  console.log(
    `${failed === 0 ? 'All checks passed' : `${failed} of ${checks.length} checks failed`} in ${since(begun)}.`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
}

async function runCheck(check: Check): Promise<boolean> {
  const begun = performance.now();
  const outcome = await check.run().catch((error: unknown): Outcome => ({ ok: false, output: textOf(error) }));
  const line = [
    outcome.ok ? '✓' : '✗',
    check.name.padEnd(16),
    since(begun).padStart(7),
    outcome.ok ? outcome.summary : '',
  ];
  console.log(line.filter(Boolean).join('  '));
  if (!outcome.ok) console.log(`\n${outcome.output.trim()}\n`);
  return outcome.ok;
}

async function followImports(): Promise<Outcome> {
  const { modules, arrows, violations } = await checkImports(root);
  return {
    ok: violations.length === 0 && modules.length > 0,
    summary: `${modules.length} files, ${arrows} imports`,
    output: violations.map(({ rule, from, to, comment }) => `${rule}: ${from} → ${to}\n    ${comment}`).join('\n'),
  };
}

async function weighPages(): Promise<Outcome> {
  const weights = await pageWeights();
  const lines = weights.map(({ what, bytes, budget }) => `${what}: ${bytes} of ${budget} bytes`);
  return {
    ok: weights.every(({ bytes, budget }) => bytes <= budget),
    summary: lines.join('; '),
    output: lines.join('\n'),
  };
}

/** Runs a program of a package with our own Node, whatever else the machine has. */
async function program(packageName: string, bin: string, parameters: string[]): Promise<Outcome> {
  const folder = join(root, 'node_modules', packageName);
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const child = spawn(process.execPath, [join(folder, manifest.bin[bin]), ...parameters], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  return { ok: code === 0, output: Buffer.concat(chunks).toString('utf8') };
}

function since(begun: number): string {
  return `${((performance.now() - begun) / 1000).toFixed(1)} s`;
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
