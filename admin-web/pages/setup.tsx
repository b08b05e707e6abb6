import { useState } from 'preact/hooks';
import { useTexts } from '../language.ts';
import { navigate } from '../navigation.ts';
import type { PageProps } from '../page.ts';
import { ErrorSummary, type FormError } from '../parts/error-summary.tsx';
import { refusalText } from '../parts/failure.tsx';
import { TextField } from '../parts/form-field.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Refusal } from '../refusal.ts';
import { useSurroundings } from '../surroundings.ts';

/** Makes the first account by the one-time link that the server printed. */
export default function Setup({ url }: PageProps) {
  const { client, refreshSession } = useSurroundings();
  const { words } = useTexts();
  const token = url.searchParams.get('token');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [isSpent, setSpent] = useState(false);
  const [busy, setBusy] = useState(false);
  const errorAt = (id: string) => errors.find((error) => error.id === id)?.text;

  async function submit(form: HTMLFormElement, link: string) {
    const given = new FormData(form);
    setBusy(true);
    try {
      await client.setUp({
        token: link,
        username: String(given.get('username')).trim(),
        password: String(given.get('password')),
      });
      await refreshSession();
      navigate('/admin', { replace: true });
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      setSpent(reason.code === 'already-set-up');
      const named = reason.errors.map(({ path, message }) => ({
        id: path === 'username' || path === 'password' ? path : undefined,
        text: message,
      }));
      setErrors(named.length > 0 ? named : [{ text: refusalText(reason, words) }]);
      setBusy(false);
    }
  }

  return (
    <div class="narrow stack">
      <PageTitle text={words.setup.title} />
      <p>{token ? words.setup.lead : words.setup.missingToken}</p>
      <ErrorSummary heading={words.errorSetup} errors={errors} />
      {(isSpent || !token) && (
        <p>
          <a class="button" href="/admin/sign-in">
            {words.setup.toSignIn}
          </a>
        </p>
      )}
      {token && !isSpent && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void submit(event.currentTarget, token);
          }}
        >
          <TextField
            id="username"
            label={words.signIn.username}
            hint={words.setup.usernameHint}
            error={errorAt('username')}
            input={{ autocomplete: 'username', autocapitalize: 'none', spellcheck: false }}
          />
          <PasswordField
            label={words.signIn.password}
            hint={words.setup.passwordHint}
            error={errorAt('password')}
            isNew
          />
          <p>
            <button type="submit" class="button primary" aria-disabled={busy}>
              {words.setup.submit}
            </button>
          </p>
        </form>
      )}
    </div>
  );
}
