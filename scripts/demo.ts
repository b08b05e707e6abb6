import { createServer } from 'node:net';
import type { Config } from '../api/config.ts';
import { demoSettings } from './demo/settings.ts';
import { temporaryFolder } from './demo/temporary-folder.ts';
import { lanAddress } from './lan-address.ts';
import { runService } from './run-service.ts';

/**
 * The service as it is, on a throw-away database that holds six months of an invented ward. Every page says that it is a
 * demonstration, and answers are shown at once.
 */
const dataDir = temporaryFolder();
let isStopped = false;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    isStopped = true;
  });
}

await runService(
  async () => {
    const [{ serve }, { prepareDemo }] = await Promise.all([
      import('../api/main.ts'),
      import('./demo/prepare-demo.ts'),
    ]);
    return {
      async prepare(options) {
        await expectFree(options.config);
        const progress = progressLine('Đang dựng số liệu minh họa / Making demonstration data');
        const ways = { onProgress: progress.show, isStopped: () => isStopped, colours: process.stdout.isTTY };
        return prepareDemo(options, ways).finally(progress.end);
      },
      serve: (options) => serve({ ...options, demo: true }),
    };
  },
  {
    change(config) {
      const { PUBLIC_URL: publicUrl, LOG_LEVEL: logLevel } = process.env;
      return demoSettings(config, { dataDir, publicUrl, logLevel, lanAddress: lanAddress() });
    },
    // What is to be said follows from what was made.
    greet: () => [],
  },
);

/** An address that is taken is said before the work and not after it. */
async function expectFree({ port, host }: Config): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  await new Promise((resolve) => server.close(resolve));
}

/** How far it is, on one line of a terminal; elsewhere only what is being done. */
function progressLine(work: string): { show(share: number): void; end(): void } {
  const { stderr } = process;
  const show = (share: number) => {
    if (stderr.isTTY) stderr.write(`\r${work}: ${Math.floor(share * 100)}%`);
  };
  if (!stderr.isTTY) stderr.write(`${work} …\n`);
  show(0);
  return { show, end: () => void (stderr.isTTY && stderr.write('\n')) };
}
