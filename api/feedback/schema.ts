import { z } from 'zod';
import { feedbackStates, feedbackTopics, languages } from '../../db/vocabulary.ts';
import { localDateField } from '../edge.ts';
import { longest } from './check-feedback.ts';

export const FeedbackQuery = z.strictObject({
  state: z
    .enum([...feedbackStates, 'open', 'all'])
    .optional()
    .meta({ description: '`open`, the default: what waits for an answer' }),
  cursor: z.string().max(200).optional().meta({ description: '`nextCursor` of the page before' }),
});

const summary = {
  feedbackId: z.uuid(),
  topic: z.enum(feedbackTopics),
  language: z.enum(languages).meta({ description: 'In which it was written' }),
  receivedOn: localDateField,
  dueOn: localDateField.nullable().meta({ description: 'Null where no days off are entered for that year yet' }),
  daysOverdue: z.int().meta({ description: 'Working days past the last day for the answer' }),
  state: z.enum(feedbackStates),
  handledOn: localDateField.nullable(),
};

export const FeedbackList = z
  .object({
    open: z.int().meta({ description: 'What waits for an answer, all in all' }),
    overdue: z.int(),
    feedback: z.array(z.object({ ...summary, opening: z.string().meta({ description: 'How the message begins' }) })),
    nextCursor: z.string().nullable(),
  })
  .meta({ ref: 'FeedbackList' });

export const FeedbackView = z
  .object({
    ...summary,
    message: z.string(),
    contact: z.string().nullable().meta({ description: 'Only for who handles it' }),
    hasContact: z.boolean(),
    answer: z.string().nullable(),
    agency: z.string().nullable(),
    moves: z.array(z.enum(feedbackStates)).meta({ description: 'What it may become next' }),
    revision: z.int(),
  })
  .meta({ ref: 'Feedback' });

/** A text of several lines. */
const linesField = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => text.trim() !== '' && text.isWellFormed() && !/[^\P{Cc}\n\r\t]/u.test(text), {
      params: { vi: `cần từ 1 đến ${most} ký tự gõ được`, en: `expected 1 to ${most} characters that can be typed` },
    });

export const FeedbackChange = z
  .strictObject({
    state: z.enum(feedbackStates),
    answer: linesField(longest.message).optional().meta({ description: 'What its sender reads; needed to answer' }),
    agency: linesField(200).optional().meta({ description: 'To whom it is passed on; needed for that' }),
    revision: z.int().min(1).max(2_147_483_647).meta({ description: 'As it was read' }),
  })
  .meta({ ref: 'FeedbackChange' });
export type FeedbackChange = z.infer<typeof FeedbackChange>;
