import type { Generated } from 'kysely';

// Who asks, and about whom: realms, applications and users.

/** How an approval is tied to the login (accounts/policy.ts). */
export type Match = 'code' | 'origin' | 'none';
/** Whether the person is verified before an approval (accounts/policy.ts). */
export type UserVerification = 'discouraged' | 'preferred' | 'required';
/** What is asked for more where the application doesn't know the browser (accounts/policy.ts). */
export type UnknownBrowser = 'same' | 'code' | 'verify';
/** How a user's first device is paired: by a ticket alone, or also by a text that the application's webhook knows. */
export type Pairing = 'link' | 'webhook';

/** One directory of people: a username means the same person to all applications of a realm (accounts/realms.ts). */
export interface RealmsTable {
  id: string; // rlm_…
  name: string; // unique
  created_at_ms: number;
}

export interface ApplicationsTable {
  id: string; // app_…
  realm_id: string;
  name: string;
  /** JSON array of origins. */
  origins: string;
  /** JSON array of the paths of its login pages there; empty: any. */
  login_paths: Generated<string>;
  match: Match;
  /** With match `origin`, 1: no code is accepted in place of the origin. */
  origin_required: number;
  user_verification: Generated<UserVerification>;
  unknown_browser: Generated<UnknownBrowser>;
  digits: number;
  ttl_seconds: number;
  /** 0: a denial looks like a time-out to the requester. */
  reveal_denial: number;
  /**
   * Trusted-registration webhook of this application, or null. The password is AES-GCM sealed with the server secret.
   */
  webhook_url: string | null;
  webhook_username: string | null;
  webhook_password_sealed: string | null;
  /** JSON array of the ways that count in place of a device's answer; null: as its other policy has it. */
  fallbacks: Generated<string | null>;
  pairing: Generated<Pairing>;
  /** 1: up to 30 of its requests wait for a user at once, and none takes another’s place. */
  parallel: Generated<number>;
  /** 1: the realm's built-in one, which asks a user's devices about a new one (accounts/trust-application.ts). */
  builtin: Generated<number>;
  created_at_ms: number;
}

export interface ApiKeysTable {
  id: string; // the key id inside nod_<key id>_<secret>
  application_id: string;
  /** base64url SHA-256 of the secret part (128 bits of randomness: no slow hash needed). */
  secret_hash: string;
  /** JSON array of scopes. */
  scopes: string;
  created_at_ms: number;
  /** Set at rotation: until then the old key still works. */
  expires_at_ms: number | null;
}

export interface UsersTable {
  id: string; // usr_…
  realm_id: string;
  username: string; // unique in the realm, normalised (NFC, lower case)
  display_name: string;
  /** Consecutive wrong codes over all challenges; only a success resets it (N4). */
  consecutive_failures: number;
  /** No new challenge before this time (back-off after failures). */
  blocked_until_ms: number;
  last_success_ms: number;
  /** When an operator lifted what stopped this user: pushes before it count for no limit. */
  unblocked_at_ms: Generated<number>;
  /** Until then no device of this user may begin to wait (devices/recovery-delay.ts). */
  no_wait_until_ms: Generated<number>;
  /** Since when an operator has locked the user out of everything, and why; null: not locked. */
  locked_at_ms: Generated<number | null>;
  lock_reason: Generated<string | null>;
  /** What the server itself writes to the user in; null: as the server does to all (NOD_LANGUAGE). */
  language: Generated<string | null>;
  created_at_ms: number;
}

/** How often registration by webhook was tried within an hour (devices/registration-tries.ts). */
export interface RegistrationTriesTable {
  /** base64url SHA-256 of who is limited: a name at an application, a network, an application. */
  bucket: string;
  tries: number;
  ends_at_ms: number;
}
