import type { Language, Localised } from '../db/vocabulary.ts';

/**
 * Every refusal that a caller can meet, by slug. `/problems/<slug>` resolves to a page made from this list.
 * Source of the form: RFC 9457.
 */
export const problems = {
  'malformed-json': {
    status: 400,
    title: { vi: 'Nội dung gửi lên chưa phải JSON đọc được', en: 'The body is not readable JSON' },
  },
  'sign-in-required': {
    status: 401,
    title: { vi: 'Cần đăng nhập hoặc khóa API còn hiệu lực', en: 'Sign in or send a valid API key' },
  },
  'wrong-credentials': {
    status: 401,
    title: { vi: 'Tên đăng nhập hoặc mật khẩu chưa đúng.', en: 'User name or password not right.' },
  },
  'bad-signature': {
    status: 401,
    title: {
      vi: 'Chữ ký chưa đúng hoặc đã quá 5 phút',
      en: 'The signature is not right, or older than 5 minutes',
    },
  },
  'session-ended': {
    status: 401,
    title: { vi: 'Phiên làm việc đã hết. Xin đăng nhập lại.', en: 'Session over. Please sign in again.' },
  },
  forbidden: {
    status: 403,
    title: {
      vi: 'Tài khoản này không có quyền làm việc đó. Cần quyền, hỏi người quản trị.',
      en: 'This account may not do that. Ask your administrator.',
    },
  },
  'foreign-page': {
    status: 403,
    title: {
      vi: 'Yêu cầu này đến từ một trang khác nên không được nhận',
      en: 'This request comes from another site and is not taken',
    },
  },
  'not-found': { status: 404, title: { vi: 'Không tìm thấy nội dung này.', en: 'Not found.' } },
  'method-not-allowed': {
    status: 405,
    title: { vi: 'Địa chỉ này không nhận cách gọi đó', en: 'This address does not take that method' },
  },
  'already-answered': {
    status: 409,
    title: { vi: 'Mã này đã được dùng để đánh giá', en: 'This code has already been used' },
  },
  'already-set-up': {
    status: 409,
    title: {
      vi: 'Đã có tài khoản, đường dẫn này không còn dùng được',
      en: 'There is an account already; this link is spent',
    },
  },
  'name-taken': { status: 409, title: { vi: 'Tên này đã có người dùng', en: 'This name is taken' } },
  'two-secrets': {
    status: 409,
    title: {
      vi: 'Đã có hai khóa ký. Thu hồi khóa cũ rồi tạo khóa mới.',
      en: 'There are two signing secrets. Revoke the old one, then make a new one.',
    },
  },
  changed: {
    status: 409,
    title: {
      vi: 'Người khác vừa sửa. Xem bản mới rồi lưu lại.',
      en: 'Someone else just changed this. Review, then save.',
    },
  },
  'import-failed': {
    status: 409,
    title: {
      vi: 'Danh mục hoặc thời hạn lưu đã đổi sau khi đọc tệp, nên chưa nhập hồ sơ nào. Đọc lại tệp.',
      en: 'The catalogue or the retention changed after the file was read, so no case was imported. Read the file again.',
    },
  },
  'import-begun': {
    status: 409,
    title: { vi: 'Lần nhập này đã bắt đầu', en: 'This import has begun' },
  },
  'month-settled': {
    status: 409,
    title: { vi: 'Tháng này đã chốt, không đổi được nữa', en: 'This month is settled and can no longer change' },
  },
  'case-open': {
    status: 409,
    title: { vi: 'Hồ sơ đang mở lại, chưa có mã đánh giá', en: 'The case is open again and has no rating code' },
  },
  'too-many-displays': {
    status: 409,
    title: { vi: 'Đơn vị đã có 200 màn hình', en: 'The unit has 200 screens already' },
  },
  'paper-too-few': {
    status: 409,
    title: {
      vi: 'Chưa phát đủ 5 phiếu giấy của lĩnh vực này, nên chưa nhập được: nhập sớm thì đoán được phiếu của ai',
      en: 'Fewer than 5 paper forms of this field were handed out: typed in now, one could guess whose they are',
    },
  },
  'paper-none-left': {
    status: 409,
    title: {
      vi: 'Đã nhập đủ số phiếu giấy còn được tính của lĩnh vực này; phiếu này chưa được ghi nhận',
      en: 'As many forms as may count in this field were typed in already; this one was not recorded',
    },
  },
  'paper-not-handed-out': {
    status: 409,
    title: { vi: 'Hồ sơ này chưa phát phiếu giấy', en: 'No paper form was handed out for this case' },
  },
  'invitation-expired': { status: 410, title: { vi: 'Mã này đã hết hạn', en: 'This code expired' } },
  'invitation-replaced': {
    status: 410,
    title: { vi: 'Mã này đã được thay bằng mã mới', en: 'This code was replaced' },
  },
  'invitation-withdrawn': { status: 410, title: { vi: 'Mã này đã được thu hồi', en: 'This code was withdrawn' } },
  'invitation-paper': {
    status: 410,
    title: {
      vi: 'Thủ tục này đã được phát phiếu giấy, nên mã này không dùng được nữa',
      en: 'A paper form was handed out for this procedure, so this code no longer works',
    },
  },
  'setup-link-ended': {
    status: 410,
    title: {
      vi: 'Đường dẫn này không dùng được nữa. Khởi động lại dịch vụ để có đường dẫn mới.',
      en: 'This link no longer works. Restart the service for a new one.',
    },
  },
  'too-many-slips': {
    status: 422,
    title: {
      vi: 'Quá nhiều phiếu cho một trang in. Chọn lĩnh vực hoặc quầy, hoặc tải tệp PDF',
      en: 'Too many slips for one page. Choose a field or counter, or download the PDF',
    },
  },
  'too-large': { status: 413, title: { vi: 'Nội dung gửi lên quá lớn', en: 'The body is too large' } },
  'unsupported-media-type': {
    status: 415,
    title: { vi: 'Kiểu nội dung này không nhận được', en: 'This content type is not taken' },
  },
  'unreadable-file': {
    status: 422,
    title: {
      vi: 'Chưa đọc được tệp. Cần .xlsx hoặc .csv mã UTF-8.',
      en: 'Can’t read the file; use .xlsx or UTF-8 .csv.',
    },
  },
  'columns-unknown': {
    status: 422,
    title: { vi: 'Chưa nhận ra cột của tệp', en: 'The columns of the file are not recognised' },
  },
  'rows-rejected': {
    status: 422,
    title: { vi: 'Có dòng cần sửa nên chưa nhập dòng nào', en: 'Some rows need correcting, so none was imported' },
  },
  invalid: { status: 422, title: { vi: 'Có nội dung cần sửa', en: 'Something needs correcting' } },
  'settled-months-only': {
    status: 422,
    title: {
      vi: 'Kỳ này chưa chốt; tài khoản này chỉ xem kỳ đã chốt',
      en: 'Not settled yet; this account sees settled periods only',
    },
  },
  'whole-quarters-only': {
    status: 422,
    title: { vi: 'Bảng này chỉ có cho các quý đã chốt', en: 'This table exists for settled quarters only' },
  },
  'quarter-not-settled': {
    status: 422,
    title: { vi: 'Quý này chưa chốt nên chưa công khai được', en: 'Not settled yet, so it can’t be published' },
  },
  'import-busy': {
    status: 429,
    title: { vi: 'Đang đọc tệp khác, xin thử lại sau ít giây', en: 'Reading other files; try again in a few seconds' },
  },
  'too-many-tries': { status: 429, title: { vi: 'Đã thử nhiều lần', en: 'Too many tries' } },
  'server-error': {
    status: 500,
    title: {
      vi: 'Lỗi ở phía chúng tôi, xin thử lại sau ít phút',
      en: 'Our fault, sorry; please try again in a few minutes',
    },
  },
  unavailable: {
    status: 503,
    title: { vi: 'Hệ thống tạm ngừng, sẽ sớm trở lại', en: 'Out of service for a moment' },
  },
} as const satisfies Record<string, { status: number; title: Localised }>;

export type ProblemCode = keyof typeof problems;

/** One thing to correct: where it stands and, in each language, what is there and what is expected. */
export interface Complaint {
  readonly path: string;
  readonly message: Localised;
}

export interface ProblemExtra {
  readonly detail?: Localised;
  readonly errors?: readonly Complaint[];
  /** Seconds after which it is worth trying again. */
  readonly retryAfter?: number;
  /** The methods that the address takes. */
  readonly allow?: readonly string[];
  /** What else the body holds, for who can do more than read (RFC 9457, 3.2). */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** A refusal on its way to the caller. Bugs are other exceptions. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly extra: ProblemExtra;
  constructor(code: ProblemCode, extra: ProblemExtra = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
  get status(): (typeof problems)[ProblemCode]['status'] {
    return problems[this.code].status;
  }
}

/** The refusal `code`, to be thrown. */
export function problem(code: ProblemCode, extra?: ProblemExtra): Problem {
  return new Problem(code, extra);
}

/** The refusal of one more try, with the wait in words and in `Retry-After`. */
export function tooManyTries(seconds: number): Problem {
  const minutes = Math.ceil(seconds / 60);
  return problem('too-many-tries', {
    retryAfter: Math.ceil(seconds),
    detail: {
      vi: `Đã thử nhiều lần. Thử lại sau ${minutes} phút.`,
      en: minutes === 1 ? 'Too many tries. Try again in 1 minute.' : `Too many tries. Try again in ${minutes} minutes.`,
    },
  });
}

/** The body of a refusal in one language (`application/problem+json`). */
export function problemDetails(refusal: Problem, language: Language) {
  const { title, status } = problems[refusal.code];
  const { detail, errors, members } = refusal.extra;
  return {
    ...members,
    type: `/problems/${refusal.code}`,
    title: title[language],
    status,
    ...(detail && { detail: detail[language] }),
    ...(errors && { errors: errors.map(({ path, message }) => ({ path, message: message[language] })) }),
  };
}
