/** What the page carries inline: `style.css` minified, and `enhance.ts` with all it imports as one classic script. */
declare module 'virtual:survey-assets' {
  export const css: string;
  export const script: string;
}

declare module '*.css?inline' {
  const css: string;
  // biome-ignore lint/style/noDefaultExport: this is how vite hands over a style sheet.
  export default css;
}
