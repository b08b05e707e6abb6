import type { Localised } from '../../db/vocabulary.ts';
import type { Complaint } from '../problems.ts';
import type { AnswerError } from '../questionnaires/questionnaire.ts';

/** What is wrong with one answer, for a caller that sends JSON. The value is not repeated: it is an answer. */
export function answerComplaints(error: AnswerError): Complaint {
  return { path: error.path, message: messages[error.problem](error) };
}

const messages: Record<AnswerError['problem'], (error: AnswerError) => Localised> = {
  required: () => ({ vi: 'còn trống; cần một mức từ 1 đến 5', en: 'missing; expected a mark from 1 to 5' }),
  scale: () => ({
    vi: 'cần số nguyên từ 1 đến 5, "na" nơi cho phép, hoặc mã của một lựa chọn',
    en: 'expected a whole number from 1 to 5, "na" where allowed, or the id of an option',
  }),
  repeat: () => ({ vi: 'chỉ gửi một lần', en: 'send it once only' }),
  unknown: () => ({ vi: 'bộ câu hỏi này không có mục đó', en: 'this questionnaire has no such item' }),
  long: ({ length }) => ({
    vi: `dài ${length} ký tự; tối đa 1.000`,
    en: `${length} characters; at most 1,000`,
  }),
  chars: () => ({ vi: 'có ký tự không lưu được', en: 'has characters that can’t be stored' }),
  key: () => ({
    vi: 'cần khóa ngẫu nhiên từ 8 đến 64 ký tự A–Z, a–z, 0–9, _ hoặc -',
    en: 'expected a random key of 8 to 64 characters A–Z, a–z, 0–9, _ or -',
  }),
  language: () => ({ vi: 'cần vi hoặc en', en: 'expected vi or en' }),
};
