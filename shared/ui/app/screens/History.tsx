import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Account } from '../../../authenticator/account.ts';
import { placeOf } from '../../../authenticator/account-place.ts';
import { readHistory } from '../../../authenticator/history.ts';
import type { HistoryItem } from '../../../authenticator/inbox-item.ts';
import { Banner } from '../../Banner.tsx';
import { shownText } from '../../Given.tsx';
import { HistoryList } from '../../HistoryList.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { trustWords } from '../../words/trust-words.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { wordsFor } from '../errors.ts';
import { inSeveralPlaces } from '../request-view.ts';
import { trustWordsFor } from '../trust-words-for.ts';
import { Listed } from './Listed.tsx';

const clock = () => Date.now();
const DISOWN_MS = 24 * 3_600_000;

/** The history of all accounts together. The part that this device knows is there at once, also offline. */
export function History() {
  const { reader, actions, router } = useApp();
  const { accounts } = useAppState();
  const here = useHere();
  const nowMs = useNow(30_000, clock);
  const [items, setItems] = useState<HistoryItem[]>([]);
  const [limit, setLimit] = useState(20);
  const [older, setOlder] = useState<ReadonlyMap<string, number>>(new Map());
  const [loadingMore, setLoadingMore] = useState(false);
  const [disowningId, setDisowningId] = useState<string | null>(null);
  const [disowned, setDisowned] = useState<{ item: HistoryItem; paused: string | undefined } | null>(null);
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

  const disown = async (id: string) => {
    const item = items.find((one) => historyId(one) === id);
    if (!item) return;
    const { deviceId, challengeId } = item;
    setDisowningId(id);
    setProblem(undefined);
    try {
      const { suspended } = await actions.disownApproval({ deviceId, challengeId });
      setDisowned({ item, paused: suspended[0]?.name });
    } catch (error) {
      setProblem(trustWordsFor(error, { here }));
    } finally {
      await pull(new Map(), limit);
      setDisowningId(null);
    }
  };
  const more = async () => {
    setLoadingMore(true);
    setLimit(limit + 20);
    await pull(older, limit + 20).finally(() => setLoadingMore(false));
  };
  return (
    <Listed title={words.history.title} problem={problem}>
      {disowned && (
        <Banner
          tone="info"
          icon="check"
          title={disownedTitle(disowned)}
          action={{
            label: trustWords.disown.devices,
            onAction: () => router.go({ name: 'devices', deviceId: disowned.item.deviceId }),
          }}
        >
          {trustWords.disown.toldBody}
        </Banner>
      )}
      <HistoryList
        items={items.map((item) => historyView(item, accounts, nowMs))}
        nowMs={nowMs}
        onMore={older.size > 0 ? more : undefined}
        loadingMore={loadingMore}
        onDisown={disown}
        disowningId={disowningId}
      />
    </Listed>
  );
}

function disownedTitle({ item, paused }: { item: HistoryItem; paused: string | undefined }): string {
  const application = `“${shownText(item.applicationName)}”`;
  const { toldTitle, pausedTitle } = trustWords.disown;
  return paused === undefined ? toldTitle(application) : pausedTitle(application, shownText(paused));
}

const historyId = ({ deviceId, challengeId }: HistoryItem) => `${deviceId}/${challengeId}`;

/** What the server allowed when it was last asked may be over by now. */
function disowningOf({ disowned, mayDisown, finalAtMs }: HistoryItem, nowMs: number) {
  if (disowned) return 'done';
  return mayDisown && nowMs < finalAtMs + DISOWN_MS ? 'possible' : null;
}

function historyView(item: HistoryItem, accounts: readonly Account[], nowMs: number) {
  const account = accounts.find(({ deviceId }) => deviceId === item.deviceId);
  const username = account?.user.username ?? '';
  const isSignIn = item.title === `Sign in as ${username}` || item.title === 'Sign in';
  return {
    id: historyId(item),
    applicationName: item.applicationName,
    title: isSignIn ? null : item.title,
    username,
    state: item.state,
    finalAtMs: item.finalAtMs,
    place: item.place,
    accountPlace: account && inSeveralPlaces(accounts) ? placeOf(account) : undefined,
    decidedBy: item.decidedBy && !item.decidedBy.thisDevice ? item.decidedBy.name : null,
    disowning: disowningOf(item, nowMs),
  } as const;
}
