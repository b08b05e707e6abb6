import { z } from 'zod';
import { qrLevels } from '../../db/vocabulary.ts';
import { textField } from '../edge.ts';
import { fewestMonths, mostMonths } from '../retention/due-month.ts';

/** What a unit may set for itself. */
export const UnitSettings = z
  .strictObject({
    name: textField(200),
    validityDays: z.int().min(1).max(90).meta({ description: 'Days a rating code stays open' }),
    settlingDays: z.int().min(0).max(60).meta({ description: 'Days a month must be over before it may be settled' }),
    minimumAnswers: z.int().min(5).max(1000).meta({ description: 'Fewest answers for a verdict' }),
    fallsBackToOverall: z
      .boolean()
      .meta({ description: 'Hold a field without its own target against the overall one' }),
    retentionMonths: z
      .int()
      .min(fewestMonths)
      .max(mostMonths)
      .nullable()
      .meta({ description: 'Months after which a settled case loses its code; null keeps it for ever' }),
    qrLevel: z.enum(qrLevels).meta({ description: 'Error correction of QR codes; Q bears more dirt and folds' }),
    feedbackDays: z.int().min(1).max(60).meta({ description: 'Working days within which feedback is answered' }),
    revision: z
      .int()
      .min(1)
      .max(2_147_483_647)
      .meta({ description: 'As it was read; another means somebody changed it meanwhile' }),
  })
  .meta({ ref: 'UnitSettings' });
export type UnitSettings = z.infer<typeof UnitSettings>;

/** `#rrggbb`, kept in lower case. */
const colourField = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/)
  .meta({ examples: ['#0b4f6c'] });

export const BrandChange = z
  .strictObject({
    colour: colourField
      .nullable()
      .meta({ description: 'Main colour, at least 4.5:1 on white; null for the service’s own' }),
  })
  .meta({ ref: 'BrandChange' });

export const UnitBrand = z
  .object({
    colour: colourField.nullable(),
    emblem: z
      .object({ address: z.string(), width: z.int(), height: z.int() })
      .nullable()
      .meta({ description: 'Where the picture is, without sign-in; the address changes with it' }),
  })
  .meta({ ref: 'UnitBrand' });
