/** The texts of what was chosen where a question has one choice. This file is the source, en.ts has its type. */
export const vi = {
  visit: 'Lần làm thủ tục này',
  visitLead: 'Tính trên số phiếu trả lời từng câu. Câu hỏi không bắt buộc.',
  reasons: 'Điều gì khiến người trả lời chưa hài lòng',
  reasonsLead:
    'Chỉ hỏi người vừa chọn “Không hài lòng” hoặc “Rất không hài lòng”, nên đây là số lượt chọn, không phải tỷ lệ của mọi phiếu. Mỗi người có thể chọn nhiều điều.',
  people: 'Người trả lời',
  peopleLead: 'Câu hỏi về người trả lời không bắt buộc; nhóm ít hơn 5 phiếu được gộp lại.',
  sensitive: 'Phiền hà, tiền ngoài quy định',
  sensitiveLead:
    'Chỉ có số chung của cả đơn vị trong từng quý đã chốt, từ 5 câu trả lời; không xem theo lĩnh vực, quầy hay thủ tục.',
  sensitiveOf: '{question} ({quarter})',
  sensitiveOfUnit: '{question} ({unit}, {quarter})',
  answered: { one: '{n} câu trả lời.', other: '{n} câu trả lời.' },
  askedAfter: 'Chỉ hỏi sau câu “{question}”: {asked} người được hỏi.',
  asked: { one: '{n} người chấm thấp và được hỏi.', other: '{n} người chấm thấp và được hỏi.' },
  version: '{question} (phiên bản {version})',
  versions: '{question} (các phiên bản ít phiếu, gộp lại)',
  withheld: 'Có từ 1 đến 4 câu trả lời nên không nêu số liệu: {questions}.',
  columns: {
    option: 'Trả lời',
    reason: 'Điều chưa tốt',
    bar: 'Tỷ trọng',
    share: 'Tỷ lệ',
    count: 'Số câu trả lời',
    ticks: 'Số lượt chọn',
  },
};

export type AnswerWords = typeof vi;
