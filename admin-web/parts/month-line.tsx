import { isMonth, monthsBetween } from '../../api/calendar.ts';
import type { Group, Satisfaction } from '../client.ts';
import { useTexts } from '../language.ts';
import { position, type Scale } from '../scale.ts';
import { MarkShape } from './verdict-badge.tsx';

const height = 200;

/** Rates month by month with their intervals against the target. Its figures stand in the table that follows. */
export function MonthLine({ result, scale }: { result: Satisfaction; scale: Scale }) {
  const { words, format } = useTexts();
  const months = monthsBetween(...endsOf(result));
  const groups = new Map(result.groups.map((group) => [group.key, group]));
  const y = (percent: number) => height - (position(percent, scale) / 100) * (height - 20) - 10;
  const width = 100 / months.length;
  // About a dozen labels find room, on a narrow screen half of them.
  const labelEach = Math.ceil(months.length / 12);
  return (
    <figure class="chart">
      <div class="chart-body" role="img" aria-label={words.chart}>
        <svg class="chart-scale" width="48" height={height} aria-hidden="true">
          {scale.ticks.map((tick) => (
            <text key={tick} x="40" y={y(tick)} dy="0.35em" text-anchor="end">
              {format.target(tick)}
            </text>
          ))}
        </svg>
        <svg class="chart-plot" width="100%" height={height + 36} aria-hidden="true">
          {scale.ticks.map((tick) => (
            <line key={tick} class="bar-tick" x1="0" x2="100%" y1={y(tick)} y2={y(tick)} />
          ))}
          {months.map((month, index) => (
            <svg key={month} x={`${index * width}%`} width={`${width}%`} overflow="visible" aria-hidden="true">
              <MonthMarks group={groups.get(month)} y={y} />
              {index % labelEach === 0 && (
                <text
                  class={index % (2 * labelEach) === 0 ? 'chart-month' : 'chart-month every-other'}
                  x="50%"
                  y={height + 14}
                  text-anchor="middle"
                >
                  {format.monthAlone(month)}
                </text>
              )}
              {(index === 0 || month.endsWith('-01')) && (
                <text x="50%" y={height + 30} text-anchor="middle">
                  {month.slice(0, 4)}
                </text>
              )}
            </svg>
          ))}
        </svg>
      </div>
      <figcaption>{words.chart}</figcaption>
    </figure>
  );
}

function MonthMarks({ group, y }: { group: Group | undefined; y: (percent: number) => number }) {
  if (!group) return null;
  const { low, high, percent, target, verdict, provisional } = group;
  return (
    <g class={`verdict-${verdict}${provisional ? ' open-month' : ''}`}>
      {target && <line class="bar-target" x1="0" x2="100%" y1={y(target.percent)} y2={y(target.percent)} />}
      {low !== null && high !== null && <line class="bar-range" x1="50%" x2="50%" y1={y(low)} y2={y(high)} />}
      {percent !== null && (
        <svg x="50%" y={y(percent)} overflow="visible" aria-hidden="true">
          <MarkShape verdict={verdict} />
        </svg>
      )}
    </g>
  );
}

/** From the first month with figures to the last: months before the service began would only push the others aside. */
function endsOf({ groups, period }: Satisfaction): Parameters<typeof monthsBetween> {
  const months = groups.map((group) => group.key).filter(isMonth);
  return [months[0] ?? period.from, months.at(-1) ?? period.to];
}
