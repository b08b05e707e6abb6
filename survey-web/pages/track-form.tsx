import type { Language } from '../../db/vocabulary.ts';
import { words as allWords } from '../words.ts';

export type TrackProblem =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'rating' }
  | { readonly kind: 'toomany'; readonly minutes: number };

interface Props {
  readonly language: Language;
  /** What was typed, kept. */
  readonly code?: string | undefined;
  readonly problem?: TrackProblem | undefined;
}

/** Where the code of what was sent is typed, to read the answer. */
export function TrackForm({ language, code, problem }: Props) {
  const { track } = allWords[language].feedback;
  const isFieldWrong = problem !== undefined && problem.kind !== 'toomany';
  return (
    <form class="code" method="get" action="/gop-y">
      <h2>
        <label for="ma">{track.title}</label>
      </h2>
      <p class="hint" id="ma-hint">
        {track.label}: {track.hint}
      </p>
      {problem && (
        <p class="error" id="ma-error" role="alert">
          {problem.kind === 'toomany' ? track.tooMany(problem.minutes) : track[problem.kind]}
        </p>
      )}
      {problem?.kind === 'rating' && (
        <p>
          <a class="way" href={`/?ma=${encodeURIComponent(code ?? '')}${language === 'vi' ? '' : `&lang=${language}`}`}>
            {track.ratingLink}
          </a>
        </p>
      )}
      {language !== 'vi' && <input type="hidden" name="lang" value={language} />}
      <input
        id="ma"
        name="ma"
        value={code}
        placeholder="ABCD-EFGH-JKMN-PQRS"
        autocapitalize="characters"
        autocomplete="off"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="go"
        maxLength={100}
        required
        autofocus={isFieldWrong}
        aria-describedby={problem ? 'ma-error ma-hint' : 'ma-hint'}
        aria-invalid={isFieldWrong || undefined}
      />
      <div class="send">
        <button type="submit">{track.go}</button>
      </div>
    </form>
  );
}
