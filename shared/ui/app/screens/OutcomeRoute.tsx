import { useState } from 'preact/hooks';
import type { Outcome as CoreOutcome } from '../../../authenticator/answer.ts';
import type { InboxItem } from '../../../authenticator/inbox-item.ts';
import { Outcome, type OutcomeView } from '../../Outcome.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { useApp, useAppState } from '../app-context.ts';
import { wordsFor } from '../errors.ts';

type Shown = Exclude<CoreOutcome, { kind: 'wrong_code' | 'in_progress' }>;

export interface OutcomeRouteProps {
  readonly outcome: Shown;
  readonly item: InboxItem;
}

/** What became of a request, and where to go from there. */
export function OutcomeRoute({ outcome, item }: OutcomeRouteProps) {
  const { actions, router, changed } = useApp();
  const { accounts, waiting } = useAppState();
  const [retrying, setRetrying] = useState(false);
  const { takenBack, ...takeBack } = useTakeBack(item);
  const serverName = accounts.find(({ deviceId }) => deviceId === item.deviceId)?.serverName ?? item.claims.iss;
  const retry = async () => {
    setRetrying(true);
    await actions.resendOutbox().finally(() => setRetrying(false));
    await changed();
  };
  return (
    <Outcome
      outcome={takenBack ? { kind: 'taken_back' } : outcomeView(outcome, serverName)}
      applicationName={item.claims.app.name}
      anotherWaits={waiting.some(
        (one) => one.item.challengeId !== item.challengeId || one.item.deviceId !== item.deviceId,
      )}
      onDone={() => router.go({ name: 'home' }, 'replace')}
      onRetry={retry}
      retrying={retrying}
      {...takeBack}
      onDevices={() => router.go({ name: 'devices', deviceId: item.deviceId })}
    />
  );
}

/** So long after a report the server lets this device take it back. */
const TAKE_BACK_MS = 60_000;

/** "Sent by mistake?": for a minute after a report from here. */
function useTakeBack({ deviceId, challengeId, ended }: InboxItem) {
  const { actions } = useApp();
  const here = useHere();
  const nowMs = useNow(1_000, clock);
  const [takingBack, setTakingBack] = useState(false);
  const [takenBack, setTakenBack] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const mayTakeBack = ended?.state === 'reported' && ended.here && nowMs < ended.atMs + TAKE_BACK_MS;
  const takeBack = async () => {
    setTakingBack(true);
    setProblem(undefined);
    try {
      await actions.takeReportBack({ deviceId, challengeId });
      setTakenBack(true);
    } catch (error) {
      setProblem(wordsFor(error, { here }));
    } finally {
      setTakingBack(false);
    }
  };
  return { takenBack, takingBack, problem, onTakeBack: mayTakeBack || takingBack ? takeBack : undefined };
}

const clock = () => Date.now();

function outcomeView(outcome: Shown, serverName: string): OutcomeView {
  if (outcome.kind !== 'kept') return outcome;
  const { kind, choice, why, expiresAtMs: untilMs } = outcome;
  return why === 'offline' ? { kind, choice, why, untilMs } : { kind, choice, why, untilMs, serverName };
}
