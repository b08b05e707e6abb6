import type { LocalDate } from '../../db/vocabulary.ts';
import type { DemoAccount } from './accounts.ts';
import { isOpenToNetwork } from './settings.ts';

export interface Invitation {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly closed: number;
  readonly answered: number;
  /** Of the survey that is open. */
  readonly survey: string;
  readonly qr: readonly string[];
  readonly accounts: readonly DemoAccount[];
  readonly key: string;
}

/** What a stranger reads once the demonstration is up: what it is, and the things to do in it. */
export function invitation(demo: Invitation): string[] {
  const { host, port, publicUrl, from, to, closed, answered, survey, qr, accounts, key } = demo;
  const count = (number: number, locale: string) => new Intl.NumberFormat(locale).format(number);
  return [
    '',
    `Hài Lòng: ${publicUrl}`,
    'Số liệu minh họa, không có thật / Demonstration data, not real',
    `${count(closed, 'vi')} hồ sơ, ${count(answered, 'vi')} phiếu trả lời, ${day(from)} – ${day(to)}`,
    `${count(closed, 'en')} cases, ${count(answered, 'en')} answers`,
    '',
    '1. Đánh giá một hồ sơ: mở đường dẫn hoặc quét mã / Rate a case: open the link or scan the code',
    `   ${survey}`,
    ...qr.map((line) => `   ${line}`),
    ...(isOpenToNetwork(host) ? forPhones(publicUrl, port) : onlyHere(port)),
    '',
    '2. Xem kết quả / See the results',
    `   ${publicUrl}/admin`,
    ...table(accounts),
    '',
    '3. Gửi hồ sơ từ phần mềm khác / Send a case from another system',
    `   ${publicUrl}/api/v1/docs`,
    `   Khóa API / API key: ${key}`,
    `   curl -X PUT ${publicUrl}/api/v1/cases/DEMO-1 -H 'Content-Type: application/json' \\`,
    `     -H 'Authorization: Bearer ${key}' \\`,
    `     -d '{"procedure":"1.001193","closedOn":"${to}"}'`,
    '',
    '4. Thử thêm / Also to try',
    `   ${publicUrl}/gop-y  gửi phản ánh, rồi trả lời (xuly) / send feedback, then answer it`,
    `   ${publicUrl}/admin/displays  màn hình quầy ở /quay (quantri) / a counter’s screen at /quay`,
    `   ${publicUrl}/admin/cases/import  nhập tệp CSV, XLSX (canbo) / import a file`,
    `   ${publicUrl}/admin/print  in phiếu, áp phích (canbo) / print slips, a poster`,
    '',
    'Ctrl-C: dừng và xóa hết số liệu minh họa / stops and deletes all demonstration data',
  ];
}

function onlyHere(port: number): string[] {
  const change = port === 8080 ? '' : `PORT=${port} `;
  return [
    '   Mã này chỉ mở được trên máy này. Cho điện thoại cùng mạng, dừng rồi chạy:',
    '   This code opens on this machine only. For phones in the same network, stop and run:',
    `     HOST=0.0.0.0 ${change}npm run demo`,
  ];
}

function forPhones(publicUrl: string, port: number): string[] {
  if (new URL(publicUrl).hostname === 'localhost') {
    return [
      '   Chưa tìm thấy địa chỉ của máy này trong mạng. Cho điện thoại, dừng rồi chạy:',
      '   No address of this machine in a network was found. For phones, stop and run:',
      `     HOST=0.0.0.0 PUBLIC_URL=http://<IP>:${port} npm run demo`,
    ];
  }
  return [
    `   Điện thoại cần vào được ${publicUrl}: cùng mạng, tường lửa cho qua.`,
    `   The phone has to reach ${publicUrl}: same network, let through by the firewall.`,
  ];
}

function table(accounts: readonly DemoAccount[]): string[] {
  const width = Math.max(...accounts.map(({ username }) => username.length));
  return accounts.map(
    ({ username, password, purpose }) => `   ${username.padEnd(width)}  ${password}  ${purpose.vi} / ${purpose.en}`,
  );
}

/** `2026-11-24` → `24/11/2026`. */
function day(date: LocalDate): string {
  return date.split('-').reverse().join('/');
}
