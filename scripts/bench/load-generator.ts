import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { quantile } from './figures.ts';

/*
 * Sends answers as fast as they are taken, from a process of its own that costs as little as it can, since it shares
 * the processors with what it measures: bare sockets that stay open, requests made before the clock starts.
 */
export interface Load {
  readonly port: number;
  readonly clients: number;
  readonly tokens: readonly string[];
}

export interface LoadFigures {
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** How many answers came with each status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of this process, in seconds. */
  readonly cpu: number;
}

process.on('message', async (load: Load) => process.send?.(await send(load)));

async function send({ port, clients, tokens }: Load): Promise<LoadFigures> {
  const requests = tokens.map((token) => requestFor(port, token));
  const sockets = await Promise.all(Array.from({ length: clients }, () => open(port)));
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  const cpuBefore = process.cpuUsage();
  const begun = performance.now();
  let next = 0;
  const work = async (socket: Socket) => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      const sent = performance.now();
      const status = await exchange(socket, request);
      latencies.push(performance.now() - sent);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(sockets.map(work));
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  for (const socket of sockets) socket.destroy();
  return {
    seconds,
    statuses,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    cpu: (user + system) / 1_000_000,
  };
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/** Sends one request and waits for the whole of its answer. */
function exchange(socket: Socket, request: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const settle = (finish: () => void) => {
      socket.off('data', take).off('error', fail).off('close', gone);
      finish();
    };
    const take = (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      const head = answer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(answer)?.[1]);
      if (answer.length >= head + 4 + length) settle(() => resolve(answer.slice(9, 12)));
    };
    const fail = (error: Error) => settle(() => reject(error));
    const gone = () => fail(new Error('the service hung up'));
    socket.on('data', take).once('error', fail).once('close', gone);
    socket.write(request);
  });
}

/** What a phone's browser sends when the page's script posts an answer; six marks, no comment, as most do. */
function requestFor(port: number, token: string): Buffer {
  const origin = `http://127.0.0.1:${port}`;
  const questions = ['overall', 'access', 'procedure', 'officer', 'result', 'feedback'];
  const marks = questions.map((question) => [question, 5 - Math.floor(3 * Math.random() ** 2)]);
  const body = JSON.stringify({ key: randomUUID(), language: 'vi', answers: Object.fromEntries(marks), comment: '' });
  const head = [
    `POST /p/${token} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: keep-alive',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'sec-ch-ua-platform: "Android"',
    'User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
    'sec-ch-ua: "Chromium";v="130", "Google Chrome";v="130", "Not?A_Brand";v="99"',
    'Content-Type: application/json',
    'sec-ch-ua-mobile: ?1',
    'Accept: */*',
    `Origin: ${origin}`,
    'Sec-Fetch-Site: same-origin',
    'Sec-Fetch-Mode: cors',
    'Sec-Fetch-Dest: empty',
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Accept-Language: vi-VN,vi;q=0.9,en-US;q=0.8,en;q=0.7',
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}
