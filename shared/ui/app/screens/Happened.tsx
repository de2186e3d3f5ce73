import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Account } from '../../../authenticator/account.ts';
import { happenedBy, happenedFrom, happenedSentence, undoneDevice } from '../../../authenticator/announcement-words.ts';
import { errorCode } from '../../../authenticator/errors.ts';
import { lockReasonOf } from '../../../authenticator/lock-reason.ts';
import { lastTime } from '../../../authenticator/news.ts';
import { shownText } from '../../../languages/names.ts';
import type { AnnouncementView } from '../../../protocol/trust-api.ts';
import { Banner } from '../../Banner.tsx';
import { HappenedList, type HappenedView } from '../../HappenedList.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { dayAndTime, delayWords, listed } from '../../words/relative-time.ts';
import { sentenceWords } from '../../words/sentence-words.ts';
import { trustWords } from '../../words/trust-words.ts';
import { words } from '../../words/words.ts';
import { useApp } from '../app-context.ts';
import { trustWordsFor } from '../trust-words-for.ts';
import { useAccount } from '../use-account.ts';
import { Listed } from './Listed.tsx';

const clock = () => Date.now();

/** What happened to an account, and "This wasn't me". @param deviceId null: a notification has led here */
export function Happened({ deviceId }: { deviceId: string | null }) {
  const account = useAccount('happened', deviceId);
  return account && deviceId !== null ? <OfAccount account={account} /> : null;
}

/** The part that is kept is there at once, also offline. */
function OfAccount({ account }: { account: Account }) {
  const { actions, router, changed } = useApp();
  const here = useHere();
  const nowMs = useNow(30_000, clock);
  const older = useOlder(account);
  const [undoingId, setUndoingId] = useState<string | null>(null);
  const [undone, setUndone] = useState<readonly string[] | null>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const { deviceId, serverName, happened = [], happenedSeenMs = 0 } = account;
  const kept = new Set(happened.map(({ id }) => id));
  const items = [...happened, ...older.items.filter(({ id }) => !kept.has(id))];
  items.sort((a, b) => lastTime(b) - lastTime(a));

  // What stands on the screen has been read: it is no news any more. In a page behind others nobody has.
  const upToMs = Math.max(0, ...happened.map(lastTime));
  useEffect(() => {
    const see = () => {
      if (document.visibilityState !== 'visible' || upToMs <= happenedSeenMs) return;
      actions.seeHappened({ deviceId, upToMs }).then(changed, () => undefined);
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [actions, changed, deviceId, upToMs, happenedSeenMs]);

  const undo = async (id: string) => {
    setUndoingId(id);
    setProblem(undefined);
    try {
      const { suspended } = await actions.undoHappened({ deviceId, id });
      setUndone(suspended.map(({ name }) => sentenceWords.quoted(shownText(name))));
      await actions.pullHappened({ deviceId });
    } catch (error) {
      setProblem(trustWordsFor(error, { here, serverName }));
    } finally {
      setUndoingId(null);
      await changed();
    }
  };
  const text = trustWords.happened;
  const back = { name: 'account', deviceId } as const;
  return (
    <Listed
      title={words.happened.title}
      lead={text.lead(items.some(({ undo: of }) => of === 'possible'))}
      back={back}
      problem={problem ?? older.problem}
    >
      {older.problem && items.length > 0 && <p class="nod-muted nod-small">{text.kept}</p>}
      {undone && (
        <Banner
          tone="info"
          icon="check"
          title={undone.length === 0 ? text.deniedTitle : text.pausedTitle(listed(undone))}
          action={{ label: text.devices, onAction: () => router.go(back) }}
        >
          {undone.length === 0 ? text.deniedBody : text.pausedBody}
        </Banner>
      )}
      <HappenedList
        items={items.map((told) => happenedView(told, account.deviceId, nowMs))}
        nowMs={nowMs}
        onUndo={undo}
        undoingId={undoingId}
        onMore={older.more}
        loadingMore={older.loading}
      />
    </Listed>
  );
}

/** Fetches the newest page when the screen opens, which the account keeps, and older ones on demand. */
function useOlder({ deviceId, serverName, state }: Account) {
  const { actions, changed } = useApp();
  const here = useHere();
  const [items, setItems] = useState<readonly AnnouncementView[]>([]);
  const [beforeMs, setBeforeMs] = useState<number | null>(null);
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();

  const pull = useCallback(
    async (page: { beforeMs?: number }) => {
      try {
        const { items: found, nextBeforeMs } = await actions.pullHappened({ deviceId, ...page });
        if (page.beforeMs !== undefined) setItems((now) => [...now, ...found]);
        setBeforeMs(nextBeforeMs);
      } catch (error) {
        // A server of before tells nothing.
        if (errorCode(error) !== 'not_found') setProblem(trustWordsFor(error, { here, serverName }));
      }
      await changed();
    },
    [actions, changed, here, deviceId, serverName],
  );
  useEffect(() => {
    if (state === 'active') pull({});
  }, [pull, state]);

  const more = () => {
    if (beforeMs === null) return;
    setLoading(true);
    pull({ beforeMs }).finally(() => setLoading(false));
  };
  return { items, problem, loading, more: beforeMs === null ? undefined : more };
}

/** When a device that waits is let in. */
function letInWords({ what, detail: { letInAtMs, delayMs } }: AnnouncementView, nowMs: number): string {
  if (what !== 'device.waits') return '';
  if (typeof letInAtMs === 'number') return trustWords.happened.letIn(dayAndTime(letInAtMs, nowMs));
  return typeof delayMs === 'number' ? trustWords.happened.letInAfter(delayWords(delayMs)) : '';
}

/** @param deviceId of this device, for the account that it is about */
export function happenedView(told: AnnouncementView, deviceId: string, nowMs: number): HappenedView {
  const { id, what, device, count, undo } = told;
  const reason = lockReasonOf(told);
  const facts = [
    told.undo === 'possible' ? letInWords(told, nowMs) : '',
    reason === null ? '' : trustWords.happened.reason(shownText(reason)),
    count > 1 ? trustWords.happened.times(count) : '',
    shownText(device?.platform ?? ''),
    happenedBy(told, deviceId),
    happenedFrom(told),
  ].filter(Boolean);
  return { id, what, sentence: happenedSentence(told), facts, atMs: lastTime(told), undo, undoes: undoneDevice(told) };
}
