import type { Kysely, Selectable, Transaction } from 'kysely';
import type {
  ApiKeysTable,
  ApplicationsTable,
  RealmsTable,
  RegistrationTriesTable,
  UsersTable,
} from './tables/accounts.ts';
import type {
  AnnouncementsTable,
  EmailAddressesTable,
  OutboxTable,
  UndoLinksTable,
  WebhooksTable,
} from './tables/announcements.ts';
import type { AttachmentsTable, ChallengesTable, DeliveriesTable, QuarantinesTable } from './tables/challenges.ts';
import type { DevicesTable, EnrollmentsTable, VerifiersTable, VouchesTable } from './tables/devices.ts';
import type {
  AccountSessionsTable,
  BypassCodesTable,
  EmailCodesTable,
  FallbackCountersTable,
  OfflineOffersTable,
  RecoveryCodesTable,
  TotpSecretsTable,
} from './tables/fallbacks.ts';
import type { EventsTable, IdempotencyKeysTable, ServerStateTable, UsedProofsTable } from './tables/upkeep.ts';

export type * from './tables/accounts.ts';
export type * from './tables/announcements.ts';
export type * from './tables/challenges.ts';
export type * from './tables/devices.ts';
export type * from './tables/fallbacks.ts';
export type * from './tables/upkeep.ts';

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
