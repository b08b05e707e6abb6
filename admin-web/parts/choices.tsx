import type { ComponentChildren } from 'preact';
import { type ReasonGroup, sensitiveName, sortChoices } from '../answers.ts';
import type { Answers } from '../client.ts';
import { useTexts } from '../language.ts';
import type { Period } from '../period.ts';
import { isWholeQuarters } from '../quarters.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { en } from '../words/answers/en.ts';
import { type AnswerWords, vi } from '../words/answers/vi.ts';
import { fill, fillCounted } from '../words/fill.ts';
import { type Column, DataTable } from './data-table.tsx';

/** What is shown of the answers: all but the sensitive ones, those alone, or everything. */
type Wanted = 'choices' | 'sensitive' | 'everything';

/** What was chosen where a question has one choice, in whole settled quarters; nothing for any other period. */
export function Choices({ period, provisional, fieldId, wanted }: Props) {
  const { client } = useSurroundings();
  const { language } = useTexts();
  const { from, to } = period;
  const isWhole = isWholeQuarters(period) && !provisional;
  const answers = useResource(isWhole ? `${language} ${from} ${to} ${fieldId}` : undefined, (signal) =>
    client.answers({ from, to, ...(fieldId !== undefined && { field: fieldId }) }, signal),
  );
  if (!isWhole || !answers.data || answers.failure) return null;
  return (
    <>
      {wanted !== 'sensitive' && <Chosen questions={answers.data.questions} />}
      {wanted !== 'choices' && <Sensitive questions={answers.data.sensitive} />}
    </>
  );
}

interface Props {
  readonly period: Period;
  /** Something in the period may still change. */
  readonly provisional: boolean;
  readonly fieldId?: string;
  readonly wanted: Wanted;
}

function Chosen({ questions }: { questions: Answers['questions'] }) {
  const words = useWords();
  const { visit, reasons, people, withheld } = sortChoices(questions, words);
  return (
    <>
      {reasons.length > 0 && (
        <Block id="reasons" heading={words.reasons} lead={words.reasonsLead}>
          {reasons.map((group) => (
            <Reasons key={group.key} group={group} />
          ))}
        </Block>
      )}
      {visit.length > 0 && (
        <Block id="visit" heading={words.visit} lead={words.visitLead}>
          {visit.map(({ key, name, options, answered, asked, after }) => (
            <Options key={key} caption={name} options={options ?? []} answered={answered ?? 0}>
              {after && asked !== null && <Asked question={after.name} asked={asked} />}
            </Options>
          ))}
        </Block>
      )}
      {people.length > 0 && (
        <Block id="people" heading={words.people} lead={words.peopleLead}>
          {people.map(({ key, name, options, answered }) => (
            <Options key={key} caption={name} options={options ?? []} answered={answered ?? 0} />
          ))}
        </Block>
      )}
      {withheld.length > 0 && (
        <p class="aside">{fill(words.withheld, { questions: withheld.map((name) => `“${name}”`).join(', ') })}</p>
      )}
    </>
  );
}

function Sensitive({ questions }: { questions: Answers['sensitive'] }) {
  const words = useWords();
  const texts = useTexts();
  if (questions.length === 0) return null;
  return (
    <Block id="sensitive" heading={words.sensitive} lead={words.sensitiveLead}>
      {questions.map((question) => (
        <Options
          key={`${question.unit.key} ${question.quarter} ${question.question}`}
          caption={sensitiveName(question, questions, words, texts)}
          options={question.options}
          answered={question.answered}
        />
      ))}
    </Block>
  );
}

function Block(props: { id: string; heading: string; lead: string; children: ComponentChildren }) {
  const { id, heading, lead, children } = props;
  return (
    <section aria-labelledby={id} class="block">
      <h2 id={id}>{heading}</h2>
      <p class="aside">{lead}</p>
      <div class="choices">{children}</div>
    </section>
  );
}

interface OptionsProps {
  readonly caption: string;
  readonly options: NonNullable<Answers['questions'][number]['options']>;
  readonly answered: number;
  readonly children?: ComponentChildren;
}

/** The options of a question, each with its bar; the numbers beside it say the same. */
function Options({ caption, options, answered, children }: OptionsProps) {
  const { format } = useTexts();
  const words = useWords();
  const columns: Column<(typeof options)[number]>[] = [
    { key: 'name', heading: words.columns.option, cell: ({ name }) => name },
    { key: 'bar', heading: words.columns.bar, cell: ({ percent }) => <ShareBar percent={percent ?? 0} /> },
    {
      key: 'share',
      heading: words.columns.share,
      numeric: true,
      cell: ({ percent }) => percent !== null && <b>{format.percent(percent)}</b>,
    },
    { key: 'count', heading: words.columns.count, numeric: true, cell: ({ answered }) => format.count(answered) },
  ];
  return (
    <div class="choice">
      <h3>{caption}</h3>
      <p class="aside">
        {children} {fillCounted(words.answered, answered, { n: format.count(answered) })}
      </p>
      <DataTable caption={caption} columns={columns} rows={options} rowKey={({ key }) => key} />
    </div>
  );
}

/** Reasons after one low mark: counts of those who were asked, and no rate. */
function Reasons({ group: { name, asked, reasons } }: { group: ReasonGroup }) {
  const { words: shared, format } = useTexts();
  const words = useWords();
  const most = Math.max(asked ?? 0, ...reasons.map(({ ticks }) => ticks));
  const columns: Column<ReasonGroup['reasons'][number]>[] = [
    { key: 'name', heading: words.columns.reason, cell: ({ name }) => name },
    { key: 'bar', heading: words.columns.bar, cell: ({ ticks }) => <ShareBar percent={(100 * ticks) / most} /> },
    {
      key: 'count',
      heading: words.columns.ticks,
      numeric: true,
      cell: ({ ticks, asked }) =>
        asked === null
          ? format.count(ticks)
          : fill(shared.shareOf, { part: format.count(ticks), whole: format.count(asked) }),
    },
  ];
  return (
    <div class="choice">
      <h3>{name}</h3>
      {asked !== null && <p class="aside">{fillCounted(words.asked, asked, { n: format.count(asked) })}</p>}
      <DataTable caption={name} columns={columns} rows={reasons} rowKey={({ key }) => key} />
    </div>
  );
}

function Asked({ question, asked }: { question: string; asked: number }) {
  const { format } = useTexts();
  return <>{fill(useWords().askedAfter, { question, asked: format.count(asked) })}</>;
}

/** For the eye alone. */
function ShareBar({ percent }: { percent: number }) {
  return (
    <svg class="share-bar" width="100%" height="16" aria-hidden="true">
      <line class="share-ground" x1="0" x2="100%" y1="8" y2="8" />
      <rect width={`${percent}%`} height="16" />
    </svg>
  );
}

const useWords = (): AnswerWords => ({ vi, en })[useTexts().language];
