import type { Verdict } from '../db/vocabulary.ts';

/** What a verdict looks like apart from its words: the shape says met or not, the filling whether that is certain. */
export interface Mark {
  readonly met: boolean;
  readonly certain: boolean;
}

const marks: Readonly<Record<Verdict, Mark | undefined>> = {
  met: { met: true, certain: true },
  'met-uncertain': { met: true, certain: false },
  'missed-uncertain': { met: false, certain: false },
  missed: { met: false, certain: true },
  insufficient: undefined,
  'no-target': undefined,
};

export function markOf(verdict: Verdict): Mark | undefined {
  return marks[verdict];
}
