import { ward } from '../../scripts/demo/ward.ts';
import type { PlannedField } from './planned-life.ts';

/**
 * The ward of the demonstration: some 265 cases a month in sixteen fields and some sixty procedures, of which 35 to 68 % are
 * answered. `times` makes it so many times as busy.
 */
export function wardFields(times = 1): PlannedField[] {
  return ward.map(({ fieldId, perMonth, responds, satisfied, procedures, online }) => ({
    fieldId,
    perMonth: perMonth * times,
    responds,
    satisfied: satisfied[0],
    procedures,
    channels: [
      ['online', online],
      ['counter', (1 - online) * 0.95],
      ['post', (1 - online) * 0.05],
    ],
  }));
}
