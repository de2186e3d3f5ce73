import { useEffect, useRef, useState } from 'preact/hooks';
import { shownText } from '../../../shared/languages/names.ts';
import { useAppState } from '../../../shared/ui/app/app-context.ts';
import { RecoverByCode } from '../../../shared/ui/app/lazy-screens.ts';
import { PairingFlow, type PairingStart } from '../../../shared/ui/app/screens/PairingFlow.tsx';
import { Banner, Problem } from '../../../shared/ui/Banner.tsx';
import { Button } from '../../../shared/ui/Button.tsx';
import { Field } from '../../../shared/ui/Field.tsx';
import { Heading, Screen } from '../../../shared/ui/Screen.tsx';
import { Steps } from '../../../shared/ui/Steps.tsx';
import { TopBar } from '../../../shared/ui/TopBar.tsx';
import { TypedCodeField } from '../../../shared/ui/TypedCodeField.tsx';
import { missingInCode } from '../../../shared/ui/typed-code.ts';
import { WaysIn } from '../../../shared/ui/WaysIn.tsx';
import { recoveryWords } from '../../../shared/ui/words/recovery-words.ts';
import { sentenceWords } from '../../../shared/ui/words/sentence-words.ts';
import { words } from '../../../shared/ui/words/words.ts';
import { readPairingText } from '../pairing-text.ts';
import { usePopupApp } from '../popup-app.ts';
import { popupWords } from '../popup-words.ts';
import { PairInTab } from './PairInTab.tsx';

/**
 * Pairing with any server, by its address and a typed code, or by a link. In a tab only: a popup may close when the browser
 * asks whether a site may be looked at.
 */
export function Pairing({ token }: { token: string | null }) {
  const { sites, inPopup } = usePopupApp();
  const tried = useRef(false);
  if (inPopup) return <PairInTab />;
  return (
    <PairingFlow
      kind="extension"
      renderStart={(start) => <Start start={start} token={token} tried={tried} />}
      confirmNote={({ applicationOrigins }) => <SitesNote origins={applicationOrigins} />}
      onPair={({ applicationOrigins }) =>
        applicationOrigins.length === 0 ? Promise.resolve() : sites.ask(applicationOrigins)
      }
    />
  );
}

/** Announces the browser's question, so that it doesn't come out of the blue. */
function SitesNote({ origins }: { origins: readonly string[] }) {
  const { sites } = usePopupApp();
  const [hidden, setHidden] = useState<readonly string[]>([]);
  useEffect(() => {
    sites.hidden(origins).then(setHidden);
  }, [sites, origins]);
  if (hidden.length === 0) return null;
  return (
    <Banner tone="info">
      {popupWords.sitesNote(sentenceWords.list(hidden.map((one) => shownText(new URL(one).host))))}
    </Banner>
  );
}

function Start(props: { start: PairingStart; token: string | null; tried: { current: boolean } }) {
  const { start, token, tried } = props;
  const { linkServer } = usePopupApp();
  const { accounts } = useAppState();
  const [text, setText] = useState(accounts[0]?.issuer ?? '');
  const [code, setCode] = useState('');
  const [pressed, setPressed] = useState(false);
  const [recovering, setRecovering] = useState(false);
  const { claim, claiming, problem } = start;
  // One click on a page's own link led here (PairInTab). Its token works once.
  useEffect(() => {
    if (token === null || linkServer === null || tried.current) return;
    tried.current = true;
    claim(linkServer, { token });
  }, [token, linkServer, tried, claim]);
  const read = readPairingText(text);
  const missing = read?.kind === 'link' ? undefined : missingInCode(code);
  const submit = () => {
    setPressed(true);
    if (!read || missing !== undefined || claiming) return;
    claim(read.origin, read.kind === 'link' ? { token: read.token } : { code });
  };
  const server = (
    <Field
      label={popupWords.server}
      value={text}
      onInput={(typed) => {
        setPressed(false);
        setText(typed);
      }}
      hint={popupWords.serverHint}
      problem={pressed && !read ? addressWords(text) : undefined}
      autocomplete="url"
      maxLength={200}
      disabled={claiming}
    />
  );
  if (recovering) {
    const onTicket = (origin: string, ticket: string) => {
      setRecovering(false);
      claim(origin, { token: ticket });
    };
    return (
      <RecoverByCode
        origin={read?.origin ?? null}
        onTicket={onTicket}
        onNoServer={() => setPressed(true)}
        onBack={() => setRecovering(false)}
      >
        {server}
      </RecoverByCode>
    );
  }
  return (
    <Screen bar={<TopBar onBack={start.onBack} />}>
      <Steps step={1} />
      <Heading lead={popupWords.startBody}>{popupWords.pairTitle}</Heading>
      <Problem words={problem} />
      <form
        class="nod-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {server}
        {read?.kind !== 'link' && (
          <TypedCodeField
            code={code}
            onCode={setCode}
            problem={pressed && missing !== undefined ? words.pairing.typedShort(missing) : undefined}
            disabled={claiming}
          />
        )}
        <Button
          type="submit"
          look="leaf"
          wide
          disabled={missing !== undefined}
          onDisabledClick={submit}
          busy={claiming ? words.pairing.checking : undefined}
        >
          {words.pairing.next}
        </Button>
      </form>
      <Button look="quiet" wide onClick={() => setRecovering(true)}>
        {recoveryWords.use.open}
      </Button>
      <WaysIn />
    </Screen>
  );
}

function addressWords(text: string): string {
  return text.trim() === '' ? popupWords.serverMissing : popupWords.serverWrong;
}
