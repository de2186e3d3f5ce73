import type { Generated } from 'kysely';
import type { Match } from './accounts.ts';
import type { FallbackWay } from './fallbacks.ts';

// What is asked, and how it went.

export type ChallengeState = 'pending' | 'approved' | 'denied' | 'reported' | 'expired' | 'canceled' | 'failed';
/** A newer request took its place; its application took it back; its user reported another one, or was locked. */
export type CancelReason = 'superseded' | 'application' | 'reported' | 'locked';

export interface ChallengesTable {
  id: string; // chl_…, the jti
  user_id: string;
  application_id: string;
  state: ChallengeState;
  /** The signed challenge, compact form. */
  jws: string;
  match: Match;
  /** The length of the code that is accepted; 0 where none is. */
  digits: number;
  /** HMAC (server secret) over challenge id and code; null where no code is accepted. */
  code_mac: string | null;
  attempts: number;
  /** The PushAuth door's own facts as JSON, or null. */
  door: string | null;
  source_ip: string;
  created_at_ms: number;
  expires_at_ms: number;
  final_at_ms: number | null;
  decided_by: string | null;
  /** The signed receipt, with challenge and decision inside; set in the UPDATE that ends the challenge. */
  receipt_jws: string | null;
  /** When its application canceled, or replaced, the challenge without being allowed to know that it was denied. */
  withdrawn_at_ms: Generated<number | null>;
  /** 1: made quietly, and its application is told so. It takes nobody's place, and nobody takes its. */
  quiet: Generated<number>;
  /** 0: no device is rung. It is also 0 where the application may not learn that: it conceals denials, and there was one. */
  rings: Generated<number>;
  /** 0: a quiet request that no device has fetched: it stands in no list, and its row is deleted soon after its end. */
  kept: Generated<number>;
  /** base64url SHA-256 of each wrong answer, one after the other: the same again is no other try. */
  wrong_answers: Generated<string>;
  /** Of a canceled one, and of one that its application may take for canceled: why. */
  cancel_reason: Generated<CancelReason | null>;
  /** The new device that it asks about, where it is a request of the realm's built-in application. */
  vouches_for: Generated<string | null>;
  /** Of an approved one: what counted in place of a device's answer; null: a device has answered. */
  fallback: Generated<FallbackWay | null>;
  /** When one of the user's devices said of an approval that it wasn't the user's, and which one. */
  disowned_at_ms: Generated<number | null>;
  disowned_by: Generated<string | null>;
  /** 1: made while its application was such a one: it takes nobody's place, and counts for limits of its own. */
  parallel: Generated<number>;
}

export interface DeliveriesTable {
  challenge_id: string;
  device_id: string; // primary key (challenge_id, device_id)
  /** queued → sent | pull | gone | failed; then received → displayed as the worker says so. */
  state: 'queued' | 'sent' | 'pull' | 'gone' | 'failed' | 'received' | 'displayed';
  attempts: number;
  /** HTTP status of the last try, 0 when no connection was made. */
  status_code: number;
  /** When the next try is due; null when none is. */
  next_attempt_ms: number | null;
  updated_at_ms: number;
}

/** A text that belongs to a challenge; deleted an hour after the end. Its hash is in the challenge. */
export interface AttachmentsTable {
  challenge_id: string;
  position: number; // primary key (challenge_id, position), from 0, as in the challenge
  application_id: string;
  size_bytes: number;
  text_sealed: string;
}

export interface QuarantinesTable {
  user_id: string;
  application_id: string; // primary key (user_id, application_id)
  strikes: number;
  until_ms: number;
  /** The challenge whose report came last, and the pause before it; null once it was taken back (challenges/take-back.ts). */
  reported_by: Generated<string | null>;
  until_before_ms: Generated<number>;
}
