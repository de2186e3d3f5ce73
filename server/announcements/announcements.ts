import type { AnnouncementsResponse, EmailResponse } from '../../shared/protocol/trust-api.ts';
import type { Core } from '../core/core.ts';
import type { PushSender } from '../push/sender.ts';
import type { DeviceRow } from '../store/schema.ts';
import { isOutage } from '../store/trouble.ts';
import { accountEmail } from './account-email.ts';
import { changeAccountEmail, type EmailChange } from './change-email.ts';
import { createDeviceChannel } from './device-channel.ts';
import { createEmailChannel } from './email-channel.ts';
import { forgetDone } from './outbox.ts';
import { createMailer, type MailTimeouts, type SmtpSettings } from './smtp.ts';
import { listFor, type Viewer } from './view.ts';
import { createWebhookChannel } from './webhook-channel.ts';
import { createChannelWorker } from './worker.ts';

/** What users are told of, on every channel. What is told is written by `announce` (announce.ts), where it happens. */
export interface Announcements {
  /** What happened to the account of this device's user, newest first. */
  list(viewer: Viewer, page: { beforeMs: number; limit: number }): Promise<AnnouncementsResponse>;
  email(device: Pick<DeviceRow, 'user_id'>): Promise<EmailResponse>;
  /** @throws NodError email_invalid, device_too_young, rate_limited */
  changeEmail(device: DeviceRow, change: EmailChange): Promise<EmailResponse>;
  /** Starts sending what is due. The work list is the table, so it survives a restart. */
  start(): void;
  /** Takes no more work, and ends what runs. */
  stop(): Promise<void>;
  /** Sends what is due now, on every channel. */
  sendDue(): Promise<void>;
}

export interface AnnouncementsParts {
  readonly push: Pick<PushSender, 'sendNotice'>;
  /** Undefined: this server sends no e-mail. */
  readonly mail: SmtpSettings | undefined;
  readonly mailTimeouts?: MailTimeouts;
  /** For webhooks: createGuardedFetch in production. */
  readonly fetch: typeof fetch;
  /** Lets webhooks live at private addresses: in the demo. */
  readonly privateWebhooks: boolean;
  readonly webhookTimeoutMs?: number;
  /** The server's name as people read it. */
  readonly serverName: string;
}

const FORGET_EVERY_MS = 3_600_000;

export function createAnnouncements(core: Core, parts: AnnouncementsParts): Announcements {
  const { store, clock, log } = core;
  const { push, mail, serverName, fetch, privateWebhooks, webhookTimeoutMs } = parts;
  const mailer = mail && { send: createMailer(mail, serverName, parts.mailTimeouts), serverName };
  const workers = [
    createChannelWorker(core, 'device', createDeviceChannel(core, push)),
    createChannelWorker(core, 'email', createEmailChannel(core, mailer ?? null)),
    createChannelWorker(
      core,
      'webhook',
      createWebhookChannel(core, { fetch, privateAllowed: privateWebhooks, timeoutMs: webhookTimeoutMs }),
    ),
  ];
  let timer: NodeJS.Timeout | undefined;

  const email: Announcements['email'] = ({ user_id: userId }) =>
    accountEmail(store.db, userId, clock(), mail !== undefined);

  return {
    list: (viewer, page) => listFor(store.db, viewer, page),
    email,
    async changeEmail(device, change) {
      await changeAccountEmail(core, device, change);
      return email(device);
    },
    start() {
      for (const worker of workers) worker.start();
      timer ??= setInterval(() => {
        forgetDone(store.db, clock()).catch((error: unknown) =>
          log[isOutage(error) ? 'warn' : 'error']({ err: error }, 'old announcements not forgotten'),
        );
      }, FORGET_EVERY_MS);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(workers.map((worker) => worker.stop()));
    },
    async sendDue() {
      await Promise.all(workers.map((worker) => worker.sendDue()));
    },
  };
}
