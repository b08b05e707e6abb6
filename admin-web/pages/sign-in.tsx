import { useState } from 'preact/hooks';
import { useTexts } from '../language.ts';
import { ErrorSummary, type FormError } from '../parts/error-summary.tsx';
import { refusalText } from '../parts/failure.tsx';
import { TextField } from '../parts/form-field.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';

/** Signs in; the app then leads on to the page in `next`. */
export default function SignIn() {
  const { client, refreshSession } = useSurroundings();
  const { words } = useTexts();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const errorAt = (id: string) => errors.find((error) => error.id === id)?.text;

  async function submit(form: HTMLFormElement) {
    const given = new FormData(form);
    const who = { username: String(given.get('username')).trim(), password: String(given.get('password')) };
    const missing: FormError[] = [];
    if (!who.username) missing.push({ id: 'username', text: words.signIn.missingUsername });
    if (!who.password) missing.push({ id: 'password', text: words.signIn.missingPassword });
    setErrors(missing);
    if (missing.length > 0) return;
    setBusy(true);
    try {
      await client.signIn(who);
      await refreshSession();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setErrors([{ text: refusalText(reason, words) }]);
      setBusy(false);
    }
  }

  return (
    <div class="narrow stack">
      <PageTitle text={words.signIn.title} />
      <p>{words.signIn.lead}</p>
      <ErrorSummary heading={words.errorSignIn} errors={errors} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit(event.currentTarget);
        }}
      >
        <TextField
          id="username"
          label={words.signIn.username}
          error={errorAt('username')}
          input={{ autocomplete: 'username', autocapitalize: 'none', spellcheck: false }}
        />
        <PasswordField label={words.signIn.password} error={errorAt('password')} />
        <p>
          <button type="submit" class="button primary" aria-disabled={busy}>
            {words.signIn.submit}
          </button>
        </p>
      </form>
    </div>
  );
}
