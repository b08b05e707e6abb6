import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkAnswers, readForm, readJson } from '../../api/questionnaires/check-answers.ts';
import type { Choice } from '../../api/questionnaires/choice.ts';
import type { AnswerError, RawSubmission } from '../../api/questionnaires/questionnaire.ts';
import type { Language, LocalDate } from '../../db/vocabulary.ts';
import { exampleSurvey, exampleToken } from '../../survey-web/example.ts';
import * as render from '../../survey-web/render.tsx';

/** Where the one invitation of the stand-in is answered. */
export const surveyPath = `/p/${exampleToken}`;
/** A stand-in that answers as the contract says, and writes down what it was sent. It can be told to be in trouble. */
export class StandInSurvey {
  readonly posts: {
    key: string;
    json: boolean;
    answers: Record<string, unknown>;
    comment: string;
    language: string;
  }[] = [];
  recorded: { key: string; answers: Record<string, unknown>; comment: string } | undefined;
  /** Applies to the next post only; `lost` records the answer, but no reply arrives. */
  trouble: ('busy' | 'lost' | 'hotel')[] = [];
  standing: 'open' | 'expired' | 'expired-for-good' = 'open';
  delay = 0;
  /** Posts are read, and answered when this is settled: what a slow service is like, without waiting for a clock. */
  gate: Promise<void> = Promise.resolve();
  /** Which questionnaire the invitation has. */
  choice: Partial<Choice> = {};
  medium: 'phone' | 'kiosk' = 'phone';
  /** The page breaks off in the middle of its script, as it does where a connection ends or a proxy meddles. */
  isCutShort = false;
  private keys = 0;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://service');
    const language: Language = url.searchParams.get('lang') === 'en' ? 'en' : 'vi';
    const send = (status: number, html: string, headers = {}) => {
      const policy = { 'content-security-policy': render.contentSecurityPolicy, 'cache-control': 'no-store' };
      const end = this.isCutShort ? html.lastIndexOf('<script>') + 900 : html.length;
      const type = { 'content-type': 'text/html; charset=utf-8' };
      response.writeHead(status, { ...type, ...policy, ...headers }).end(html.slice(0, end));
    };
    if (url.pathname === '/p/gui-lai.js') {
      const { script, contentSecurityPolicy } = render.resendWorker;
      const type = { 'content-type': 'text/javascript', 'content-security-policy': contentSecurityPolicy };
      return void response.writeHead(200, type).end(script);
    }
    if (url.pathname.toUpperCase() !== surveyPath.toUpperCase())
      return send(404, render.failure({ language, kind: 'not-found' }));
    const survey = exampleSurvey(language, this.choice);
    const { unitName, questionnaire } = survey;
    const ended = () => render.ended({ language, unitName, reason: 'expired', expiresOn: '2025-07-22' as LocalDate });
    const form = (raw?: RawSubmission, errors: readonly AnswerError[] = []) =>
      render.survey({
        ...survey,
        medium: this.medium,
        key: typeof raw?.key === 'string' ? raw.key : `key-of-visit-${++this.keys}`,
        answers: raw?.answers ?? {},
        comment: typeof raw?.comment === 'string' ? raw.comment : '',
        errors,
      });
    if (request.method === 'GET') {
      const thanked = request.headers.cookie?.includes('thanked');
      if (thanked) return send(200, render.thanks({ language, unitName, demo: false }));
      return this.standing === 'open' ? send(200, form()) : send(410, ended());
    }

    const body = await text(request);
    const json = request.headers['content-type'] === 'application/json';
    const raw = json ? readJson(JSON.parse(body)) : readForm(questionnaire, new URLSearchParams(body));
    this.posts.push({ ...(raw as StandInSurvey['posts'][number]), json });
    await new Promise((resolve) => setTimeout(resolve, this.delay));
    await this.gate;
    const trouble = this.trouble.shift();
    if (trouble === 'busy') return send(503, render.failure({ language, kind: 'unavailable' }), { 'retry-after': '1' });
    if (trouble === 'hotel') return send(200, '<h1>Welcome, please sign in</h1>');

    const checked = checkAnswers(questionnaire, raw, language);
    if (!checked.ok) return send(422, form(raw, checked.errors));
    const { key, answers, comment = '' } = checked.submission;
    if (this.recorded?.key !== key) {
      if (this.standing === 'expired-for-good') return send(410, ended());
      if (this.recorded) return send(409, render.answered({ language, unitName }));
      this.recorded = { key, answers, comment };
    }
    if (trouble === 'lost') return void request.socket.destroy();
    const cookie = { 'set-cookie': `thanked=1; Path=${surveyPath}; HttpOnly` };
    if (json) response.writeHead(201, { 'content-type': 'application/json', ...cookie }).end('{"status":"recorded"}');
    else response.writeHead(303, { location: surveyPath, ...cookie }).end();
  }
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
