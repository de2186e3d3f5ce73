import type { AccountId, EnrolStep } from '../../authenticator/actions.ts';
import type { Offer } from '../../authenticator/enrol.ts';
import { AuthenticatorError, errorCode } from '../../authenticator/errors.ts';
import type { TestResult } from '../../authenticator/test-push.ts';
import type { App } from './app-context.ts';
import { setUpConfirming } from './confirm-user.ts';
import type { Effect, PairingEvent } from './pairing-steps.ts';
import type { Store } from './store.ts';

/** What pairing works with. */
export interface PairingContext {
  readonly app: Pick<
    App,
    'actions' | 'reader' | 'store' | 'platform' | 'notifications' | 'userVerification' | 'changed'
  >;
  readonly kind: 'pwa' | 'extension';
  /** What the person calls this device. */
  readonly deviceName: string;
  /** On the tap on "Pair": what only a tap may ask the browser. */
  readonly onPair?: ((offer: Offer) => Promise<unknown>) | undefined;
  readonly onPaired?: (() => void) | undefined;
}

type Say = (event: PairingEvent) => void;

/**
 * Does what a step of pairing-steps.ts asks for. It begins before this returns: what only a tap may ask the browser has to
 * be asked in the very moment of the tap.
 * @param say is told what became of it; an error is an event too
 */
export async function carryOut(effect: Effect, context: PairingContext, say: Say): Promise<void> {
  const work = EFFECTS[effect.type] as Work<Effect>;
  say(await work(effect, context, say));
}

/** Never rejected: what went wrong is what became of it. */
type Work<E> = (effect: E, context: PairingContext, say: Say) => Promise<PairingEvent>;

const EFFECTS: { readonly [T in Effect['type']]: Work<Effect & { readonly type: T }> } = {
  claim: ({ origin, ticket }, context) =>
    context.app.actions.claimEnrollment({ origin, ticket }).then(
      (offer) => ({ type: 'claimed', offer }),
      async (error) => ({ type: 'claim_failed', error: await told(error, origin, context) }),
    ),
  try_keys: (_effect, { app }) =>
    app.actions.tryKeys().then(
      () => ({ type: 'keys_kept' }),
      (error) => ({ type: 'keys_refused', error }),
    ),
  ask_shell: async ({ offer }, { onPair }) => {
    // Pairing goes on whatever the browser answers, so also when it couldn't be asked.
    await onPair?.(offer).catch(console.error);
    return { type: 'shell_asked', offer };
  },
  ask_permission: (_effect, { app }) =>
    app.notifications.ask().then(
      () => ({ type: 'permitted' }),
      (error) => ({ type: 'refused', error }),
    ),
  enrol: async ({ offer, push }, { app, kind, deviceName, onPaired }, say) => {
    const unfollow = followSteps(app.store, (what) => say({ type: 'enrol_step', what }));
    try {
      const device = { kind, name: deviceName.trim(), platform: app.platform.description };
      const result = await app.actions.enrol({ offer, device, push });
      onPaired?.();
      // Before it is said, or a quick "Done" leads to a home that knows of no account yet, and from there to pairing again.
      await app.changed();
      return { type: 'enrolled', result };
    } catch (error) {
      return { type: 'enrol_failed', error, push };
    } finally {
      unfollow();
    }
  },
  send_again: ({ deviceId }, { app }) => test(deviceId, app, app.actions.sendTestAgain),
  go_without: ({ deviceId }, { app }) => test(deviceId, app, app.actions.continueWithoutPush),
  set_up_confirming: async ({ deviceId }, { app }) => {
    try {
      if (deviceId === null) throw new AuthenticatorError('account_unknown', 'nothing has been paired');
      await setUpConfirming(app, { deviceId });
      await app.changed();
      return { type: 'set_up_done' };
    } catch (error) {
      return { type: 'set_up_failed', error };
    }
  },
};

/** What it means that a server isn't there, where a person typed its address and none of its accounts is here. */
const NEVER_REACHED: Readonly<Record<string, 'server_not_found' | 'server_not_nod'>> = {
  server_unreachable: 'server_not_found',
  answer_malformed: 'server_not_nod',
  not_found: 'server_not_nod',
};

/** Tells an address that is mistyped from a server that is out of service, as far as anybody can. */
async function told(error: unknown, origin: string, { app, kind }: PairingContext): Promise<unknown> {
  const code = NEVER_REACHED[errorCode(error) ?? ''];
  // A PWA pairs with the server that it came from.
  if (code === undefined || kind === 'pwa') return error;
  if ((await app.reader.keys.accounts()).some(({ issuer }) => issuer === origin)) return error;
  return new AuthenticatorError(code, 'nothing of Nod was heard from there', {
    params: { server: new URL(origin).host },
    cause: error,
  });
}

async function test(
  deviceId: string | null,
  { reader, changed }: PairingContext['app'],
  work: (account: AccountId) => Promise<TestResult>,
): Promise<PairingEvent> {
  try {
    // While `enrol` still waits, the account is in the database only.
    const pending = async () => (await reader.keys.accounts()).find(({ state }) => state === 'pending')?.deviceId;
    const tested = deviceId ?? (await pending());
    if (tested === undefined) throw new AuthenticatorError('account_unknown', 'nothing is being paired');
    const result = await work({ deviceId: tested });
    await changed();
    return { type: 'tested', result };
  } catch (error) {
    return { type: 'test_failed', error };
  }
}

/**
 * Tells of each step of a pairing that begins now, at once and in order, as the shell puts it into the store.
 * @returns how to stop
 */
export function followSteps(store: Store, onStep: (step: EnrolStep) => void): () => void {
  // What an earlier attempt left there is not a step of this one.
  store.set({ enrolStep: null });
  let last: EnrolStep | null = null;
  return store.listen(() => {
    const { enrolStep } = store.get();
    if (enrolStep === last) return;
    last = enrolStep;
    if (enrolStep !== null) onStep(enrolStep);
  });
}
