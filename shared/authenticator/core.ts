import type { LoginFinder } from './login-place.ts';
import type { Api, Inbox, Keys, Notifier } from './ports.ts';
import type { ServerClock } from './server-clock.ts';

/** The authenticator: four ports and the clock. Every function of this folder takes it first. */
export interface Core {
  readonly keys: Keys;
  readonly inbox: Inbox;
  readonly notifier: Notifier;
  readonly api: Api;
  readonly clock: ServerClock;
  /** Only where this browser's tabs can be looked into. */
  readonly logins?: LoginFinder;
  /** This device's clock, ms since the epoch. */
  readonly now: () => number;
  /** Resolves after so many ms, or at once when the signal aborts. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
}
