import { useId } from 'preact/hooks';
import { monthsBetween } from '../../api/calendar.ts';
import type { Month } from '../../db/vocabulary.ts';
import { useTexts } from '../language.ts';
import { navigate, withQuery } from '../navigation.ts';
import { addMonths, isSame, neighbour, type Period, periodAround, periodKinds } from '../period.ts';

/** How far back months are offered; a URL may name any. */
const offered = 48;

/** Steps to the period before and after, usual lengths, and any months from–to: all of them links or a form. */
export function PeriodChooser({ url, period, thisMonth }: { url: URL; period: Period; thisMonth: Month }) {
  const { words, format } = useTexts();
  const to = ({ from, to }: Period) => withQuery(url, { from, to });
  // The lengths keep what is looked at in view: its last month, or this one if that is still to come.
  const anchor = period.to > thisMonth && period.from <= thisMonth ? thisMonth : period.to;
  const before = neighbour(period, -1);
  const after = neighbour(period, 1);
  const next = (
    <>
      {words.period.next}
      <span aria-hidden="true"> ›</span>
    </>
  );
  return (
    <section class="chooser" aria-label={words.period.choose}>
      <div class="chooser-steps">
        <a class="button step" href={to(before)} title={format.period(before)}>
          <span aria-hidden="true">‹ </span>
          {words.period.previous}
        </a>
        {/* Stays where it is when there is nothing after: whoever stepped there keeps the focus. */}
        {after.from > thisMonth ? (
          // biome-ignore lint/a11y/useValidAnchor: a link that leads nowhere at present is an anchor without an address
          <a class="button step" role="link" tabIndex={0} aria-disabled="true">
            {next}
          </a>
        ) : (
          <a class="button step" href={to(after)} title={format.period(after)}>
            {next}
          </a>
        )}
      </div>
      <div class="chooser-kinds">
        {periodKinds.map((kind) => {
          const candidate = periodAround(kind, anchor);
          return (
            <a key={kind} href={to(candidate)} aria-current={isSame(candidate, period) ? 'true' : undefined}>
              {words.period.kinds[kind]}
            </a>
          );
        })}
      </div>
      <MonthsForm key={`${period.from} ${period.to}`} url={url} period={period} thisMonth={thisMonth} />
    </section>
  );
}

function MonthsForm({ url, period, thisMonth }: { url: URL; period: Period; thisMonth: Month }) {
  const { words, format } = useTexts();
  const id = useId();
  const months = monthsOffered(period, thisMonth);
  const choice = (name: 'from' | 'to') => (
    <span class="chooser-month">
      <label for={`${id}${name}`}>{words.period[name]}</label>
      <select id={`${id}${name}`} name={name}>
        {months.map((month) => (
          <option key={month} value={month} selected={month === period[name]}>
            {format.shortMonth(month)}
          </option>
        ))}
      </select>
    </span>
  );
  return (
    <form
      class="chooser-form"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        const [from, to] = [String(given.get('from')), String(given.get('to'))].sort();
        navigate(withQuery(url, { from, to }));
      }}
    >
      {choice('from')}
      {choice('to')}
      <button type="submit" class="button">
        {words.period.show}
      </button>
    </form>
  );
}

/** Newest first; as far as needed to hold the period that is shown. */
function monthsOffered(period: Period, thisMonth: Month): Month[] {
  const [, latest = thisMonth] = [thisMonth, period.to].sort();
  const [earliest = period.from] = [addMonths(latest, 1 - offered), period.from].sort();
  return monthsBetween(earliest, latest).reverse();
}
