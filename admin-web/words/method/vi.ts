/** The texts of the method page, loaded with it. This file is the source, en.ts has its type. */
export const vi = {
  title: 'Cách tính',
  lead: 'Mỗi con số trên các trang kết quả được tính thế nào, theo quy tắc nào, dựa vào nguồn nào.',
  exampleOf: 'Ví dụ trên trang này lấy từ số liệu của đơn vị, {period}.',
  exampleSettled: 'Kỳ này đã chốt.',
  exampleOpen: 'Kỳ này còn tạm tính.',
  exampleNone: 'Chưa có số liệu để làm ví dụ. Các ví dụ dưới đây dùng con số minh họa, không phải của đơn vị.',
  exampleMayNot: 'Tài khoản này không xem kết quả. Các ví dụ dưới đây dùng con số minh họa, không phải của đơn vị.',
  toResults: 'Xem bảng kết quả của kỳ này',
  contents: 'Mục lục',
  example: 'Ví dụ',
  illustration: 'Ví dụ minh họa',
  rule: 'Quy tắc {id}, phiên bản {version}',
  source: 'Nguồn: {source}',

  rate: {
    title: 'Tỷ lệ hài lòng',
    text: 'Người trả lời chọn một trong năm mức ở câu 1. “Hài lòng” và “Rất hài lòng” được tính là hài lòng. Chỉ tỷ lệ này được so với chỉ tiêu.',
    silence:
      'Câu bỏ trống và “Không áp dụng” không nằm trong phép tính. Hồ sơ không có phiếu không tính là hài lòng. Không có phiếu thì không có tỷ lệ: không phải 0%, cũng không phải 100%.',
    worked:
      '{four} phiếu “Hài lòng” + {five} phiếu “Rất hài lòng” = {satisfied}. {satisfied} ÷ {answered} = {percent}.',
    shown:
      'Trang kết quả ghi một chữ số thập phân, và thêm chữ số khi cần để con số ghi ra so với chỉ tiêu đúng như con số thật: 94,96% không được ghi thành 95,0%.',
    source:
      'thang năm mức của phiếu khảo sát theo Quyết định 2640/QĐ-BNV ngày 10/10/2017 và 1001/QĐ-BNV ngày 11/12/2023',
  },
  interval: {
    title: 'Khoảng tin cậy 95%',
    text: 'Cùng một cách phục vụ, số người hài lòng trong mỗi đợt vẫn lên xuống do may rủi. Khoảng tin cậy cho biết tỷ lệ thật có thể nằm ở đâu. Ít phiếu thì khoảng rộng.',
    promise: 'Mỗi đầu của khoảng sai nhiều nhất 2,5% số lần, dù bao nhiêu phiếu và tỷ lệ thật là bao nhiêu.',
    limits: 'Khoảng này chỉ nói về may rủi. Nó không nói gì về việc ai chọn trả lời.',
    pooled:
      'Con số gộp nhiều câu hỏi (một yếu tố, cả phiếu) không có khoảng tin cậy: một người trả lời nhiều câu, các câu trả lời của cùng một người thường giống nhau, nên không thể tính như bấy nhiêu người khác nhau. Khoảng tính ra sẽ hẹp hơn sự thật.',
    worked: '{satisfied} hài lòng trong {answered} phiếu: từ {low} đến {high}. Kiểm tra bằng bảng tính:',
    lowSheet: 'Đầu dưới: {formula}',
    highSheet: 'Đầu trên: {formula}',
    none: 'không ai hài lòng nên là 0%',
    all: 'mọi người đều hài lòng nên là 100%',
    table: 'Cùng cách tính, với những con số khác',
    columns: { count: 'Hài lòng/phiếu', percent: 'Tỷ lệ', interval: 'Khoảng tin cậy 95%' },
    source: 'C. J. Clopper, E. S. Pearson, Biometrika 26 (1934): khoảng chính xác cho tỷ lệ nhị thức',
  },
  verdict: {
    title: 'Kết luận',
    text: 'Tỷ lệ quyết định đạt hay chưa đạt. Khoảng tin cậy chỉ cho biết kết luận ấy có chắc chắn không.',
    exact:
      '“Từ 95% trở lên” gồm cả đúng 95%. So bằng số nguyên, không làm tròn: 2.374 trong 2.500 phiếu là 94,96%, chưa đạt 95%.',
    fewest: 'Dù mọi phiếu đều hài lòng, cần ít nhất {n} phiếu mới chắc chắn đạt {target}.',
    minimum: 'Dưới {n} phiếu thì không kết luận (thiết lập của đơn vị).',
    when: {
      met: 'Cả khoảng tin cậy đạt chỉ tiêu.',
      'met-uncertain': 'Tỷ lệ đạt, đầu dưới của khoảng chưa đạt.',
      'missed-uncertain': 'Tỷ lệ chưa đạt, đầu trên của khoảng còn chạm chỉ tiêu.',
      missed: 'Cả khoảng tin cậy dưới chỉ tiêu.',
      insufficient: 'Ít phiếu hơn mức tối thiểu của đơn vị.',
      'no-target': 'Không có chỉ tiêu nào đang áp dụng.',
    },
    source: '{basis}',
    noBasis: 'chưa có chỉ tiêu nào đang áp dụng',
  },
  flag: {
    title: 'Lĩnh vực dưới chỉ tiêu',
    text: 'Một lĩnh vực bị nêu là dưới chỉ tiêu khi đủ phiếu và tỷ lệ thấp hơn chỉ tiêu của nó, dù kết luận chắc chắn hay chưa. Chỉ tiêu là cái đang áp dụng vào ngày cuối kỳ: chỉ tiêu riêng của lĩnh vực trước, chỉ tiêu chung sau.',
    none: 'Ở ví dụ này chưa lĩnh vực nào đủ phiếu để nói.',
    illustration: '94,96% so với 95%: dưới chỉ tiêu. Đúng 95%: không.',
    planned:
      'Chỉ tiêu có thể ghi ngày cuối của kế hoạch. Hết ngày ấy chỉ tiêu vẫn áp dụng đến khi có chỉ tiêu khác; các trang ghi rõ kế hoạch đã hết kỳ.',
  },
  coverage: {
    title: 'Tỷ lệ trả lời và những người im lặng',
    text: 'Tỷ lệ trả lời = số phiếu ÷ số hồ sơ đã trả. Cạnh đó là hai giới hạn: nếu mọi người im lặng đều chưa hài lòng, và nếu mọi người im lặng đều hài lòng.',
    bounds:
      'Tỷ lệ hài lòng của mọi hồ sơ nằm giữa hai giới hạn ấy, dù ai chọn trả lời. Vì không giả định gì nên khoảng này rộng.',
    worked:
      '{answered} phiếu ÷ {closed} hồ sơ = {response}. {silent} hồ sơ im lặng, nên tỷ lệ của mọi hồ sơ nằm từ {low} đến {high}.',
    carried:
      '{answered} phiếu, {closed} hồ sơ: có phiếu còn lại của tháng đã chốt được tính vào đây, nên không có tỷ lệ trả lời.',
    none: 'Không có hồ sơ nào đã trả.',
    source: 'C. F. Manski, Journal of Human Resources 24 (1989)',
  },
  months: {
    title: 'Tháng tạm tính, tháng đã chốt',
    text: 'Hồ sơ và phiếu của nó thuộc tháng trả kết quả. Tháng được chốt khi đã qua {settling} và không còn mã đánh giá nào của tháng còn hạn (kể cả 3 ngày gia hạn). Chốt rồi thì số liệu không bao giờ đổi nữa.',
    textUnknown:
      'Hồ sơ và phiếu của nó thuộc tháng trả kết quả. Tháng được chốt khi đã qua số ngày chờ trong thiết lập và không còn mã đánh giá nào của tháng còn hạn (kể cả 3 ngày gia hạn). Chốt rồi thì số liệu không bao giờ đổi nữa.',
    days: { one: '{n} ngày', other: '{n} ngày' },
    late: 'Hồ sơ đến muộn có ngày trả trong tháng đã chốt, và 1 đến 4 phiếu còn lại chưa đủ đợt, được tính vào tháng đang mở.',
    quarter: 'Quý được chốt khi cả ba tháng đã chốt. Tháng không có hồ sơ chốt cùng quý.',
    settled: 'Đã chốt: {months}.',
    open: 'Tạm tính: {months}.',
  },
  choices: {
    title: 'Câu hỏi chọn một',
    text: 'Số lần đi lại, đúng hẹn hay trễ, có được xin lỗi hay không là câu hỏi chọn một, không theo thang năm mức. Tỷ lệ của một lựa chọn = số lần được chọn ÷ số câu trả lời cho câu ấy. Không có điểm trung bình, không so với chỉ tiêu.',
    asked:
      'Điều chưa tốt chỉ hỏi người vừa chấm thấp, nên chỉ nêu số lượt chọn cạnh số người được hỏi, không phải tỷ lệ của mọi phiếu. Mỗi người có thể chọn nhiều điều, nên không cộng lại.',
    sensitive:
      'Câu hỏi về phiền hà và tiền ngoài quy định chỉ có số chung của cả đơn vị trong từng quý đã chốt, không bao giờ theo lĩnh vực, thủ tục hay quầy.',
    example:
      'Câu hỏi số lần đi lại có 50 câu trả lời, 40 chọn “1 lần”: 40 ÷ 50 = 80,0%. Trong 200 phiếu có 12 người chấm thấp, 7 người chọn “chờ lâu”: ghi 7 lượt chọn, 12 người được hỏi.',
  },
  batches: {
    title: 'Đợt từ năm phiếu, và khi nào hiện gì',
    text: 'Phiếu được hiện theo đợt, mỗi đợt từ 5 phiếu cùng lĩnh vực và tháng, để không ai đoán được ai trả lời gì. Mọi con số là tổng của những đợt ấy, nên lấy con số này trừ con số kia cũng không tách được một phiếu.',
    ripe: 'Trong tháng đang chạy, một phiếu còn chờ đến khi ít nhất 5 hồ sơ cùng loại (lĩnh vực, thủ tục, cách nộp, bản câu hỏi) đã trả trong tháng ấy, hoặc đến khi hết tháng. Vì vậy số liệu của tháng đang chạy nghiêng về các thủ tục nhiều hồ sơ.',
    caption: 'Khi nào hiện gì',
    columns: { what: 'Nội dung', when: 'Khi nào hiện', how: 'Điều kiện' },
    rows: [
      {
        what: 'Theo lĩnh vực, theo tháng',
        when: 'Mỗi đêm',
        how: 'Khi đủ 5 phiếu của lĩnh vực trong tháng và, khi tháng còn chạy, đủ 5 hồ sơ cùng loại; chờ thì ghi “Có phiếu chờ đủ đợt mới hiện”.',
      },
      {
        what: 'Theo thủ tục, cách nộp, câu hỏi',
        when: 'Khi chốt quý, một lần',
        how: 'Thủ tục có từ 5 phiếu; nhóm ít hơn gộp vào “Khác”. Câu hỏi có 1 đến 4 phiếu thì không nêu số.',
      },
      {
        what: 'Câu hỏi về phiền hà và tiền ngoài quy định',
        when: 'Khi chốt quý',
        how: 'Chỉ tổng của cả đơn vị, từ 5 phiếu; không bao giờ theo lĩnh vực, thủ tục hay quầy.',
      },
      { what: 'Góp ý', when: 'Mỗi đêm', how: 'Khi đủ 5 góp ý của lĩnh vực; xếp ngẫu nhiên, tách khỏi mức đánh giá.' },
      { what: 'Số phiếu đang chờ', when: 'Mỗi đêm', how: 'Tính đến đêm trước; không đổi trong ngày.' },
    ],
    law: 'phiếu gắn được với người trả lời là dữ liệu cá nhân: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15',
  },
  national: {
    title: 'Tỷ lệ theo Quyết định 766/QĐ-TTg',
    text: 'Bộ chỉ số quốc gia lấy số hồ sơ không quá hạn, không bị đánh giá không hài lòng, không có phản ánh, kiến nghị, chia cho tổng số hồ sơ. Hồ sơ im lặng được tính là hài lòng, nên con số này thường cao hơn nhiều. Nó không thay cho tỷ lệ hài lòng của khảo sát.',
    why: 'Ví dụ: 100 hồ sơ không trễ hạn, 10 phiếu, 8 hài lòng, 2 không hài lòng. Khảo sát: 8 ÷ 10 = 80,0%. Bộ chỉ số quốc gia: (100 − 2) ÷ 100 = 98,0%.',
    range:
      'Ở đây chỉ biết được một khoảng, vì phiếu không gắn với hồ sơ: không biết bao nhiêu hồ sơ vừa trễ hạn vừa bị đánh giá không hài lòng.',
    worked: '{closed} hồ sơ, {late} trễ hạn: từ {low} đến {high}. Khảo sát cùng kỳ: {percent}.',
    workedOne: '{closed} hồ sơ, {late} trễ hạn: {low}. Khảo sát cùng kỳ: {percent}.',
    source: 'Quyết định 766/QĐ-TTg ngày 23/6/2022, nhóm chỉ số mức độ hài lòng',
  },
  errors: {
    title: 'Kết luận sai bao nhiêu lần',
    text: 'Tính chính xác bằng phân phối nhị thức, với chỉ tiêu {target}. Mỗi ô: bao nhiêu phần trăm số lần kết luận sai mà còn tự cho là chắc chắn; trong ngoặc, bao nhiêu phần trăm số lần sai nói chung.',
    coin: 'Sát chỉ tiêu, chỉ dựa vào tỷ lệ thì gần như tung đồng xu. “Chưa chắc chắn” nói đúng điều đó.',
    promise:
      'Kết luận “chắc chắn” sai nhiều nhất 2,5% số lần. Nhìn mười lĩnh vực một lúc, thỉnh thoảng sẽ gặp một cái sai: cột cuối cho biết bao nhiêu phần trăm số lần có ít nhất một trong mười lĩnh vực bị kết luận chắc chắn mà sai, nếu cả mười đều ở tỷ lệ thật ấy với số phiếu bất lợi nhất.',
    caption: 'Kết luận sai bao nhiêu lần, so với {target}',
    columns: {
      truth: 'Tỷ lệ thật',
      wrong: 'Kết luận sai',
      size: '{n} phiếu',
      worst: 'Nhiều nhất, với 5 đến 2.000 phiếu',
      ten: 'Ít nhất một trong mười lĩnh vực',
    },
    justUnder: 'Ngay dưới {target}',
    cell: '{certain} ({any})',
    worstCell: '{certain} (ở {n} phiếu)',
    computing: 'Đang tính…',
  },
  change: {
    title: 'Thay đổi giữa hai kỳ, thiếu bao nhiêu phiếu, so sánh đơn vị',
    change:
      'Thay đổi là tỷ lệ kỳ sau trừ kỳ trước, tính bằng điểm phần trăm, kèm khoảng tin cậy 95%. “Tăng rõ” khi cả khoảng trên 0, “Giảm rõ” khi cả khoảng dưới 0. Ví dụ: 360/400 rồi 380/400 là tăng 5,0 điểm, từ 1,2 đến 8,9: tăng rõ. 370/400 rồi 380/400 chưa thấy khác rõ.',
    changeSource: 'R. G. Newcombe, Statistics in Medicine 17 (1998), phương pháp 10, với khoảng chính xác ở trên',
    more: 'Thiếu bao nhiêu phiếu: số phiếu nhỏ nhất để kết luận thành chắc chắn nếu tỷ lệ giữ nguyên. Ví dụ: 388/400 so với 95% cần thêm 15 phiếu; 97/100 cần thêm 315.',
    moreSource: 'tính lần lượt từng số phiếu bằng khoảng chính xác ở trên',
    compare:
      'So sánh đơn vị: hình phễu cho thấy tỷ lệ của một đơn vị dao động đến đâu chỉ vì may rủi, theo số phiếu của nó. Nằm trong phễu thì không nên xếp hạng.',
    compareSource: 'D. J. Spiegelhalter, Statistics in Medicine 24 (2005)',
  },
  rules: {
    title: 'Các quy tắc',
    lead: 'Con số của các quy tắc khác nhau không đứng chung một bảng mà không ghi tên. Quy tắc không đổi cách tính; đổi là một phiên bản mới.',
    columns: { name: 'Tên', id: 'Mã, phiên bản', text: 'Cách tính' },
  },
};

export type MethodWords = typeof vi;
