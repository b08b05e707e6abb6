import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type Brand, paletteFrom } from '../api/units/brand.ts';
import type { Language } from '../db/vocabulary.ts';
import { type Script, type Style, scripts, styles } from './assets.ts';
import { brandStyle } from './brand-style.ts';

export interface HtmlDocument {
  readonly language: Language;
  readonly title: string;
  /** In this order. */
  readonly style: Style | readonly Style[];
  /** The look of the unit whose page it is; absent: of the service. */
  readonly brand?: Brand | undefined;
  /** In this order. */
  readonly script?: Script | readonly Script[] | undefined;
  /** Tells the script on which kind of page it runs. */
  readonly kind?: string | undefined;
  readonly children: ComponentChildren;
}

/** A whole document in one response: style and script stand inside, and the empty icon keeps browsers from asking for one. */
export function htmlDocument({ language, title, style, brand, script, kind, children }: HtmlDocument): string {
  const colour = brand?.colour ?? null;
  const inBrand = brandStyle(colour);
  const tree = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light" />
        <meta name="theme-color" content={paletteFrom(colour).main} />
        <link rel="icon" href="data:," />
        <title>{title}</title>
        {[style].flat().map((name) => (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: our own built style sheet, which the policy names by hash.
          <style key={name} dangerouslySetInnerHTML={{ __html: styles[name] }} />
        ))}
        {inBrand !== undefined && (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: made of checked colours alone; the policy names it by hash.
          <style dangerouslySetInnerHTML={{ __html: inBrand }} />
        )}
      </head>
      <body data-page={kind}>
        {children}
        {[script ?? []].flat().map((name) => (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: our own built script, which the policy names by hash.
          <script key={name} dangerouslySetInnerHTML={{ __html: scripts[name] }} />
        ))}
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(tree)}`;
}
