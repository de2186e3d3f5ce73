import { answerFromNotification } from '../answer-from-notification.ts';
import type { RequestId } from '../inbox-item.ts';
import type { BackgroundContext } from './background-context.ts';
import { updateBadge } from './badge.ts';
import { readNotificationData } from './notification-data.ts';

export interface Click {
  /** '' for a tap on the notification itself. */
  readonly action: string;
  readonly data: unknown;
}

/**
 * A tap on a notification: on one of its buttons it answers the request, else it opens the app where the request is.
 * What can't be answered from here (a code is due) opens the app too.
 */
export async function handleNotificationClick(context: BackgroundContext, click: Click): Promise<void> {
  const data = readNotificationData(click.data);
  const request = data?.request ?? null;
  if (request === null) return context.windows.open('#/');
  if (click.action === 'approve' || click.action === 'deny') return answer(context, request, click.action);
  return context.windows.open(`#/request/${request.challengeId}`);
}

async function answer(context: BackgroundContext, request: RequestId, choice: 'approve' | 'deny'): Promise<void> {
  const { core, channel, windows } = context;
  try {
    const done = await answerFromNotification(core, request, choice);
    if (done === 'kept') await context.wakeWhenOnline();
    if (done === 'needs_app') await windows.open(`#/request/${request.challengeId}`);
  } finally {
    channel.announce({ type: 'changed' });
    await updateBadge(context);
  }
}
