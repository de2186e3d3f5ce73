import { decide } from '../decide.ts';
import { AuthenticatorError, type AuthenticatorErrorCode } from '../errors.ts';
import type { RequestId } from '../inbox-item.ts';
import { answerNotification, answerWords } from '../notification-words.ts';
import type { Core, NotificationContent } from '../ports.ts';
import { say as words } from '../words/spoken.ts';
import { type BackgroundContext, updateBadge } from './worker-events.ts';

/** What a notification carries, so that its request is found again when it is tapped. */
export interface NotificationData {
  readonly kind: NotificationContent['kind'];
  readonly request: RequestId | null;
}

/** Reads back what `show` put in. Notifications outlive versions of the app, so its shape is checked. */
export function readNotificationData(data: unknown): NotificationData | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data) || !('request' in data)) return undefined;
  const { kind, request } = data;
  if (typeof kind !== 'string') return undefined;
  if (request === null) return { kind: kind as NotificationData['kind'], request: null };
  if (typeof request !== 'object' || !('deviceId' in request) || !('challengeId' in request)) return undefined;
  const { deviceId, challengeId } = request;
  if (typeof deviceId !== 'string' || typeof challengeId !== 'string') return undefined;
  return { kind: kind as NotificationData['kind'], request: { deviceId, challengeId } };
}

export interface Click {
  /** '' for a tap on the notification itself. */
  readonly action: string;
  readonly data: unknown;
}

/**
 * A tap on a notification: on one of its buttons it answers the request, otherwise it opens the app at the request.
 * What can't be answered from here (a code is due) opens the app too.
 */
export async function handleNotificationClick(context: BackgroundContext, click: Click): Promise<void> {
  const data = readNotificationData(click.data);
  const request = data?.request ?? null;
  if (request === null) return context.windows.open(data?.kind === 'happened' ? '#/happened' : '#/');
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

/**
 * A button on the notification was pressed: decides, and says on the notification what a person would not expect.
 * @returns `kept` when the answer waits for the network, `needs_app` when it can't be given here: the shell then shows the
 *   request itself
 */
export async function answerFromNotification(
  core: Core,
  request: RequestId,
  choice: 'approve' | 'deny',
): Promise<'answered' | 'kept' | 'needs_app'> {
  try {
    const outcome = await decide(core, { ...request, choice, from: 'notification' });
    await say(core, request, answerWords(outcome));
    return outcome.kind === 'kept' ? 'kept' : 'answered';
  } catch (error) {
    if (!(error instanceof AuthenticatorError)) throw error;
    if (NEEDS_APP.has(error.code)) return 'needs_app';
    await say(core, request, words.answer.notTaken);
    return 'answered';
  }
}

const NEEDS_APP: ReadonlySet<AuthenticatorErrorCode> = new Set([
  'approval_needs_app',
  'approval_unsupported',
  'login_not_here',
  'login_hidden',
]);

async function say(core: Core, request: RequestId, words: string | null): Promise<void> {
  const item = await core.inbox.get(request);
  if (words !== null && item) await core.notifier.show(answerNotification(item, words, core.now()));
}
