import { Chart } from '../charts/chart.tsx';
import type { DetailGroup } from '../client.ts';
import { useTexts } from '../language.ts';
import { type Question, rankQuestions } from '../question-order.ts';
import { scaleAround } from '../scale.ts';
import { fill } from '../words/fill.ts';
import { type Column, DataTable } from './data-table.tsx';

/** The questions from the lowest rate: what drags a field down. Elements first, then their criteria where they were asked. */
export function QuestionRanking({ groups }: { groups: readonly DetailGroup[] }) {
  const { words } = useTexts();
  const { overall, elements, criteria, withheld } = rankQuestions(groups);
  if (elements.length + criteria.length + withheld.length === 0) return null;
  const reference = overall?.percent ?? null;
  return (
    <section aria-labelledby="questions" class="block">
      <h2 id="questions">{words.detail.questions}</h2>
      <p class="aside">{words.detail.questionsLead}</p>
      <Ranking heading={words.detail.elements} questions={elements} reference={reference} />
      {elements.some(({ low }) => low === null) && <p class="aside">{words.detail.pooled}</p>}
      <Ranking heading={words.detail.criteria} questions={criteria} reference={reference} />
      {withheld.length > 0 && (
        <div>
          <h3>{words.detail.withheld}</h3>
          <ul>
            {withheld.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

interface RankingProps {
  readonly heading: string;
  readonly questions: readonly Question[];
  readonly reference: number | null;
}

function Ranking({ heading, questions, reference }: RankingProps) {
  const { words, format, language } = useTexts();
  const [lowest] = questions;
  if (!lowest) return null;
  const scale = scaleAround(questions.map(({ percent, low }) => low ?? percent));
  const columns: Column<Question>[] = [
    { key: 'name', heading, cell: ({ name }) => name },
    {
      key: 'percent',
      heading: words.columns.percent,
      numeric: true,
      cell: ({ percent }) => <b>{format.percent(percent)}</b>,
    },
    {
      key: 'ends',
      heading: words.columns.interval,
      numeric: true,
      cell: ({ low, high }) =>
        low === null || high === null ? (
          <span class="none">{words.detail.noInterval}</span>
        ) : (
          fill(words.interval, { low: format.percent(low), high: format.percent(high) })
        ),
    },
    {
      key: 'answers',
      heading: words.columns.answers,
      numeric: true,
      cell: ({ satisfied, answered }) =>
        fill(words.shareOf, { part: format.count(satisfied), whole: format.count(answered) }),
    },
    {
      key: 'mean',
      heading: words.detail.mean,
      numeric: true,
      cell: ({ mean }) => (mean === null ? words.noFigure : format.mean(mean)),
    },
  ];
  return (
    <>
      <div class="sheet">
        <Chart
          label={fill(words.detail.questionsChart, { lowest: `${lowest.name}, ${format.percent(lowest.percent)}` })}
          of={`${language} ${reference} ${JSON.stringify(questions)}`}
          draw={(drawings, width) =>
            drawings.rankedDots(questions, {
              width,
              scale,
              reference,
              percentName: format.percent,
              tickName: format.target,
            })
          }
        />
      </div>
      <DataTable caption={heading} columns={columns} rows={questions} rowKey={({ key }) => key} />
    </>
  );
}
