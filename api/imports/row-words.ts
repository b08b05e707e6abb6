import type { Channel, Outcome } from '../../db/vocabulary.ts';
import { folded } from './folded.ts';

/** How a case was handed in, in the words of one-stop exports; undefined for words not known. */
export function channelIn(text: string): Channel | undefined {
  const said = folded(text);
  if (/\b(post|buu chinh|buu dien|bcci|buu cuc)\b/.test(said)) return 'post';
  if (/\b(online|truc tuyen|qua mang|dvc|dvctt|dich vu cong|toan trinh|mot phan|internet|vneid)\b/.test(said))
    return 'online';
  if (/\b(counter|truc tiep|quay|mot cua|1 cua|tai bo phan|tai trung tam|tai cho)\b/.test(said)) return 'counter';
  return undefined;
}

/** How a case ended; undefined for words not known, among them that it has not ended. */
export function outcomeIn(text: string): Outcome | undefined {
  const said = folded(text);
  if (/\b(withdrawn|rut|huy|xin dung)\b/.test(said)) return 'withdrawn';
  if (/\b(refused|tu choi|khong du dieu kien|khong giai quyet|khong dong y|khong chap thuan|khong dat)\b/.test(said))
    return 'refused';
  if (/\b(returned|tra lai|tra ho so|khong tiep nhan)\b/.test(said)) return 'returned';
  if (/\b(chua|dang|cho)\b/.test(said)) return undefined;
  if (
    /\b(completed|da tra|tra ket qua|da giai quyet|da xu ly|hoan thanh|da xong|da ket thuc|ket thuc|dung han|truoc han|som han|tre han|qua han|tre hen|co ket qua|thanh cong|dat|dong y|da cap|da duyet)\b/.test(
      said,
    )
  ) {
    return 'completed';
  }
  return undefined;
}
