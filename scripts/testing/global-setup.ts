import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import type { DatabaseDoor } from '../../db/testing.ts';
import type { TestServer } from './test-server.ts';

/**
 * One database server per run, started when the first test asks for it, so that a run of calculations alone
 * waits for nothing. Test files live in other processes, so they ask over a door on the loopback.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<TestServer> | undefined;
  const door = createServer((_request, response) => {
    started ??= import('./test-server.ts').then(({ startTestServer }) => startTestServer());
    started.then(
      ({ adminUrl, template }) => response.end(JSON.stringify({ adminUrl, template })),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
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
