import type { InferOutput } from 'valibot';
import type { ChallengeClaims } from '../protocol/challenge.ts';
import type { DecisionClaims } from '../protocol/decision.ts';
import type { finalStateSchema } from '../protocol/device-api.ts';

export type FinalState = InferOutput<typeof finalStateSchema>;
export type Choice = DecisionClaims['decision'];

/** The state that a choice leads to when it was the one that counted. */
export const STATE_OF_CHOICE = { approve: 'approved', deny: 'denied', report: 'reported' } as const satisfies Record<
  Choice,
  FinalState
>;

/** Names one request on this authenticator. Two servers may use the same challenge id, so the device id belongs to it. */
export interface RequestId {
  readonly deviceId: string;
  readonly challengeId: string;
}

/** A trait of a request by which an unusual one is told. */
export type First = 'place' | 'browser' | 'application';

/** A trait that this authenticator has not approved before. `asked`: a request that had it came before all the same. */
export interface Strange {
  readonly kind: First;
  readonly asked: boolean;
}

/** How a request ended. `here`: by an answer of this very device. */
export interface Ending {
  readonly state: FinalState;
  readonly decidedBy: string | null;
  readonly here: boolean;
  readonly atMs: number;
  /** Reported from here because a page of this origin showed the login. */
  readonly foreignOrigin?: string;
}

/** A challenge whose signature was verified, and what became of it. Only `ingestChallenge` (take-in.ts) makes one. */
export interface InboxItem extends RequestId {
  /** The exact bytes that were verified, shown and will be signed. */
  readonly challenge: string;
  readonly claims: ChallengeClaims;
  /** `fetch`: it rang nobody, and the person fetched it from the page where it waits (fetch.ts). */
  readonly arrivedBy: 'push' | 'pull' | 'fetch';
  readonly arrivedAtMs: number;
  /** Server's clock. */
  readonly expiresAtMs: number;
  readonly notifiedAtMs: number | null;
  readonly shownAckAtMs: number | null;
  readonly triesLeft: number | null;
  readonly ended: Ending | null;
}

/**
 * A signed decision on its way. `sending`: a page or worker has been sending it since `sinceMs`. Once its lease is over
 * (outbox.ts), or as `kept`, it may be sent again: the same bytes, so that the server can't count it twice.
 */
export interface OutboxEntry extends RequestId {
  readonly choice: Choice;
  /** The digits as typed, to tell a second tap from a second thought. Gone with the entry. */
  readonly code: string | null;
  /** The origin that the decision carries (shared/protocol/decision.ts). */
  readonly origin?: string;
  readonly decision: string;
  readonly state: 'sending' | 'kept';
  readonly sinceMs: number;
  readonly expiresAtMs: number;
}

/** One line of the history, local or from the server. */
export interface HistoryItem extends RequestId {
  readonly applicationName: string;
  readonly title: string;
  readonly state: FinalState;
  readonly finalAtMs: number;
  readonly decidedBy: { readonly name: string; readonly thisDevice: boolean } | null;
  /** What counted in place of a device's answer; null where nothing did, absent in lines that the server hasn't told. */
  readonly fallback?: string | null;
  readonly place: string | null;
  readonly browser: string | null;
  /** What belonged to it: names, sizes in bytes, hashes; absent where nothing did. */
  readonly attachments?: readonly { readonly name: string; readonly size: number; readonly sha256: string }[];
  /** Whether one of the user's devices has said that this approval wasn't theirs; absent in lines of before. */
  readonly disowned?: boolean;
  /** Whether that can still be said, as the server last told. */
  readonly mayDisown?: boolean;
}

/** Where a login was started, in words: "Chrome on macOS"; '' where nothing is known. */
export function browserOf({ browser, os }: Pick<ChallengeClaims['context'], 'browser' | 'os'>): string {
  return [browser, os].filter(Boolean).join(' on ');
}
