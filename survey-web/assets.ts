import { css, script } from 'virtual:survey-assets';
import slipCss from './slip.css?inline';

/** The slip's only script: without it, the browser's own menu prints. */
const slipScript = "document.querySelector('button').onclick=function(){print()}";

/** What may stand inline, named by use; the content security policy lists exactly these. */
export const styles = { page: css.trim(), slip: slipCss.trim() } as const;
export const scripts = { page: script.trim(), slip: slipScript } as const;

export type Style = keyof typeof styles;
export type Script = keyof typeof scripts;
