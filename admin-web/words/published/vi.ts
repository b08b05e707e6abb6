/** The texts around publishing a quarter. This file is the source, en.ts has its type. */
export const vi = {
  heading: 'Công khai',
  published: 'Kết quả {period} đã công khai từ ngày {date}.',
  unpublished: 'Kết quả {period} chưa công khai.',
  see: 'Xem trang công khai',
  publish: 'Công khai quý này',
  publishTitle: 'Công khai kết quả {period}?',
  publishText:
    'Ai cũng xem được, không cần đăng nhập: số chung và số liệu theo lĩnh vực của quý, đúng như ở trang kết quả này.',
  publishSure: 'Thôi công khai lúc nào cũng được.',
  done: 'Đã công khai kết quả {period}.',
  takeBack: 'Thôi công khai',
  takeBackTitle: 'Thôi công khai kết quả {period}?',
  takeBackText: 'Trang công khai không còn số liệu của quý này. Ai đã xem hoặc đã tải thì vẫn có.',
  takeBackSure: 'Công khai lại lúc nào cũng được.',
  takenBack: 'Đã thôi công khai kết quả {period}.',
};

export type PublishedWords = typeof vi;
