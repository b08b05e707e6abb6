import { z } from 'zod';
import { languages } from '../../db/vocabulary.ts';
import { localDateField, textField } from '../edge.ts';
import { slipLayouts } from './layouts.ts';

const filter = {
  closedOn: localDateField,
  field: textField(64).optional(),
  counter: textField(20).optional(),
  lang: z.enum(languages).optional(),
};

/** Which slips, and how they lie on paper. */
export const SlipQuery = z.strictObject({
  ...filter,
  layout: z
    .enum(slipLayouts)
    .optional()
    .meta({ default: 'a4-8', description: 'Eight to an A4 sheet with marks to cut along, an 80 mm roll, or A6' }),
});

/** Which slips. */
export const SlipCountQuery = z.strictObject(filter);

export const SlipCount = z.object({ slips: z.int() }).meta({ ref: 'SlipCount' });

export const PosterQuery = z.strictObject({
  size: z.enum(['a4', 'a3']).optional().meta({ default: 'a4' }),
  lang: z.enum(languages).optional(),
});
