/** The texts of the settings page, loaded with it. This file is the source, en.ts has its type. */
export const vi = {
  title: 'Thiết lập',
  lead: 'Áp dụng cho đơn vị này, từ lúc lưu trở đi.',
  name: 'Tên đơn vị',
  nameHint: 'Hiện ở đầu trang này, trên phiếu mã và trên trang người dân trả lời.',
  validityDays: 'Số ngày mã đánh giá còn hạn',
  validityDaysHint:
    'Tính từ ngày trả kết quả hoặc ngày cấp mã, ngày nào sau thì lấy. Mã đã cấp giữ hạn cũ. Từ 1 đến 90 ngày.',
  settlingDays: 'Số ngày chờ trước khi chốt tháng',
  settlingDaysHint:
    'Tháng chỉ chốt khi đã qua chừng ấy ngày và không còn mã nào đang mở. Chốt rồi thì số liệu không đổi. Từ 0 đến 60 ngày.',
  minimumAnswers: 'Số phiếu ít nhất để kết luận',
  minimumAnswersHint: 'Ít phiếu hơn thì chỉ nêu “Chưa đủ phiếu”. Đổi số này là đổi kết luận của mọi kỳ. Từ 5 phiếu.',
  fallsBackToOverall: 'So lĩnh vực không có chỉ tiêu riêng với chỉ tiêu chung',
  fallsBackToOverallHint: 'Không chọn thì các lĩnh vực đó chỉ có tỷ lệ, không có kết luận.',
  whole: 'cần số nguyên từ {from} đến {to}',
  nameBad: 'cần từ 1 đến 200 ký tự',
  days: { one: '{n} ngày', other: '{n} ngày' },
  answers: { one: '{n} phiếu', other: '{n} phiếu' },
  yes: 'Có',
  no: 'Không',
  submit: 'Lưu thiết lập',
  saving: 'Đang lưu…',
  readOnly: 'Tài khoản này chỉ xem. Quản trị mới đổi được thiết lập.',
  conflict: 'Người khác vừa sửa. Xem bản mới rồi lưu lại.',
  conflictNone: 'Những gì người đó lưu giống những gì đã nhập ở đây.',
  theirs: 'Bản mới: {value}',
};

export type SettingsWords = typeof vi;
