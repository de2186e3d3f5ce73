import { useCallback, useEffect, useState } from 'preact/hooks';
import { approvalGate, type Outcome, outcomeOf } from '../../../authenticator/answer.ts';
import { AuthenticatorError } from '../../../authenticator/errors.ts';
import type { Choice, InboxItem } from '../../../authenticator/inbox-item.ts';
import { RequestScreen } from '../../RequestScreen.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState, useCamera } from '../app-context.ts';
import { confirmApproval, confirmsUser, waitsForSetUp } from '../confirm-user.ts';
import { wordsFor } from '../errors.ts';
import { inSeveralPlaces, requestView } from '../request-view.ts';
import type { Waiting } from '../store.ts';
import { useFetch } from '../use-fetch.ts';
import { useLoginPlace } from '../use-login-place.ts';
import { ConfirmNote } from './ConfirmNote.tsx';
import { FetchThisPage } from './FetchThisPage.tsx';
import { OutcomeRoute } from './OutcomeRoute.tsx';
import { PlaceNote, waitsFor } from './PlaceNote.tsx';
import { RequestMissing } from './RequestMissing.tsx';

/** One request by its id: while it waits, its screen and answers; once it has ended, how. */
export function RequestRoute({ challengeId, code }: { challengeId: string; code?: string | undefined }) {
  const { reader } = useApp();
  const { revision, waiting, loaded } = useAppState();
  // A request that waits is in the state already; one that is over is looked up in the database.
  const [item, setItem] = useState<InboxItem | null | undefined>(
    () => waiting.find((one) => one.item.challengeId === challengeId)?.item,
  );
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  useEffect(() => {
    let current = true;
    // Two servers may use the same id: a request that waits comes before one that is over.
    reader.inbox.find(challengeId).then((items) => {
      if (current) setItem(items.find(({ ended }) => !ended) ?? items[0] ?? null);
    });
    return () => {
      current = false;
    };
  }, [reader, challengeId, revision]);

  useEffect(() => {
    if (outcome?.kind !== 'kept') return;
    // The kept answer was sent and didn't end the request, since the code was wrong: it can be answered again.
    reader.inbox.outbox().then((entries) => {
      if (!entries.some((entry) => entry.challengeId === challengeId)) setOutcome(null);
    });
  }, [reader, challengeId, revision, outcome]);

  if (item === undefined || !loaded) return null;
  if (item === null) return <RequestMissing challengeId={challengeId} />;
  const ended = item.ended ? outcomeOf(item.ended) : outcome;
  if (ended && ended.kind !== 'wrong_code' && ended.kind !== 'in_progress') {
    return <OutcomeRoute outcome={ended} item={item} />;
  }
  const request = waiting.find((one) => one.item.deviceId === item.deviceId && one.item.challengeId === challengeId);
  if (!request) return <OutcomeRoute outcome={{ kind: 'expired' }} item={item} />;
  return <Answering key={challengeId} request={request} known={code} onOutcome={setOutcome} />;
}

interface AnsweringProps {
  readonly request: Waiting;
  /** The digits that this request was fetched by. */
  readonly known: string | undefined;
  readonly onOutcome: (outcome: Outcome) => void;
}

function Answering({ request, known, onOutcome }: AnsweringProps) {
  const app = useApp();
  const { actions, scanning: camera, changed } = app;
  const { offsets, accounts } = useAppState();
  const { item, account } = request;
  const here = useHere();
  const canScan = useCamera();
  const offsetMs = offsets.get(item.claims.iss) ?? 0;
  const clock = useCallback(() => Date.now() + offsetMs, [offsetMs]);
  const nowMs = useNow(1_000, clock);
  const [code, setCode] = useState(known?.length === item.claims.digits ? (known ?? '') : '');
  const { byId } = useFetch();
  const [sending, setSending] = useState<Choice | null>(null);
  const [scanning, setScanning] = useState(false);
  const [triesLeft, setTriesLeft] = useState<number | undefined>(item.triesLeft ?? undefined);
  const place = useLoginPlace(item);
  const can = { readsOrigins: place !== null, confirmsUser: confirmsUser(app, request) };
  const unset = waitsForSetUp(app, request);
  const unsupported = !unset && approvalGate(item.claims, can) === 'unsupported';
  const [problem, setProblem] = useState<ErrorWords | undefined>(
    unsupported ? wordsFor(new AuthenticatorError('approval_unsupported', ''), { here }) : undefined,
  );

  useEffect(() => {
    // The person sees it: the server hears of that, and the notification goes away.
    const { deviceId, challengeId } = item;
    actions.acknowledgeShown({ deviceId, challengeId }).catch(() => undefined);
  }, [actions, item.deviceId, item.challengeId]);

  const ranOut = item.expiresAtMs <= nowMs;
  useEffect(() => {
    if (ranOut && sending === null) actions.endRunOut().then(changed);
  }, [actions, changed, ranOut, sending]);

  const answer = async (choice: Choice, typed = code) => {
    if (sending !== null) return;
    setSending(choice);
    setProblem(undefined);
    try {
      const { deviceId, challengeId } = item;
      const withCode = choice === 'approve' && typed !== '' ? { code: typed } : {};
      const confirmed = choice === 'approve' ? await confirmApproval(app, request, typed) : {};
      const outcome = await actions.decide({ deviceId, challengeId, choice, from: 'app', ...withCode, ...confirmed });
      if (outcome.kind === 'wrong_code') {
        setTriesLeft(outcome.triesLeft ?? undefined);
        setCode('');
      }
      onOutcome(outcome);
    } catch (error) {
      setProblem(wordsFor(error, { here, runsIn: app.platform.runsIn, serverName: account.serverName }));
    } finally {
      setSending(null);
      await changed();
    }
  };

  if (scanning && camera) {
    return (
      <camera.RequestScanner
        item={item}
        onCode={async (scanned) => {
          setScanning(false);
          setCode(scanned);
          await answer('approve', scanned);
        }}
        onLogin={byId}
        onClose={() => setScanning(false)}
      />
    );
  }
  return (
    <RequestScreen
      view={requestView(request, inSeveralPlaces(accounts), { place, ...can })}
      nowMs={nowMs}
      code={code}
      onCode={(typed) => {
        setCode(typed);
        if (typed !== '') setTriesLeft(undefined);
      }}
      onApprove={() => answer('approve')}
      onDeny={() => answer('deny')}
      onReport={() => answer('report')}
      onScan={canScan ? () => setScanning(true) : undefined}
      sending={sending}
      wrongCodeTriesLeft={triesLeft}
      problem={problem}
      note={
        <>
          <FetchThisPage />
          <PlaceNote item={item} place={place} />
          <ConfirmNote request={request} />
        </>
      }
      approveWaitsFor={unset ? words.confirm.waits : waitsFor(item, place)}
    />
  );
}
