import { useState } from 'preact/hooks';
import type { Account } from '../../../authenticator/account.ts';
import { placeOf } from '../../../authenticator/account-place.ts';
import { canFetch } from '../../../authenticator/health.ts';
import { Banner, Problem } from '../../Banner.tsx';
import { Button } from '../../Button.tsx';
import { digitsOf } from '../../code-digits.ts';
import { Field } from '../../Field.tsx';
import { Given } from '../../Given.tsx';
import { PasteButton } from '../../PasteButton.tsx';
import { Heading, Screen } from '../../Screen.tsx';
import { TopBar } from '../../TopBar.tsx';
import type { ErrorWords } from '../../words/error-words.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState, useCamera } from '../app-context.ts';
import { useFetch } from '../use-fetch.ts';
import { FetchThisPage } from './FetchThisPage.tsx';

/** What a page may show: fewer digits are guessed too easily to be asked for (docs/protocol.md). */
const DIGITS = { least: 6, most: 8 } as const;

/**
 * "I am signing in": brings the request of a page here that rang nobody, by its QR or its digits. With several accounts the
 * person says which is meant, since digits that fit no request of an account count as a wrong code there.
 */
export function SigningIn() {
  const { router, scanning: camera } = useApp();
  const { accounts } = useAppState();
  const canScan = useCamera();
  const { byId, byDigits, busy } = useFetch();
  const possible = accounts.filter(canFetch);
  const [chosen, setChosen] = useState<string | null>(null);
  const deviceId = possible.length === 1 ? (possible[0]?.deviceId ?? null) : chosen;
  const [digits, setDigits] = useState('');
  const [scanning, setScanning] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | null>(null);

  if (scanning && camera) return <camera.LoginScanner onLogin={byId} onClose={() => setScanning(false)} />;
  const ready = digits.length >= DIGITS.least && deviceId !== null;
  const submit = async () => {
    if (!ready || busy) return;
    setProblem(null);
    setProblem(await byDigits(deviceId, digits));
  };
  return (
    <Screen bar={<TopBar onBack={() => router.go({ name: 'home' }, 'replace')} />}>
      <Heading lead={words.signingIn.body}>{words.signingIn.title}</Heading>
      {possible.length === 0 && <Banner tone="info">{words.signingIn.unavailable}</Banner>}
      <FetchThisPage />
      <Problem words={problem} tone="amber" />
      {possible.length > 0 && canScan && (
        <>
          <Button look="leaf" wide icon="scan" onClick={() => setScanning(true)} disabled={busy}>
            {words.signingIn.scan}
          </Button>
          <p class="nod-or">{words.signingIn.or}</p>
        </>
      )}
      {possible.length > 0 && (
        <form
          class="nod-form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {possible.length > 1 && <WhichAccount accounts={possible} chosen={deviceId} onChoose={setChosen} />}
          <Field
            label={words.signingIn.digits}
            value={digits}
            onInput={(typed) => setDigits(digitsOf(typed, DIGITS.most))}
            hint={words.signingIn.digitsHint}
            inputMode="numeric"
            disabled={busy}
          />
          <PasteButton digits={DIGITS.most} onCode={setDigits} disabled={busy} />
          <Button
            type="submit"
            look={canScan ? 'plain' : 'leaf'}
            wide
            disabled={!ready}
            busy={busy ? words.signingIn.fetching : undefined}
          >
            {words.signingIn.fetch}
          </Button>
        </form>
      )}
    </Screen>
  );
}

interface WhichAccountProps {
  readonly accounts: readonly Account[];
  readonly chosen: string | null;
  readonly onChoose: (deviceId: string) => void;
}

/** One server may have accounts of one name in two realms: each line says which it is. */
export function WhichAccount({ accounts, chosen, onChoose }: WhichAccountProps) {
  return (
    <fieldset class="nod-choice">
      <legend>{words.signingIn.which}</legend>
      {accounts.map(({ deviceId, ...account }) => (
        <label key={deviceId}>
          <input type="radio" name="account" checked={chosen === deviceId} onChange={() => onChoose(deviceId)} />
          <span>
            <Given>{account.user.username}</Given> · <Given>{placeOf(account)}</Given>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
