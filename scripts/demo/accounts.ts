import { createAccount } from '../../api/accounts/service.ts';
import { tokenAlphabet } from '../../api/invitations/token.ts';
import type { Db } from '../../db/tables/index.ts';
import type { Localised, Role, UnitId } from '../../db/vocabulary.ts';

export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  /** Who signs in with it, and what for. */
  readonly purpose: Localised;
}

const people: readonly { username: string; role: Role; purpose: Localised }[] = [
  {
    username: 'lanhdao',
    role: 'leader',
    purpose: { vi: 'lãnh đạo: xem kết quả', en: 'leader: sees the results' },
  },
  {
    username: 'canbo',
    role: 'clerk',
    purpose: { vi: 'cán bộ: nhập hồ sơ, in phiếu', en: 'clerk: enters cases, prints slips' },
  },
  {
    username: 'kiemtra',
    role: 'auditor',
    purpose: { vi: 'kiểm tra: xem kết quả', en: 'auditor: sees the results' },
  },
  {
    username: 'quantri',
    role: 'admin',
    purpose: {
      vi: 'quản trị: thiết lập, danh mục, chỉ tiêu, bộ câu hỏi',
      en: 'admin: settings, procedures, targets, questionnaires',
    },
  },
  {
    username: 'xuly',
    role: 'handler',
    purpose: { vi: 'xử lý: phản ánh, tại /admin/feedback', en: 'handler: feedback, at /admin/feedback' },
  },
];

/** One account for each role, with a password that is new each time and easy to type. */
export function makeAccounts(
  db: Db,
  args: { unitId: UnitId; now: Date; randomBytes: (length: number) => Uint8Array },
): Promise<DemoAccount[]> {
  const { unitId, now, randomBytes } = args;
  const actor = { kind: 'system', name: 'cli', unitId: null } as const;
  return Promise.all(
    people.map(async ({ username, role, purpose }) => {
      const password = passwordFrom(randomBytes);
      await createAccount(db, { unitId, username, password, roles: [role], actor, now });
      return { username, password, purpose };
    }),
  );
}

/** Twelve characters that are hard to confuse; 240 is the largest multiple of their number in a byte. */
function passwordFrom(randomBytes: (length: number) => Uint8Array): string {
  const letters = [...randomBytes(64)].filter((byte) => byte < 240).map((byte) => tokenAlphabet[byte % 30]);
  const text = letters.slice(0, 12).join('').toLowerCase();
  return text.replace(/(.{4})(?=.)/g, '$1-');
}
