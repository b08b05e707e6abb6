import type { Settings } from './client.ts';

export const settingNames = [
  'name',
  'validityDays',
  'settlingDays',
  'minimumAnswers',
  'fallsBackToOverall',
  'retentionMonths',
  'qrLevel',
  'feedbackDays',
] as const satisfies readonly (keyof Settings)[];
export type SettingName = (typeof settingNames)[number];

/** The numbers among the settings, with what they may be; the server decides in the end. */
export const ranges = {
  validityDays: { from: 1, to: 90 },
  settlingDays: { from: 0, to: 60 },
  minimumAnswers: { from: 5, to: 1000 },
  retentionMonths: { from: 12, to: 120 },
  feedbackDays: { from: 1, to: 60 },
} as const;
export type NumberName = keyof typeof ranges;
export const numberNames: readonly NumberName[] = [
  'validityDays',
  'settlingDays',
  'minimumAnswers',
  'retentionMonths',
  'feedbackDays',
];

/** What a form holds, to be saved over the revision that was seen; or the controls that hold what can't be. */
export function readSettings(
  given: FormData,
  revision: number,
): { settings: Settings } | { bad: readonly SettingName[] } {
  const text = (key: SettingName) => String(given.get(key) ?? '').trim();
  const number = (key: NumberName) => (/^\d{1,4}$/.test(text(key)) ? Number(text(key)) : Number.NaN);
  const settings: Settings = {
    name: text('name').normalize('NFC'),
    validityDays: number('validityDays'),
    settlingDays: number('settlingDays'),
    minimumAnswers: number('minimumAnswers'),
    feedbackDays: number('feedbackDays'),
    fallsBackToOverall: given.has('fallsBackToOverall'),
    // Left blank, case codes are kept for ever.
    retentionMonths: text('retentionMonths') === '' ? null : number('retentionMonths'),
    qrLevel: given.has('qrLevel') ? 'Q' : 'M',
    revision,
  };
  const bad = settingNames.filter((key) => {
    if (key === 'name') return settings.name === '' || [...settings.name].length > 200;
    if (key === 'fallsBackToOverall' || key === 'qrLevel') return false;
    const value = settings[key];
    return value !== null && !(value >= ranges[key].from && value <= ranges[key].to);
  });
  return bad.length > 0 ? { bad } : { settings };
}

/** What of two versions differs. */
export function differing(mine: Settings, theirs: Settings): SettingName[] {
  return settingNames.filter((key) => mine[key] !== theirs[key]);
}
