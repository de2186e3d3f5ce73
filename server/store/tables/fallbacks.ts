import type { Generated } from 'kysely';

// What counts where no device is at hand, and the way back into an account.

/** What counts in place of a device's answer (fallbacks/policy.ts). */
export type FallbackWay = 'offline' | 'totp' | 'email' | 'bypass';

/** The offline code of one challenge: what its QR holds, and what each device would show (fallbacks/offline.ts). */
export interface OfflineOffersTable {
  challenge_id: string;
  /** The content of the QR: the same again whenever the menu is opened. */
  qr: string;
  /** JSON array of `{ deviceId, mac }`: MACs (server secret) over challenge id, device id and digits. */
  codes: string;
  /** How many digits were tried; each counts against all devices. */
  tried: Generated<number>;
  made_at_ms: number;
}

/** The code that was sent by e-mail for one challenge (fallbacks/email-code.ts). */
export interface EmailCodesTable {
  challenge_id: string;
  user_id: string;
  /** HMAC (server secret) over challenge id and code. */
  code_mac: string;
  tried: Generated<number>;
  made_at_ms: number;
}

/** A user's authenticator app for six digits (fallbacks/totp.ts, RFC 6238). */
export interface TotpSecretsTable {
  user_id: string;
  /** 20 bytes, AES-GCM sealed with the server secret. */
  secret_sealed: string;
  by_device_id: string;
  created_at_ms: number;
  /** When its first code was typed in the device that set it up; null: it doesn't count yet. */
  confirmed_at_ms: number | null;
  counts_from_ms: number;
  /** The step of the last code that was taken: none of it, or before it, counts again. */
  last_step: Generated<number>;
}

/** A code that an operator has made for one login, or with application null for the account page (fallbacks/bypass.ts). */
export interface BypassCodesTable {
  id: string; // byp_…
  user_id: string;
  application_id: string | null;
  /** base64url SHA-256 of the 64-bit code. */
  code_hash: string; // unique
  reason: string;
  made_by: string;
  created_at_ms: number;
  expires_at_ms: number;
  used_at_ms: number | null;
}

/** The failures of each way, in a row: what they end is that way and nothing else (fallbacks/counters.ts). */
export interface FallbackCountersTable {
  user_id: string;
  way: FallbackWay; // primary key (user_id, way)
  failures: Generated<number>;
  blocked_until_ms: Generated<number>;
  /** When it was ended by failures; null: it is open. */
  closed_at_ms: Generated<number | null>;
}

/** Ten at a time; a new set takes the place of the one before (recovery/recovery-codes.ts, N15). */
export interface RecoveryCodesTable {
  user_id: string;
  /** base64url SHA-256 of the code. */
  code_hash: string; // primary key (user_id, code_hash)
  made_at_ms: number;
  made_by_device_id: string | null;
  used_at_ms: Generated<number | null>;
}

/** Somebody without a device on the account page (recovery/account-session.ts). */
export interface AccountSessionsTable {
  /** base64url SHA-256 of the cookie's 128-bit token. */
  token_hash: string;
  user_id: string;
  /** What it was opened with. */
  by_code: 'recovery' | 'bypass';
  ip: string;
  created_at_ms: number;
  expires_at_ms: number;
}
