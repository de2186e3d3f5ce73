import { open } from '../seal.ts';
import type { DevicesContext } from './context.ts';
import type { Ticket } from './find-ticket.ts';
import { WEBHOOK_TIMEOUT_MS } from './limits.ts';
import { isAllowedWebhookUrl } from './webhook-address.ts';

/** Label under which an application's webhook password is sealed (seal.ts). */
export const WEBHOOK_PASSWORD_LABEL = 'webhook password';

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
  const { store, keys, settings } = context;
  if (ticket.application_id === null) return { letIn: true };
  const row = await store.db
    .selectFrom('applications')
    .innerJoin('users', (join) => join.on('users.id', '=', ticket.user_id))
    .select(['webhook_url', 'webhook_username', 'webhook_password_sealed', 'users.username'])
    .where('applications.id', '=', ticket.application_id)
    .executeTakeFirst();
  if (!row) return { letIn: false, reason: 'application removed' };
  if (row.webhook_url === null) return { letIn: true };

  const privateAllowed = settings.privateWebhooks ?? settings.origin.startsWith('http://localhost');
  if (!isAllowedWebhookUrl(row.webhook_url, { privateAllowed })) return { letIn: false, reason: 'address not allowed' };
  const password =
    row.webhook_password_sealed === null ? '' : open(keys.secret, WEBHOOK_PASSWORD_LABEL, row.webhook_password_sealed);
  try {
    const response = await context.fetch(row.webhook_url, {
      method: 'POST',
      // Followed redirects would lead around the address rules, and carry the password along.
      redirect: 'manual',
      headers: {
        authorization: `Basic ${Buffer.from(`${row.webhook_username ?? ''}:${password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ user: row.username, challenge: presented }),
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
