import { whereFrom } from './history.ts';
import type { Ending, HistoryItem, InboxItem, RequestId } from './inbox-item.ts';
import { endedNotification, notificationTag } from './notification-words.ts';
import type { Core } from './ports.ts';

/**
 * Ends a request here: in the inbox (once; the first ending stays), the outbox, the history and the notification.
 * @param options.announce `replace` leaves a quiet notification that says how it ended, `close` takes it away
 * @returns the ending that counts, or undefined when the request isn't known here
 */
export async function endRequest(
  core: Core,
  id: RequestId,
  ending: Omit<Ending, 'atMs'>,
  options: { announce: 'replace' | 'close' },
): Promise<Ending | undefined> {
  const item = await core.inbox.change(id, (current) =>
    current.ended ? current : { ...current, ended: { ...ending, atMs: core.now() } },
  );
  await core.inbox.changeOutbox(id, () => undefined);
  if (!item?.ended) return undefined;
  await core.inbox.keepHistory([lineOf(item, item.ended)]);
  if (options.announce === 'replace') await core.notifier.show(endedNotification(item, item.claims, item.ended));
  else await core.notifier.close(notificationTag(item));
  return item.ended;
}

function lineOf({ deviceId, challengeId, claims }: InboxItem, ended: Ending): HistoryItem {
  return {
    deviceId,
    challengeId,
    applicationName: claims.app.name,
    title: claims.action.title,
    state: ended.state,
    finalAtMs: ended.atMs,
    decidedBy: ended.decidedBy === null ? null : { name: ended.decidedBy, thisDevice: ended.here },
    ...whereFrom(claims.context),
    ...(claims.action.attachments ? { attachments: claims.action.attachments } : {}),
  };
}
