import type { Channel } from '../../shared/authenticator/channel.ts';
import type { Core } from '../../shared/authenticator/ports.ts';
import { createWatching } from '../../shared/authenticator/watch.ts';

/**
 * While a page of the extension is open, its port keeps this worker awake and the accounts are watched: waiting requests
 * show at once, also without push.
 */
export function createOpenPages(core: Core, channel: Channel, changed: () => void) {
  let count = 0;
  /** As last heard, for a page that opens while the accounts are watched already. */
  const reached = new Map<string, boolean>();
  const tell = (issuer: string, reachable: boolean) => channel.announce({ type: 'reachable', issuer, reachable });
  const watching = createWatching(core, {
    onChange: changed,
    onRequest: () => undefined,
    onReachable: (reachable, issuer) => {
      reached.set(issuer, reachable);
      tell(issuer, reachable);
    },
  });
  const follow = async () => {
    if (count === 0) reached.clear();
    watching.follow(count > 0 ? await core.keys.accounts() : []);
  };
  return {
    /** Follows the accounts there are now, if a page is open. */
    follow,
    add: (port: chrome.runtime.Port) => {
      count += 1;
      for (const [issuer, reachable] of reached) tell(issuer, reachable);
      port.onDisconnect.addListener(() => {
        count -= 1;
        void follow();
      });
      void follow();
    },
  };
}
