import { answerFromNotification } from '../../shared/authenticator/answer-from-notification.ts';
import type { RequestId } from '../../shared/authenticator/inbox-item.ts';
import { readNotificationData } from '../notifier.ts';
import { updateBadge } from './badge.ts';
import type { WorkerContext } from './worker-context.ts';

export interface Click {
  /** '' for a tap on the notification itself. */
  readonly action: string;
  readonly data: unknown;
}

/**
 * A tap on a notification: on one of its buttons it answers the request, else it opens the app where the request is.
 * What can't be answered from here (a code is due) opens the app too.
 */
export async function handleNotificationClick(context: WorkerContext, click: Click): Promise<void> {
  const data = readNotificationData(click.data);
  const request = data?.request ?? null;
  if (request === null) return context.windows.open('#/');
  if (click.action === 'approve' || click.action === 'deny') return answer(context, request, click.action);
  return context.windows.open(`#/request/${request.challengeId}`);
}

async function answer(context: WorkerContext, request: RequestId, choice: 'approve' | 'deny'): Promise<void> {
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
