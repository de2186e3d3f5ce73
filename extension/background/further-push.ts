import { AuthenticatorError } from '../../shared/authenticator/errors.ts';
import { SUBSCRIBE_LIMIT_MS } from '../../shared/authenticator/subscriptions.ts';
import { type FurtherAnswer, type FurtherRequest, OFFSCREEN_PAGE } from '../messages.ts';
import { within } from '../within.ts';

/** For what the offscreen document answers without asking the network. */
const ANSWER_LIMIT_MS = 5_000;

/** Push subscriptions beyond the background worker's own: one per further server's key. */
export interface FurtherPush {
  /** PushSubscription.toJSON() of the one for this key, or null. @throws AuthenticatorError subscribe_failed */
  current(vapidPublicKey: string): Promise<unknown>;
  /** @throws AuthenticatorError subscribe_failed, also when the offscreen document doesn't answer */
  subscribe(vapidPublicKey: string, options: { fresh: boolean }): Promise<unknown>;
  /**
   * Makes sure that the offscreen document is there to take their pushes.
   * @returns whether it has been missing since the last call: pushes that came then were not taken
   * @throws AuthenticatorError subscribe_failed
   */
  open(): Promise<boolean>;
  /** Gives back all but those for these keys. @throws AuthenticatorError subscribe_failed */
  keep(vapidPublicKeys: readonly string[]): Promise<void>;
}

/** Works through the offscreen document, which is made when it is needed, and closed when no further server is left. */
export function createFurtherPush(): FurtherPush {
  let making: Promise<void> | undefined;
  let wasMissing = false;

  const isThere = async () => (await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] })).length > 0;
  const make = async () => {
    if (await isThere()) return;
    wasMissing = true;
    await chrome.offscreen.createDocument({
      url: OFFSCREEN_PAGE,
      reasons: ['WORKERS'],
      justification: 'To register a service worker for each further server that sends pushes, and to pass them on.',
    });
  };
  const makeOnce = () => {
    making ??= make().finally(() => {
      making = undefined;
    });
    return making;
  };
  const ask = async (request: FurtherRequest, limitMs = ANSWER_LIMIT_MS): Promise<unknown> => {
    const asked = makeOnce().then((): Promise<FurtherAnswer | undefined> => chrome.runtime.sendMessage(request));
    const answer = await within(asked, limitMs).catch(unreachable);
    if (answer && 'output' in answer) return answer.output;
    throw new AuthenticatorError('subscribe_failed', answer?.error ?? 'the offscreen document did not answer');
  };

  return {
    open: async () => {
      await within(makeOnce(), ANSWER_LIMIT_MS).catch(unreachable);
      const missed = wasMissing;
      wasMissing = false;
      return missed;
    },
    current: (vapidPublicKey) => ask({ type: 'further', ask: 'current', vapidPublicKey }),
    subscribe: (vapidPublicKey, { fresh }) =>
      // Longer than the caller's own limit: "the network didn't answer" is the truth then, not "it was refused".
      ask({ type: 'further', ask: 'subscribe', vapidPublicKey, fresh }, SUBSCRIBE_LIMIT_MS + ANSWER_LIMIT_MS),
    keep: async (vapidPublicKeys) => {
      if (vapidPublicKeys.length === 0 && !(await isThere())) return;
      await ask({ type: 'further', ask: 'keep', vapidPublicKeys });
      if (vapidPublicKeys.length === 0) await chrome.offscreen.closeDocument();
    },
  };
}

function unreachable(cause: unknown): never {
  throw new AuthenticatorError('subscribe_failed', 'the offscreen document can’t be asked', { cause });
}
