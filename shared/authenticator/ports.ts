import type { GenericSchema } from 'valibot';
import type {
  ActivateRequest,
  ClaimRequest,
  ClaimResponse,
  CompleteRequest,
  DecisionResponse,
  DeviceEvent,
  DevicesResponse,
  FetchedResponse,
  HistoryResponse,
  PendingResponse,
  Self,
  SelfChange,
  ServerInfo,
  Subscription,
  VerifierApproval,
  WaitingVerifier,
} from '../protocol/device-api.ts';
import type { PublicJwk, SigningKey } from '../protocol/keys.ts';
import type {
  MoveRequest,
  MoveResponse,
  ReplacesRequest,
  VouchingRequest,
  VouchingResponse,
} from '../protocol/trust-api.ts';
import type { Confirmation, Registration } from '../protocol/user-verification.ts';
import type { Account, Caller, Pairing } from './account.ts';
import type { HttpCall } from './http-call.ts';
import type { First, HistoryItem, InboxItem, OutboxEntry, RequestId } from './inbox-item.ts';
import type { LoginFinder } from './login-place.ts';
import type { ServerClock } from './server-clock.ts';

/**
 * The core, and what it needs from its shell: four ports, in an extension a fifth, and nothing else: no navigator, no
 * chrome.*, no DOM. Every function of this folder that does something takes the core first.
 * A change handed to `change…` is applied inside one transaction, so that a page and a worker never overwrite each other.
 */
export interface Core {
  readonly keys: Keys;
  readonly inbox: Inbox;
  readonly notifier: Notifier;
  readonly api: Api;
  readonly clock: ServerClock;
  /** Only where this browser's tabs can be looked into (login-place.ts). */
  readonly logins?: LoginFinder;
  /** Only where a login page's QR can be scanned: then devices get a second key (offline-code.ts). */
  readonly scans?: true;
  /** This device's clock, ms since the epoch. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Resolves after so many ms, or at once when the signal aborts. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * What can be read on this device without signing, verifying or asking a server. The screens have this in place of the
 * core: reading is faster than waking the process that has the core, and nothing that reads can answer anything.
 * A Core is a Reader too.
 */
export interface Reader {
  readonly keys: KeyReads;
  readonly inbox: InboxReads;
  /** This device's clock, ms since the epoch. */
  readonly now: () => number;
}

export type KeyReads = Pick<Keys, 'accounts' | 'account' | 'hasKey' | 'pairings' | 'clockOffsetMs'>;

export type InboxReads = Pick<Inbox, 'get' | 'find' | 'waiting' | 'outbox' | 'history' | 'familiar'>;

/** What this authenticator is and what it trusts: device keys (they sign, or derive, and can't be read), accounts with their pinned keys. */
export interface Keys {
  /** Makes and stores a non-extractable P-256 key. @throws AuthenticatorError storage_refused */
  generate(): Promise<{ signingKey: SigningKey; publicJwk: PublicJwk }>;
  /**
   * Makes a key, keeps it, reads it back, signs with it and removes it. Some browsers refuse to keep keys, or give back
   * something else: that has to be known before a person is asked for anything. @throws AuthenticatorError storage_refused
   */
  tryOut(): Promise<void>;
  /** @throws AuthenticatorError key_missing when the browser has deleted it */
  signingKey(thumbprint: string): Promise<SigningKey>;
  /** Whether `signingKey` would find the key. Never throws: a key that can't be read is gone. */
  hasKey(thumbprint: string): Promise<boolean>;

  /**
   * The public half of the second key (shared/protocol/offline-code.ts), which is made when it is first asked for and goes with the
   * first. @throws AuthenticatorError key_missing, storage_refused
   */
  ensureOfflineKey(thumbprint: string): Promise<PublicJwk>;
  /** Its private half, which only derives; undefined where it wasn't made. */
  offlineKey(thumbprint: string): Promise<CryptoKey | undefined>;

  accounts(): Promise<Account[]>;
  account(deviceId: string): Promise<Account | undefined>;
  /** Adds it, or leaves the one that is there alone; returns the one that counts. Ends the pairing it came from. */
  addAccount(account: Account): Promise<Account>;
  changeAccount(deviceId: string, change: (account: Account) => Account): Promise<Account | undefined>;
  /** Removes the account and its key. */
  removeAccount(deviceId: string): Promise<void>;

  pairings(): Promise<Pairing[]>;
  keepPairing(pairing: Pairing): Promise<void>;
  /** Ends a pairing; its key goes too unless an account uses it. */
  endPairing(enrollmentId: string): Promise<void>;

  /** How far the server's clock is ahead of this device's, 0 when nothing is known. */
  clockOffsetMs(issuer: string): Promise<number>;
  changeClockOffset(issuer: string, change: (offsetMs: number) => number): Promise<void>;
}

/** Requests, decisions kept for sending, history and what is familiar. */
export interface Inbox {
  /** Adds a verified request; when it is there already, nothing changes. Returns the one that counts. */
  add(item: InboxItem): Promise<{ item: InboxItem; added: boolean }>;
  get(id: RequestId): Promise<InboxItem | undefined>;
  /** All accounts' requests with this challenge id (one, unless two servers use the same id). */
  find(challengeId: string): Promise<InboxItem[]>;
  /** Requests without an end, newest first. They may have run out: the caller knows the time. */
  waiting(): Promise<InboxItem[]>;
  change(id: RequestId, change: (item: InboxItem) => InboxItem): Promise<InboxItem | undefined>;

  /**
   * The lock of outbox.ts: puts an entry into the outbox unless one is there for which `mayReplace` says no.
   * One transaction, so of a page and a worker that decide at the same moment one gets `held: true`.
   */
  hold(
    entry: OutboxEntry,
    mayReplace: (existing: OutboxEntry) => boolean,
  ): Promise<{ held: true } | { held: false; existing: OutboxEntry }>;
  /** Changes an entry; undefined from `change` removes it. */
  changeOutbox(id: RequestId, change: (entry: OutboxEntry) => OutboxEntry | undefined): Promise<void>;
  outbox(): Promise<OutboxEntry[]>;

  keepHistory(items: readonly HistoryItem[]): Promise<void>;
  /** The newest first, of one device or of all. */
  history(options: { limit: number; deviceId?: string }): Promise<HistoryItem[]>;

  familiar(deviceId: string): Promise<{ kind: First; value: string }[]>;
  learn(deviceId: string, what: readonly { kind: First; value: string }[], atMs: number): Promise<void>;

  /** Removes requests that ended or ran out before `beforeMs`, and history beyond the newest `historyLimit`. */
  tidy(options: { beforeMs: number; historyLimit: number }): Promise<void>;
  /** Removes everything of one device. */
  forgetDevice(deviceId: string): Promise<void>;
}

/** A system notification, in words. One `tag` is one notification: showing again replaces. */
export interface NotificationContent {
  readonly tag: string;
  readonly kind: 'request' | 'ended' | 'happened' | 'test' | 'unverified';
  readonly title: string;
  readonly body: string;
  /** Buttons, where the platform has them. Approve only when nothing has to be typed or checked first. */
  readonly actions: readonly ('approve' | 'deny')[];
  readonly request: RequestId | null;
  /** No sound, no vibration: it only replaces what was there. */
  readonly quiet: boolean;
  readonly atMs: number;
}

export interface Notifier {
  show(content: NotificationContent): Promise<void>;
  close(tag: string): Promise<void>;
}

/**
 * The device door, typed (docs/protocol.md). Every call has a time limit and throws AuthenticatorError: offline,
 * server_unreachable, answer_malformed, or the server's own code. Calls with a Caller carry a proof.
 */
export interface Api {
  serverInfo(origin: string): Promise<ServerInfo>;
  claim(origin: string, request: ClaimRequest): Promise<ClaimResponse>;
  complete(origin: string, enrollmentId: string, request: CompleteRequest): Promise<Self>;
  activate(caller: Caller, request: ActivateRequest): Promise<Self>;
  self(caller: Caller): Promise<Self>;
  changeSelf(caller: Caller, change: SelfChange): Promise<Self>;
  addOfflineKey(caller: Caller, offlineJwk: PublicJwk): Promise<Self>;
  renewSubscription(caller: Caller, subscription: Subscription | null): Promise<Self>;
  registerVerifier(caller: Caller, registration: Registration): Promise<Self>;
  removeVerifier(caller: Caller, confirmation: Confirmation): Promise<Self>;
  /** Those of the user's other devices that don't count yet. */
  waitingVerifiers(caller: Caller): Promise<WaitingVerifier[]>;
  approveVerifier(caller: Caller, deviceId: string, approval: VerifierApproval): Promise<void>;
  sendTest(caller: Caller): Promise<void>;
  /** Asks the user's other devices to let this one in. */
  askVouching(caller: Caller, request: VouchingRequest): Promise<VouchingResponse>;
  /** A ticket by which a new phone takes this account over. */
  move(caller: Caller, request: MoveRequest): Promise<MoveResponse>;
  /** This device is that one, whose storage was cleared. */
  replaces(caller: Caller, request: ReplacesRequest): Promise<void>;
  pending(caller: Caller): Promise<PendingResponse>;
  /** A pending request of this user by its id, one that rang nobody too; it stands in `pending` of this device then. */
  challenge(caller: Caller, challengeId: string): Promise<FetchedResponse>;
  /** The same by the digits that its login page shows. A miss counts as a wrong code. */
  findChallenge(caller: Caller, code: string): Promise<FetchedResponse>;
  acknowledge(caller: Caller, challengeId: string, event: 'received' | 'displayed'): Promise<void>;
  decide(issuer: string, challengeId: string, decision: string): Promise<DecisionResponse>;
  history(caller: Caller, page: { beforeMs?: number; limit: number }): Promise<HistoryResponse>;
  devices(caller: Caller): Promise<DevicesResponse>;
  revoke(caller: Caller, deviceId: string): Promise<void>;
  /** Any other call, answered in the shape of `schema`: those of screens that are opened now and then (device-calls.ts). */
  ask<Answer>(call: HttpCall, schema: GenericSchema<unknown, Answer>): Promise<Answer>;
  keySets(issuer: string): Promise<string[]>;
  /** Events as they happen, until the stream ends or `signal` aborts. */
  events(caller: Caller, signal: AbortSignal): AsyncIterable<DeviceEvent>;
}
