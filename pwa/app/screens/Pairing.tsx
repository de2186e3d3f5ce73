import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { readScan } from '../../../shared/authenticator/scan.ts';
import { useAppState, useCamera } from '../../../shared/ui/app/app-context.ts';
import { wordsFor } from '../../../shared/ui/app/errors.ts';
import { RecoverByCode } from '../../../shared/ui/app/lazy-screens.ts';
import { PairingFlow, type PairingStart } from '../../../shared/ui/app/screens/PairingFlow.tsx';
import { useFetch } from '../../../shared/ui/app/use-fetch.ts';
import { InstallGuide } from '../../../shared/ui/InstallGuide.tsx';
import { PairStart } from '../../../shared/ui/PairStart.tsx';
import type { ErrorWords } from '../../../shared/ui/words/error-words.ts';
import { useHere } from '../../../shared/ui/words/here.ts';
import { words } from '../../../shared/ui/words/words.ts';
import { goToOfflineRequest } from '../offline-scan.ts';
import { usePwaApp } from '../pwa-app.ts';
import { Scanner } from './Scanner.tsx';

/** Pairing in the PWA: by link, typed code or camera, always with the server the app came from. */
export function Pairing({ token }: { token: string | null }) {
  const { platform, router, storage, changed } = usePwaApp();
  const { accounts } = useAppState();
  // A link's token works once: it is not tried again when the start comes back.
  const tried = useRef<string | null>(null);
  if (platform.mustInstall) {
    const onBack = accounts.length > 0 ? () => router.back({ name: 'home' }) : undefined;
    return <InstallGuide platform={platform.guide} onBack={onBack} />;
  }
  return (
    <PairingFlow
      kind="pwa"
      renderStart={(start) => <Start start={start} token={token} tried={tried} />}
      // A person who has just paired wants the key kept. Nothing waits for it: Firefox asks, and may never get an answer.
      onPaired={() => storage.ask().then(changed, () => undefined)}
    />
  );
}

function Start(props: { start: PairingStart; token: string | null; tried: { current: string | null } }) {
  const { start, token, tried } = props;
  const app = usePwaApp();
  const { reader, origin, router } = app;
  const { byId } = useFetch();
  const here = useHere();
  const camera = useCamera();
  const [code, setCode] = useState('');
  const [scanning, setScanning] = useState(false);
  const [wrongLink, setWrongLink] = useState<ErrorWords | undefined>();
  const [recovering, setRecovering] = useState(false);
  const { claim } = start;
  useEffect(() => {
    if (token === null || tried.current === token) return;
    tried.current = token;
    claim(origin, { token });
  }, [token, tried, claim, origin]);

  const read = useCallback(
    async (text: string) => {
      try {
        const scanned = await readScan(reader, text);
        if (scanned.kind === 'login') return await byId(scanned);
        if (scanned.kind === 'offline') return await goToOfflineRequest(app, text);
        if (scanned.kind === 'code') return null;
        if (scanned.origin !== origin) return words.pairing.otherServer(new URL(scanned.origin).host, scanned.origin);
        if (scanned.kind === 'registration') {
          router.go({ name: 'register', applicationId: scanned.applicationId }, 'replace');
          return null;
        }
        if (scanned.kind === 'move') {
          router.go({ name: 'move', tokens: scanned.tokens }, 'replace');
          return null;
        }
        setScanning(false);
        claim(origin, { token: scanned.token });
        return null;
      } catch (error) {
        return wordsFor(error, { here });
      }
    },
    [app, reader, router, byId, origin, claim, here],
  );
  if (scanning) {
    return <Scanner onText={read} onTypeInstead={() => setScanning(false)} onBack={() => setScanning(false)} />;
  }
  if (recovering) {
    const onTicket = (server: string, ticket: string) => {
      setRecovering(false);
      claim(server, { token: ticket });
    };
    return <RecoverByCode origin={origin} onTicket={onTicket} onBack={() => setRecovering(false)} />;
  }
  return (
    <PairStart
      code={code}
      onCode={(typed) => {
        setCode(typed);
        setWrongLink(undefined);
      }}
      onContinue={() => claim(origin, { code })}
      onScan={camera ? () => setScanning(true) : undefined}
      onRecover={() => setRecovering(true)}
      onBack={start.onBack}
      checking={start.claiming}
      onLink={async (text) => setWrongLink((await read(text)) ?? undefined)}
      problem={wrongLink ?? start.problem}
    />
  );
}
