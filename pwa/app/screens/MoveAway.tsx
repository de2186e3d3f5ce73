import { useCallback, useState } from 'preact/hooks';
import type { StartedMove } from '../../../shared/authenticator/move.ts';
import { useAppState } from '../../../shared/ui/app/app-context.ts';
import { wordsFor } from '../../../shared/ui/app/errors.ts';
import { Problem } from '../../../shared/ui/Banner.tsx';
import { Button } from '../../../shared/ui/Button.tsx';
import { CountdownRing } from '../../../shared/ui/CountdownRing.tsx';
import { QrCode } from '../../../shared/ui/QrCode.tsx';
import { Heading, Screen } from '../../../shared/ui/Screen.tsx';
import { TopBar } from '../../../shared/ui/TopBar.tsx';
import { useNow } from '../../../shared/ui/use-now.ts';
import type { ErrorWords } from '../../../shared/ui/words/error-words.ts';
import { useHere } from '../../../shared/ui/words/here.ts';
import { movingWords } from '../../../shared/ui/words/moving-words.ts';
import { timeLeft } from '../../../shared/ui/words/relative-time.ts';
import { usePwaApp } from '../pwa-app.ts';

/** The life of the code, for the ring. */
const LIFE_MS = 120_000;
const text = movingWords.away;

/** The old phone: the code that the new one scans. The digits are asked for by the request's own screen, which comes by itself. */
export function MoveAway() {
  const { actions, origin, router } = usePwaApp();
  const { accounts, offsets } = useAppState();
  const here = useHere();
  const [move, setMove] = useState<StartedMove | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const offsetMs = offsets.get(origin) ?? 0;
  const nowMs = useNow(
    1_000,
    useCallback(() => Date.now() + offsetMs, [offsetMs]),
  );
  const count = accounts.filter(({ state }) => state === 'active').length;
  const over = move !== null && move.expiresAtMs <= nowMs;

  const start = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      setMove(await actions.startMove({ issuer: origin }));
    } catch (error) {
      setProblem(wordsFor(error, { here }));
    } finally {
      setBusy(false);
    }
  };
  const shown = move !== null && !over;
  return (
    <Screen
      bar={<TopBar onBack={() => router.back({ name: 'settings' })} />}
      foot={
        count > 0 && !shown ? (
          <Button look="leaf" wide onClick={start} busy={busy ? text.starting : undefined}>
            {over ? text.again : text.start}
          </Button>
        ) : undefined
      }
    >
      <Heading lead={count === 0 ? text.none : over ? text.over : text.body(count)}>{text.title}</Heading>
      <Problem words={problem} />
      {shown && (
        <div class="nod-card nod-let-in">
          <QrCode text={move.qr} name={text.qr} />
          <div class="nod-let-in__time">
            <CountdownRing leftMs={move.expiresAtMs - nowMs} totalMs={LIFE_MS} applicationName="Nod" />
            <p class="nod-small">{timeLeft(move.expiresAtMs - nowMs)}</p>
          </div>
        </div>
      )}
      {count > 0 && (
        <ol class="nod-more__list nod-more__list--steps">
          {text.steps(new URL(origin).host).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {shown && <p class="nod-small">{text.waiting}</p>}
      <p class="nod-muted nod-small">{text.others}</p>
    </Screen>
  );
}
