import type { Self } from '../protocol/device-api.ts';
import type { PublicJwk } from '../protocol/keys.ts';

/** One pairing of this authenticator: one user on one server. Keyed by `deviceId`. */
export interface Account {
  readonly deviceId: string;
  /** The server's origin: what its messages carry as `iss`, and where its device door is. */
  readonly issuer: string;
  readonly serverName: string;
  /** The server's keys as pinned at pairing, or followed since by signed key sets. Nothing else is ever believed. */
  readonly pinnedKeys: readonly PublicJwk[];
  /** `iat` of the signed key set they came from, 0 for the set of the pairing: an older one is never accepted. */
  readonly pinnedSinceSeconds: number;
  readonly vapid: Self['vapid'];
  readonly user: Self['user'];
  /** RFC 7638 thumbprint of the device key: its name here and at the server. */
  readonly thumbprint: string;
  readonly deviceName: string;
  readonly state: Self['state'];
  readonly delivery: Self['delivery'];
  /** The server's record of this device's endpoint, as last heard. */
  readonly endpointHash: string | null;
  readonly pushHealth: Self['pushHealth'];
  readonly otherDevices: number;
  /** What confirms the person of this account on this device; null where nothing does. */
  readonly verifier: Self['verifier'];
  readonly addedAtMs: number;
  /** When a push last arrived here, and when the server last answered; local clock. */
  readonly lastPushAtMs: number | null;
  readonly lastContactAtMs: number | null;
  /** The browser refused to show the last notification, though one may be shown as far as it says. */
  readonly showRefused?: boolean;
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
  readonly user: Self['user'];
  readonly thumbprint: string;
  readonly startedAtMs: number;
}

/** What a call needs to know about who makes it. */
export type Caller = Pick<Account, 'issuer' | 'thumbprint'>;

/** The account that a finished pairing becomes. */
export function accountFrom(pairing: Pairing, self: Self, nowMs: number): Account {
  return {
    deviceId: self.deviceId,
    issuer: pairing.issuer,
    serverName: pairing.serverName,
    pinnedKeys: pairing.pinnedKeys,
    // A set from before the pairing could bring back a key that was withdrawn since; every call is given a fresh one.
    pinnedSinceSeconds: Math.floor(self.timeMs / 1000),
    thumbprint: pairing.thumbprint,
    addedAtMs: nowMs,
    lastPushAtMs: null,
    ...whatServerSays(self, nowMs),
  };
}

/** The part of an account that is the server's to say. */
export function whatServerSays(self: Self, nowMs: number) {
  return {
    vapid: self.vapid,
    user: self.user,
    deviceName: self.name,
    state: self.state,
    delivery: self.delivery,
    endpointHash: self.endpointHash,
    pushHealth: self.pushHealth,
    otherDevices: self.otherDevices,
    verifier: self.verifier,
    lastContactAtMs: nowMs,
  } satisfies Partial<Account>;
}
