import { isAllowedWebhookUrl } from '../net/guarded-fetch.ts';
import type { ApplicationRow, EnrollmentRow } from '../store/schema.ts';
import type { DevicesCore } from './devices.ts';

/** A webhook that has not answered by then has refused. */
const TIMEOUT_MS = 5_000;

/** `reason` is for log and events. */
export type WebhookAnswer = { letIn: true } | { letIn: false; reason: string };

/**
 * Asks about the ticket of an application, when a device claims it. A ticket of no application, or of one without a webhook,
 * is let in unasked, and so is one that the webhook's own yes has made (registration.ts): its text is used up by that. Such a
 * one is good for nothing where the operator has turned that off meanwhile.
 * @param presented what the device showed: the code (`ABCD-EFGH-JKMN`) or the link's token
 */
export async function askAboutTicket(
  core: DevicesCore,
  ticket: Pick<EnrollmentRow, 'user_id' | 'application_id' | 'lets_in'>,
  presented: string,
): Promise<WebhookAnswer> {
  const { store } = core;
  if (ticket.application_id === null) return { letIn: true };
  const application = await store.db
    .selectFrom('applications')
    .selectAll()
    .where('id', '=', ticket.application_id)
    .executeTakeFirst();
  const user = await store.db
    .selectFrom('users')
    .select('username')
    .where('id', '=', ticket.user_id)
    .executeTakeFirst();
  if (!application || !user) return { letIn: false, reason: 'removed' };
  if (ticket.lets_in === 'webhook') {
    return application.pairing === 'webhook' ? { letIn: true } : { letIn: false, reason: 'turned off' };
  }
  if (application.webhook_url === null) return { letIn: true };
  return askWebhook(core, application, { username: user.username, presented });
}

/**
 * Asks the application's trusted-registration webhook, in the form of PushAuth's: POST, basic auth, JSON `{"user":
 * username, "challenge": presented}`. Status 200 is a yes; everything else, silence and a missing webhook included, a no.
 */
export async function askWebhook(
  core: DevicesCore,
  application: ApplicationRow,
  { username, presented }: { username: string; presented: string },
): Promise<WebhookAnswer> {
  const { accounts, settings, origin, fetch } = core;
  const webhook = accounts.webhookOf(application);
  const privateAllowed = settings.privateWebhooks ?? isDemo(origin);
  if (!webhook || !isAllowedWebhookUrl(webhook.url, { privateAllowed })) {
    return { letIn: false, reason: 'address not allowed' };
  }
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      // A redirect that is followed would lead around the address rules, and carry the password along.
      redirect: 'manual',
      headers: {
        authorization: `Basic ${Buffer.from(`${webhook.username}:${webhook.password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ user: username, challenge: presented }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.status === 200 ? { letIn: true } : { letIn: false, reason: `status ${response.status}` };
  } catch (error) {
    return {
      letIn: false,
      reason: error instanceof Error && error.name === 'TimeoutError' ? 'no answer' : 'unreachable',
    };
  }
}

/** The configuration takes an http origin only for the demo, on this machine. */
function isDemo(origin: string): boolean {
  return new URL(origin).protocol === 'http:';
}
