import type { Self } from '../protocol/device-api.ts';
import type { PublicJwk } from '../protocol/keys.ts';
import type { AnnouncementView } from '../protocol/trust-api.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import type { Core, Keys } from './ports.ts';
import { followServerKeys } from './server-keys.ts';
import type { VouchingAsk } from './vouching.ts';

/** One pairing of this authenticator: one user on one server. Keyed by `deviceId`. */
export interface Account {
  readonly deviceId: string;
  /** The server's origin: its messages carry it as `iss`, and its device door is there. */
  readonly issuer: string;
  readonly serverName: string;
  /** The server's keys as pinned at pairing, or followed since by signed key sets. Nothing else is ever believed. */
  readonly pinnedKeys: readonly PublicJwk[];
  /** `iat` of the signed key set they came from, or the server's time at the claim: an older set is never accepted. */
  readonly pinnedSinceSeconds: number;
  readonly vapid: Self['vapid'];
  readonly user: Self['user'];
  /** The realm of this account, as people see it; absent until its server has named it. */
  readonly realmName?: string;
  /** RFC 7638 thumbprint of the device key: its name here and at the server. */
  readonly thumbprint: string;
  readonly deviceName: string;
  readonly state: Self['state'];
  readonly delivery: Self['delivery'];
  /** The server's record of this device's endpoint, as last heard. */
  readonly endpointHash: string | null;
  readonly pushHealth: Self['pushHealth'];
  /** Of `failed`: what passes by itself; null where the subscription itself was refused. Absent in accounts of before. */
  readonly pushTrouble?: Self['pushTrouble'];
  readonly otherDevices: number;
  /** Unused recovery codes of the user, as last heard; null where none were ever made, absent until the server has said. */
  readonly recoveryCodesLeft?: number | null;
  /** The WebAuthn credential that confirms the person of this account on this device; null where there is none. */
  readonly verifier: Self['verifier'];
  /** Of a suspended device, as its server last said it; absent in accounts of before. */
  readonly suspension?: Self['suspension'];
  /** Of one that isn't let in yet: it may wait for days instead, or does (docs/protocol.md, "Being let in"). */
  readonly wait?: Self['wait'];
  /** The newest of what happened to the account (announcements.ts), to be read without its server. */
  readonly happened?: readonly AnnouncementView[];
  /** Up to when a person has read that; server's clock. */
  readonly happenedSeenMs?: number;
  readonly addedAtMs: number;
  /** When a push last arrived here; local clock. */
  readonly lastPushAtMs: number | null;
  /** When the server last answered; local clock. */
  readonly lastContactAtMs: number | null;
  /** When it said what is kept here; server's clock. Absent in accounts of before. */
  readonly saidAtMs?: number;
  /** What the server has on file of this app's features; null where it knows none, undefined where it wasn't asked yet. */
  readonly features?: readonly string[] | null;
  /** Whether the server has this device's second key (offline-code.ts); absent until it has said so. */
  readonly offlineKey?: boolean;
  /** A request held something that this version doesn't know; until an update brings features. */
  readonly updateNeeded?: boolean;
  /** What the server said it can do, and when it was asked (local clock); nothing where it hasn't been yet. */
  readonly server?: { readonly features: readonly string[]; readonly askedAtMs: number };
  /** The browser refused to show the last notification, although it says that the permission is given. */
  readonly showRefused?: boolean;
  /** The browser has taken the permission back, and the server was told: notifications go on when it is there again. */
  readonly pushPaused?: boolean;
  /** When its server was last told of a new subscription; local clock. */
  readonly subscribedAtMs?: number;
  /** How the last of these requests stands, as its server last said it. */
  readonly lastAsk?: Self['lastAsk'];
  /** What is shown while the others are asked to let this device in; stays where it was refused. */
  readonly vouching?: VouchingAsk | null;
  /**
   * Why the server refused the last call made as this device, where that may pass by itself: the account is locked, or the
   * server knows no such key (its user was deleted, or an older backup was brought back). Null, or absent: it didn't.
   */
  readonly refusal?: Refusal | null;
  /** The last test has not arrived: the next one is sent to a subscription made anew. */
  readonly testLost?: boolean;
}

/**
 * A pairing between "the key is made" and "the server has answered". Written before the server hears of the key, since
 * its test push may arrive before its answer does, and the page may be gone by then.
 */
export interface Pairing {
  readonly enrollmentId: string;
  readonly issuer: string;
  readonly serverName: string;
  readonly pinnedKeys: readonly PublicJwk[];
  /** The server's time at the claim, which the keys came with; pairings begun by an older release leave it out. */
  readonly pinnedSinceSeconds?: number;
  readonly user: Self['user'];
  readonly thumbprint: string;
  readonly startedAtMs: number;
}

/** A pairing that is not finished by then never will be: its ticket ran out long ago. */
export const PAIRING_LIMIT_MS = 15 * 60_000;

/** Names the server that a call goes to and the key that signs its proof. */
export type Caller = Pick<Account, 'issuer' | 'thumbprint'>;

/** The account that a finished pairing becomes. */
function accountFrom(pairing: Pairing, self: Self, nowMs: number): Account {
  return {
    deviceId: self.deviceId,
    issuer: pairing.issuer,
    serverName: pairing.serverName,
    pinnedKeys: pairing.pinnedKeys,
    // A set from before the claim could bring back a key that was withdrawn since. One that was signed between the claim and
    // now is news: the claim's keys don't have it yet.
    pinnedSinceSeconds: pairing.pinnedSinceSeconds ?? Math.floor(self.timeMs / 1000),
    thumbprint: pairing.thumbprint,
    addedAtMs: nowMs,
    lastPushAtMs: null,
    ...whatServerSays(self, nowMs),
  };
}

/**
 * Keeps the account that a pairing has become. The server chooses the device's id: one that names an account of another
 * server, user or key is refused, so that no server can have its words believed of somebody else's account.
 * @throws AuthenticatorError wrong_server
 */
export async function keepPaired(core: Core, pairing: Pairing, self: Self): Promise<Account> {
  requirePaired(pairing, self.user.id === pairing.user.id);
  const existing = await core.keys.account(self.deviceId);
  if (existing) return pairedAccount(existing, pairing);
  const account = await core.keys.addAccount(accountFrom(pairing, self, core.now()));
  return pairedAccount(account, pairing);
}

/** @returns the account if it is this pairing's. @throws AuthenticatorError wrong_server */
export function pairedAccount(account: Account, pairing: Pick<Pairing, 'issuer' | 'user' | 'thumbprint'>): Account {
  const { issuer, user, thumbprint } = account;
  requirePaired(pairing, issuer === pairing.issuer && user.id === pairing.user.id && thumbprint === pairing.thumbprint);
  return account;
}

function requirePaired({ issuer }: Pick<Pairing, 'issuer'>, isSame: boolean): void {
  if (!isSame) throw new AuthenticatorError('wrong_server', `${issuer} names a device that isn’t this pairing’s`);
}

/** The part of an account that is the server's to say. */
function whatServerSays(self: Self, nowMs: number) {
  return {
    vapid: self.vapid,
    user: self.user,
    ...(self.realm === undefined ? {} : { realmName: self.realm.name }),
    deviceName: self.name,
    state: self.state,
    ...(self.state === 'active' ? { vouching: null } : {}),
    delivery: self.delivery,
    endpointHash: self.endpointHash,
    pushHealth: self.pushHealth,
    pushTrouble: self.pushTrouble,
    otherDevices: self.otherDevices,
    // Only some answers have it.
    ...(self.recoveryCodesLeft === undefined ? {} : { recoveryCodesLeft: self.recoveryCodesLeft }),
    verifier: self.verifier,
    suspension: self.suspension,
    wait: self.wait,
    lastAsk: self.lastAsk,
    features: self.features ?? null,
    offlineKey: self.offlineKey ?? false,
    refusal: null,
    lastContactAtMs: nowMs,
    saidAtMs: self.timeMs,
  } satisfies Partial<Account>;
}

/** @throws AuthenticatorError account_unknown */
export async function knownAccount({ keys }: { keys: Pick<Keys, 'account'> }, deviceId: string): Promise<Account> {
  const account = await keys.account(deviceId);
  if (!account) throw new AuthenticatorError('account_unknown', 'no such account on this device');
  return account;
}

/**
 * Keeps what the server has just said about this device.
 * @param also what else is known by now, for the same transaction
 * @returns the account as it is now, undefined when it is gone
 */
export async function noteSelf(
  core: Core,
  deviceId: string,
  self: Self,
  also: Partial<Pick<Account, 'lastPushAtMs' | 'pushPaused' | 'subscribedAtMs'>> = {},
): Promise<Account | undefined> {
  await followServerKeys(core, deviceId, self.keySetHash);
  return core.keys.changeAccount(deviceId, (current) => ({
    ...current,
    ...(wasOvertaken(self, current) ? {} : whatServerSays(self, core.now())),
    ...also,
  }));
}

/** Answers are on their way for seconds. A larger step back is the server's clock, put right, and not an older answer. */
const OVERTAKEN_WITHIN_MS = 60_000;

/** Page and worker ask at the same time: an answer may come after a later one, such as that to the test it brought about. */
function wasOvertaken({ timeMs }: Self, { saidAtMs = 0 }: Account): boolean {
  return timeMs < saidAtMs && saidAtMs - timeMs < OVERTAKEN_WITHIN_MS;
}

const REFUSED_STATES: Readonly<Record<string, Account['state']>> = {
  device_revoked: 'revoked',
  device_unknown: 'revoked',
  device_suspended: 'suspended',
  device_unvouched: 'unvouched',
};

const REFUSALS = ['user_locked', 'proof_invalid'] as const;
type Refusal = (typeof REFUSALS)[number];

/**
 * Keeps the state that a refused call tells: a device that the server has revoked or suspended shows it from now on. One that
 * is refused for what may pass shows that until the server answers again.
 * @returns whether the error told a state in which asking again is of no use
 */
export async function noteRefusal(core: Core, deviceId: string, error: unknown): Promise<boolean> {
  const code = errorCode(error);
  const refusal = REFUSALS.find((one) => one === code);
  if (refusal) await core.keys.changeAccount(deviceId, (current) => ({ ...current, refusal }));
  const state = REFUSED_STATES[code ?? ''];
  if (!state) return false;
  await core.keys.changeAccount(deviceId, (current) => ({ ...current, state }));
  return true;
}

/** Awaits a call made as this device and notes when it was refused. @throws what the call throws */
export async function notingRefusal<Result>(core: Core, deviceId: string, call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    await noteRefusal(core, deviceId, error);
    throw error;
  }
}
