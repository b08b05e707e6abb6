import './check-node.mjs';
import { type TidyUp, tidyUp } from './bench/tidy-up.ts';

/**
 * `npm run bench [-- name…] [--large]`: one line of JSON a measure on standard output, what is going on on standard error.
 * What the figures mean, and those we got, are in docs/benchmarks.md.
 */
export type Measure = (tidyUp: TidyUp) => Promise<Readonly<Record<string, unknown>>>;

/** Ten million answers as well. */
const large = process.argv.includes('--large');
const measures: Readonly<Record<string, () => Promise<Measure>>> = {
  page: async () => (await import('./bench/page.ts')).measurePage,
  submit: async () => (await import('./bench/submit.ts')).measureSubmit,
  counter: async () => (await import('./bench/counter.ts')).measureCounter,
  results: async () => {
    const { measureResults } = await import('./bench/results.ts');
    return (tidyUp) => measureResults(tidyUp, { large });
  },
  export: async () => (await import('./bench/export.ts')).measureExport,
  overview: async () => (await import('./bench/overview.ts')).measureOverview,
  start: async () => (await import('./bench/start.ts')).measureStart,
};

const names = process.argv.slice(2).filter((name) => name !== '--large');
const unknown = names.find((name) => !Object.hasOwn(measures, name));
if (unknown === undefined) await run(names.length > 0 ? names : Object.keys(measures));
else {
  console.error(`There is no measure “${unknown}”, but ${Object.keys(measures).join(', ')}.`);
  process.exitCode = 2;
}

async function run(names: readonly string[]): Promise<void> {
  const all = tidyUp();
  endEarly(all);
  for (const name of names) {
    const load = measures[name];
    if (!load) continue;
    const one = tidyUp();
    const forget = all.add(one.run);
    try {
      const figures = await (await load())(one);
      console.log(JSON.stringify({ name, ...figures }));
    } catch (error) {
      if (all.begun()) return;
      console.error(`${name} could not be measured: ${error instanceof Error ? error.message : error}`);
      process.exitCode = 1;
    } finally {
      await one.run();
      forget();
    }
  }
  process.exit();
}

/** On Ctrl-C, and when npm has been ended without a word to us, nothing is left running and no folder behind. */
function endEarly(all: TidyUp): void {
  const end = async () => {
    if (all.begun()) return;
    console.error('Stopping, and clearing away what was started …');
    await all.run();
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void end();
  }, 500).unref();
}
