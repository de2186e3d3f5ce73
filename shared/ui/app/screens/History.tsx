import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Account } from '../../../authenticator/account.ts';
import { placeOf } from '../../../authenticator/account-place.ts';
import { readHistory } from '../../../authenticator/history.ts';
import type { HistoryItem } from '../../../authenticator/inbox-item.ts';
import { HistoryList } from '../../HistoryList.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { wordsFor } from '../errors.ts';
import { inSeveralPlaces } from '../request-view.ts';
import { Listed } from './Listed.tsx';

const clock = () => Date.now();

/** The history of all accounts together. The part that this device knows is there at once, also offline. */
export function History() {
  const { reader, actions } = useApp();
  const { accounts } = useAppState();
  const here = useHere();
  const nowMs = useNow(30_000, clock);
  const [items, setItems] = useState<HistoryItem[]>([]);
  const [limit, setLimit] = useState(20);
  const [older, setOlder] = useState<ReadonlyMap<string, number>>(new Map());
  const [loadingMore, setLoadingMore] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();

  const pull = useCallback(
    async (pages: ReadonlyMap<string, number | null>, upTo: number) => {
      const next = new Map<string, number>();
      setItems(await readHistory(reader, { limit: upTo }));
      for (const account of await reader.keys.accounts()) {
        const { deviceId } = account;
        const beforeMs = pages.get(deviceId);
        if (account.state !== 'active' || (pages.size > 0 && beforeMs === undefined)) continue;
        try {
          const page = await actions.pullHistory(beforeMs ? { deviceId, beforeMs } : { deviceId });
          if (page.nextBeforeMs !== null) next.set(deviceId, page.nextBeforeMs);
        } catch (error) {
          setProblem(wordsFor(error, { here, serverName: account.serverName }));
        }
      }
      setOlder(next);
      setItems(await readHistory(reader, { limit: upTo }));
    },
    [reader, actions, here],
  );
  useEffect(() => {
    pull(new Map(), 20);
  }, [pull]);

  const more = async () => {
    setLoadingMore(true);
    setLimit(limit + 20);
    await pull(older, limit + 20).finally(() => setLoadingMore(false));
  };
  return (
    <Listed title={words.history.title} problem={problem}>
      <HistoryList
        items={items.map((item) => historyView(item, accounts))}
        nowMs={nowMs}
        onMore={older.size > 0 ? more : undefined}
        loadingMore={loadingMore}
      />
    </Listed>
  );
}

function historyView(item: HistoryItem, accounts: readonly Account[]) {
  const account = accounts.find(({ deviceId }) => deviceId === item.deviceId);
  const username = account?.user.username ?? '';
  const isSignIn = item.title === `Sign in as ${username}` || item.title === 'Sign in';
  return {
    id: `${item.deviceId}/${item.challengeId}`,
    applicationName: item.applicationName,
    title: isSignIn ? null : item.title,
    username,
    state: item.state,
    finalAtMs: item.finalAtMs,
    place: item.place,
    accountPlace: account && inSeveralPlaces(accounts) ? placeOf(account) : undefined,
    decidedBy: item.decidedBy && !item.decidedBy.thisDevice ? item.decidedBy.name : null,
  };
}
