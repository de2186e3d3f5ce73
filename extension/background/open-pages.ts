import type { Channel } from '../../shared/authenticator/channel.ts';
import type { Core } from '../../shared/authenticator/ports.ts';
import { createWatching } from '../../shared/authenticator/watch.ts';

/**
 * While a page of the extension is open, its port keeps this worker awake and the accounts are watched: waiting requests
 * show at once, also without push.
 */
export function createOpenPages(core: Core, channel: Channel, changed: () => void) {
  let count = 0;
  const watching = createWatching(core, {
    onChange: changed,
    onRequest: () => undefined,
    onReachable: (reachable) => channel.announce({ type: 'reachable', reachable }),
  });
  const follow = async () => watching.follow(count > 0 ? await core.keys.accounts() : []);
  return {
    /** Follows the accounts there are now, if a page is open. */
    follow,
    add: (port: chrome.runtime.Port) => {
      count += 1;
      port.onDisconnect.addListener(() => {
        count -= 1;
        void follow();
      });
      void follow();
    },
  };
}
