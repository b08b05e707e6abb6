import type { Localised } from '../../db/vocabulary.ts';

/** “7 câu, khoảng 1 phút.”: as many questions as bear a number, seven to a minute. */
export function introduction(questions: number): Localised {
  const minutes = Math.ceil(questions / 7);
  return {
    vi: `${questions} câu, khoảng ${minutes} phút.`,
    en: `${questions} questions, about ${minutes === 1 ? 'one minute' : `${minutes} minutes`}.`,
  };
}

/** What a ticked box says. */
export const ticked: Localised = { vi: 'Có', en: 'Yes' };
