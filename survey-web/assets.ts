import {
  css,
  displayCss,
  displayScript,
  pairingScript,
  paperCss,
  posterCss,
  publishedCss,
  script,
  slipCss,
  tabletCss,
  tabletScript,
} from 'virtual:survey-assets';

/** The slip's only script: without it, the browser's own menu prints. */
const slipScript = "document.querySelector('button').onclick=function(){print()}";

/** What may stand inline, named by use; the content security policy lists exactly these. */
export const styles = {
  page: css,
  slip: slipCss,
  poster: posterCss,
  paper: paperCss,
  published: publishedCss,
  display: displayCss,
  tablet: tabletCss,
} as const;
export const scripts = {
  page: script,
  slip: slipScript,
  display: displayScript,
  pairing: pairingScript,
  tablet: tabletScript,
} as const;

export type Style = keyof typeof styles;
export type Script = keyof typeof scripts;
