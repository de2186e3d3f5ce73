import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Account } from '../../../authenticator/account.ts';
import { readHistory } from '../../../authenticator/history.ts';
import type { HistoryItem } from '../../../authenticator/inbox-item.ts';
import { shownText } from '../../../languages/names.ts';
import { Banner } from '../../Banner.tsx';
import { HistoryList } from '../../HistoryList.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { sentenceWords } from '../../words/sentence-words.ts';
import { trustWords } from '../../words/trust-words.ts';
import { words } from '../../words/words.ts';
import { useApp } from '../app-context.ts';
import { wordsFor } from '../errors.ts';
import { trustWordsFor } from '../trust-words-for.ts';
import { useAccount } from '../use-account.ts';
import { Listed } from './Listed.tsx';

const clock = () => Date.now();
const DISOWN_MS = 24 * 3_600_000;
const PAGE = 20;

/** Past requests of an account. @param deviceId null: a notification has led here */
export function History({ deviceId }: { deviceId: string | null }) {
  const account = useAccount('history', deviceId);
  return account && deviceId !== null ? <OfAccount account={account} /> : null;
}

/** The part that this device knows is there at once, also offline. */
function OfAccount({ account }: { account: Account }) {
  const { reader, actions, router } = useApp();
  const here = useHere();
  const nowMs = useNow(30_000, clock);
  const [items, setItems] = useState<HistoryItem[]>([]);
  const [limit, setLimit] = useState(PAGE);
  const [olderThanMs, setOlderThanMs] = useState<number | null>(null);
  const [loadingMore, setLoadingMore] = useState(false);
  const [disowningId, setDisowningId] = useState<string | null>(null);
  const [disowned, setDisowned] = useState<{ item: HistoryItem; paused: string | undefined } | null>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const { deviceId, serverName, state } = account;

  const pull = useCallback(
    async (page: { beforeMs?: number }, upTo: number) => {
      const read = async () => setItems(await readHistory(reader, { limit: upTo, deviceId }));
      await read();
      if (state !== 'active') return;
      try {
        setOlderThanMs((await actions.pullHistory({ deviceId, ...page })).nextBeforeMs);
      } catch (error) {
        setProblem(wordsFor(error, { here, serverName }));
      }
      await read();
    },
    [reader, actions, here, deviceId, serverName, state],
  );
  useEffect(() => {
    pull({}, PAGE);
  }, [pull]);

  const disown = async (challengeId: string) => {
    const item = items.find((one) => one.challengeId === challengeId);
    if (!item) return;
    setDisowningId(challengeId);
    setProblem(undefined);
    try {
      const { suspended } = await actions.disownApproval({ deviceId, challengeId });
      setDisowned({ item, paused: suspended[0]?.name });
    } catch (error) {
      setProblem(trustWordsFor(error, { here, serverName }));
    } finally {
      await pull({}, limit);
      setDisowningId(null);
    }
  };
  const more = async () => {
    if (olderThanMs === null) return;
    setLoadingMore(true);
    setLimit(limit + PAGE);
    await pull({ beforeMs: olderThanMs }, limit + PAGE).finally(() => setLoadingMore(false));
  };
  const back = { name: 'account', deviceId } as const;
  return (
    <Listed title={words.history.title} back={back} problem={problem}>
      {disowned && (
        <Banner
          tone="info"
          icon="check"
          title={disownedTitle(disowned)}
          action={{ label: trustWords.disown.devices, onAction: () => router.go(back) }}
        >
          {trustWords.disown.toldBody}
        </Banner>
      )}
      <HistoryList
        items={items.map((item) => historyView(item, account.user.username, nowMs))}
        nowMs={nowMs}
        onMore={olderThanMs === null ? undefined : more}
        loadingMore={loadingMore}
        onDisown={disown}
        disowningId={disowningId}
      />
    </Listed>
  );
}

function disownedTitle({ item, paused }: { item: HistoryItem; paused: string | undefined }): string {
  const application = sentenceWords.quoted(shownText(item.applicationName));
  const { toldTitle, pausedTitle } = trustWords.disown;
  return paused === undefined ? toldTitle(application) : pausedTitle(application, shownText(paused));
}

/** What the server allowed when it was last asked may be over by now. */
function disowningOf({ disowned, mayDisown, finalAtMs }: HistoryItem, nowMs: number) {
  if (disowned) return 'done';
  return mayDisown && nowMs < finalAtMs + DISOWN_MS ? 'possible' : null;
}

function historyView(item: HistoryItem, username: string, nowMs: number) {
  const isSignIn = item.title === `Sign in as ${username}` || item.title === 'Sign in';
  return {
    id: item.challengeId,
    applicationName: item.applicationName,
    title: isSignIn ? null : item.title,
    username,
    state: item.state,
    finalAtMs: item.finalAtMs,
    place: item.place,
    decidedBy: item.decidedBy && !item.decidedBy.thisDevice ? item.decidedBy.name : null,
    fallback: item.fallback ?? null,
    disowning: disowningOf(item, nowMs),
    ...(item.attachments ? { attachments: item.attachments } : {}),
  } as const;
}
