import type { Generated } from 'kysely';

// What users are told of, and by which channels.

/** What happened to an account, as its user is told of it (announcements/announce.ts). */
export interface AnnouncementsTable {
  id: string; // ann_…
  user_id: string;
  what: string;
  at_ms: number;
  /** Of several that were told as one: when the last was. */
  last_at_ms: Generated<number | null>;
  count: Generated<number>;
  /** The device that it is about. */
  device_id: string | null;
  /** The device that did it. */
  by_device_id: string | null;
  by_whom: 'device' | 'operator' | 'application' | 'server' | 'email' | 'recovery';
  application_id: string | null;
  /** Where it came from, as far as that is known. */
  ip: string | null;
  /** JSON: names as they were then. */
  detail: string;
  /** When "This wasn't me" was pressed, and by which device; null `undone_by`: by the link in an e-mail. */
  undone_at_ms: Generated<number | null>;
  undone_by: Generated<string | null>;
}

/** The link in an e-mail that undoes what it tells of: good once, for seven days. */
export interface UndoLinksTable {
  /** base64url SHA-256 of the 128-bit token. */
  token_hash: string;
  announcement_id: string;
  expires_at_ms: number;
  used_at_ms: number | null;
}

export type Channel = 'device' | 'email' | 'webhook';

/** What is due on a channel: one row per announcement and target, and one more for those that were merged into it. */
export interface OutboxTable {
  id: string; // out_…
  announcement_id: string;
  user_id: string;
  channel: Channel;
  /** A device's or a webhook's id, or the e-mail address of that moment. */
  target: string;
  /** 1: it goes out whatever else does. Others are so many in an hour, and the rest later. */
  always: number;
  /** `skipped`: there is nothing to send it to any more, or the target fetches it by itself. */
  state: 'queued' | 'sent' | 'skipped' | 'failed';
  attempts: number;
  /** Why the last try failed, in a word; never what the other side wrote. */
  answer: Generated<string>;
  /** When the next try is due; null when none is. */
  next_attempt_ms: number | null;
  created_at_ms: number;
  updated_at_ms: number;
}

/** Where a user's announcements go by e-mail (announcements/account-email.ts). */
export interface EmailAddressesTable {
  user_id: string;
  /** Null: none any more. */
  address: string | null;
  counts_from_ms: number;
  /** What counts until then. */
  old_address: string | null;
}

/** Who is told of announcements over HTTP (announcements/webhooks.ts). */
export interface WebhooksTable {
  id: string; // whk_…
  url: string;
  /** The application that it is for; null: the operator's, told of everything. */
  application_id: string | null;
  /** The secret that signs, AES-GCM sealed with the server secret. */
  secret_sealed: string;
  created_at_ms: number;
}
