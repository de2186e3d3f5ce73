import type { Generated } from 'kysely';

// What answers, and how it came to an account.

/**
 * `sent`, `gone` (404, 410) and `failed` (refused for good) are the push service's answers; `slowed` says that it takes
 * too many, `unavailable` that it could not be reached until the request's end. '' before the first.
 */
export type PushHealth = '' | 'sent' | 'gone' | 'failed' | 'slowed' | 'unavailable';
/** `unvouched`: its pushes arrive, and none of the user's devices has let it in yet. */
export type DeviceState = 'pending' | 'unvouched' | 'active' | 'suspended' | 'revoked';

/**
 * Why a device is suspended: `undo`, the step in an announcement; `list`, from the list of devices; `removal`, it is removed
 * in a day; `replaced`, a new device says that it is this very one; `moved`, its accounts are on a new one; `objection`, it
 * had suspended a device that objected; `wrong_codes` (N4); `idle`; by the `operator`.
 */
export type Suspension =
  | 'undo'
  | 'list'
  | 'removal'
  | 'replaced'
  | 'moved'
  | 'objection'
  | 'wrong_codes'
  | 'idle'
  | 'operator';

export interface DevicesTable {
  id: string; // dev_…
  user_id: string;
  enrollment_id: string;
  kind: 'pwa' | 'extension';
  name: string;
  platform: string;
  state: DeviceState;
  /** Public JWK, JSON. */
  jwk: string;
  thumbprint: string; // unique
  /** JSON array of the features that it has named (shared/protocol/features.ts). */
  features: string;
  /** Of an active device `push` once it has shown its endpoint; with an endpoint it hasn't shown yet, `pull`. */
  delivery: 'push' | 'pull';
  endpoint: string | null;
  p256dh: string | null;
  auth: string | null;
  vapid_key_id: string | null;
  /** What happened to the last push to this endpoint (push/deliveries.ts). */
  push_health: PushHealth;
  push_health_at_ms: number;
  /** base64url SHA-256 of the nonce in the outstanding test push, and its end of life. */
  test_nonce_hash: string | null;
  test_expires_at_ms: number;
  /** When the device last asked for a test itself. */
  test_asked_at_ms: Generated<number>;
  /** How far the allowance of tests to endpoints that nobody has shown is used up (devices/test-push.ts). */
  test_allowance_ms: Generated<number>;
  created_at_ms: number;
  activated_at_ms: number | null;
  last_seen_ms: number;
  revoked_at_ms: number | null;
  suspended_at_ms: Generated<number | null>;
  /** The device that suspended it; null where none did. */
  suspended_by: Generated<string | null>;
  suspension: Generated<Suspension | null>;
  /** 1: a verifier or the operator stands behind it, so there is no objection. */
  suspension_confirmed: Generated<number>;
  /** When a suspended device is removed for good; null: not by itself. */
  removal_at_ms: Generated<number | null>;
  /** Since when an unvouched device waits instead of being let in by another one, and for how long; null: it doesn't. */
  wait_asked_at_ms: Generated<number | null>;
  wait_delay_ms: Generated<number | null>;
  /** When somebody saw the notice of it, with which the wait begins, and when all were told that its end is near. */
  wait_seen_at_ms: Generated<number | null>;
  wait_reminded_at_ms: Generated<number | null>;
  /** Public JWK of its second key, with which it makes offline codes, JSON; null: it has none. */
  offline_jwk: Generated<string | null>;
}

/** The WebAuthn credential that asks a device's person each time (devices/verifier.ts). */
export interface VerifiersTable {
  device_id: string; // dev_…, primary key
  credential_id: string;
  /** Public JWK, JSON. */
  jwk: string;
  /** base64url SHA-256 of the relying party id. */
  rp_id_hash: string;
  /** The origin of the page that made it; assertions come from the same origin. */
  origin: string;
  /** The authenticator's counter at its last use; 0 where the authenticator keeps none. */
  sign_count: number;
  created_at_ms: number;
  /** From when on its word counts (devices/verifier.ts). */
  counts_from_ms: Generated<number>;
  /** The backup flags of its registration (WebAuthn section 6.1.3): whether it may be synced, and is. */
  backup_eligible: Generated<number>;
  backed_up: Generated<number>;
}

export interface EnrollmentsTable {
  id: string; // enr_…
  user_id: string;
  /** The application whose key made the ticket; null when an operator did. */
  application_id: string | null;
  /** The first 4 characters of the typed code, by which it is looked up. */
  lookup: string;
  /** HMAC (server secret) of the other 8 characters. */
  code_mac: string;
  /** base64url SHA-256 of the link's 128-bit token. */
  token_hash: string; // unique
  state: 'open' | 'claimed' | 'completed' | 'closed';
  tries_left: number;
  /** base64url SHA-256 of the claim's nonce, which proves that later steps come from the claiming device. */
  nonce_hash: string | null;
  created_at_ms: number;
  expires_at_ms: number;
  /** Who lets its device in where the user has an active one: that one by vouching, or somebody of more weight. */
  lets_in: Generated<LetsIn>;
  /** The operator's reason, and the name of the operator's account on the machine. */
  reason: Generated<string | null>;
  made_by: Generated<string | null>;
  /** Of a move: the device whose place the new one takes, and what the tickets of one move have in common. */
  moves_device_id: Generated<string | null>;
  move_id: Generated<string | null>;
}

/**
 * `recovery`: whoever made the ticket has spent a recovery code, or an operator's code for the account page. `webhook`: the
 * application's webhook has said yes already, and only a user without a device is let in by that.
 */
export type LetsIn = 'vouching' | 'operator' | 'recovery' | 'webhook';

/**
 * Who let a device in. It stays as long as the device: a graph of who vouched for whom. Devices of before have no row.
 * `first`: the user had no active device. `device`: `by_device_id` approved it, and `receipt_jws` shows that. `moved`: the
 * same, and the new device took its place. `operator`: with a reason. `recovery`: by a recovery code. `off`: the server asks for
 * no vouching. `waited`: it waited for NOD_RECOVERY_DELAY, and nobody said no.
 */
export interface VouchesTable {
  device_id: string;
  how: 'first' | 'device' | 'moved' | 'operator' | 'recovery' | 'off' | 'waited';
  by_device_id: string | null;
  challenge_id: string | null;
  receipt_jws: string | null;
  reason: string | null;
  made_by: string | null;
  at_ms: number;
}
