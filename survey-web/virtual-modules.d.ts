/**
 * What the pages carry inline: the style sheets minified, and `enhance.ts` with all it imports as one classic
 * script. Made by `scripts/survey-assets.ts`.
 */
declare module 'virtual:survey-assets' {
  export const css: string;
  export const slipCss: string;
  export const posterCss: string;
  export const paperCss: string;
  export const publishedCss: string;
  export const script: string;
  /** `resend-worker.ts`, which has an address of its own. */
  export const worker: string;
  export const displayCss: string;
  export const displayScript: string;
  export const pairingScript: string;
  export const tabletCss: string;
  export const tabletScript: string;
}
