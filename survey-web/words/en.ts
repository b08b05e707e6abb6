import type { LocalDate } from '../../db/vocabulary.ts';
import { feedbackEn } from './feedback/en.ts';
import { privacyEn } from './privacy/en.ts';
import { publishedEn } from './published/en.ts';
import type { Words } from './vi.ts';

const months = 'January February March April May June July August September October November December'.split(' ');

function dayMonthYear(date: LocalDate): string {
  const [year, month, day] = date.split('-');
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
}

const thousands = (count: number | '{n}'): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

export const en: Words = {
  site: 'Satisfaction survey',
  code: 'en',
  name: 'English',
  date: dayMonthYear,
  count: (count) => thousands(count),
  feedback: feedbackEn,
  published: publishedEn,

  asker: (unit) => `Survey by ${unit}`,
  about: (procedure, date) => ({ what: `Procedure: ${procedure} · `, when: `Completed: ${date}` }),
  why1: 'We ask so that we know what to do better.',
  why2: 'We keep your answers with the office, procedure, how you submitted and the month; without name, phone number, case code or anything about your device.',
  why3: 'Each code works once; answers are not tied to a sender, so they can’t be changed or deleted once sent.',
  trust: 'This page never asks for passwords, one-time codes or money.',
  moreprivacy: 'How do we keep this private?',
  leadElements: 'How satisfied are you with each of these?',
  leadCriteria: 'How satisfied are you with the following?',
  leadVisit: 'About this procedure',
  leadSensitive: {
    title: 'These two are optional.',
    text: 'We only see totals for the whole centre, never by person, counter or procedure.',
  },
  leadAboutYou: 'About you (optional)',
  lowmark: 'What went wrong? Choose if you wish.',
  optional: '(optional)',
  step: (n, total) => `Question ${n} of ${total}`,
  clear: 'Clear choice',
  review: 'Check before sending',
  back: 'Back',
  unanswered: 'Not answered',
  easy: 'Large print, one question a page',
  normal: 'Normal',
  counterChars: '{n} characters left',
  send: 'Send',
  sending: 'Sending…',
  offline:
    'Not sent: no network. Your answers are kept on this device and will be sent when it is back. If you close the page, scan the code again. In a private window, keep this page open.',
  offlineUnkept: 'Not sent: no network. Please keep this page open; your answers will be sent when it is back.',
  busy: 'The server is busy. Your answers are kept here; trying again in {s} seconds.',
  busyUnkept: 'The server is busy. Please keep this page open; trying again in {s} seconds.',
  draft: 'Unsent answers are kept here.',
  discard: 'Delete from this device',
  demo: 'Demonstration data, not real',
  demoRevealed: 'Answers given here are shown at once, one by one.',
  privacyLink: 'Privacy',

  error: {
    title: 'Not sent yet',
    summary: (n) => `Not sent yet. ${n} question${n === 1 ? '' : 's'} to look at:`,
    required: (n) => `Please choose an answer to question ${n}.`,
    scale: 'Please choose again here.',
    repeat: 'Choose one answer only.',
    long: (n) => `Your comment has ${thousands(n)} characters; please keep it to 1,000.`,
    chars: 'The comment has characters we can’t store. Please retype that part.',
    other: 'This page is out of date. Please check it and send again.',
  },

  thanks: {
    title: 'We have received your rating. Thank you!',
    next: 'Answers are read in batches of five or more. You can close this page.',
    nextDemo: 'You can close this page.',
  },
  answered: {
    title: 'This code has already been used, so this time was not recorded.',
    next: 'If it wasn’t you before, please tell us.',
  },
  expired: {
    title: (date) => (date === undefined ? 'This code has expired.' : `This code expired on ${date}.`),
    kept: 'Sorry, the code expired before we could send your answers; they were not recorded.',
  },
  replaced: { title: 'This code was replaced.', next: 'Please use the newest slip or ask at the counter.' },
  withdrawn: {
    title: 'This code was withdrawn, because the case was reopened or corrected.',
    next: 'Please ask at the counter.',
  },

  paper: {
    title: 'A paper form was handed out for this procedure, so this code no longer works.',
    next: 'Please drop the paper form in the box, or ask at the counter.',
  },

  start: {
    label: 'Type the code from your slip',
    hint: '12 letters and digits in three groups; never 0, 1, I, L, O or U.',
    go: 'Continue',
    unknown: 'We can’t find this code. Please compare it with your slip.',
    unknownTracking: 'This is a tracking code of feedback.',
    trackingLink: 'Read the answer',
    unknownCase: 'This looks like a case code. The rating code has 12 characters, beside the QR picture.',
    short: (n) => `${n} character${n === 1 ? '' : 's'} missing.`,
    tooMany: (m) => `Too many tries. Try again in ${m} minute${m === 1 ? '' : 's'} or ask at the counter.`,
    staff: 'For staff:',
    signIn: 'Sign in',
  },

  failure: {
    'not-found': { title: 'No such page.', next: 'Type your code or go to the start page.' },
    'server-error': { title: 'Our fault, sorry.', next: 'Please try again in a few minutes.' },
    unavailable: { title: 'Out of service for a moment.', next: 'Please try again in a few minutes.' },
    'too-large': {
      title: 'Not sent yet: this is more than we can take.',
      next: 'Please go back and shorten your comment.',
    },
    unsupported: { title: 'Not sent yet: we can’t read this form.', next: 'Please scan the code and send again.' },
  },
  stillKept: 'Your answers are still on this device.',
  tryAgain: 'Try again',
  startPage: 'Type a code',

  slip: {
    title: 'Please rate how your procedure was handled',
    how: (host) => ({ before: `Scan with your phone’s camera. Or go to ${host} and type `, after: '.' }),
    safe: 'One minute. No name asked. You can answer at home.',
    until: (date) => `Works once, until the end of ${date}. No phone? Ask for a paper form.`,
    never: 'We never ask for passwords, one-time codes or money.',
    code: 'Rating code',
    caseCode: 'Case code',
    qr: 'QR code that opens the rating page',
    print: 'Print slip',
  },

  counter: {
    name: (counter) => `Counter ${counter}`,
    idle: (unit, counter) => `${unit} – Counter ${counter}`,
    show: 'Scan to rate. No name asked; you can answer at home.',
    thanks: 'Thank you!',
    lost: 'Connection lost, reconnecting… A slip can be printed.',
    answer: 'Answer here',
    done: 'Done',
    noScript: 'This screen needs a browser with JavaScript.',
  },
  tablet: {
    hand: 'Please answer yourself; staff do not look.',
    done: 'Done, clear this screen',
    idle: (s) => `This clears in ${s} seconds.`,
    more: 'I need more time',
  },
  pairing: {
    title: 'Pair a counter’s screen',
    lead: 'Once for each screen. From then on it shows the QR code when staff call it.',
    label: 'Type the pairing code',
    hint: '12 letters and digits, from the staff page “Counter screens”. Works once, for 15 minutes.',
    go: 'Pair',
    unknown: 'We can’t find this pairing code, or it has expired. Please compare it, or get a new one.',
    toomany: 'Too many tries. Please wait 10 minutes and try again.',
  },

  slips: {
    title: (date) => `Slips with rating codes, completed on ${date}`,
    print: (count) => `Print ${count} slips`,
    none: 'No slips to print: no case of this day has a rating code that can be used.',
  },

  paperForm: {
    name: 'Paper form',
    print: 'Print paper form',
    strip: 'The part to tear off',
    tear: 'Tear this part off before you drop the form in the box.',
    until: (date) => `Drop the form in the box until the end of ${date}. The rating code of this case no longer works.`,
    how: 'Please tick one box for each question. Only question 1 is needed; the others may be left blank.',
    na: 'Does not apply / don’t know',
    fold: 'Fold the form and drop it in the box; no name.',
    kind: (field, version) => `Field: ${field} · Form ${version}`,
  },

  poster: {
    name: 'The centre’s poster',
    print: 'Print poster',
    steps: [
      'Get a slip with a QR code when you collect your result.',
      'Scan it with your phone’s camera.',
      'Choose how satisfied you are, and send. About one minute.',
    ],
    type: 'Can’t scan your slip? Scan this code or go to this page, and type the 12 characters from your slip.',
    qr: 'QR code that opens the page for typing a rating code',
    promises: [
      'No name asked. You can answer at home.',
      'Answers are kept apart, without case code or rating code.',
      'No phone? Ask for a paper form.',
    ],
  },

  privacy: privacyEn,

  preview: {
    notice: 'Preview: nothing can be sent from this page.',
    procedure: 'Birth registration',
  },

  problem: { kind: 'Message from the system', address: 'Address of this message' },
};
