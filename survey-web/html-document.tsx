import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '../db/vocabulary.ts';
import { type Script, type Style, scripts, styles } from './assets.ts';

export interface HtmlDocument {
  readonly language: Language;
  readonly title: string;
  readonly style: Style;
  readonly script?: Script | undefined;
  /** Tells the script on which kind of page it runs. */
  readonly kind?: string | undefined;
  readonly children: ComponentChildren;
}

/** A whole document in one response: style and script stand inside, and the empty icon keeps browsers from asking for one. */
export function htmlDocument({ language, title, style, script, kind, children }: HtmlDocument): string {
  const tree = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light" />
        <meta name="theme-color" content="#0b4f6c" />
        <link rel="icon" href="data:," />
        <title>{title}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own built style sheet, which the policy names by hash. */}
        <style dangerouslySetInnerHTML={{ __html: styles[style] }} />
      </head>
      <body data-page={kind}>
        {children}
        {script !== undefined && (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: our own built script, which the policy names by hash.
          <script dangerouslySetInnerHTML={{ __html: scripts[script] }} />
        )}
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(tree)}`;
}
