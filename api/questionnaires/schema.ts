import { z } from 'zod';
import { elements, scores } from '../../db/vocabulary.ts';
import { textField } from '../edge.ts';
import { criteriaSets, forms } from './choice.ts';

const localised = (longest: number) => z.strictObject({ vi: textField(longest), en: textField(longest) });

const Choice = z.strictObject({
  form: z.enum(forms),
  set: z.enum(criteriaSets),
  perceptions: z.boolean(),
  context: z.boolean(),
  demographics: z.boolean(),
});

const id = z.string().max(64);
const asked = {
  id,
  required: z.boolean(),
  text: localised(300),
  showIf: z
    .strictObject({ question: id, answers: z.array(z.union([z.literal(scores), id])) })
    .exactOptional()
    .meta({ description: 'Put only to those who gave one of these answers; from others it is left out' }),
};

const Question = z.discriminatedUnion('type', [
  z.strictObject({
    ...asked,
    type: z.literal('likert5'),
    element: z.enum(elements).exactOptional(),
    notApplicable: localised(100).exactOptional(),
  }),
  z.strictObject({
    ...asked,
    type: z.literal('single'),
    options: z.array(z.strictObject({ id, text: localised(200) })).min(1),
    sensitive: z.boolean().exactOptional(),
    demographic: z.boolean().exactOptional(),
  }),
]);

/** A questionnaire without its number: texts to edit, and a structure that stays as the draft has it. */
const Draft = z
  .strictObject({
    choice: Choice,
    title: localised(200),
    intro: localised(300),
    scale: z.array(z.strictObject({ score: z.literal(scores), text: localised(60) })),
    elements: z.array(z.strictObject({ id: z.enum(elements), text: localised(200) })).exactOptional(),
    questions: z.array(Question).max(100),
    comment: z.strictObject({ text: localised(300), hint: localised(500), maxLength: z.int() }).exactOptional(),
    submit: localised(60),
    thanks: localised(300),
  })
  .meta({ ref: 'Questionnaire' });

const version = z.int().min(1).max(2_147_483_647);

const PublishedVersion = z.object({
  version,
  publishedAt: z.string().meta({ format: 'date-time' }),
  latest: z.boolean().meta({ description: 'New invitations get this one' }),
  wordingConfirmed: z.boolean().meta({ description: 'false for what a unit starts with: drafts' }),
});

export const QuestionnaireList = z
  .object({
    versions: z.array(
      PublishedVersion.extend({
        choice: Choice,
        questions: z.int().meta({ description: 'As the page counts them, the comment included' }),
      }),
    ),
  })
  .meta({ ref: 'QuestionnaireList' });

export const PublishedQuestionnaire = PublishedVersion.extend({ questionnaire: Draft }).meta({
  ref: 'PublishedQuestionnaire',
});

const yesOrNo = z.enum(['true', 'false']).default('false');

/** What a draft is made from. */
export const DraftQuery = z.strictObject({
  form: z.enum(forms).default('short'),
  set: z.enum(criteriaSets).default('current'),
  perceptions: yesOrNo,
  context: yesOrNo,
  demographics: yesOrNo,
  wording: z
    .enum(['files', 'latest'])
    .default('files')
    .meta({ description: 'latest: in the words of the latest version, wherever it asks the same' }),
});
export type DraftQuery = z.infer<typeof DraftQuery>;

const follows = version.meta({ description: 'The version that was the latest when the draft was made' });

export const QuestionnaireDraft = z.object({ follows, questionnaire: Draft }).meta({ ref: 'QuestionnaireDraft' });

export const NewQuestionnaire = z
  .strictObject({
    follows,
    confirmWording: z.boolean().refine((confirmed) => confirmed, {
      params: {
        vi: 'các câu là bản dự thảo; cần xác nhận đã đọc và đồng ý với câu chữ',
        en: 'the sentences are drafts; expected somebody to have read and confirmed them',
      },
    }),
    questionnaire: Draft,
  })
  .meta({ ref: 'NewQuestionnaire' });

export const QuestionnaireToPreview = z.strictObject({ questionnaire: Draft });

export const PublishedNumber = z.object({ version });
