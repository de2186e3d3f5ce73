import {
  addWebhook,
  type FailedCall,
  listFailedCalls,
  listWebhooks,
  removeWebhook,
  type WebhookSummary,
} from '../announcements/webhooks.ts';
import { isAllowedWebhookUrl } from '../net/guarded-fetch.ts';
import { findApplication } from './app.ts';
import type { Command } from './command.ts';
import { CommandFailure, EXIT, usageFailure } from './failure.ts';
import { withNod } from './open.ts';
import { printable, relativeTime, table, time } from './print.ts';

/** `nod webhook …`: who is told over HTTP of what happens to accounts. */

const MAX_URL_LENGTH = 2_000;

export const webhookAdd: Command = {
  name: 'webhook add',
  summary: 'Tell an address of what happens to accounts, and print its secret, this once',
  takes: ['URL'],
  options: {
    app: { kind: 'text', value: 'APP', help: 'only of its own requests, and of devices that were paired through it' },
  },
  details: [
    'Calls are signed as Standard Webhooks says (webhook-id, webhook-timestamp, webhook-signature). What an address does',
    'not take is tried again over a day: nod webhook list --failed. docs/api.md has the payloads.',
  ].join('\n'),
  run(input, terminal) {
    const [url = ''] = input.operands;
    const wanted = input.text('app');
    return withNod(terminal, async ({ accounts, store, keys, config }) => {
      if (url.length > MAX_URL_LENGTH || !isAllowedWebhookUrl(url, { privateAllowed: config.trying })) {
        throw usageFailure('URL wants https, a public host, and neither user name nor password in it.');
      }
      const application = wanted === undefined ? undefined : await findApplication(accounts, wanted);
      const core = { store, keys, clock: terminal.clock, randomBytes: terminal.randomBytes };
      const { id, secret } = await addWebhook(core, { url, applicationId: application?.id ?? null });
      return {
        json: { id, url, application: application ?? null, secret },
        text: [
          `${id} is told of ${application === undefined ? 'everything' : `what concerns ${printable(application.name)}`}.`,
          '',
          `  Secret  ${secret}`,
          '',
          'The secret is shown this once. With it the receiver checks that a call comes from here.',
        ].join('\n'),
      };
    });
  },
};

export const webhookList: Command = {
  name: 'webhook list',
  summary: 'All webhooks, and with --failed what they did not take',
  takes: [],
  options: { failed: { kind: 'flag', help: 'the newest 100 calls that failed: given up, or to be tried again' } },
  run: (input, terminal) =>
    withNod(terminal, async ({ store }) => {
      const webhooks = await listWebhooks(store.db);
      if (!input.flag('failed')) return { json: webhooks.map(webhookJson), text: webhookTable(webhooks) };
      const failed = await listFailedCalls(store.db);
      return { json: failed.map(failedJson), text: failedTable(failed, webhooks, terminal.clock()) };
    }),
};

export const webhookRemove: Command = {
  name: 'webhook remove',
  summary: 'Tell an address nothing any more; what waits for it is dropped',
  takes: ['WEBHOOK'],
  options: {},
  details: 'WEBHOOK is an id (whk_…) as `nod webhook list` shows it.',
  run: (input, terminal) =>
    withNod(terminal, async ({ store }) => {
      const [id = ''] = input.operands;
      if (!(await removeWebhook({ store }, id))) {
        throw new CommandFailure(EXIT.notFound, 'webhook_unknown', 'There is no such webhook. See: nod webhook list');
      }
      return { json: { id }, text: `${id} is removed.` };
    }),
};

function webhookJson({ createdAtMs, ...view }: WebhookSummary) {
  return { ...view, createdAt: time(createdAtMs) };
}

function failedJson({ atMs, nextAttemptMs, ...view }: FailedCall) {
  return { ...view, at: time(atMs), nextAttemptAt: time(nextAttemptMs) };
}

function webhookTable(webhooks: readonly WebhookSummary[]): string {
  if (webhooks.length === 0) return 'There are no webhooks. Add one: nod webhook add URL';
  return table(
    ['ID', 'URL', 'OF', 'WAITING', 'FAILED'],
    webhooks.map(({ id, url, application, waiting, failed }) => [
      id,
      url,
      application?.name ?? 'everything',
      String(waiting),
      String(failed),
    ]),
  );
}

function failedTable(failed: readonly FailedCall[], webhooks: readonly WebhookSummary[], nowMs: number): string {
  if (failed.length === 0) return 'No call has failed.';
  const urlOf = (id: string) => webhooks.find((webhook) => webhook.id === id)?.url ?? id;
  return table(
    ['URL', 'WHAT', 'WHEN', 'TRIES', 'LAST ANSWER', 'NEXT TRY'],
    failed.map(({ webhookId, what, atMs, attempts, answer, nextAttemptMs }) => [
      urlOf(webhookId),
      what,
      relativeTime(atMs, nowMs),
      String(attempts),
      answer,
      nextAttemptMs === null ? 'given up' : relativeTime(nextAttemptMs, nowMs),
    ]),
  );
}
