/** What the privacy page says, in Vietnamese: the source. Every sentence is true of the code; change both together. */
export const privacyVi = {
  title: 'Chúng tôi giữ kín thế nào?',
  who: {
    title: 'Ai hỏi và để làm gì',
    text: (unit: string) =>
      `${unit} hỏi ông/bà sau khi trả kết quả thủ tục. Chúng tôi dùng câu trả lời để biết cần làm tốt hơn điều gì, và so mức độ hài lòng với chỉ tiêu đã đặt ra. Ông/bà trả lời hay không là tùy ý.`,
    anyUnit: 'Trung tâm Phục vụ hành chính công nơi ông/bà làm thủ tục',
  },
  what: {
    title: 'Chúng tôi lưu gì, không lưu gì',
    kept: 'Lưu',
    keptList: [
      'câu trả lời và góp ý;',
      'nơi làm, lĩnh vực, tên thủ tục, cách nộp và tháng trả kết quả;',
      'ông/bà trả lời bằng tiếng nào, trên điện thoại hay cách khác.',
    ],
    notKept: 'Không lưu cùng câu trả lời',
    notKeptList: [
      'họ tên, số điện thoại, số căn cước, địa chỉ;',
      'mã hồ sơ, mã đánh giá;',
      'ngày giờ gửi, địa chỉ mạng, thông tin về máy của ông/bà.',
    ],
  },
  apart: {
    title: 'Vì sao không ai biết phiếu nào của ông/bà',
    text: [
      'Mã đánh giá chỉ ghi là đã dùng hay chưa. Câu trả lời được cất riêng, không kèm mã.',
      'Mỗi đêm, các phiếu cùng lĩnh vực và tháng được chuyển đi theo đợt từ 5 phiếu, xáo trộn thứ tự. Chưa đủ 5 phiếu, hoặc tháng này mới có ít hồ sơ cùng thủ tục, thì chờ. Góp ý được tách khỏi mức đánh giá.',
    ],
  },
  limits: {
    title: 'Giới hạn, nói thẳng',
    list: [
      'Lúc nhận phiếu, máy chủ có thấy câu trả lời.',
      'Trong lúc phiếu còn chờ và trong bản sao lưu cũ vẫn còn dấu vết kỹ thuật. Người có toàn quyền trên máy chủ có thể lần theo.',
      'Ai cầm phiếu in mã có thể biết mã đã được dùng, nhưng không biết ông/bà chọn gì.',
      'Phiếu giấy do cán bộ nhập: người nhập thấy các câu trả lời và lĩnh vực, không thấy mã hồ sơ. Chữ viết tay có thể làm người nhập nhận ra ông/bà.',
      'Nếu mọi phiếu trong một đợt giống nhau, người ta biết những người trong đợt đó đều chọn như vậy.',
      'Ai để ý ở quầy xem ngày nào có ai trả lời, và giữ lại số liệu từng đêm, có thể đoán sát hơn.',
      'Người được nhập hồ sơ có thể bịa ra bốn hồ sơ để đoán phiếu thứ năm. Vì vậy việc nhập hồ sơ và việc xem kết quả nên do hai người làm.',
      'Điều ông/bà tự viết trong góp ý có thể làm người đọc nhận ra ông/bà.',
      'Ai biết trước một câu trả lời của ông/bà, như cách viết góp ý hay một câu “không áp dụng”, có thể tìm ra phiếu đó trong tệp số liệu.',
      'Phản ánh, kiến nghị ghi ngày gửi. Điều ông/bà viết trong đó, như mã hồ sơ, cho người xử lý biết ông/bà là ai, nhưng không cho biết ông/bà đã đánh giá thế nào.',
    ],
  },
  device: {
    title: 'Máy của ông/bà giữ gì',
    text: [
      'Câu trả lời chưa gửi nằm trong máy của ông/bà cho đến khi gửi xong hoặc ông/bà xóa. Nếu trình duyệt cho phép, máy tự gửi tiếp khi có mạng, cả khi trang đã đóng; gửi xong thì phần đó tự gỡ.',
      'Gửi xong, máy giữ một dấu (cookie) chỉ để hiện lại lời cảm ơn, đến khi đóng trình duyệt; không có cookie theo dõi. Máy dùng chung ở quầy không giữ gì. Trang phản ánh, kiến nghị không để lại gì trong máy.',
      'Địa chỉ mạng chỉ dùng trong chốc lát để chặn việc gửi dồn dập, không lưu.',
    ],
  },
  duration: {
    title: 'Giữ bao lâu',
    list: [
      'Phiếu đã tách khỏi người gửi được giữ để so sánh qua các năm; chưa đặt ngày xóa.',
      'Phản ánh, kiến nghị và trả lời được giữ làm hồ sơ xử lý; chưa đặt ngày xóa. Liên hệ ghi trong đó thì xóa, như nói ở dưới.',
      'Điều đã xóa và dấu vết cũ còn trong bản sao lưu cho đến khi bản sao lưu đó bị xóa.',
    ],
    caseCodes: (months: number | null) =>
      months === null
        ? 'Danh sách hồ sơ đã trả được giữ riêng, không kèm câu trả lời; mã hồ sơ trong đó không đặt ngày xóa.'
        : `Danh sách hồ sơ đã trả được giữ riêng, không kèm câu trả lời; mã hồ sơ trong đó được xóa khi tháng trả kết quả đã chốt và đã qua ${months} tháng.`,
  },
  final: {
    title: 'Vì sao không sửa, xóa được một đánh giá',
    text: 'Phiếu không gắn với người gửi. Chúng tôi không tìm lại được phiếu của riêng ai để cho xem, sửa hay xóa.',
  },
  feedback: {
    title: 'Phản ánh, kiến nghị có ghi liên hệ',
    list: (afterAnswer: number, atMost: number) => [
      'Phản ánh, kiến nghị là một bản ghi riêng, gửi bằng một lần gửi riêng, chỉ ghi ngày. Không có gì trong đó dẫn tới phiếu đánh giá. Mã theo dõi không được lưu, chỉ lưu một dấu để nhận ra mã.',
      'Lãnh đạo và người xử lý của đơn vị xem nội dung và liên hệ. Người kiểm tra xem nội dung, không xem liên hệ.',
      `Liên hệ tự xóa ${afterAnswer} ngày sau khi trả lời, chậm nhất ${atMost} ngày sau khi gửi. Có mã theo dõi, ông/bà tự xóa được liên hệ bất cứ lúc nào.`,
      'Muốn xem hay sửa điều đã gửi, mời ông/bà hỏi cán bộ, nói rõ ngày gửi và việc đã phản ánh.',
    ],
    days: (days: number) => `Chúng tôi trả lời trong ${days} ngày làm việc, không kể ngày nhận.`,
  },
  contact: {
    title: 'Hỏi ai, trả lời trong bao lâu',
    text: (unit: string) =>
      `Mời ông/bà hỏi cán bộ tại ${unit}. Yêu cầu về dữ liệu cá nhân được trả lời trong hai ngày làm việc.`,
  },
  law: {
    title: 'Căn cứ pháp lý',
    text: 'Theo luật, dữ liệu cá nhân là thông tin xác định, hoặc giúp xác định, một người cụ thể. Vì vậy phiếu đánh giá được tách khỏi mọi thứ như thế; liên hệ ghi trong phản ánh là dữ liệu cá nhân, nên được giữ riêng và xóa.',
    list: [
      'Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 ngày 26/6/2025, có hiệu lực từ ngày 01/01/2026.',
      'Nghị định số 356/2025/NĐ-CP ngày 31/12/2025, có hiệu lực từ ngày 01/01/2026.',
    ],
  },
  updated: 'Ngày cập nhật',
};

export type PrivacyWords = typeof privacyVi;
