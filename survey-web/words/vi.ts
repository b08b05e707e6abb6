import type { Language, LocalDate } from '../../db/vocabulary.ts';
import { dayMonthYear } from './day-month-year.ts';
import { feedbackVi } from './feedback/vi.ts';
import { privacyVi } from './privacy/vi.ts';
import { publishedVi } from './published/vi.ts';

const thousands = (count: number | '{n}'): string => String(count).replace(/\B(?=(\d{3})+$)/g, '.');

/** What the citizen reads, in Vietnamese: the source. Questions and scale come with the questionnaire, not from here. */
export const vi = {
  site: 'Khảo sát mức độ hài lòng',
  /** How to ask for this language, and its name in itself. */
  code: 'vi' as Language,
  name: 'Tiếng Việt',
  date: (date: LocalDate): string => dayMonthYear(date),
  count: (count: number): string => thousands(count),
  feedback: feedbackVi,
  published: publishedVi,

  asker: (unit: string) => `${unit} khảo sát`,
  /** Two halves, which the page keeps whole where a line breaks. */
  about: (procedure: string, date: string) => ({ what: `Thủ tục: ${procedure} · `, when: `Trả kết quả: ${date}` }),
  why1: 'Chúng tôi hỏi để biết cần làm tốt hơn điều gì.',
  why2: 'Chúng tôi lưu câu trả lời cùng nơi làm, tên thủ tục, cách nộp và tháng trả kết quả; không kèm tên, số điện thoại, mã hồ sơ hay thông tin về máy của ông/bà.',
  why3: 'Mỗi mã đánh giá dùng một lần; phiếu không gắn với người gửi nên gửi rồi thì không sửa hay xóa được.',
  trust: 'Trang này không bao giờ hỏi mật khẩu, mã OTP hay tiền.',
  moreprivacy: 'Chúng tôi giữ kín thế nào?',
  leadElements: 'Ông/bà hài lòng thế nào về từng mặt sau?',
  leadCriteria: 'Ông/bà hài lòng thế nào về các nội dung sau?',
  leadVisit: 'Về lần làm thủ tục này',
  /** Two sentences: a heading, and what it means. */
  leadSensitive: {
    title: 'Hai câu này không bắt buộc.',
    text: 'Chúng tôi chỉ xem con số chung của cả Trung tâm, không xem theo người, quầy hay thủ tục.',
  },
  leadAboutYou: 'Đôi điều về ông/bà (không bắt buộc)',
  lowmark: 'Điều gì khiến ông/bà chưa hài lòng? Chọn nếu muốn.',
  optional: '(có thể bỏ qua)',
  step: (n: number, total: number) => `Câu ${n}/${total}`,
  clear: 'Bỏ chọn',
  review: 'Xem lại trước khi gửi',
  back: 'Quay lại',
  unanswered: 'Chưa trả lời',
  easy: 'Chữ to, mỗi trang một câu',
  normal: 'Chữ thường',
  counterChars: 'Còn {n} ký tự',
  send: 'Gửi đánh giá',
  sending: 'Đang gửi…',
  offline:
    'Chưa gửi được vì mất mạng. Đánh giá đang giữ trong máy này và sẽ tự gửi khi có mạng. Nếu đã đóng trang, xin quét lại mã. Nếu là cửa sổ ẩn danh, xin giữ trang này mở.',
  offlineUnkept: 'Chưa gửi được vì mất mạng. Xin giữ trang này mở, đánh giá sẽ tự gửi khi có mạng.',
  busy: 'Máy chủ đang bận. Đánh giá vẫn giữ trong máy này, sẽ gửi lại sau {s} giây.',
  busyUnkept: 'Máy chủ đang bận. Xin giữ trang này mở, đánh giá sẽ tự gửi lại sau {s} giây.',
  draft: 'Đang giữ câu trả lời chưa gửi.',
  discard: 'Xóa khỏi máy này',
  demo: 'Số liệu minh họa, không có thật',
  demoRevealed: 'Câu trả lời ở đây được hiện ngay, từng phiếu một.',
  privacyLink: 'Quyền riêng tư',

  error: {
    title: 'Chưa gửi được',
    summary: (n: number) => `Chưa gửi được. Còn ${n} câu cần xem lại:`,
    required: (n: number) => `Mời ông/bà chọn một mức ở câu ${n}.`,
    scale: 'Mời ông/bà chọn lại một mức ở câu này.',
    repeat: 'Câu này chỉ chọn một mức.',
    /** `{n}` is left for the script to fill in. */
    long: (n: number | '{n}') => `Góp ý dài ${thousands(n)} ký tự; xin rút còn tối đa 1.000 ký tự.`,
    chars: 'Góp ý có ký tự không lưu được. Xin gõ lại đoạn đó.',
    other: 'Trang này đã cũ. Mời ông/bà xem lại rồi gửi lần nữa.',
  },

  thanks: {
    title: 'Chúng tôi đã nhận được đánh giá. Cảm ơn ông/bà!',
    next: 'Các phiếu được xem chung theo đợt, mỗi đợt từ 5 phiếu. Ông/bà có thể đóng trang này.',
    nextDemo: 'Ông/bà có thể đóng trang này.',
  },
  answered: {
    title: 'Mã này đã được dùng để đánh giá, nên lần này chưa được ghi nhận.',
    next: 'Nếu không phải ông/bà gửi lần trước, xin báo cho chúng tôi.',
  },
  expired: {
    title: (date: string | undefined) =>
      date === undefined ? 'Mã này đã hết hạn.' : `Mã này đã hết hạn ngày ${date}.`,
    kept: 'Rất tiếc, mã hết hạn trước khi có mạng để gửi, nên đánh giá chưa được ghi nhận.',
  },
  replaced: {
    title: 'Mã này đã được thay bằng mã mới.',
    next: 'Mời ông/bà dùng phiếu mới nhất hoặc hỏi cán bộ ở quầy.',
  },
  withdrawn: {
    title: 'Mã này đã được thu hồi, vì hồ sơ được mở lại hoặc được sửa.',
    next: 'Mời ông/bà hỏi cán bộ ở quầy.',
  },
  paper: {
    title: 'Thủ tục này đã được phát phiếu giấy, nên mã này không dùng được nữa.',
    next: 'Mời ông/bà bỏ phiếu giấy vào hòm phiếu, hoặc hỏi cán bộ ở quầy.',
  },

  start: {
    label: 'Nhập mã đánh giá trên phiếu',
    hint: '12 chữ và số, chia ba nhóm. Mã không có số 0, số 1 và các chữ I, L, O, U.',
    go: 'Tiếp tục',
    unknown: 'Chưa tìm thấy mã này. Mời ông/bà so lại từng chữ với phiếu.',
    unknownTracking: 'Đây là mã theo dõi phản ánh, kiến nghị.',
    trackingLink: 'Xem trả lời',
    unknownCase: 'Đây có vẻ là mã hồ sơ. Mã đánh giá có 12 ký tự, in cạnh hình QR.',
    short: (n: number) => `Mã còn thiếu ${n} ký tự.`,
    tooMany: (m: number) => `Đã thử nhiều lần. Mời ông/bà thử lại sau ${m} phút hoặc hỏi cán bộ ở quầy.`,
    staff: 'Dành cho cán bộ:',
    signIn: 'Đăng nhập',
  },

  failure: {
    'not-found': { title: 'Không có trang này.', next: 'Mời ông/bà nhập mã đánh giá hoặc về trang đầu.' },
    'server-error': { title: 'Lỗi ở phía chúng tôi, xin lỗi ông/bà.', next: 'Mời thử lại sau ít phút.' },
    unavailable: { title: 'Hệ thống tạm ngừng, sẽ sớm trở lại.', next: 'Mời thử lại sau ít phút.' },
    'too-large': {
      title: 'Chưa gửi được, vì nội dung dài quá mức nhận được.',
      next: 'Mời ông/bà quay lại trang trước và rút ngắn góp ý.',
    },
    unsupported: {
      title: 'Chưa gửi được, vì nội dung gửi chưa đúng dạng.',
      next: 'Mời ông/bà quét lại mã rồi gửi lần nữa.',
    },
  },
  stillKept: 'Điều ông/bà đã chọn vẫn còn trong máy này.',
  tryAgain: 'Thử lại',
  startPage: 'Nhập mã đánh giá',

  slip: {
    title: 'Mời ông/bà đánh giá việc giải quyết thủ tục',
    /** What stands before and after the code. */
    how: (host: string) => ({
      before: `Quét mã bằng máy ảnh điện thoại hoặc Zalo. Không quét được: vào ${host}, nhập mã `,
      after: '.',
    }),
    safe: 'Khoảng 1 phút. Không hỏi tên. Trả lời ở nhà cũng được.',
    until: (date: string) => `Mã dùng một lần, đến hết ngày ${date}. Không có điện thoại: hỏi cán bộ phiếu giấy.`,
    never: 'Chúng tôi không bao giờ hỏi mật khẩu, mã OTP hay tiền.',
    code: 'Mã đánh giá',
    caseCode: 'Mã hồ sơ',
    qr: 'Mã QR mở trang đánh giá',
    print: 'In phiếu',
  },

  counter: {
    name: (counter: string) => `Quầy ${counter}`,
    idle: (unit: string, counter: string) => `${unit} – Quầy ${counter}`,
    show: 'Mời ông/bà quét mã để đánh giá. Không hỏi tên, trả lời ở nhà cũng được.',
    /** By timer or clerk, never because an answer came in. */
    thanks: 'Cảm ơn ông/bà!',
    lost: 'Mất kết nối, đang nối lại… Cán bộ có thể in phiếu.',
    answer: 'Trả lời tại đây',
    done: 'Xong',
    noScript: 'Màn hình này cần một trình duyệt có bật JavaScript.',
  },
  tablet: {
    hand: 'Mời ông/bà tự chọn. Cán bộ không xem câu trả lời.',
    done: 'Xong, xóa khỏi máy này',
    idle: (s: string) => `Trang sẽ tự xóa sau ${s} giây.`,
    more: 'Tôi cần thêm thời gian',
  },
  pairing: {
    title: 'Ghép màn hình quầy',
    lead: 'Làm một lần cho mỗi màn hình. Sau đó màn hình tự hiện mã QR khi cán bộ gọi.',
    label: 'Nhập mã ghép màn hình',
    hint: '12 chữ và số, lấy ở trang Màn hình quầy của cán bộ. Mã dùng một lần, trong 15 phút.',
    go: 'Ghép',
    unknown: 'Chưa tìm thấy mã ghép này, hoặc mã đã hết hạn. Xin so lại từng chữ, hoặc lấy mã mới.',
    toomany: 'Đã thử nhiều lần. Xin đợi 10 phút rồi thử lại.',
  },

  slips: {
    title: (date: string) => `Phiếu mã đánh giá, trả kết quả ngày ${date}`,
    print: (count: number) => `In ${thousands(count)} phiếu`,
    none: 'Không có phiếu nào để in: ngày này chưa có hồ sơ nào còn mã đánh giá dùng được.',
  },

  paperForm: {
    name: 'Phiếu giấy',
    print: 'In phiếu giấy',
    strip: 'Phần xé ra',
    tear: 'Xé phần này trước khi bỏ phiếu vào hòm.',
    until: (date: string) => `Bỏ phiếu vào hòm đến hết ngày ${date}. Mã đánh giá của hồ sơ này không còn dùng được.`,
    how: 'Mời ông/bà đánh dấu một ô ở mỗi câu. Chỉ câu 1 cần trả lời, các câu khác có thể bỏ trống.',
    na: 'Không áp dụng / Không biết',
    fold: 'Xin gấp phiếu lại, bỏ vào hòm phiếu; không ghi tên.',
    /** All that the form tells who types it in. */
    kind: (field: string, version: number) => `Lĩnh vực: ${field} · Mẫu phiếu ${version}`,
  },

  poster: {
    name: 'Áp phích của trung tâm',
    print: 'In áp phích',
    steps: [
      'Nhận phiếu có mã QR khi lấy kết quả.',
      'Quét mã bằng máy ảnh điện thoại hoặc Zalo.',
      'Chọn mức hài lòng rồi gửi. Khoảng 1 phút.',
    ],
    type: 'Không quét được mã trên phiếu: quét mã này, hoặc vào trang dưới đây rồi nhập mã 12 ký tự trên phiếu.',
    qr: 'Mã QR mở trang nhập mã đánh giá',
    promises: [
      'Không hỏi tên. Trả lời ở nhà cũng được.',
      'Câu trả lời cất riêng, không kèm mã hồ sơ hay mã đánh giá.',
      'Không có điện thoại: hỏi cán bộ phiếu giấy.',
    ],
  },

  privacy: privacyVi,

  preview: {
    notice: 'Bản xem trước: chưa gửi được từ trang này.',
    procedure: 'Đăng ký khai sinh',
  },

  problem: { kind: 'Thông báo của hệ thống', address: 'Địa chỉ của thông báo này' },
};

export type Words = typeof vi;
