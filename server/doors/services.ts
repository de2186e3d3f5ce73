import type { Accounts } from '../accounts/accounts.ts';
import type { Challenges } from '../challenges/challenges.ts';
import type { Clock, RandomBytes } from '../crypto/ids.ts';
import type { ServerKeys } from '../crypto/keys.ts';
import type { Devices } from '../devices/devices.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Metrics } from '../diagnostics/metrics.ts';
import type { Store } from '../store/store.ts';
import type { OpenWaits } from './open-waits.ts';
import type { RateLimiter } from './rate-limit.ts';

/** What the doors call: the inner layers, and what all requests of this process share. */
export interface Services {
  store: Store;
  keys: ServerKeys;
  accounts: Accounts;
  devices: Devices;
  challenges: Challenges;
  clock: Clock;
  randomBytes: RandomBytes;
  log: Log;
  metrics: Metrics;
  waits: OpenWaits;
  settings: DoorSettings;
  /** A6.6.3: tries per address at what needs no key: claiming and completing an enrollment. */
  limits: { claim: RateLimiter; complete: RateLimiter };
}

export interface DoorSettings {
  /** The public origin. */
  origin: string;
  /** Addresses and CIDR ranges whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[];
  /** Bearer token for /metrics; without one only this very machine may read it. */
  metricsToken: string | undefined;
}
