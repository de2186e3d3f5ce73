import { useState } from 'preact/hooks';
import type { Outcome as CoreOutcome } from '../../../authenticator/answer.ts';
import type { InboxItem } from '../../../authenticator/inbox-item.ts';
import { Outcome, type OutcomeProps, type OutcomeView } from '../../Outcome.tsx';
import { useApp, useAppState } from '../app-context.ts';
import { lazyScreen } from '../lazy-screen.ts';

const TakeBack = lazyScreen(() => import('./TakeBack.tsx').then((file) => file.TakeBack));
const WithoutDevice = lazyScreen(() => import('./WithoutDevice.tsx').then((file) => file.WithoutDevice));
const VouchOutcome = lazyScreen(() => import('../../VouchOutcome.tsx').then((file) => file.VouchOutcome));

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
  // What this screen says of a report instead, once it is taken back.
  const [takenBack, setTakenBack] = useState<OutcomeProps['instead']>();
  const serverName = accounts.find(({ deviceId }) => deviceId === item.deviceId)?.serverName ?? item.claims.iss;
  const retry = async () => {
    setRetrying(true);
    await actions.resendOutbox().finally(() => setRetrying(false));
    await changed();
  };
  const { vouch } = item.claims;
  // Paired anew on this very device, which has let itself in: the new pairing goes on.
  const letIn = vouch && accounts.find(({ deviceId }) => deviceId === vouch.device);
  const props = {
    outcome: outcomeView(outcome, serverName),
    applicationName: item.claims.app.name,
    anotherWaits: waiting.some(
      (one) => one.item.challengeId !== item.challengeId || one.item.deviceId !== item.deviceId,
    ),
    onDone: () => router.go(letIn ? { name: 'letin', deviceId: letIn.deviceId } : { name: 'home' }, 'replace'),
    onRetry: retry,
    more: item.ended?.state === 'reported' && item.ended.here && !vouch && !takenBack && (
      <TakeBack item={item} onTakenBack={setTakenBack} />
    ),
    retrying,
    onDevices: () => router.go({ name: 'account', deviceId: item.deviceId }),
  };
  // Where a device has answered, its name is told.
  if (!vouch && outcome.kind === 'elsewhere' && outcome.state === 'approved' && outcome.decidedBy === null)
    return <WithoutDevice {...props} item={item} />;
  return vouch ? (
    <VouchOutcome {...props} name={vouch.name} moves={vouch.moves ?? false} />
  ) : (
    <Outcome {...props} {...(takenBack && { instead: takenBack })} />
  );
}

function outcomeView(outcome: Shown, serverName: string): OutcomeView {
  if (outcome.kind !== 'kept') return outcome;
  const { kind, choice, why, expiresAtMs: untilMs } = outcome;
  return why === 'offline' ? { kind, choice, why, untilMs } : { kind, choice, why, untilMs, serverName };
}
