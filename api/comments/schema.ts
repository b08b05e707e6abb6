import { z } from 'zod';
import { textField } from '../edge.ts';

export const CommentQuery = z.strictObject({
  field: textField(64).optional(),
  search: textField(100).optional().meta({ description: 'Finds text with or without its diacritics' }),
  cursor: z.uuid().optional(),
  lang: z.enum(['vi', 'en']).optional(),
});

export const CommentList = z
  .object({
    fields: z.array(z.object({ field: z.string(), comments: z.int().min(0) })),
    comments: z.array(z.object({ field: z.string(), comment: z.string() })),
    nextCursor: z.string().nullable(),
  })
  .meta({ ref: 'CommentList' });
