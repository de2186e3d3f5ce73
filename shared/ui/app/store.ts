import type { Account } from '../../authenticator/account.ts';
import type { EnrolStep } from '../../authenticator/actions.ts';
import { checkHealth, type ShellHealth, type Warning } from '../../authenticator/health.ts';
import { LATELY_MS, type Past, readHistory, readPast, requestsLately, strangeIn } from '../../authenticator/history.ts';
import type { HistoryItem, InboxItem, Strange } from '../../authenticator/inbox-item.ts';
import type { Reader } from '../../authenticator/ports.ts';

/** A request that waits, with what the screens need to know about it. */
export interface Waiting {
  readonly item: InboxItem;
  readonly account: Account;
  readonly strange: readonly Strange[];
  /** How many requests this account has had lately, this one among them, without an approval. */
  readonly lately: number;
}

export interface AppState {
  /** False until the database has been read once. */
  readonly loaded: boolean;
  /** What kept the database from being read, if anything did. */
  readonly trouble: unknown;
  /** Counts the readings: with each, something may be different. */
  readonly revision: number;
  readonly accounts: readonly Account[];
  readonly waiting: readonly Waiting[];
  readonly lastAnswer: HistoryItem | null;
  readonly warnings: readonly Warning[];
  /** How far each server's clock is ahead of this device's, by issuer. */
  readonly offsets: ReadonlyMap<string, number>;
  readonly online: boolean;
  /** Whether each server, by its issuer, answered when it was last asked; one that was not asked yet isn't there. */
  readonly reached: ReadonlyMap<string, boolean>;
  readonly update: 'none' | 'ready' | 'updating';
  /** How far the running pairing has come, as the shell hears it; null before its first step. */
  readonly enrolStep: EnrolStep | null;
}

export interface Store {
  get(): AppState;
  set(change: Partial<AppState>): void;
  listen(changed: () => void): () => void;
}

export function createStore(): Store {
  let state: AppState = {
    loaded: false,
    trouble: null,
    revision: 0,
    accounts: [],
    waiting: [],
    lastAnswer: null,
    warnings: [],
    offsets: new Map(),
    online: true,
    reached: new Map(),
    update: 'none',
    enrolStep: null,
  };
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set: (change) => {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
    listen: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

/** Notes whether a server answers. */
export function noteReached(store: Store, issuer: string, reached: boolean): void {
  const before = store.get().reached;
  if (before.get(issuer) !== reached) store.set({ reached: new Map(before).set(issuer, reached) });
}

/** Counts the readings as they begin; for each store the one that it holds. */
let begun = 0;
const held = new WeakMap<Store, number>();

/**
 * Reads the database into the store. The worker writes there too, so all of it is read anew each time. Of several at once one that
 * began earlier changes nothing that a later one has brought: a request that has just come would go, and with it what was typed.
 * @param shell may still be asked for: reading doesn't wait for it
 * @returns what the store holds then
 * @throws whatever reading throws; the store then has it as `trouble`
 */
export async function readInto(
  store: Store,
  reader: Reader,
  shell: ShellHealth | Promise<ShellHealth>,
): Promise<AppState> {
  const reading = ++begun;
  const state = await readState(reader, shell).catch((error: unknown) => {
    store.set({ trouble: error });
    throw error;
  });
  if (reading < (held.get(store) ?? 0)) return store.get();
  held.set(store, reading);
  store.set({ ...state, loaded: true, trouble: null, revision: store.get().revision + 1, online: navigator.onLine });
  return store.get();
}

async function readState(reader: Reader, shell: ShellHealth | Promise<ShellHealth>) {
  // Side by side: a popup is opened to see what waits, and each reading takes milliseconds.
  const [accounts, items, [lastAnswer = null], warnings] = await Promise.all([
    reader.keys.accounts(),
    reader.inbox.waiting(),
    readHistory(reader, { limit: 1 }),
    Promise.resolve(shell).then((known) => checkHealth(reader, known)),
  ]);
  const issuers = [...new Set(accounts.map(({ issuer }) => issuer))];
  const offsets = new Map(
    await Promise.all(issuers.map(async (issuer) => [issuer, await reader.keys.clockOffsetMs(issuer)] as const)),
  );
  let past: Promise<Past> | undefined;
  const readPastOnce = () => (past ??= readPast(reader));
  const shown = await Promise.all(
    items.map(async (item): Promise<Waiting | undefined> => {
      const account = accounts.find(({ deviceId }) => deviceId === item.deviceId);
      const nowMs = reader.now() + (offsets.get(item.claims.iss) ?? 0);
      if (!account || item.expiresAtMs <= nowMs) return undefined;
      // The past is read only where there may be others.
      const sinceMs = item.claims.iat * 1000 - LATELY_MS;
      const mayBeMore = items.length > 1 || (lastAnswer !== null && lastAnswer.finalAtMs > sinceMs);
      const [strange, lately] = await Promise.all([
        strangeIn(reader, item, readPastOnce),
        mayBeMore ? readPastOnce().then((known) => requestsLately(known, item)) : 1,
      ]);
      return { item, account, strange, lately };
    }),
  );
  const waiting = shown.filter((one) => one !== undefined);
  return { accounts, waiting, lastAnswer, warnings, offsets } satisfies Partial<AppState>;
}
