/**
 * The one door to the citizen's pages: a function a page, props → a whole HTML document. Built into one module that the
 * service loads; nothing in it touches the world, so the same props give the same page.
 */
import { worker } from 'virtual:survey-assets';
import type { Colour } from '../api/units/brand.ts';
import { scripts, styles } from './assets.ts';
import { brandStyle } from './brand-style.ts';
import { policyFor, workerPolicy } from './content-security-policy.ts';

export type { LanguageLinks } from './frame.tsx';
// biome-ignore-start lint/performance/noBarrelFile: the service loads one built module, and this is its door.
export { type AnsweredProps, answered } from './pages/answered.tsx';
export { type DisplayProps, display, type PairingProps, pairing } from './pages/display.tsx';
export { type EndedProps, ended } from './pages/ended.tsx';
export { type FailureProps, failure } from './pages/failure.tsx';
export { type FeedbackProps, feedback } from './pages/feedback.tsx';
export {
  type FeedbackSentProps,
  type FeedbackStateProps,
  feedbackSent,
  feedbackState,
} from './pages/feedback-state.tsx';
export { type PaperFormProps, paperForm } from './pages/paper-form.tsx';
export { type PosterProps, poster } from './pages/poster.tsx';
export { type PrivacyProps, privacy } from './pages/privacy.tsx';
export { type ProblemPageProps, problemPage } from './pages/problem.tsx';
export { type PublishedProps, published } from './pages/published.tsx';
export {
  type SlipContent,
  type SlipProps,
  type SlipsProps,
  type SlipTexts,
  slip,
  slips,
  slipsTitle,
  slipTexts,
} from './pages/slip.tsx';
export { type StartProblem, type StartProps, start } from './pages/start.tsx';
export { type PreviewProps, preview, type SurveyProps, survey } from './pages/survey.tsx';
export { type TabletMessageProps, tabletMessage } from './pages/tablet.tsx';
export { type ThanksProps, thanks } from './pages/thanks.tsx';
export type { TrackProblem } from './pages/track-form.tsx';

// biome-ignore-end lint/performance/noBarrelFile: the door ends here.

const shown = {
  styles: [styles.page, styles.display, styles.tablet, styles.published],
  scripts: [scripts.page, scripts.display, scripts.pairing, scripts.tablet],
};

/** To be sent with every page of this module that is in the colours of the service, but for those for paper. */
export const contentSecurityPolicy: string = policyFor(shown);

const policies = new Map<Colour | null, string>();

/** The same for a page in a unit's colour: it also lets in the one line of style that says it. */
export function contentSecurityPolicyFor(colour: Colour | null): string {
  const style = brandStyle(colour);
  if (style === undefined) return contentSecurityPolicy;
  const known = policies.get(colour);
  if (known !== undefined) return known;
  const policy = policyFor({ ...shown, styles: [...shown.styles, style] });
  policies.set(colour, policy);
  return policy;
}

const citizenPolicies = new Map<Colour | null, string>();

/** For what a citizen opens: the common sheet and script, and nothing of what is printed or stands at a counter. */
export function citizenPolicyFor(colour: Colour | null): string {
  const known = citizenPolicies.get(colour);
  if (known !== undefined) return known;
  const style = brandStyle(colour);
  const inlined = style === undefined ? [styles.page] : [styles.page, style];
  const policy = policyFor({ styles: inlined, scripts: [scripts.page] });
  citizenPolicies.set(colour, policy);
  return policy;
}

/** To be sent with what is made for paper: slips, sheets, the poster, forms; in a unit's colour where it has one. */
export function paperPolicy(colour: Colour | null): string {
  const style = brandStyle(colour);
  return policyFor({
    styles: [styles.slip, styles.poster, styles.paper, ...(style === undefined ? [] : [style])],
    scripts: [scripts.slip],
  });
}

/** The script that sends a held answer when the page is gone, to be sent from `/p/gui-lai.js` with its own policy. */
export const resendWorker = { script: worker, contentSecurityPolicy: workerPolicy } as const;
