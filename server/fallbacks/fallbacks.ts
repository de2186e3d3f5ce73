import type { Challenges } from '../challenges/challenges.ts';
import type { ChallengeView } from '../challenges/view.ts';
import type { Core } from '../core/core.ts';
import type { Proof } from '../devices/authenticate-proof.ts';
import type { ApplicationRow, DeviceRow, FallbackWay } from '../store/schema.ts';
import { answerFallback, type FallbackCall, openFallback } from './answer.ts';
import { bypass } from './bypass.ts';
import { type Counter, countersOf, reopen } from './counters.ts';
import { offline } from './offline.ts';
import { fallbacksOf } from './policy.ts';
import type { Opened, Way } from './way.ts';

/** What counts in place of a device's answer, for the moment in which none is at hand (A6.6). */
export interface Fallbacks {
  open(call: FallbackCall): Promise<Opened>;
  answer(call: FallbackCall & { code: string }): Promise<ChallengeView>;
  /** Whether an application takes it for the logins that its policy makes, as far as one can tell before they are made. */
  takes(application: ApplicationRow, way: FallbackWay): boolean;
  /** How each way of the device's user stands. */
  list(device: DeviceRow): Promise<Counter[]>;
  /** Opens one again. */
  reopen(device: DeviceRow, way: FallbackWay, source: { ip: string; proof: Proof }): Promise<void>;
  /** By the operator: all of them. @returns the ways that were closed */
  reopenAll(userId: string): Promise<FallbackWay[]>;
}

/** Every way there is. One that isn't here is refused, whatever a policy says. */
const WAYS: Partial<Record<FallbackWay, Way>> = { offline, bypass };

export interface FallbackParts {
  readonly challenges: Pick<Challenges, 'askedForFallback' | 'approveByFallback'>;
  readonly ways: Partial<Record<FallbackWay, Way>>;
}

export function createFallbacks(core: Core, { challenges }: Pick<FallbackParts, 'challenges'>): Fallbacks {
  const { store } = core;
  const parts: FallbackParts = { challenges, ways: WAYS };
  return {
    open: (call) => openFallback(core, parts, call),
    answer: (call) => answerFallback(core, parts, call),
    takes: (application, way) =>
      fallbacksOf(application, { match: application.match, userVerification: application.user_verification }).includes(
        way,
      ),
    async list(device) {
      const counters = await countersOf(store.db, device.user_id, core.clock());
      return (Object.keys(WAYS) as FallbackWay[]).map(
        (way) => counters.find((one) => one.way === way) ?? { way, failures: 0, pauseMs: 0, closedAtMs: null },
      );
    },
    reopen: (device, way, { ip, proof }) =>
      store.transaction(async (trx) => {
        await store.takeTurn(trx, device.user_id);
        await proof.spend(trx);
        await reopen(core, trx, { userId: device.user_id, way, by: { deviceId: device.id, ip } });
      }),
    reopenAll: (userId) =>
      store.transaction(async (trx) => {
        await store.takeTurn(trx, userId);
        return reopen(core, trx, { userId });
      }),
  };
}
