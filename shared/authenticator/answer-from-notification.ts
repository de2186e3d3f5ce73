import type { Core } from './core.ts';
import { decide } from './decide.ts';
import { AuthenticatorError, type AuthenticatorErrorCode } from './errors.ts';
import type { RequestId } from './inbox-item.ts';
import { answerNotification } from './notification-words.ts';
import type { Outcome } from './outcome.ts';

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
    await say(core, request, wordsFor(outcome));
    return outcome.kind === 'kept' ? 'kept' : 'answered';
  } catch (error) {
    if (!(error instanceof AuthenticatorError)) throw error;
    if (NEEDS_APP.has(error.code)) return 'needs_app';
    await say(core, request, 'Your answer was not taken. Open Nod to see why.');
    return 'answered';
  }
}

const NEEDS_APP: ReadonlySet<AuthenticatorErrorCode> = new Set([
  'approval_needs_app',
  'approval_unsupported',
  'login_not_here',
  'login_hidden',
]);

/** Only what a person would not expect is said; an answer that counted needs no words. */
function wordsFor(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case 'phishing':
      return `Refused and reported: ${new URL(outcome.origin).host} showed this sign-in, and it is a fake.`;
    case 'kept':
      return outcome.why === 'offline'
        ? 'No network. Your answer is kept and sent when there is one.'
        : 'The server doesn’t answer. Your answer is kept and sent when it does.';
    case 'elsewhere': {
      const state = outcome.state.charAt(0).toUpperCase() + outcome.state.slice(1);
      return `${state} on ${outcome.decidedBy ?? 'another device'}. Your answer was not counted.`;
    }
    case 'expired':
      return 'Too late: this request ran out. Nothing was approved.';
    case 'canceled':
      return 'This request is no longer asked. Nothing was approved.';
    case 'failed':
      return 'Too many wrong codes. Nothing was approved.';
    case 'wrong_code':
      return 'That was not the code. Open Nod and type it again.';
    default:
      return null;
  }
}

async function say(core: Core, request: RequestId, words: string | null): Promise<void> {
  const item = await core.inbox.get(request);
  if (words !== null && item) await core.notifier.show(answerNotification(item, words, core.now()));
}
