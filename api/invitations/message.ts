import type { Language, Token } from '../../db/vocabulary.ts';

/** The text that a gateway sends by SMS or Zalo. It names nobody, and the gateway knows to whom it goes. */
const messages: Readonly<Record<Language, string>> = {
  vi: '{unit}: thủ tục của ông/bà đã có kết quả. Mời ông/bà đánh giá, khoảng 1 phút, không hỏi tên: {url}',
  en: '{unit}: your procedure is complete. Please rate it, one minute, no name asked: {url}',
};

/** The message about one invitation, ready to be sent. */
export function message(language: Language, { unit, url }: { unit: string; url: string }): string {
  // A function, or a unit's name with a $ in it would be read as a pattern.
  return messages[language].replace('{unit}', () => unit).replace('{url}', () => url);
}

/** The address in a message: as phones know addresses, where the QR code's is upper case to be smaller. */
export function messageUrl(publicUrl: string, token: Token): string {
  return `${new URL(publicUrl).origin}/p/${token}`;
}
