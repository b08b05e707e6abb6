import { useState } from 'preact/hooks';
import type { Case, Display } from '../client.ts';
import { useTexts } from '../language.ts';
import { address } from '../navigation.ts';
import { useResource } from '../resource.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';
import { en } from '../words/print/en.ts';
import { type PrintWords, vi } from '../words/print/vi.ts';
import { CallButton } from './call-button.tsx';
import { Confirm } from './dialog.tsx';
import { Failure } from './failure.tsx';

/** A case's rating code to hold out, print or replace. */
export function QrPanel(props: {
  closedCase: Case;
  /** The counter's screen to which the code can be called. */
  display: Display | undefined;
  change: (changed: Case) => void;
}) {
  const { closedCase, display, change } = props;
  const { words, format, language } = useTexts();
  const { client, announce } = useSurroundings();
  const [asking, ask] = useState(false);
  const [offering, offer] = useState(false);
  const { handOut } = { vi, en }[language];
  const { caseCode, invitation } = closedCase;
  const texts = words.invitation;
  if (!invitation) return <p class="notice">{texts.noneYet}</p>;
  const { state, code, url, expiresOn } = invitation;
  const date = format.date(expiresOn);
  const isWithdrawn = state === 'withdrawn' || state === 'replaced';
  return (
    <div class="qr">
      {state === 'open' && (
        <>
          <QrPicture caseCode={caseCode} code={code} />
          <p class="qr-code">{code}</p>
          <p>{fill(texts.until, { date })}</p>
          <p class="aside">{fill(texts.howTo, { host: new URL(url).host.toLowerCase() })}</p>
        </>
      )}
      {state === 'expired' && <p class="notice">{fill(texts.expired, { date })}</p>}
      {isWithdrawn && <p class="notice">{texts.withdrawn}</p>}
      {state === 'paper' && <p class="notice">{handOut.state}</p>}
      <p class="actions">
        {state === 'open' && display && <CallButton caseCode={caseCode} display={display} look="button primary" />}
        {state === 'open' && <SlipLink closedCase={closedCase} main />}
        {state === 'paper' && <PaperFormLink caseCode={caseCode} texts={handOut} />}
        {!isWithdrawn && (
          <button type="button" class="button" onClick={() => ask(true)}>
            {texts.reissue}
          </button>
        )}
        {(state === 'open' || state === 'expired') && (
          <button type="button" class="button" onClick={() => offer(true)}>
            {handOut.action}
          </button>
        )}
      </p>
      {offering && (
        <Confirm
          title={handOut.title}
          text={fill(handOut.text, { code: caseCode })}
          action={handOut.action}
          close={() => offer(false)}
          act={async () => {
            change(await client.handOutPaper(caseCode));
            announce(handOut.done);
          }}
        />
      )}
      {asking && (
        <Confirm
          title={texts.reissueTitle}
          text={fill(texts.reissueText, { code: caseCode })}
          action={texts.reissue}
          close={() => ask(false)}
          act={async () => {
            change(await client.reissue(caseCode));
            announce(texts.reissued);
          }}
        />
      )}
    </div>
  );
}

/**
 * Fetched rather than linked: a picture's address stays the same when the code is replaced, and the browser would go on
 * showing the old one; the code itself may not stand in an address, since addresses are logged.
 */
function QrPicture({ caseCode, code }: { caseCode: string; code: string }) {
  const { client } = useSurroundings();
  const { words } = useTexts();
  const picture = useResource(`${caseCode} ${code}`, (signal) => client.qrSvg(caseCode, signal));
  if (picture.failure) return <Failure refusal={picture.failure} retry={picture.reload} />;
  return (
    <div class="qr-picture">
      {picture.data && !picture.busy && (
        <img src={`data:image/svg+xml,${encodeURIComponent(picture.data)}`} alt={words.invitation.alt} />
      )}
    </div>
  );
}

/** Opens the slip in a tab of its own, in the language of the page. */
export function SlipLink({ closedCase, main }: { closedCase: Case; main?: boolean }) {
  const { words, language } = useTexts();
  const { caseCode, invitation } = closedCase;
  if (!invitation) return null;
  return (
    <a
      class={main ? 'button primary' : 'quiet'}
      href={`${pathOf(invitation.slip)}?lang=${language}`}
      target="_blank"
      rel="noopener"
      aria-label={`${fill(words.invitation.printOf, { code: caseCode })} ${words.newTab}`}
    >
      {words.invitation.print}
    </a>
  );
}

/** The server names itself by PUBLIC_URL, which the staff's own network may not reach: the path is the same here. */
function pathOf(url: string): string {
  return new URL(url, location.origin).pathname;
}

/** The form with the case's strip, in a tab of its own. */
function PaperFormLink({ caseCode, texts }: { caseCode: string; texts: PrintWords['handOut'] }) {
  const { words, language } = useTexts();
  return (
    <a
      class="button primary"
      href={address('/api/v1/paper/form', { case: caseCode, lang: language })}
      target="_blank"
      rel="noopener"
      aria-label={`${fill(texts.printOf, { code: caseCode })} ${words.newTab}`}
    >
      {texts.print}
    </a>
  );
}
