import type { Accounts } from '../accounts/accounts.ts';
import type { Clock, RandomBytes } from '../crypto/ids.ts';
import type { ServerKeys } from '../crypto/keys.ts';
import type { Store } from '../store/store.ts';
import type { Proof } from './authenticate-proof.ts';

/** What a notification says when the worker can't (Declarative Web Push), as push-payload.ts wants it. */
export interface NoticeNotification {
  title: string;
  body: string;
  navigate: string;
  tag: string;
}

/** The part of the push sender that devices need. */
export interface NoticeSender {
  /** @throws NodError endpoint_not_allowed */
  validateEndpoint(url: string): void;
  sendNotice(
    deviceId: string,
    message: { notice: string; notification: NoticeNotification },
  ): Promise<'sent' | 'gone' | 'failed' | 'pull'>;
}

export interface DevicesLog {
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
}

export interface DevicesSettings {
  /** The server's public origin: issuer of what it signs, audience of what devices sign. */
  origin: string;
  /** The server's name as people read it. */
  serverName: string;
  /** Whether a device may go on without push. */
  pullAllowed: boolean;
  /** Lets registration webhooks live at private addresses; always so in the demo (origin http://localhost…). */
  privateWebhooks?: boolean;
}

/** What the rules about devices need from the outside. */
export interface DevicesContext {
  store: Store;
  keys: ServerKeys;
  clock: Clock;
  randomBytes: RandomBytes;
  push: NoticeSender;
  accounts: Pick<Accounts, 'webhookOf'>;
  settings: DevicesSettings;
  log: DevicesLog;
  /** For registration webhooks; createGuardedFetch in production. */
  fetch: typeof fetch;
}

/** Where a call came from, for the audit log, and the proof that it is to spend in its transaction. */
export interface CallSource {
  ip?: string | undefined;
  /** A call that writes nothing leaves it to the caller. */
  proof?: Proof | undefined;
}
