import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import type { Question, Questionnaire } from '../../api/questionnaires/questionnaire.ts';
import type { TidyUp } from './tidy-up.ts';

/** The same form as bare HTML, without style, script or a word more than it needs: the limit. Gives its address. */
export async function serveBareForm(tidyUp: TidyUp, questionnaire: Questionnaire): Promise<string> {
  const body = await promisify(brotliCompress)(bareForm(questionnaire));
  const head = { 'content-type': 'text/html', 'content-encoding': 'br', 'content-length': body.length };
  const server = createServer((_, response) => response.writeHead(200, head).end(body));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  tidyUp.add(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function bareForm({ title, intro, scale, questions, comment, submit }: Questionnaire): string {
  const choice = (name: string, value: string | number, text: string) =>
    `<label><input type=radio name=${name} value=${value}>${asText(text)}</label>`;
  const choices = (question: Question): string[] =>
    question.type === 'single'
      ? question.options.map(({ id, text }) => choice(question.id, id, text.vi))
      : [
          ...scale.map(({ score, text }) => choice(question.id, score, text.vi)),
          ...(question.notApplicable ? [choice(question.id, 'na', question.notApplicable.vi)] : []),
        ];
  return [
    '<!doctype html><html lang=vi><meta charset=utf-8><meta name=viewport content=width=device-width>',
    `<title>${asText(title.vi)}</title><h1>${asText(title.vi)}</h1><p>${asText(intro.vi)}</p>`,
    '<form method=post><input type=hidden name=key value=4f7d2c1e9a8b46f0b3d5e7a1c2f49680>',
    ...questions.map(
      (question) => `<fieldset><legend>${asText(question.text.vi)}</legend>${choices(question).join('')}</fieldset>`,
    ),
    ...(comment
      ? [`<label>${asText(comment.text.vi)}<textarea name=comment></textarea></label><p>${asText(comment.hint.vi)}</p>`]
      : []),
    `<button>${asText(submit.vi)}</button></form>`,
  ].join('');
}

function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
