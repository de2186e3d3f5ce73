import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Account } from '../../../shared/authenticator/account.ts';
import { removeAccount } from '../../../shared/authenticator/accounts.ts';
import { type Device, listDevices, revokeDevice } from '../../../shared/authenticator/devices.ts';
import { isTransient } from '../../../shared/authenticator/errors.ts';
import { pullHistory, readHistory } from '../../../shared/authenticator/history.ts';
import type { HistoryItem } from '../../../shared/authenticator/inbox-item.ts';
import { AccountList, type AccountView } from '../../../shared/ui/AccountList.tsx';
import { Banner } from '../../../shared/ui/Banner.tsx';
import { DeviceList } from '../../../shared/ui/DeviceList.tsx';
import { Dialog } from '../../../shared/ui/Dialog.tsx';
import type { ErrorWords } from '../../../shared/ui/errorWords.ts';
import { HistoryList } from '../../../shared/ui/HistoryList.tsx';
import { useHere } from '../../../shared/ui/here.ts';
import { Row } from '../../../shared/ui/Row.tsx';
import { Heading, Screen } from '../../../shared/ui/Screen.tsx';
import { TopBar } from '../../../shared/ui/TopBar.tsx';
import { useNow } from '../../../shared/ui/useNow.ts';
import { words } from '../../../shared/ui/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { appWords } from '../app-words.ts';
import { wordsFor } from '../error-words.ts';
import type { Route } from '../route.ts';

const clock = () => Date.now();

function Listed(props: {
  title: string;
  lead?: string;
  back?: Route;
  problem?: ErrorWords | undefined;
  children: ComponentChildren;
}) {
  const { router } = useApp();
  const { title, lead, back = { name: 'home' }, problem } = props;
  return (
    <Screen bar={<TopBar onBack={() => router.go(back)} />}>
      <Heading lead={lead}>{title}</Heading>
      {problem && (
        <Banner tone="danger" title={problem.title}>
          {problem.body} {problem.nextStep}
        </Banner>
      )}
      {props.children}
    </Screen>
  );
}

export function Accounts() {
  const { core, router, changed } = useApp();
  const { accounts } = useAppState();
  const here = useHere();
  const [removingId, setRemovingId] = useState<string | null>(null);
  const [unreachableId, setUnreachableId] = useState<string | null>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();

  const remove = async (deviceId: string, evenIfUnreachable: boolean) => {
    setRemovingId(deviceId);
    setProblem(undefined);
    try {
      await removeAccount(core, deviceId, { evenIfUnreachable });
    } catch (error) {
      if (isTransient(error)) setUnreachableId(deviceId);
      else setProblem(wordsFor(error, { here }));
    } finally {
      setRemovingId(null);
      await changed();
    }
  };
  return (
    <Listed title={words.accounts.title} problem={problem}>
      <AccountList
        accounts={accounts.map(accountView)}
        onDevices={(deviceId) => router.go({ name: 'devices', deviceId })}
        onRemove={(deviceId) => remove(deviceId, false)}
        onAdd={() => router.go({ name: 'pair', token: null })}
        removingId={removingId}
      />
      <div class="nod-card">
        <Row
          sign={{ icon: here }}
          title={appWords.settings.title}
          note={appWords.settings.note}
          onOpen={() => router.go({ name: 'settings' })}
        />
      </div>
      <Dialog
        open={unreachableId !== null}
        danger
        title={appWords.removeOffline.title}
        confirm={appWords.removeOffline.confirm}
        onConfirm={() => {
          if (unreachableId !== null) remove(unreachableId, true);
          setUnreachableId(null);
        }}
        onCancel={() => setUnreachableId(null)}
      >
        {appWords.removeOffline.body}
      </Dialog>
    </Listed>
  );
}

function accountView(account: Account): AccountView {
  const failing = account.pushHealth === 'gone' || account.pushHealth === 'failed';
  return {
    id: account.deviceId,
    username: account.user.username,
    displayName: account.user.displayName,
    serverName: account.serverName,
    deviceName: account.deviceName,
    state: account.state === 'pending' ? 'active' : account.state,
    delivery: account.delivery === 'pull' ? 'pull' : failing || account.state === 'pending' ? 'failing' : 'push',
    onlyDevice: account.otherDevices === 0,
  };
}

export function Devices({ deviceId }: { deviceId: string }) {
  const { core, router, changed } = useApp();
  const { accounts } = useAppState();
  const here = useHere();
  const nowMs = useNow(30_000, clock);
  const [devices, setDevices] = useState<Device[] | null>(null);
  const [revokingId, setRevokingId] = useState<string | null>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const account = accounts.find((one) => one.deviceId === deviceId);

  const load = useCallback(async () => {
    const known = await core.keys.account(deviceId);
    if (!known) return router.go({ name: 'accounts' }, 'replace');
    try {
      setDevices(await listDevices(core, known));
    } catch (error) {
      setProblem(wordsFor(error, { here, serverName: known.serverName }));
    }
  }, [core, router, here, deviceId]);
  useEffect(() => {
    load();
  }, [load]);

  const revoke = async (id: string) => {
    if (!account) return;
    setRevokingId(id);
    setProblem(undefined);
    try {
      await revokeDevice(core, account, id);
      await changed();
      await load();
    } catch (error) {
      setProblem(wordsFor(error, { here, serverName: account.serverName }));
    } finally {
      setRevokingId(null);
    }
  };
  return (
    <Listed title={words.devices.title} lead={words.devices.lead} back={{ name: 'accounts' }} problem={problem}>
      {devices && (
        <DeviceList
          devices={devices.filter(({ state }) => state !== 'revoked')}
          nowMs={nowMs}
          onRevoke={revoke}
          revokingId={revokingId}
        />
      )}
    </Listed>
  );
}

/** Of all accounts together; what this device knows is there at once, also offline. */
export function History() {
  const { core } = useApp();
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
      setItems(await readHistory(core, { limit: upTo }));
      for (const account of await core.keys.accounts()) {
        const beforeMs = pages.get(account.deviceId);
        if (account.state !== 'active' || (pages.size > 0 && beforeMs === undefined)) continue;
        try {
          const page = await pullHistory(core, account, beforeMs ? { beforeMs } : {});
          if (page.nextBeforeMs !== null) next.set(account.deviceId, page.nextBeforeMs);
        } catch (error) {
          setProblem(wordsFor(error, { here, serverName: account.serverName }));
        }
      }
      setOlder(next);
      setItems(await readHistory(core, { limit: upTo }));
    },
    [core, here],
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
  const username = accounts.find(({ deviceId }) => deviceId === item.deviceId)?.user.username ?? '';
  const isSignIn = item.title === `Sign in as ${username}` || item.title === 'Sign in';
  return {
    id: `${item.deviceId}/${item.challengeId}`,
    applicationName: item.applicationName,
    title: isSignIn ? null : item.title,
    username,
    state: item.state,
    finalAtMs: item.finalAtMs,
    place: item.place,
    decidedBy: item.decidedBy && !item.decidedBy.thisDevice ? item.decidedBy.name : null,
  };
}
