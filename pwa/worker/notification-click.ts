import { decide } from '../../shared/authenticator/decide.ts';
import { AuthenticatorError } from '../../shared/authenticator/errors.ts';
import type { RequestId } from '../../shared/authenticator/inbox-item.ts';
import { answerNotification } from '../../shared/authenticator/notification-words.ts';
import type { Outcome } from '../../shared/authenticator/outcome.ts';
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
    const outcome = await decide(core, { ...request, choice, from: 'notification' });
    if (outcome.kind === 'kept') await context.wakeWhenOnline();
    await say(context, request, WORDS[outcome.kind](outcome));
  } catch (error) {
    if (!(error instanceof AuthenticatorError)) throw error;
    if (error.code === 'approval_needs_app' || error.code === 'approval_unsupported') {
      await windows.open(`#/request/${request.challengeId}`);
    } else {
      await say(context, request, 'Your answer was not taken. Open Nod to see why.');
    }
  } finally {
    channel.announce({ type: 'changed' });
    await updateBadge(context);
  }
}

/** Only what a person would not expect is said; an answer that counted needs no words. */
const WORDS: Readonly<Record<Outcome['kind'], (outcome: Outcome) => string | null>> = {
  approved: () => null,
  denied: () => null,
  reported: () => null,
  in_progress: () => null,
  kept: (outcome) =>
    outcome.kind === 'kept' && outcome.why === 'offline'
      ? 'No network. Your answer is kept and sent when there is one.'
      : 'The server doesn’t answer. Your answer is kept and sent when it does.',
  elsewhere: (outcome) => {
    if (outcome.kind !== 'elsewhere') return null;
    const state = outcome.state.charAt(0).toUpperCase() + outcome.state.slice(1);
    return `${state} on ${outcome.decidedBy ?? 'another device'}. Your answer was not counted.`;
  },
  expired: () => 'Too late: this request ran out. Nothing was approved.',
  canceled: () => 'This request is no longer asked. Nothing was approved.',
  failed: () => 'Too many wrong codes. Nothing was approved.',
  wrong_code: () => 'That was not the code. Open Nod and type it again.',
};

async function say({ core }: WorkerContext, request: RequestId, words: string | null): Promise<void> {
  const item = await core.inbox.get(request);
  if (words !== null && item) await core.notifier.show(answerNotification(item, words, core.now()));
}
