/** What citizens might write: about things, never about a person. Shown under the mark of a demonstration only. */
export const comments = {
  pleased: [
    'Cán bộ hướng dẫn rõ, không phải đi lại nhiều lần.',
    'Được trả kết quả sớm hơn ngày hẹn.',
    'Nộp trực tuyến tiện, đỡ mất thời gian.',
    'Lấy số thứ tự dễ, chờ không lâu.',
    'Chỗ ngồi chờ sạch sẽ, thoáng mát.',
    'Mong có thêm ghế ngồi chờ vào buổi sáng.',
    'Nên có thêm bàn viết cho người lớn tuổi.',
    'Nên treo mẫu tờ khai đã điền sẵn để dễ làm theo.',
    'Chữ trên bảng niêm yết hơi nhỏ, người lớn tuổi khó đọc.',
    'Mong được nhắn tin khi có kết quả.',
    'Chỗ để xe hơi chật vào đầu tuần.',
    'Mong trung tâm làm việc thêm sáng thứ Bảy.',
  ],
  displeased: [
    'Phải bổ sung giấy tờ hai lần, lần đầu chưa được nói đủ.',
    'Kết quả trả chậm hơn ngày hẹn, không được báo trước.',
    'Chờ lâu vì buổi sáng chỉ mở một quầy.',
    'Tờ khai khó hiểu, cần có người hướng dẫn.',
    'Tải tệp lên trang nộp trực tuyến nhiều lần mới được.',
    'Hỏi hai nơi được hai câu trả lời khác nhau.',
    'Kết quả có chỗ in chưa đúng, phải quay lại sửa.',
    'Chưa rõ phải nộp bao nhiêu phí, lệ phí.',
  ],
  ofField: {
    'dat-dai': ['Mong được biết hồ sơ đang ở bước nào.', 'Thời gian đo đạc kéo dài, mong có lịch hẹn cụ thể.'],
    'xay-dung': ['Nên có sẵn danh sách bản vẽ phải nộp.'],
    'ho-kinh-doanh': ['Phải nộp thêm bản giấy dù đã nộp trực tuyến.', 'Phải đi lại ba lần mới xong.'],
  } as Readonly<Record<string, readonly string[]>>,
} as const;
