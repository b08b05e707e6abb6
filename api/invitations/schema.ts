import { z } from 'zod';
import { languages } from '../../db/vocabulary.ts';
import { localDateField } from '../edge.ts';

/** One day of closing, or from one to another, both included. */
export const LinksQuery = z.strictObject({
  closedOn: localDateField.optional(),
  from: localDateField.optional(),
  to: localDateField.optional(),
  lang: z.enum(languages).optional().meta({ description: 'Of the text; Vietnamese if absent' }),
});
