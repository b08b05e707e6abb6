import { useEffect } from 'preact/hooks';
import { navigate, withQuery } from './navigation.ts';
import { type Period, readPeriod, usualPeriod } from './period.ts';
import { useSurroundings } from './surroundings.ts';

/** The period in the URL; where there is none, the usual one is put there, so that each URL says all it shows. */
export function useShownPeriod(url: URL): Period {
  const { clock, session } = useSurroundings();
  const given = readPeriod(url.searchParams);
  const settledOnly = !session?.roles.some((role) => role === 'leader' || role === 'auditor');
  const period = given ?? usualPeriod(clock(), { settledOnly });
  const complete = withQuery(url, { from: period.from, to: period.to });
  useEffect(() => {
    if (`${url.pathname}${url.search}` !== complete && !given) navigate(complete, { replace: true });
  });
  return period;
}
