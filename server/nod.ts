import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import packageJson from '../package.json' with { type: 'json' };
import { type Accounts, createAccounts } from './accounts/accounts.ts';
import { type Announcements, createAnnouncements } from './announcements/announcements.ts';
import { createMailer } from './announcements/smtp.ts';
import { createApp } from './app.ts';
import { type Challenges, createChallenges } from './challenges/challenges.ts';
import { DEFAULT_LIMITS, type Limits } from './challenges/limits.ts';
import { SIGNS } from './challenges/signs.ts';
import { createBackground } from './core/background.ts';
import type { Core } from './core/core.ts';
import type { Clock, RandomBytes } from './crypto/ids.ts';
import { loadOrCreateKeys, type ServerKeys } from './crypto/keys.ts';
import { createDevices, type Devices } from './devices/devices.ts';
import type { Log } from './diagnostics/log.ts';
import { createMetrics } from './diagnostics/metrics.ts';
import { forgetOldAnswers } from './doors/idempotency.ts';
import { createOpenWaits, type OpenWaits } from './doors/open-waits.ts';
import { createRateLimiter } from './doors/rate-limit.ts';
import { createFallbacks, type Fallbacks } from './fallbacks/fallbacks.ts';
import { createGuardedFetch } from './net/guarded-fetch.ts';
import { NO_PLACES, openPlaces, type Places, PlacesError } from './net/places.ts';
import { createPushSender, type PushSender, type PushSettings } from './push/sender.ts';
import { createRecovery, type Recovery } from './recovery/recovery.ts';
import { createRetention } from './retention/retention.ts';
import { type Config, ConfigError } from './settings/config.ts';
import { openStore, type Store } from './store/store.ts';

export interface NodDeps {
  clock: Clock;
  randomBytes: RandomBytes;
  log: Log;
  /** For webhooks; default: one that reaches no private address (except in the demo). */
  fetch?: typeof fetch;
  /** Default: the build beside this file. */
  pwaDir?: string;
  /** For measurements and tests; defaults are NIST's. */
  limits?: Partial<Limits>;
  push?: Partial<PushSettings>;
}

/** The whole server without its socket. */
export interface Nod {
  readonly config: Config;
  readonly store: Store;
  readonly keys: ServerKeys;
  readonly accounts: Accounts;
  readonly devices: Devices;
  readonly challenges: Challenges;
  readonly fallbacks: Fallbacks;
  readonly recovery: Recovery;
  readonly announcements: Announcements;
  readonly push: PushSender;
  readonly waits: OpenWaits;
  readonly app: Hono;
  /** Starts the work that runs by itself: expiry, pushes to retry, clean-up. */
  start(): void;
  /** Ends answers that are held back, lets pushes leave, closes the database. Safe to call twice. */
  stop(): Promise<void>;
}

const CLEAN_UP_EVERY_MS = 10 * 60_000;
/** Removals that are due, and devices that nobody uses. */
const DEVICE_SWEEP_EVERY_MS = 60_000;
/**
 * Ten tries at once, then one every six seconds: people who mistype don't notice, and guesses at a 40-bit code are
 * hopeless.
 */
const CLAIM_LIMIT = { burst: 10, refillMs: 6_000 };
const COMPLETE_LIMIT = { burst: 20, refillMs: 3_000 };
const FETCH_LIMIT = { burst: 10, refillMs: 3_000 };
/** Ten requests that came at once have four each. */
const ATTACHMENTS_LIMIT = { burst: 40, refillMs: 1_000 };
const UNDO_LIMIT = { burst: 10, refillMs: 6_000 };
const RECOVERY_LIMIT = { burst: 10, refillMs: 6_000 };

/**
 * Wires the parts together. Nothing runs yet, and nothing listens: see start() and listen.ts.
 * @throws ConfigError for a database of places that can't be read
 */
export async function createNod(config: Config, deps: NodDeps): Promise<Nod> {
  const { clock, randomBytes, log } = deps;
  const { origin, trying } = config;
  const places = await placesOf(config);
  const keys = await loadOrCreateKeys(path.join(config.dataDir, 'keys'), { randomBytes });
  const store = await openStore({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    log,
  });
  const core: Core = { store, keys, clock, randomBytes, log, places, origin, language: config.language };
  try {
    const metrics = createMetrics({ signs: SIGNS });
    const waits = createOpenWaits();
    const accounts = createAccounts(core, { allowHttpLocalhost: trying });
    const push = createPushSender(
      core,
      {
        vapidSubject: config.vapidSubject,
        allowedHosts: config.pushHosts,
        rewrites: config.pushRewrites,
        ...deps.push,
      },
      metrics.pushDone,
    );
    const outside = deps.fetch ?? createGuardedFetch({ privateAllowed: trying });
    const devices = createDevices(core, {
      push,
      accounts,
      fetch: outside,
      settings: {
        serverName: config.serverName,
        pullAllowed: config.pullAllowed,
        vouch: config.vouch,
        privateWebhooks: trying,
        idleDays: config.deviceIdleDays,
        recoveryDelayMs: config.recoveryDelayHours * 3_600_000,
      },
    });
    const challenges = createChallenges(core, {
      accounts,
      push,
      limits: { ...DEFAULT_LIMITS, ...deps.limits },
      onCreated: metrics.challengeCreated,
      onFinal: metrics.challengeFinal,
      onSign: metrics.signSeen,
    });
    const fallbacks = createFallbacks(core, {
      challenges,
      sendMail: config.mail && createMailer(config.mail, config.serverName),
      serverName: config.serverName,
    });
    const recovery = createRecovery(core, { devices, settings: { serverName: config.serverName } });
    const announcements = createAnnouncements(core, {
      push,
      fetch: outside,
      privateWebhooks: trying,
      mail: config.mail,
      serverName: config.serverName,
    });
    const app = createApp({
      ...core,
      accounts,
      devices,
      challenges,
      fallbacks,
      recovery,
      announcements,
      metrics,
      waits,
      settings: { trustedProxies: config.trustedProxies, metricsToken: config.metricsToken },
      limits: {
        claim: createRateLimiter(CLAIM_LIMIT, clock),
        complete: createRateLimiter(COMPLETE_LIMIT, clock),
        fetch: createRateLimiter(FETCH_LIMIT, clock),
        attachments: createRateLimiter(ATTACHMENTS_LIMIT, clock),
        undo: createRateLimiter(UNDO_LIMIT, clock),
        recovery: createRateLimiter(RECOVERY_LIMIT, clock),
      },
      pwaDir: deps.pwaDir ?? builtPwaDir(),
      version: packageJson.version,
    });

    const retention = createRetention(core, { days: config.retentionDays });
    const upkeep = createBackground(core);
    let cleanUp: NodeJS.Timeout | undefined;
    let deviceSweep: NodeJS.Timeout | undefined;
    let stopping: Promise<void> | undefined;
    return {
      config,
      store,
      keys,
      accounts,
      devices,
      challenges,
      fallbacks,
      recovery,
      announcements,
      push,
      waits,
      app,
      start() {
        challenges.start();
        push.start();
        announcements.start();
        retention.start();
        cleanUp = setInterval(() => {
          forgetOldAnswers(store.db, clock()).catch((error: unknown) =>
            log.error({ err: error }, 'cleaning up failed'),
          );
        }, CLEAN_UP_EVERY_MS);
        cleanUp.unref();
        // At the start too: what came due while the server was stopped.
        upkeep.run(devices.sweep());
        deviceSweep = setInterval(() => upkeep.run(devices.sweep()), DEVICE_SWEEP_EVERY_MS);
        deviceSweep.unref();
      },
      stop() {
        stopping ??= (async () => {
          clearInterval(cleanUp);
          clearInterval(deviceSweep);
          waits.drain();
          await upkeep.settled();
          await challenges.stop();
          await fallbacks.stop();
          await announcements.stop();
          await push.stop();
          await retention.stop();
          await store.close();
        })();
        return stopping;
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** @throws ConfigError */
async function placesOf({ placesFile }: Config): Promise<Places> {
  if (placesFile === undefined) return NO_PLACES;
  return openPlaces(placesFile).catch((error: unknown) => {
    if (!(error instanceof PlacesError)) throw error;
    const got = `${JSON.stringify(placesFile)} can’t be used: ${error.message}`;
    throw new ConfigError([`NOD_PLACES wants a database of places, such as GeoLite2-City.mmdb; ${got}.`]);
  });
}

/** `dist/pwa`, whether this file runs from `server/` or was bundled into `dist/server/`. */
function builtPwaDir(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const bundled = path.basename(path.dirname(here)) === 'dist';
  return path.resolve(here, bundled ? '../pwa' : '../dist/pwa');
}
