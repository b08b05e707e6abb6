import type { Complaint } from '../problems.ts';
import { type Colour, type ContrastFault, readableShade, shownRatio } from './brand.ts';
import type { EmblemFault } from './picture.ts';

/** Why a colour is not taken: its value, the ratio it has, the one it needs, and the nearest shade that has it. */
export function colourComplaint(colour: Colour, { use, ground, ratio, least }: ContrastFault): Complaint {
  const shade = readableShade(colour);
  const [has, needs] = [shownRatio(ratio), least].map(String);
  const on = {
    text: { vi: `so với nền trang ${ground}`, en: `against the page’s ground ${ground}` },
    button: { vi: `so với chữ trên nút ${ground}`, en: `against the words on buttons ${ground}` },
    border: { vi: `so với nền của ô đã chọn ${ground}`, en: `against the ground of what is chosen ${ground}` },
  }[use];
  return {
    path: 'colour',
    message: {
      vi: `${colour}: độ tương phản ${decimalComma(has)}:1 ${on.vi}, cần ít nhất ${decimalComma(needs)}:1. Màu đậm hơn gần nhất đọc được: ${shade}`,
      en: `${colour}: a contrast of ${has}:1 ${on.en}, at least ${needs}:1 needed. The nearest darker shade that can be read: ${shade}`,
    },
  };
}

const decimalComma = (number: string | undefined): string => (number ?? '').replace('.', ',');

/** Why a picture is not taken, and what to do about it. */
export function emblemComplaint({ kind, name = '' }: EmblemFault): Complaint {
  return { path: 'emblem', message: messages[kind](name) };
}

const messages: Readonly<Record<EmblemFault['kind'], (name: string) => Complaint['message']>> = {
  empty: () => ({ vi: 'tệp trống', en: 'the file is empty' }),
  'too-large': () => ({
    vi: 'cần nhiều nhất 64 KB; xin xuất lại nhỏ hơn hoặc đơn giản hơn',
    en: 'at most 64 KB; export it smaller or simpler',
  }),
  'unknown-type': () => ({ vi: 'cần tệp SVG hoặc PNG', en: 'expected an SVG or PNG file' }),
  'png-damaged': () => ({ vi: 'tệp PNG bị hỏng hoặc thiếu', en: 'the PNG is damaged or cut off' }),
  'png-measures': (name) => ({
    vi: `${name} điểm ảnh: mỗi cạnh cần từ 1 đến 2.048`,
    en: `${name} pixels: each side has 1 to 2,048`,
  }),
  'svg-malformed': () => ({
    vi: 'tệp SVG có chỗ chưa đúng dạng XML; xin lưu lại dạng “SVG thuần”',
    en: 'the SVG is not well-formed XML; save it as “plain SVG”',
  }),
  'svg-measures': () => ({
    vi: 'tệp SVG cần viewBox, hoặc chiều rộng và chiều cao; cạnh dài không quá 20 lần cạnh ngắn',
    en: 'the SVG needs a viewBox or width and height; the longer side is at most 20 times the shorter',
  }),
  'svg-script': (name) => ({
    vi: `${name}: biểu trưng không được có mã lệnh hay trang nhúng; xin bỏ đi`,
    en: `${name}: an emblem may hold no script and no embedded page; take it out`,
  }),
  'svg-element': (name) => ({
    vi: `${name}: chưa nhận được; xin chuyển thành đường nét đơn giản rồi lưu lại`,
    en: `${name}: not taken; turn it into plain paths and save again`,
  }),
  'svg-reference': (name) => ({
    vi: `${name}: biểu trưng không được gọi tới tệp hay trang khác; xin bỏ đi`,
    en: `${name}: an emblem may not refer to other files or pages; take it out`,
  }),
  'svg-style': (name) => ({
    vi: `${name}: kiểu dáng gọi tới nơi khác hoặc dùng hàm chưa nhận; xin lưu lại với kiểu ghi trong thuộc tính`,
    en: `${name}: the style refers elsewhere or uses a function that is not taken; save it with presentation attributes`,
  }),
  'svg-entity': () => ({
    vi: 'tệp SVG tự đặt ký hiệu riêng (ENTITY); xin lưu lại dạng “SVG thuần”',
    en: 'the SVG defines entities of its own; save it as “plain SVG”',
  }),
};
