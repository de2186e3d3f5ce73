import type { Generated, Kysely, Selectable, Transaction } from 'kysely';

/**
 * The tables, the same for SQLite and PostgreSQL. Conventions: times are integers in milliseconds since the epoch
 * (`…_ms`), booleans are 0 or 1, JSON is text, keys and hashes are base64url text. No column holds a usable secret: API
 * keys and enrollment codes are stored as SHA-256 hashes, matching codes as an HMAC under the server's secret file.
 */
export interface Database {
  realms: RealmsTable;
  applications: ApplicationsTable;
  api_keys: ApiKeysTable;
  users: UsersTable;
  devices: DevicesTable;
  verifiers: VerifiersTable;
  enrollments: EnrollmentsTable;
  challenges: ChallengesTable;
  deliveries: DeliveriesTable;
  quarantines: QuarantinesTable;
  events: EventsTable;
  idempotency_keys: IdempotencyKeysTable;
  used_proofs: UsedProofsTable;
  server_state: ServerStateTable;
  vouches: VouchesTable;
  announcements: AnnouncementsTable;
  undo_links: UndoLinksTable;
  outbox: OutboxTable;
  email_addresses: EmailAddressesTable;
  webhooks: WebhooksTable;
  offline_offers: OfflineOffersTable;
  email_codes: EmailCodesTable;
  totp_secrets: TotpSecretsTable;
  bypass_codes: BypassCodesTable;
  fallback_counters: FallbackCountersTable;
  recovery_codes: RecoveryCodesTable;
  account_sessions: AccountSessionsTable;
  registration_tries: RegistrationTriesTable;
  attachments: AttachmentsTable;
}

/** How an approval is tied to the login (accounts/policy.ts). */
export type Match = 'code' | 'origin' | 'none';
/** Whether the person is verified before an approval (accounts/policy.ts). */
export type UserVerification = 'discouraged' | 'preferred' | 'required';
/** What is asked for more where the application doesn't know the browser (accounts/policy.ts). */
export type UnknownBrowser = 'same' | 'code' | 'verify';

/** What counts in place of a device's answer (fallbacks/policy.ts). */
export type FallbackWay = 'offline' | 'totp' | 'email' | 'bypass';
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

/** How often registration by webhook was tried within an hour (devices/registration-tries.ts). */
export interface RegistrationTriesTable {
  /** base64url SHA-256 of who is limited: a name at an application, a network, an application. */
  bucket: string;
  tries: number;
  ends_at_ms: number;
}

/** Reads and writes, outside of a transaction or in one. It can't open a transaction: only the store can. */
export type Db = Pick<
  Kysely<Database>,
  'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom' | 'executeQuery' | 'getExecutor'
>;
export type Trx = Transaction<Database>;
export type RealmRow = Selectable<RealmsTable>;
export type ApplicationRow = Selectable<ApplicationsTable>;
export type UserRow = Selectable<UsersTable>;
export type DeviceRow = Selectable<DevicesTable>;
export type EnrollmentRow = Selectable<EnrollmentsTable>;
export type ChallengeRow = Selectable<ChallengesTable>;
export type QuarantineRow = Selectable<QuarantinesTable>;
export type DeliveryRow = Selectable<DeliveriesTable>;
export type EventRow = Selectable<EventsTable>;
export type VouchRow = Selectable<VouchesTable>;
export type AnnouncementRow = Selectable<AnnouncementsTable>;
export type OutboxRow = Selectable<OutboxTable>;
export type WebhookRow = Selectable<WebhooksTable>;
