import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Offer } from '../../../shared/authenticator/enrol.ts';
import { useAppState } from '../../../shared/ui/app/app-context.ts';
import { wordsFor } from '../../../shared/ui/app/errors.ts';
import { LetIn } from '../../../shared/ui/app/lazy-screens.ts';
import { Problem } from '../../../shared/ui/Banner.tsx';
import { Button } from '../../../shared/ui/Button.tsx';
import { Given } from '../../../shared/ui/Given.tsx';
import { InstallGuide } from '../../../shared/ui/InstallGuide.tsx';
import { Row } from '../../../shared/ui/Row.tsx';
import { Heading, Screen } from '../../../shared/ui/Screen.tsx';
import { TestCheck } from '../../../shared/ui/TestCheck.tsx';
import { TopBar } from '../../../shared/ui/TopBar.tsx';
import type { ErrorWords } from '../../../shared/ui/words/error-words.ts';
import { useHere } from '../../../shared/ui/words/here.ts';
import { movingWords } from '../../../shared/ui/words/moving-words.ts';
import { moveHere } from '../move-here.ts';
import { usePwaApp } from '../pwa-app.ts';

const text = movingWords.here;
const nothing = () => {};

/** The new phone: what moves here, one tap, then the digits that the old one asks for. */
export function MoveHere({ tokens }: { tokens: readonly string[] }) {
  const app = usePwaApp();
  const { actions, origin, platform, router, notifications, storage, changed } = app;
  const { accounts } = useAppState();
  const here = useHere();
  const [offers, setOffers] = useState<readonly Offer[] | null>(null);
  const [ids, setIds] = useState<readonly string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const claimed = useRef(false);
  const home = useCallback(() => router.go({ name: 'home' }, 'replace'), [router]);

  useEffect(() => {
    // Each token works once.
    if (claimed.current || platform.mustInstall) return;
    claimed.current = true;
    const claim = async () => {
      const found: Offer[] = [];
      for (const token of tokens) found.push(await actions.claimEnrollment({ origin, ticket: { token } }));
      setOffers(found);
    };
    claim().catch((error) => setProblem(wordsFor(error, { here, runsIn: platform.runsIn })));
  }, [actions, origin, platform, tokens, here]);

  const start = async (all: readonly Offer[]) => {
    setBusy(true);
    setProblem(undefined);
    try {
      // Before anything else: a browser's question may be asked only in the very moment of a tap.
      const pullAllowed = all.every((offer) => offer.pullAllowed);
      const push = platform.hasPush && (await asked(notifications.ask(), pullAllowed));
      const paired = await moveHere(app, all, push);
      if (paired === undefined) setProblem(text.testLost);
      else setIds(paired);
      storage.ask().then(changed, () => undefined);
    } catch (error) {
      setProblem(wordsFor(error, { here, runsIn: platform.runsIn }));
    } finally {
      setBusy(false);
      await changed();
    }
  };

  if (platform.mustInstall) return <InstallGuide platform={platform.guide} onBack={home} />;
  if (ids !== null) {
    // Shown by the first that waits; they all have the same digits.
    const waiting = ids.find((id) => accounts.some(({ deviceId, state }) => deviceId === id && state !== 'active'));
    if (waiting === undefined) return <TestCheck state="ready" onSendAgain={nothing} onDone={home} />;
    return <LetIn key={waiting} deviceId={waiting} moves onLetIn={nothing} onOver={home} onBack={home} />;
  }
  return (
    <Screen
      bar={<TopBar onBack={home} />}
      foot={
        offers !== null && (
          <>
            <Button look="leaf" wide onClick={() => start(offers)} busy={busy ? text.working : undefined}>
              {text.start}
            </Button>
            <Button look="quiet" wide onClick={home} disabled={busy}>
              {text.notMine}
            </Button>
          </>
        )
      }
    >
      <Heading lead={busy ? text.workingBody(here) : text.body(here)}>{text.title(here)}</Heading>
      <Problem words={problem} />
      {offers === null && problem === undefined && (
        <p class="nod-check__wait">
          <span class="nod-busy" aria-hidden="true" />
          <span>{text.checking}</span>
        </p>
      )}
      {offers !== null && (
        <ul class="nod-card nod-rows">
          {offers.map(({ enrollmentId, user, realmName, serverName }) => (
            <li key={enrollmentId}>
              <Row
                sign={{ initialOf: user.displayName || user.username }}
                title={<Given>{user.displayName || user.username}</Given>}
                note={
                  <>
                    <Given>{user.username}</Given>
                    {'\u00a0· '}
                    <Given>{realmName === serverName ? serverName : `${realmName} · ${serverName}`}</Given>
                  </>
                }
              />
            </li>
          ))}
        </ul>
      )}
    </Screen>
  );
}

/** Whether notifications may be shown. Where the server takes a device without them, a no is no reason to stop. */
async function asked(asking: Promise<void>, pullAllowed: boolean): Promise<boolean> {
  if (!pullAllowed) return asking.then(() => true);
  return asking.then(
    () => true,
    () => false,
  );
}
