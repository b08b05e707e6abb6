import type { Language } from '../../db/vocabulary.ts';
import { feedbackPath } from '../unit-paths.ts';

interface Props {
  readonly language: Language;
  readonly unitCode: string;
  readonly before: string;
  readonly link: string;
  readonly after: string;
}

/** A sentence that leads to feedback. The address names the unit and nothing else, and no referrer goes with it. */
export function FeedbackWay({ language, unitCode, before, link, after }: Props) {
  return (
    <p>
      {before}
      <a class="way" href={feedbackPath(language, unitCode)}>
        {link}
      </a>
      {after}
    </p>
  );
}
