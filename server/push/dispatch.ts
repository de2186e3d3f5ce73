import type { Clock, RandomBytes } from '../crypto/ids.ts';
import type { Store } from '../store/store.ts';
import { type Attempt, recordAttempts, recordHealth } from './attempts.ts';
import { challengePayload, challengeTopic, remainingSeconds } from './challenge-push.ts';
import type { Deliver, PushLog, PushMessage } from './deliver.ts';
import { insertDeliveries, loadPending, newDelivery, type PendingChallenge, type Target } from './deliveries.ts';
import { nextAttemptAt } from './outcome.ts';

/** Push services answer in some 100 ms, some later than others: what comes within this time is written together. */
const GATHER_MS = 50;

export interface Dispatch {
  /** Pushes a pending challenge to all its user's active devices. Resolves when every outcome is on file; never rejects. */
  all(challengeId: string): Promise<void>;
  /** Tries again for some devices. @returns those that the challenge doesn't go to any more. Rejects on database errors. */
  again(challengeId: string, deviceIds: readonly string[]): Promise<string[]>;
}

/** The fan-out: everything that a challenge needs to reach its user's devices, and a record of how far it got. */
export function createDispatch(parts: {
  store: Store;
  deliver: Deliver;
  clock: Clock;
  randomBytes: RandomBytes;
  log: PushLog;
}): Dispatch {
  const { store, deliver, clock, randomBytes, log } = parts;
  const { db, bus } = store;

  async function attempt(challenge: PendingChallenge, target: Target, message: PushMessage): Promise<Attempt> {
    if (target.subscription === null) {
      return { target, state: 'pull', statusCode: 0, tried: false, nextAttemptMs: null };
    }
    const { outcome, statusCode, retryAfterMs } = await deliver(target.subscription, message);
    const ended = { target, statusCode, tried: true };
    if (outcome !== 'retry') return { ...ended, state: outcome, nextAttemptMs: null };
    const nextAttemptMs = nextAttemptAt({
      nowMs: clock(),
      expiresAtMs: challenge.expiresAtMs,
      attempts: target.attempts + 1,
      retryAfterMs,
      random: fraction(randomBytes),
    });
    return { ...ended, state: nextAttemptMs === null ? 'failed' : 'queued', nextAttemptMs };
  }

  async function record(challengeId: string, attempts: readonly Attempt[]): Promise<void> {
    const nowMs = clock();
    // Progress, not truth: a power cut may take it, so no push pays for a wait for the disk.
    await store.relaxed(async (trx) => {
      await recordAttempts(trx, challengeId, attempts, nowMs);
      await recordHealth(trx, attempts, nowMs);
    });
    void bus.publish(`delivery:${challengeId}`);
  }

  /** Sends to all at once and records as answers come: a service that hangs doesn't hold up what others have said. */
  async function send(challenge: PendingChallenge, targets: readonly Target[]): Promise<void> {
    let payload: string;
    try {
      payload = challengePayload(challenge.jws);
    } catch (error) {
      log.error({ challengeId: challenge.challengeId, err: error }, 'challenge does not fit a push');
      const failed = { state: 'failed', statusCode: 0, tried: false, nextAttemptMs: null } as const;
      await record(
        challenge.challengeId,
        targets.map((target) => ({ ...failed, target })),
      );
      return;
    }
    const message: PushMessage = {
      payload,
      ttlSeconds: remainingSeconds(challenge.expiresAtMs, clock()),
      urgency: 'high',
      topic: challengeTopic(challenge.challengeId),
    };
    let ready: Attempt[] = [];
    let waiting = targets.length;
    let timer: NodeJS.Timeout | undefined;
    const writes: Promise<void>[] = [];
    const write = () => {
      clearTimeout(timer);
      timer = undefined;
      writes.push(record(challenge.challengeId, ready));
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

  return {
    async all(challengeId) {
      try {
        const nowMs = clock();
        const challenge = await loadPending(db, challengeId, nowMs);
        if (challenge === undefined) return;
        const missing = challenge.targets.filter(({ state }) => state === null);
        await insertDeliveries(
          db,
          missing.map(({ deviceId, subscription }) =>
            newDelivery(challengeId, { id: deviceId, delivery: subscription === null ? 'pull' : 'push' }, nowMs),
          ),
        );
        const due = challenge.targets.filter(
          ({ state, subscription }) => state === 'queued' || (state === null && subscription !== null),
        );
        if (due.length > 0) await send(challenge, due);
      } catch (error) {
        log.error({ challengeId, err: error }, 'challenge not dispatched');
      }
    },

    async again(challengeId, deviceIds) {
      const challenge = await loadPending(db, challengeId, clock());
      const targets = challenge?.targets.filter(
        ({ deviceId, state }) => state === 'queued' && deviceIds.includes(deviceId),
      );
      if (challenge !== undefined && targets !== undefined && targets.length > 0) await send(challenge, targets);
      const sent = new Set(targets?.map(({ deviceId }) => deviceId));
      return deviceIds.filter((deviceId) => !sent.has(deviceId));
    },
  };
}

/** From 0 to 1, exclusive. */
function fraction(randomBytes: RandomBytes): number {
  const [high = 0, low = 0] = randomBytes(2);
  return (high * 256 + low) / 65_536;
}
