import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Account } from '../../../authenticator/account.ts';
import { placeOf } from '../../../authenticator/account-place.ts';
import { happenedBy, happenedFrom, happenedSentence, undoneDevice } from '../../../authenticator/announcement-words.ts';
import { errorCode } from '../../../authenticator/errors.ts';
import { lastTime } from '../../../authenticator/news.ts';
import type { AnnouncementView } from '../../../protocol/trust-api.ts';
import { Banner } from '../../Banner.tsx';
import { shownText } from '../../Given.tsx';
import { HappenedList, type HappenedView } from '../../HappenedList.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { dayAndTime, delayWords } from '../../words/relative-time.ts';
import { trustWords } from '../../words/trust-words.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { inSeveralPlaces } from '../request-view.ts';
import { trustWordsFor } from '../trust-words-for.ts';
import { Listed } from './Listed.tsx';

const clock = () => Date.now();

/** What happened to all accounts of this device, and "This wasn't me". The part that is kept is there at once, also offline. */
export function Happened() {
  const { actions, router, changed } = useApp();
  const { accounts } = useAppState();
  const here = useHere();
  const nowMs = useNow(30_000, clock);
  const older = useOlder();
  const [undoingId, setUndoingId] = useState<string | null>(null);
  const [undone, setUndone] = useState<{ names: readonly string[]; deviceId: string } | null>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const items = accounts.flatMap((account) => older.all(account).map((told) => ({ told, account })));
  items.sort((a, b) => lastTime(b.told) - lastTime(a.told));

  // What stands on the screen has been read: it is no news any more. In a page behind others nobody has.
  useEffect(() => {
    const see = () => {
      if (document.visibilityState !== 'visible') return;
      for (const { deviceId, happened = [], happenedSeenMs = 0 } of accounts) {
        const upToMs = Math.max(0, ...happened.map(lastTime));
        if (upToMs > happenedSeenMs) actions.seeHappened({ deviceId, upToMs }).then(changed, () => undefined);
      }
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [accounts, actions, changed]);

  const undo = async (id: string) => {
    const found = items.find(({ told }) => told.id === id);
    if (!found) return;
    const { deviceId, serverName } = found.account;
    setUndoingId(id);
    setProblem(undefined);
    try {
      const { suspended } = await actions.undoHappened({ deviceId, id });
      setUndone({ names: suspended.map(({ name }) => `“${shownText(name)}”`), deviceId });
      await actions.pullHappened({ deviceId });
    } catch (error) {
      setProblem(trustWordsFor(error, { here, serverName }));
    } finally {
      setUndoingId(null);
      await changed();
    }
  };
  const text = trustWords.happened;
  return (
    <Listed title={words.happened.title} lead={text.lead} problem={problem ?? older.problem}>
      {older.problem && items.length > 0 && <p class="nod-muted nod-small">{text.kept}</p>}
      {undone && (
        <Banner
          tone="info"
          icon="check"
          title={
            undone.names.length === 0
              ? text.deniedTitle
              : text.pausedTitle(new Intl.ListFormat('en-GB').format(undone.names))
          }
          action={{
            label: text.devices,
            onAction: () => router.go({ name: 'devices', deviceId: undone.deviceId }),
          }}
        >
          {undone.names.length === 0 ? text.deniedBody : text.pausedBody}
        </Banner>
      )}
      <HappenedList
        items={items.map(({ told, account }) => happenedView(told, account, { accounts, nowMs }))}
        nowMs={nowMs}
        onUndo={undo}
        undoingId={undoingId}
        onMore={older.more}
        loadingMore={older.loading}
      />
    </Listed>
  );
}

/** Fetches the newest page of each account when the screen opens, and older ones on demand. */
function useOlder() {
  const { reader, actions, changed } = useApp();
  const here = useHere();
  const [pages, setPages] = useState<ReadonlyMap<string, readonly AnnouncementView[]>>(new Map());
  const [next, setNext] = useState<ReadonlyMap<string, number>>(new Map());
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();

  const pull = useCallback(
    async (account: Account, beforeMs?: number) => {
      const { deviceId, serverName } = account;
      try {
        const page = await actions.pullHappened(beforeMs === undefined ? { deviceId } : { deviceId, beforeMs });
        if (beforeMs !== undefined)
          setPages((now) => new Map(now).set(deviceId, [...(now.get(deviceId) ?? []), ...page.items]));
        return page.nextBeforeMs;
      } catch (error) {
        // A server of before tells nothing.
        if (errorCode(error) !== 'not_found') setProblem(trustWordsFor(error, { here, serverName }));
        return null;
      }
    },
    [actions, here],
  );
  const pullAll = useCallback(
    async (from: ReadonlyMap<string, number> | null) => {
      const found = new Map<string, number>();
      for (const account of await reader.keys.accounts()) {
        const beforeMs = from?.get(account.deviceId);
        if (account.state !== 'active' || (from && beforeMs === undefined)) continue;
        const before = await pull(account, beforeMs);
        if (before !== null) found.set(account.deviceId, before);
      }
      setNext(found);
      await changed();
    },
    [reader, changed, pull],
  );
  useEffect(() => {
    pullAll(null);
  }, [pullAll]);

  const more = () => {
    setLoading(true);
    pullAll(next).finally(() => setLoading(false));
  };
  /** What is known of an account: the page that is kept, and what was fetched on demand. */
  const all = ({ deviceId, happened = [] }: Account): readonly AnnouncementView[] => {
    const kept = new Set(happened.map(({ id }) => id));
    return [...happened, ...(pages.get(deviceId) ?? []).filter(({ id }) => !kept.has(id))];
  };
  return { all, problem, loading, more: next.size > 0 ? more : undefined };
}

/** When a device that waits is let in. */
function letInWords({ what, detail: { letInAtMs, delayMs } }: AnnouncementView, nowMs: number): string {
  if (what !== 'device.waits') return '';
  if (typeof letInAtMs === 'number') return trustWords.happened.letIn(dayAndTime(letInAtMs, nowMs));
  return typeof delayMs === 'number' ? trustWords.happened.letInAfter(delayWords(delayMs)) : '';
}

export function happenedView(
  told: AnnouncementView,
  account: Account,
  { accounts, nowMs }: { accounts: readonly Account[]; nowMs: number },
): HappenedView {
  const { id, what, device, count, undo } = told;
  const facts = [
    told.undo === 'possible' ? letInWords(told, nowMs) : '',
    count > 1 ? trustWords.happened.times(count) : '',
    device?.platform ?? '',
    happenedBy(told, account.deviceId),
    happenedFrom(told),
    accounts.length > 1 ? account.user.username : '',
    inSeveralPlaces(accounts) ? placeOf(account) : '',
  ].filter(Boolean);
  return { id, what, sentence: happenedSentence(told), facts, atMs: lastTime(told), undo, undoes: undoneDevice(told) };
}
