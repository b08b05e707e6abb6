import { z } from 'zod';
import { localDateField, textField } from '../edge.ts';

/** What staff set of a counter's screen. */
export const DisplaySettings = z
  .strictObject({
    counter: textField(20).meta({ description: 'The counter that it stands at', examples: ['3'] }),
    answersHere: z.boolean().meta({ description: 'A tablet on which people may also answer' }),
    showsOnClose: z
      .boolean()
      .meta({ description: 'Shows a code by itself when an event closes a case and names the counter' }),
  })
  .meta({ ref: 'DisplaySettings' });

export const DisplayView = z
  .object({
    displayId: z.string().meta({ examples: ['2TKABC'] }),
    counter: z.string(),
    answersHere: z.boolean(),
    showsOnClose: z.boolean(),
    state: z.enum(['paired', 'waiting', 'unpaired']).meta({ description: 'waiting: a pairing code is open' }),
    seenOn: localDateField.nullable().meta({ description: 'The last day on which the screen was on' }),
  })
  .meta({ ref: 'Display' });
export type DisplayView = z.infer<typeof DisplayView>;

export const DisplayList = z.object({ displays: z.array(DisplayView) }).meta({ ref: 'DisplayList' });

/** A display with the code that pairs a device with it. */
export const DisplayPairing = z
  .object({
    display: DisplayView,
    pairing: z.object({
      code: z.string().meta({ examples: ['2TKABC-DEFGHJ'] }),
      address: z.string().meta({ description: 'Where the screen’s browser types it' }),
      minutes: z.int().meta({ description: 'How long it works' }),
    }),
  })
  .meta({ ref: 'DisplayPairing' });

/** The case whose code is to be shown. */
export const Call = z.strictObject({ caseCode: textField(200) }).meta({ ref: 'Call' });

export const Shown = z
  .object({ counter: z.string(), seconds: z.int().meta({ description: 'How long it stays, unless somebody taps' }) })
  .meta({ ref: 'Shown' });
