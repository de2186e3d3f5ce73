import type { Core } from '../core/core.ts';
import type { RandomBytes } from '../crypto/ids.ts';
import { wordsFor } from '../words/all.ts';
import {
  type Attempt,
  abandonDeliveries,
  claimDue,
  insertDeliveries,
  loadPending,
  newDelivery,
  type PendingChallenge,
  recordAttempts,
  recordHealth,
  type Target,
} from './deliveries.ts';
import { challengeMessage, type PushMessage } from './messages.ts';
import type { SendPush } from './send.ts';
import { understands } from './understands.ts';

/** Push services answer in some 100 ms, some later than others: answers within this time are written together. */
const GATHER_MS = 50;
/** How often due tries are looked for: half of the shortest wait. Finding none costs one lookup in a partial index. */
const LOOK_INTERVAL_MS = 500;
/** One look takes at most this many deliveries; while it finds that many, the next follows at once. */
const CLAIM_LIMIT = 100;

/** The fan-out: everything that a challenge needs to reach its user's devices, and a record of how far it got. */
export interface Dispatch {
  /** Pushes a pending challenge to all its user's active devices. Resolves when every outcome is on file; never rejects. */
  toAll(challengeId: string): Promise<void>;
  /** Starts trying again what push services could not take. The work list is the table, so it survives a restart. */
  startRetries(): void;
  /** Takes no more work; resolves when what was taken is done. */
  stopRetries(): Promise<void>;
}

export function createDispatch(core: Core, sendPush: SendPush): Dispatch {
  const { store, clock, randomBytes, log } = core;

  async function attempt(challenge: PendingChallenge, target: Target, message: PushMessage): Promise<Attempt> {
    if (target.subscription === null) {
      return { target, state: 'pull', statusCode: 0, tried: false, nextAttemptMs: null, health: null };
    }
    const { outcome, slowed, statusCode, retryAfterMs } = await sendPush(target.subscription, message);
    const ended = { target, statusCode, tried: true };
    if (outcome !== 'retry') return { ...ended, state: outcome, nextAttemptMs: null, health: outcome };
    const nextAttemptMs = nextAttemptAt({
      nowMs: clock(),
      expiresAtMs: challenge.expiresAtMs,
      attempts: target.attempts + 1,
      retryAfterMs,
      random: fraction(randomBytes),
    });
    if (nextAttemptMs === null) {
      return { ...ended, state: 'failed', nextAttemptMs, health: slowed ? 'slowed' : 'unavailable' };
    }
    // A service that answers late is no news yet; that it takes too many is, since people wait meanwhile.
    return { ...ended, state: 'queued', nextAttemptMs, health: slowed ? 'slowed' : null };
  }

  async function record(challengeId: string, attempts: readonly Attempt[]): Promise<void> {
    const nowMs = clock();
    // Progress, not truth: a power cut may take it, so no push pays for a wait for the disk.
    await store.relaxed(async (trx) => {
      await recordAttempts(trx, challengeId, attempts, nowMs);
      await recordHealth(trx, attempts, nowMs);
    });
    void store.bus.publish(`delivery:${challengeId}`);
  }

  /** Sends to all at once and records as answers come: a service that hangs doesn't hold up what others have said. */
  async function send(challenge: PendingChallenge, targets: readonly Target[]): Promise<void> {
    const { challengeId } = challenge;
    let message: PushMessage;
    try {
      message = challengeMessage(challenge, clock(), wordsFor(challenge.language, core.language));
    } catch (error) {
      log.error({ challengeId, err: error }, 'challenge does not fit a push');
      const failed = { state: 'failed', statusCode: 0, tried: false, nextAttemptMs: null, health: null } as const;
      await record(
        challengeId,
        targets.map((target) => ({ ...failed, target })),
      );
      return;
    }
    let ready: Attempt[] = [];
    let waiting = targets.length;
    let timer: NodeJS.Timeout | undefined;
    const writes: Promise<void>[] = [];
    const write = () => {
      clearTimeout(timer);
      timer = undefined;
      const written = record(challengeId, ready);
      // It is waited for below, when all have answered. Until then nobody else would take its failure.
      written.catch(() => undefined);
      writes.push(written);
      ready = [];
    };
    await Promise.all(
      targets.map(async (target) => {
        const ended = await attempt(challenge, target, message);
        ready.push(ended);
        waiting--;
        if (waiting === 0) write();
        else timer ??= setTimeout(write, GATHER_MS);
      }),
    );
    await Promise.all(writes);
  }

  async function toAll(challengeId: string): Promise<void> {
    try {
      const nowMs = clock();
      const challenge = await loadPending(store.db, challengeId, nowMs);
      if (challenge === undefined) return;
      // Those that the engine didn't ask have no row either, and stay without one.
      const missing = challenge.targets.filter((one) => one.state === null && understands(one, challenge.jws));
      await insertDeliveries(
        store.db,
        missing.map(({ deviceId, subscription }) =>
          newDelivery(challengeId, { id: deviceId, delivery: subscription === null ? 'pull' : 'push' }, nowMs),
        ),
      );
      const due = [
        ...challenge.targets.filter(({ state }) => state === 'queued'),
        ...missing.filter(({ subscription }) => subscription !== null),
      ];
      if (due.length > 0) await send(challenge, due);
    } catch (error) {
      log.error({ challengeId, err: error }, 'challenge not dispatched');
    }
  }

  /** Tries again for some devices, and gives up those that the challenge no longer goes to. */
  async function again(challengeId: string, deviceIds: readonly string[]): Promise<void> {
    try {
      const challenge = await loadPending(store.db, challengeId, clock());
      const targets =
        challenge?.targets.filter(({ deviceId, state }) => state === 'queued' && deviceIds.includes(deviceId)) ?? [];
      if (challenge !== undefined && targets.length > 0) await send(challenge, targets);
      const sent = new Set(targets.map(({ deviceId }) => deviceId));
      const over = deviceIds.filter((deviceId) => !sent.has(deviceId));
      await abandonDeliveries(store.db, challengeId, over, clock());
    } catch (error) {
      // The rows are due again when their lease ends.
      log.error({ challengeId, err: error }, 'pushes not retried');
    }
  }

  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let stopped = true;

  async function look(): Promise<void> {
    try {
      let found = CLAIM_LIMIT;
      while (!stopped && found === CLAIM_LIMIT) {
        const claimed = [...(await claimDue(store, clock(), CLAIM_LIMIT))];
        await Promise.all(claimed.map(([challengeId, deviceIds]) => again(challengeId, deviceIds)));
        found = claimed.reduce((sum, [, deviceIds]) => sum + deviceIds.length, 0);
      }
    } catch (error) {
      log.error({ err: error }, 'push retries not run');
    }
    lookLater();
  }

  function lookLater(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      looking = look();
    }, LOOK_INTERVAL_MS);
    timer.unref();
  }

  return {
    toAll,
    startRetries() {
      if (!stopped) return;
      stopped = false;
      lookLater();
    },
    async stopRetries() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;
/** Whatever a service says, this keeps a broken one from being called in a tight loop. */
const MIN_DELAY_MS = 500;

export interface RetryQuestion {
  readonly nowMs: number;
  /** When the challenge ends; nothing is sent after it. */
  readonly expiresAtMs: number;
  /** Tries made so far, at least 1. */
  readonly attempts: number;
  /** What the service asked for, if it did. */
  readonly retryAfterMs: number | undefined;
  /** A random number from 0 to 1, exclusive: jitter, so that a service that comes back isn't hit by all at once. */
  readonly random: number;
}

/** When to try again (ms since the epoch), or null when that would be after the challenge's end. */
export function nextAttemptAt({ nowMs, expiresAtMs, attempts, retryAfterMs, random }: RetryQuestion): number | null {
  const backoffMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempts - 1, 10)) * (0.5 + random / 2);
  const atMs = Math.round(nowMs + Math.max(MIN_DELAY_MS, retryAfterMs ?? backoffMs));
  return atMs < expiresAtMs ? atMs : null;
}

/** From 0 to 1, exclusive. */
function fraction(randomBytes: RandomBytes): number {
  const [high = 0, low = 0] = randomBytes(2);
  return (high * 256 + low) / 65_536;
}
