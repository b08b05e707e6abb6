import type { PublishedWords } from './vi.ts';

export const en: PublishedWords = {
  heading: 'Publication',
  published: 'The results of {period} have been public since {date}.',
  unpublished: 'The results of {period} are not public.',
  see: 'See the public page',
  publish: 'Publish this quarter',
  publishTitle: 'Publish the results of {period}?',
  publishText:
    'Everybody will see, without an account, the quarter’s totals and figures by field, exactly as on this results page.',
  publishSure: 'You can take it back at any time.',
  done: 'The results of {period} are public.',
  takeBack: 'Take back',
  takeBackTitle: 'Take back the results of {period}?',
  takeBackText: 'The public page will no longer have this quarter’s figures. Who has seen or saved them keeps them.',
  takeBackSure: 'You can publish it again at any time.',
  takenBack: 'The results of {period} are no longer public.',
};
