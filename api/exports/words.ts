import type { Language, Localised } from '../../db/vocabulary.ts';
import { en } from './words-en.ts';
import { vi } from './words-vi.ts';

/** Texts by language. */
export const words: Readonly<Record<Language, typeof vi>> = { vi, en };

/** Puts values into a text. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The names of values that stand in rows, for the codebook. */
export const valueWords = {
  counter: { vi: 'Trực tiếp', en: 'Counter' },
  online: { vi: 'Trực tuyến', en: 'Online' },
  post: { vi: 'Bưu điện', en: 'Post' },
  phone: { vi: 'Điện thoại', en: 'Phone' },
  kiosk: { vi: 'Máy tính bảng ở quầy', en: 'Counter tablet' },
  paper: { vi: 'Phiếu giấy', en: 'Paper form' },
  link: { vi: 'Đường dẫn gửi đến', en: 'Link sent' },
  vi: { vi: 'Tiếng Việt', en: 'Vietnamese' },
  en: { vi: 'Tiếng Anh', en: 'English' },
} as const satisfies Record<string, Localised>;
