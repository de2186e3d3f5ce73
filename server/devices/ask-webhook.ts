import { isAllowedWebhookUrl } from '../net/webhook-address.ts';
import type { DevicesContext } from './context.ts';
import type { Ticket } from './find-ticket.ts';
import { WEBHOOK_TIMEOUT_MS } from './limits.ts';

export type WebhookAnswer = { letIn: true } | { letIn: false; reason: string };

/**
 * Asks the application's trusted-registration webhook, as PushAuth's is asked: POST, basic auth, JSON
 * `{"user": username, "challenge": what the device presented}`, where `challenge` is the code (`ABCD-EFGH-JKMN`) or the
 * link's token. Status 200 lets in; everything else, silence included, does not.
 *
 * @returns also `letIn` when the ticket is of no application or that has no webhook; reasons are for log and events
 */
export async function askRegistrationWebhook(
  context: DevicesContext,
  ticket: Ticket,
  presented: string,
): Promise<WebhookAnswer> {
  const { store, accounts, settings } = context;
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
  if (application.webhook_url === null) return { letIn: true };
  const webhook = accounts.webhookOf(application);
  const privateAllowed = settings.privateWebhooks ?? isDemo(settings.origin);
  if (!webhook || !isAllowedWebhookUrl(webhook.url, { privateAllowed })) {
    return { letIn: false, reason: 'address not allowed' };
  }
  try {
    const response = await context.fetch(webhook.url, {
      method: 'POST',
      // Followed redirects would lead around the address rules, and carry the password along.
      redirect: 'manual',
      headers: {
        authorization: `Basic ${Buffer.from(`${webhook.username}:${webhook.password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ user: user.username, challenge: presented }),
      signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS),
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

/** The configuration lets an origin be http only in the demo, on this machine. */
function isDemo(origin: string): boolean {
  return new URL(origin).protocol === 'http:';
}
