import type { PrivacyWords } from './vi.ts';

export const privacyEn: PrivacyWords = {
  title: 'How do we keep this private?',
  who: {
    title: 'Who asks and why',
    text: (unit) =>
      `${unit} asks you after your procedure is complete. We use the answers to know what to do better, and to hold satisfaction against the target that was set. Answering is up to you.`,
    anyUnit: 'The public service centre that handled your procedure',
  },
  what: {
    title: 'What we keep and don’t',
    kept: 'We keep',
    keptList: [
      'your answers and comment;',
      'the office, field, procedure, how you submitted and the month of completion;',
      'which language you answered in, and whether on a phone or otherwise.',
    ],
    notKept: 'We don’t keep with the answers',
    notKeptList: [
      'name, phone number, identity number, address;',
      'case code, rating code;',
      'day and time of sending, network address, anything about your device.',
    ],
  },
  apart: {
    title: 'Why no one knows which answers are yours',
    text: [
      'A rating code only records whether it was used. Answers are stored apart from it, without the code.',
      'Each night, answers of the same field and month move on in batches of five or more, in shuffled order. Fewer than five wait, and so do answers about a procedure with few cases so far this month. Comments are separated from the marks.',
    ],
  },
  limits: {
    title: 'Limits, plainly',
    list: [
      'While it takes your answers, the server sees them.',
      'While answers wait, and in old backups, technical traces remain. Someone with full access to the server could follow them.',
      'Whoever holds a slip can find out that it was used, but not what you chose.',
      'Staff type in paper forms: they see the answers and the field, not the case code. Your handwriting may give you away.',
      'If all answers of a batch agree, people know that everyone in it chose the same.',
      'Someone who watches at the counter who answers on which day, and keeps every night’s figures, can guess more closely.',
      'Someone who may enter cases could invent four to work out a fifth answer. So entering cases and viewing results should be two people’s work.',
      'What you write in a comment may give you away to a reader.',
      'Someone who knows one of your answers beforehand, such as how you write or a “does not apply”, may find that row in the exported data.',
      'Feedback keeps its day. What you write in it, such as a case code, tells those who handle it who you are, but not how you rated.',
    ],
  },
  device: {
    title: 'What your device keeps',
    text: [
      'Unsent answers stay on your device until they are sent or you delete them. Where the browser allows it, the device goes on sending when the network is back, also after the page was closed; once sent, that part removes itself.',
      'After sending, it keeps one mark (a cookie) that only brings back the thank-you, until the browser is closed; there is no tracking cookie. A shared device at the counter keeps nothing. The feedback page leaves nothing on your device.',
      'Your network address is used briefly against flooding and is not stored.',
    ],
  },
  duration: {
    title: 'How long',
    list: [
      'Answers, once apart from their sender, are kept to compare the years; no date of deletion is set yet.',
      'Feedback and our answer are kept as a record of how it was handled; no date of deletion is set yet. The contact in it is deleted, as said below.',
      'What was deleted, and old traces, stay in a backup until that backup is deleted.',
    ],
    caseCodes: (months) =>
      months === null
        ? 'The list of closed cases is kept apart, without answers; no date of deletion is set for its case codes.'
        : `The list of closed cases is kept apart, without answers; its case codes are deleted once the month of completion is settled and has been over for ${months} months.`,
  },
  final: {
    title: 'Why a rating can’t be changed',
    text: 'Answers are not tied to a sender. We can’t find one person’s answers again to show, change or delete them.',
  },
  feedback: {
    title: 'Feedback with contact data',
    list: (afterAnswer, atMost) => [
      'Feedback is a record of its own, sent by a request of its own, with its day only. Nothing in it leads to a rating. The tracking code is not stored, only a mark by which it is recognised.',
      'The unit’s leaders and those who handle feedback see the message and the contact. Auditors see the message, not the contact.',
      `The contact deletes itself ${afterAnswer} days after the answer, at the latest ${atMost} days after sending. With the tracking code you can delete it yourself at any time.`,
      'To see or correct what you sent, please ask at the counter, with the day and what it was about.',
    ],
    days: (days) => `We answer within ${days} working days, the day of receipt not counted.`,
  },
  contact: {
    title: 'Whom to ask',
    text: (unit) =>
      `Please ask at the counter: ${unit}. Requests about personal data are answered within two working days.`,
  },
  law: {
    title: 'Legal basis',
    text: 'By law, personal data is what identifies, or helps identify, a specific person. So ratings are kept apart from anything of the kind; the contact in feedback is personal data, and is therefore kept apart and deleted.',
    list: [
      'Law on Personal Data Protection No. 91/2025/QH15 of 26 June 2025, in force from 1 January 2026.',
      'Decree No. 356/2025/NĐ-CP of 31 December 2025, in force from 1 January 2026.',
    ],
  },
  updated: 'Updated',
};
