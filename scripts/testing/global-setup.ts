import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import type { DatabaseDoor } from '../../db/testing.ts';

interface StartedServer {
  /** What test-server.ts says: address and template, as JSON. */
  line: string;
  stop(): Promise<void>;
}

/**
 * One database server per run, started when the first test asks for it, so that a run of calculations alone
 * waits for nothing. Test files live in other processes, so they ask over a door on the loopback.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<StartedServer> | undefined;
  const door = createServer((_request, response) => {
    started ??= startServer();
    started.then(
      ({ line }) => response.end(line),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const { port } = door.address() as AddressInfo;
  const address: DatabaseDoor = `http://127.0.0.1:${port}/`;
  project.provide('databaseDoor', address);

  return async () => {
    door.close();
    const server = await started?.catch(() => undefined);
    await server?.stop();
  };
}

/** In a process of its own: it runs as the service does, and sees our end even if we are killed. */
async function startServer(): Promise<StartedServer> {
  const program = join(import.meta.dirname, 'test-server.ts');
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (chunk) => complaints.push(chunk));
  const ended = once(child, 'close');
  const said = once(createInterface(child.stdout), 'line');
  const line = await Promise.race([
    said.then(([text]) => String(text)),
    ended.then(() => Promise.reject(new Error(Buffer.concat(complaints).toString('utf8')))),
  ]);
  return {
    line,
    async stop() {
      child.stdin.end();
      const [code] = await ended;
      if (code !== 0) throw new Error(`The tests' database did not stop:\n${Buffer.concat(complaints)}`);
    },
  };
}
