import { useCallback, useEffect, useState } from 'preact/hooks';
import { AuthenticatorError } from '../../../shared/authenticator/errors.ts';
import { readPast, requestsLately, strangeIn } from '../../../shared/authenticator/history.ts';
import type { OfflineRequest } from '../../../shared/authenticator/offline-code.ts';
import { shownText } from '../../../shared/languages/names.ts';
import { useAppState } from '../../../shared/ui/app/app-context.ts';
import { wordsFor } from '../../../shared/ui/app/errors.ts';
import { inSeveralPlaces, requestView } from '../../../shared/ui/app/request-view.ts';
import { Problem } from '../../../shared/ui/Banner.tsx';
import { OfflineAsk, OfflineDigits } from '../../../shared/ui/OfflineCode.tsx';
import { Outcome } from '../../../shared/ui/Outcome.tsx';
import type { RequestView } from '../../../shared/ui/RequestCard.tsx';
import { Screen } from '../../../shared/ui/Screen.tsx';
import { TopBar } from '../../../shared/ui/TopBar.tsx';
import { useNow } from '../../../shared/ui/use-now.ts';
import type { ErrorWords } from '../../../shared/ui/words/error-words.ts';
import { useHere } from '../../../shared/ui/words/here.ts';
import { offlineWords } from '../../../shared/ui/words/offline-words.ts';
import { usePwaApp } from '../pwa-app.ts';

interface Shown {
  readonly request: OfflineRequest;
  readonly view: RequestView;
}

/**
 * A login's request as its page's QR holds it, and the digits that approve it. It is in no inbox: once this screen is left, nothing
 * is known of it here.
 * @param text of the QR
 */
export function OfflineAnswer({ text }: { text: string }) {
  const { offline, reader, router, userVerification } = usePwaApp();
  const { accounts, offsets } = useAppState();
  const here = useHere();
  const [shown, setShown] = useState<Shown | null>(null);
  const [digits, setDigits] = useState<string | null>(null);
  const [denied, setDenied] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const offsetMs = offsets.get(shown?.request.account.issuer ?? '') ?? 0;
  const nowMs = useNow(
    1_000,
    useCallback(() => Date.now() + offsetMs, [offsetMs]),
  );
  const severalPlaces = inSeveralPlaces(accounts);

  useEffect(() => {
    let current = true;
    const read = async () => {
      const request = await offline.read(text);
      const past = await readPast(reader);
      const strange = await strangeIn(reader, request.item, async () => past);
      const waiting = { ...request, strange, lately: requestsLately(past, request.item) };
      // No code is typed here: it is the page that takes one.
      return { request, view: { ...requestView(waiting, severalPlaces), digits: null } };
    };
    read().then(
      (found) => current && setShown(found),
      (error: unknown) => current && setProblem(wordsFor(error, { here })),
    );
    return () => {
      current = false;
    };
  }, [offline, reader, text, severalPlaces, here]);

  const home = () => router.go({ name: 'home' }, 'replace');
  if (!shown) {
    if (!problem) return null;
    return (
      <Screen bar={<TopBar onBack={home} />}>
        <Problem words={problem} />
      </Screen>
    );
  }
  const { request, view } = shown;
  const application = shownText(view.applicationName);
  if (denied) {
    const { title, body, next } = offlineWords.denied;
    const instead = { title, body: body(application), next: next(application) };
    return (
      <Outcome outcome={{ kind: 'denied' }} applicationName={view.applicationName} instead={instead} onDone={home} />
    );
  }
  if (view.expiresAtMs <= nowMs) {
    return <Outcome outcome={{ kind: 'expired' }} applicationName={view.applicationName} onDone={home} />;
  }
  if (digits !== null) return <OfflineDigits view={view} nowMs={nowMs} digits={digits} onDone={home} />;

  const approve = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      setDigits(await offline.digits(text, await confirmed(request)));
    } catch (error) {
      setProblem(wordsFor(error, { here }));
    } finally {
      setBusy(false);
    }
  };
  const confirmed = async ({ ask }: OfflineRequest) => {
    if (!ask) return undefined;
    if (!userVerification) throw new AuthenticatorError('confirmation_unsupported', 'not in this browser');
    return userVerification.verify(ask);
  };
  return (
    <OfflineAsk
      view={view}
      nowMs={nowMs}
      onApprove={approve}
      onDeny={() => setDenied(true)}
      busy={busy}
      problem={problem}
    />
  );
}
