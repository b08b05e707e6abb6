import type { FeedbackTopic } from '../../../db/vocabulary.ts';

const topics: Readonly<Record<FeedbackTopic, string>> = {
  officer: 'Thái độ, cách làm việc của cán bộ',
  waiting: 'Chờ lâu, trễ hẹn',
  procedure: 'Hướng dẫn, giấy tờ phải nộp',
  fee: 'Phí, lệ phí, đòi thêm tiền',
  result: 'Kết quả có sai sót',
  place: 'Nơi làm thủ tục, thiết bị',
  online: 'Nộp hồ sơ trực tuyến',
  other: 'Việc khác',
};

/** What the citizen reads about feedback. */
export const feedbackVi = {
  title: 'Gửi phản ánh, kiến nghị',
  lead: 'Chúng tôi trả lời qua mã theo dõi. Nội dung này không gắn với phiếu đánh giá.',
  unit: 'Ông/bà gửi tới nơi nào?',
  choose: 'Chọn',
  topic: 'Về việc gì?',
  topics,
  message: 'Việc gì đã xảy ra, ông/bà muốn chúng tôi làm gì?',
  messageHint: 'Tối đa 3.000 ký tự. Nếu nói về một hồ sơ, ông/bà có thể ghi mã hồ sơ.',
  contact: 'Điện thoại hoặc thư điện tử (nếu muốn được báo)',
  contactHint: (days: number) =>
    `Chỉ người xử lý xem được. Xóa ${days} ngày sau khi trả lời, hoặc khi ông/bà muốn. Không ghi thì vẫn xem được trả lời bằng mã theo dõi.`,
  promise: (date: string) => `Gửi hôm nay, ông/bà có trả lời chậm nhất ngày ${date}.`,
  send: 'Gửi',
  refer: 'Khiếu nại, tố cáo có thủ tục riêng: mời ông/bà đến nơi tiếp công dân.',
  error: {
    title: 'Chưa gửi được',
    summary: (n: number) => `Chưa gửi được. Còn ${n} chỗ cần xem lại:`,
    message: 'Mời ông/bà viết nội dung.',
    long: (n: string, most: string) => `Nội dung dài ${n} ký tự; xin rút còn tối đa ${most}.`,
    chars: 'Có ký tự không lưu được. Xin gõ lại đoạn đó.',
    topic: 'Mời ông/bà chọn một việc.',
    unit: 'Mời ông/bà chọn nơi gửi tới.',
    old: 'Trang này đã cũ. Mời ông/bà xem lại rồi gửi lần nữa.',
    tooMany: (m: number) => `Đã gửi nhiều lần từ mạng này. Mời ông/bà thử lại sau ${m} phút.`,
  },
  sent: {
    title: 'Đã nhận.',
    code: 'Mã theo dõi:',
    note: (date: string | undefined) =>
      date === undefined
        ? 'Xin chụp lại hoặc ghi lại.'
        : `Xin chụp lại hoặc ghi lại; chúng tôi trả lời chậm nhất ngày ${date}.`,
    once: 'Mã chỉ hiện ở đây một lần. Mất mã thì chúng tôi không tìm lại được.',
    see: 'Xem trạng thái',
  },
  track: {
    title: 'Đã gửi rồi? Xem trả lời',
    label: 'Nhập mã theo dõi',
    hint: '16 chữ và số, chia bốn nhóm.',
    go: 'Xem',
    unknown: 'Chưa tìm thấy mã theo dõi này.',
    rating: 'Đây có vẻ là mã đánh giá trên phiếu. Mã theo dõi có 16 ký tự.',
    ratingLink: 'Dùng mã đánh giá',
    tooMany: (m: number) => `Đã thử nhiều lần. Mời ông/bà thử lại sau ${m} phút.`,
  },
  state: {
    title: 'Phản ánh, kiến nghị của ông/bà',
    received: 'Đã tiếp nhận',
    'in-progress': 'Đang xử lý',
    answered: 'Đã trả lời',
    transferred: (agency: string) => `Đã chuyển ${agency}, vì không thuộc thẩm quyền của chúng tôi`,
    about: (topic: string, date: string) => `${topic} · Gửi ngày ${date}`,
    due: (date: string) => `Hạn trả lời: ${date}`,
    overdue: (n: number) => `Đã quá hạn trả lời ${n} ngày làm việc. Chúng tôi xin lỗi ông/bà.`,
    handled: (date: string) => `Ngày ${date}`,
    answer: 'Trả lời của chúng tôi',
    contact: 'Chúng tôi đang giữ điện thoại hoặc thư điện tử mà ông/bà đã ghi.',
    forget: 'Xóa liên hệ của tôi',
    forgotten: 'Chúng tôi không giữ liên hệ nào của ông/bà ở phản ánh này.',
    another: 'Gửi phản ánh, kiến nghị khác',
  },
  /** The way to this page from others. */
  link: 'Gửi phản ánh, kiến nghị',
  /** Three parts: the one in the middle leads to the form. */
  next: {
    before: 'Cần chúng tôi trả lời một việc cụ thể, mời ông/bà ',
    link: 'gửi phản ánh, kiến nghị',
    after: '.',
  },
  still: { before: 'Ông/bà vẫn có thể ', link: 'gửi phản ánh, kiến nghị', after: '.' },
};

export type FeedbackWords = typeof feedbackVi;
