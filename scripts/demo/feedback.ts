import { handleFeedback, sendFeedback } from '../../api/feedback/service.ts';
import { randomId } from '../../api/random-id.ts';
import { unitSettings } from '../../api/units/service.ts';
import type { Db } from '../../db/tables/index.ts';
import type { FeedbackTopic, Language, LocalDate, UnitId } from '../../db/vocabulary.ts';
import { addWorkingDays } from './working-days.ts';

interface ToldFeedback {
  readonly topic: FeedbackTopic;
  readonly message: string;
  readonly contact?: string;
  readonly language?: Language;
  /** Working days ago; past the last day for an answer where it says so. */
  readonly sent: number | 'overdue';
  /** What became of it, working days ago. */
  readonly moved?: {
    readonly ago: number;
    readonly to: 'in-progress' | 'answered' | 'transferred';
    readonly answer?: string;
    readonly agency?: string;
  };
}

/** What citizens might want answered: about things, never about a person. Each says that it is an illustration. */
const told: readonly ToldFeedback[] = [
  {
    topic: 'waiting',
    message: '(Minh họa) Sáng thứ Hai chỉ mở một quầy nên phải chờ lâu. Đề nghị mở thêm quầy vào giờ đông.',
    sent: 'overdue',
  },
  {
    topic: 'procedure',
    message: '(Minh họa) Mẫu tờ khai đăng trên mạng và mẫu ở quầy khác nhau, đề nghị cho biết dùng mẫu nào.',
    sent: 9,
    moved: { ago: 8, to: 'in-progress' },
  },
  {
    topic: 'place',
    message: '(Minh họa) Lối vào có bậc cao, người đi xe lăn khó vào. Đề nghị làm đường dốc.',
    sent: 12,
    moved: {
      ago: 7,
      to: 'answered',
      answer: '(Minh họa) Trung tâm đã đặt đường dốc ở cửa bên và biển chỉ dẫn. Cảm ơn ông/bà đã phản ánh.',
    },
  },
  {
    topic: 'online',
    message: '(Minh họa) Trang nộp hồ sơ trực tuyến báo lỗi khi tải tệp có dấu trong tên.',
    sent: 8,
    moved: { ago: 6, to: 'transferred', agency: 'Đơn vị vận hành trang nộp trực tuyến (minh họa)' },
  },
  {
    topic: 'fee',
    message: '(Minh họa) Đề nghị niêm yết phí, lệ phí bằng chữ to hơn ở khu chờ.',
    contact: '(minh họa: nơi ghi điện thoại hoặc email nếu muốn)',
    sent: 3,
  },
  {
    topic: 'other',
    language: 'en',
    message: '(Illustration) Could the signs in the hall be in English as well?',
    sent: 2,
  },
];

/** Lets feedback come in and be handled, by the same functions as in earnest, in the weeks up to `today`. */
export async function tellFeedback(
  db: Db,
  args: {
    readonly unitId: UnitId;
    readonly today: LocalDate;
    readonly secretKey: string;
    readonly randomBytes: (length: number) => Uint8Array;
  },
): Promise<void> {
  const { unitId, today, secretKey, randomBytes } = args;
  const { feedbackDays } = await unitSettings(db, unitId);
  const actor = { kind: 'system', name: 'cli', unitId: null } as const;
  for (const { topic, message, contact = null, language = 'vi', sent, moved } of told) {
    const feedbackId = randomId(randomBytes);
    await sendFeedback(db, {
      unitId,
      feedback: { topic, message, contact, key: randomId(randomBytes) },
      language,
      // Some days over, since the calendar of a year may have swapped days that are not known here.
      today: addWorkingDays(today, -(sent === 'overdue' ? feedbackDays + 4 : sent)),
      secretKey,
      newId: () => feedbackId,
    });
    if (!moved) continue;
    const { ago, to: state, ...words } = moved;
    const handled = addWorkingDays(today, -ago);
    const change = { state, ...words, revision: 1 };
    await handleFeedback(db, { unitId, feedbackId, change, actor, now: middayOf(handled), today: handled });
  }
}

const middayOf = (date: LocalDate): Date => new Date(`${date}T05:00:00Z`);
