import type { DisplayId, LocalDate, UnitId } from '../../db/vocabulary.ts';
import { standing } from '../invitations/standing.ts';
import { surveyUrl } from '../invitations/survey-url.ts';
import { groupToken, tokenFor } from '../invitations/token.ts';
import { displayCode } from './display-code.ts';

/** A display with what it shows, as the database tells it. Whether that was answered is not asked. */
export interface ScreenRow {
  readonly unitId: UnitId;
  readonly displayId: DisplayId;
  readonly unitName: string;
  readonly counter: string;
  readonly answersHere: boolean;
  readonly secretHash: Uint8Array | null;
  readonly seenOn: LocalDate | null;
  readonly callNumber: number;
  readonly shownUntil: Date | null;
  readonly invitationId: string | null;
  readonly generation: number | null;
  readonly expiresOn: LocalDate | null;
  readonly withdrawn: boolean | null;
  /** A paper form was handed out since. */
  readonly onPaper: boolean | null;
}

/** What a screen shows at a moment. */
export type ScreenState =
  | { readonly kind: 'calm'; readonly id: string }
  | {
      readonly kind: 'show';
      /** Another one is another code to scan. */
      readonly id: string;
      readonly number: number;
      readonly url: string;
      /** In groups of four. */
      readonly code: string;
      /** Where the tablet answers; absent on a screen that only shows. */
      readonly answer?: string;
      readonly leftMs: number;
    };

/** The state of a screen: it depends on what was called and on the time, never on an answer. */
export function screenState(
  screen: ScreenRow,
  settings: { publicUrl: string; secretKey: string; now: Date; today: LocalDate },
): ScreenState {
  const { unitId, displayId, callNumber, shownUntil, invitationId, generation, expiresOn } = screen;
  const [withdrawn, onPaper] = [screen.withdrawn !== false, screen.onPaper !== false];
  const calm = { kind: 'calm', id: `${callNumber}-` } as const;
  if (shownUntil === null || invitationId === null || generation === null || expiresOn === null) return calm;
  const leftMs = shownUntil.getTime() - settings.now.getTime();
  if (leftMs <= 0 || standing({ expiresOn, withdrawn, onPaper }, settings.today) !== 'open') return calm;
  const token = tokenFor(settings.secretKey, unitId, invitationId, generation);
  return {
    kind: 'show',
    id: `${callNumber}-${generation}`,
    number: callNumber,
    url: surveyUrl(settings.publicUrl, token),
    code: groupToken(token),
    ...(screen.answersHere && { answer: `/quay/${displayCode(unitId, displayId)}/p/${token}` }),
    leftMs,
  };
}
