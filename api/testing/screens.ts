import type { TestApp } from './test-app.ts';
import type { Headers } from './test-context.ts';

/** A counter's screen under test: its address, and what its device keeps. */
export interface PairedScreen {
  readonly displayId: string;
  /** `/quay/2TKABC` */
  readonly path: string;
  readonly headers: Headers;
}

export interface ScreenEvent {
  readonly event: string;
  readonly id?: string;
  readonly data: string;
}

/** Adds a screen and pairs a device with it, as staff and the screen's browser do. */
export async function pairedScreen(
  service: Pick<TestApp, 'app' | 'send'>,
  staff: Headers,
  settings: { counter?: string; answersHere?: boolean; showsOnClose?: boolean } = {},
): Promise<PairedScreen> {
  const body = { counter: '3', answersHere: false, showsOnClose: false, ...settings };
  const added = await (await service.send('POST', '/api/v1/displays', staff, body)).json();
  const paired = await typeCode(service, added.pairing.code);
  return screenFrom(added.display.displayId, paired);
}

/** Types a pairing code at `/quay`. */
export function typeCode(service: Pick<TestApp, 'app'>, code: string): Promise<Response> {
  return Promise.resolve(
    service.app.request('/quay', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ma: code }).toString(),
    }),
  );
}

export function screenFrom(displayId: string, paired: Response): PairedScreen {
  const cookie = paired.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { displayId, path: `/quay/${displayId}`, headers: { cookie } };
}

/** Events as they arrive, up to the end of the stream. */
export class EventReader {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly decoder = new TextDecoder();
  private text = '';

  constructor(response: Response) {
    if (!response.body) throw new Error('There is no stream to read');
    this.reader = response.body.getReader();
  }

  /** The next event, beats included; undefined at the end. */
  async any(): Promise<ScreenEvent | undefined> {
    let end = this.text.indexOf('\n\n');
    while (end < 0) {
      const { done, value } = await this.reader.read();
      if (done) return undefined;
      this.text += this.decoder.decode(value, { stream: true });
      end = this.text.indexOf('\n\n');
    }
    const lines = this.text.slice(0, end).split('\n');
    this.text = this.text.slice(end + 2);
    const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const id = field('id');
    const event = field('event');
    // How soon to try again, said once at the start.
    if (event === undefined) return this.any();
    return { event, data: field('data') ?? '', ...(id !== undefined && { id }) };
  }

  /** The next event that says something: no beat, nor a doubt while a connection is being made. */
  async next(): Promise<ScreenEvent | undefined> {
    for (;;) {
      const event = await this.any();
      if (event?.event !== 'beat' && event?.event !== 'lost') return event;
    }
  }

  close(): Promise<void> {
    return this.reader.cancel();
  }
}
