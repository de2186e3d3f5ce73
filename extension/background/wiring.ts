import { createActions } from '../../shared/authenticator/actions.ts';
import type { BackgroundContext } from '../../shared/authenticator/background/worker-events.ts';
import { handleWake, reconcileAll, updateBadge } from '../../shared/authenticator/background/worker-events.ts';
import { createBrowserCore } from '../../shared/authenticator/browser-core.ts';
import { openChannel } from '../../shared/authenticator/channel.ts';
import { createLaterActions } from '../../shared/authenticator/later-actions.ts';
import { pullAndShow } from '../../shared/authenticator/pull.ts';
import { setRounds } from './alarms.ts';
import { createFurtherPush } from './further-push.ts';
import { createLoginFinder } from './login-finder.ts';
import { createNotifier } from './notifier.ts';
import { createOpenPages } from './open-pages.ts';
import { createPages } from './pages.ts';
import { createOwnSubscriptions, createSubscriptions } from './subscriptions.ts';

/**
 * Chromium's push client must not be asked in the first moment of a start: getSubscription() then never settles, and no
 * push arrives as long as the browser runs (156; seen in every other start).
 */
const PUSH_CLIENT_STARTS_MS = 5_000;

const BADGE_COLOUR = '#0a7a4d';

/** Wires the worker: the core on this browser, and the work that its events start. */
export function createBackground() {
  const channel = openChannel();
  const core = createBrowserCore(createNotifier(), { logins: createLoginFinder() });
  const subscriptions = createSubscriptions(core, createOwnSubscriptions(), createFurtherPush());
  const context: BackgroundContext = {
    core,
    subscriptions,
    channel,
    windows: createPages(),
    badge: async (count) => {
      await chrome.action.setBadgeBackgroundColor({ color: BADGE_COLOUR });
      await chrome.action.setBadgeText({ text: count > 0 ? String(count) : '' });
    },
    // The rounds send kept answers; every event ends with `settle`, which sets the rounds.
    wakeWhenOnline: async () => undefined,
  };
  const changed = () => {
    channel.announce({ type: 'changed' });
    void settle();
  };
  const openPages = createOpenPages(core, channel, changed);
  const actions = {
    ...createActions(core, subscriptions, { onStep: (step) => channel.announce({ type: 'step', step }) }),
    ...createLaterActions(core, subscriptions),
  };

  /** Badge, alarms, watching and further subscriptions follow from what is in the database. */
  async function settle(): Promise<void> {
    await updateBadge(context);
    await setRounds(core);
    await openPages.follow();
    if (!(await subscriptions.settle())) return;
    await pullAndShow(core, 'all');
    channel.announce({ type: 'changed' });
    await updateBadge(context);
  }

  return {
    context,
    actions,
    openPages,
    settle,
    /** After a start of the browser or a new version. */
    wake: async () => {
      // First of all, since pushes from the time when the browser was off come now and have to be taken.
      await subscriptions.settle();
      await handleWake(context);
      await pullAndShow(core, 'all');
      await core.wait(PUSH_CLIENT_STARTS_MS);
      await reconcileAll(context, 'open');
      await subscriptions.tidy();
    },
    /** On an alarm. */
    round: async () => {
      await handleWake(context);
      await pullAndShow(core, 'without push');
    },
  };
}
