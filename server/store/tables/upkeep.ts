import type { Generated } from 'kysely';

// What the server keeps about its own work.

export interface EventsTable {
  id: Generated<number>;
  at_ms: number;
  type: string;
  user_id: string | null;
  application_id: string | null;
  challenge_id: string | null;
  device_id: string | null;
  /** The address of the login or the action, as the application gave it. */
  source_ip: string | null;
  /** The address of the device's answer. */
  device_ip: string | null;
  /** JSON. */
  detail: string;
  /** How often it happened between `at_ms` and `last_at_ms`; 1 and null for what happened once. */
  count: Generated<number>;
  last_at_ms: Generated<number | null>;
  /** Of an event that is counted rather than repeated: base64url SHA-256 of what makes two of them the same (unique). */
  counted_as: Generated<string | null>;
}

export interface IdempotencyKeysTable {
  /** base64url SHA-256 over application id, method, path and key. */
  id: string;
  request_hash: string;
  /** HTTP status of the answer; 0 only in rows that an earlier release left unfinished. */
  status: number;
  /** The response body, AES-GCM sealed with the server secret (it may hold a code or a key). */
  body_sealed: string;
  created_at_ms: number;
}

export interface UsedProofsTable {
  /** base64url SHA-256 over thumbprint and jti. */
  id: string;
  expires_at_ms: number;
}

/** What the server knows of its own upkeep: one row. */
export interface ServerStateTable {
  id: number; // 1
  /** For how many days logins are kept where NOD_RETENTION_DAYS doesn't say; 0: for ever. */
  retention_days: number;
  /** When a process last began to look for what is old. */
  swept_at_ms: number;
  /** Counts checks whether the database takes writes (write-check.ts). */
  write_checks: number;
}
