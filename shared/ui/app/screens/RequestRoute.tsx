import { useCallback, useEffect, useState } from 'preact/hooks';
import { approvalGate, hasAttachments, type Outcome, outcomeOf, takesReason } from '../../../authenticator/answer.ts';
import { AuthenticatorError, errorCode } from '../../../authenticator/errors.ts';
import type { Choice, InboxItem } from '../../../authenticator/inbox-item.ts';
import { RequestScreen } from '../../RequestScreen.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState, useCamera } from '../app-context.ts';
import { confirmApproval, confirmsUser, waitsForSetUp } from '../confirm-user.ts';
import { wordsFor } from '../errors.ts';
import { lazyScreen } from '../lazy-screen.ts';
import { inSeveralPlaces, requestView } from '../request-view.ts';
import type { Waiting } from '../store.ts';
import { useFetch } from '../use-fetch.ts';
import { useHeld } from '../use-held.ts';
import { useLoginPlace } from '../use-login-place.ts';
import { ConfirmNote } from './ConfirmNote.tsx';
import { FetchThisPage } from './FetchThisPage.tsx';
import { PlaceNote, waitsFor } from './PlaceNote.tsx';

const OutcomeRoute = lazyScreen(() => import('./OutcomeRoute.tsx').then((file) => file.OutcomeRoute));
const RequestMissing = lazyScreen(() => import('./RequestMissing.tsx').then((file) => file.RequestMissing));

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

const RequestAttachments = lazyScreen(() => import('./RequestAttachments.tsx').then((file) => file.RequestAttachments));
const VouchScreen = lazyScreen(() => import('../../VouchScreen.tsx').then((file) => file.VouchScreen));
/** So long the card of a new device stands there before it can be let in: nobody gives an account away by a quick tap. */
const HOLD_SECONDS = 5;

function unreadWords({ claims }: InboxItem): string {
  return claims.action.readAll ? words.request.attachedToTheEnd : words.request.attachedFirst;
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
  const { offsets, accounts, waiting } = useAppState();
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
  const approveIn = useHeld(item.claims.vouch ? HOLD_SECONDS : 0);
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

  const attached = hasAttachments(item.claims);
  const [seen, setSeen] = useState<readonly string[] | null>(null);
  const unread = attached && seen === null ? unreadWords(item) : null;

  const ranOut = item.expiresAtMs <= nowMs;
  useEffect(() => {
    if (ranOut && sending === null) actions.endRunOut().then(changed);
  }, [actions, changed, ranOut, sending]);

  const answer = async (choice: Choice, typed = code, reason?: string) => {
    if (sending !== null) return;
    setSending(choice);
    setProblem(undefined);
    try {
      const { deviceId, challengeId } = item;
      const withCode = choice === 'approve' && typed !== '' ? { code: typed } : {};
      const confirmed = choice === 'approve' ? await confirmApproval(app, request, typed) : {};
      const outcome = await actions.decide({
        ...{ deviceId, challengeId, choice, from: 'app', ...withCode, ...confirmed },
        ...(choice === 'approve' && seen !== null ? { seen } : {}),
        ...(reason === undefined ? {} : { reason }),
      });
      if (outcome.kind === 'wrong_code') {
        setTriesLeft(outcome.triesLeft ?? undefined);
        setCode('');
      }
      if (outcome.kind === 'approved') await approveRest(typed);
      onOutcome(outcome);
    } catch (error) {
      setProblem(wordsFor(error, { here, runsIn: app.platform.runsIn, serverName: account.serverName }));
    } finally {
      setSending(null);
      await changed();
    }
  };

  /** The further accounts of a move: the new phone shows one code for all of them, and a person types it once. */
  const approveRest = async (typed: string) => {
    if (!item.claims.vouch?.moves) return;
    for (const other of waiting) {
      const { deviceId, challengeId, claims } = other.item;
      if (!claims.vouch?.moves || claims.iss !== item.claims.iss || challengeId === item.challengeId) continue;
      try {
        const confirmed = await confirmApproval(app, other, typed);
        await actions.decide({ deviceId, challengeId, choice: 'approve', from: 'app', code: typed, ...confirmed });
      } catch (error) {
        // It still waits, and its own screen comes next and says what is wrong.
        if (errorCode(error) === undefined) throw error;
      }
    }
  };

  if (scanning && camera) {
    return (
      <camera.RequestScanner
        item={item}
        onCode={async (scanned) => {
          setScanning(false);
          setCode(scanned);
          // Who lets a device in has read who asks, and presses Approve; who has more to read has read it.
          if (!item.claims.vouch && !attached) await answer('approve', scanned);
        }}
        onLogin={byId}
        onClose={() => setScanning(false)}
      />
    );
  }
  const Shown = item.claims.vouch ? VouchScreen : RequestScreen;
  return (
    <Shown
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
      onDenyWith={takesReason(account) && !item.claims.vouch ? (reason) => answer('deny', code, reason) : undefined}
      attachments={attached && <RequestAttachments item={item} onSeen={setSeen} />}
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
      approveIn={approveIn}
      approveWaitsFor={unset ? words.confirm.waits : (waitsFor(item, place) ?? unread)}
    />
  );
}
