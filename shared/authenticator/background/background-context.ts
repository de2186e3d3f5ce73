import type { Channel } from '../channel.ts';
import type { Core } from '../core.ts';
import type { Subscriptions } from '../subscriptions.ts';

/** What the event handlers of a background worker work with. Each shell makes it of the real things, tests of others. */
export interface BackgroundContext {
  readonly core: Core;
  readonly subscriptions: Subscriptions;
  readonly channel: Channel;
  readonly windows: Windows;
  /** The number on the app's icon, where there is one. */
  readonly badge: (count: number) => Promise<void>;
  /** Asks to be woken when the network is back, where the browser can (Background Sync). */
  readonly wakeWhenOnline: () => Promise<void>;
}

/** The app's open windows. */
export interface Windows {
  /** Brings one to the front and shows `hash` in it, or opens a new one. */
  open(hash: string): Promise<void>;
}
