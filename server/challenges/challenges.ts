import type { HistoryResponse } from '../../shared/protocol/device-api.ts';
import type { Outcome } from '../../shared/protocol/receipt.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { ApplicationRow, DeviceRow } from '../store/schema.ts';
import { cancelChallenge } from './cancel.ts';
import type { ChallengesContext } from './context.ts';
import { type CreateChallenge, type CreatedChallenge, createChallenge } from './create.ts';
import { type DecideChallenge, decideChallenge } from './decide.ts';
import { expireDue } from './expire.ts';
import { acknowledge, historyFor, pendingFor } from './for-device.ts';
import { type ChallengeView, findChallenge, mayHaveReceipt, viewChallenge, visibleState } from './view.ts';
import { waitForChallenge } from './wait.ts';

/** The engine. Every door calls these; a door is translation and nothing else. */
export interface Challenges {
  create(input: CreateChallenge): Promise<CreatedChallenge>;
  get(application: ApplicationRow, challengeId: string): Promise<ChallengeView>;
  /** Long poll. */
  wait(
    application: ApplicationRow,
    challengeId: string,
    options: { waitMs: number; signal?: AbortSignal },
  ): Promise<ChallengeView>;
  cancel(application: ApplicationRow, challengeId: string): Promise<ChallengeView>;
  /** The signed receipt. @throws NodError challenge_unknown, receipt_unavailable (not final yet, or concealed) */
  receipt(application: ApplicationRow, challengeId: string): Promise<string>;
  decide(input: DecideChallenge): Promise<{ state: Outcome; decidedAtMs: number }>;
  pendingFor(device: DeviceRow): Promise<string[]>;
  history(device: DeviceRow, page: { beforeMs: number; limit: number }): Promise<HistoryResponse>;
  acknowledge(device: DeviceRow, challengeId: string, event: 'received' | 'displayed'): Promise<void>;
  /** How many calls wait right now. */
  waiting(): number;
  start(): void;
  stop(): Promise<void>;
}

const SWEEP_INTERVAL_MS = 1000;

/** @param outside what the engine needs; `background` is the engine's own. */
export function createChallenges(outside: Omit<ChallengesContext, 'background'>): Challenges {
  const running = new Set<Promise<unknown>>();
  const background = (work: Promise<unknown>) => {
    const guarded = work
      .catch((error: unknown) => outside.log.error({ err: error }, 'work after a request failed'))
      .finally(() => running.delete(guarded));
    running.add(guarded);
  };
  const context: ChallengesContext = { ...outside, background };
  const { store, clock } = context;
  let waiting = 0;
  let timer: NodeJS.Timeout | undefined;

  const sweep = async () => {
    while (await expireDue(context));
  };
  const sweepLater = () => {
    timer = setTimeout(() => {
      const swept = sweep()
        .catch((error: unknown) => context.log.error({ err: error }, 'expiry sweep failed'))
        .finally(() => {
          running.delete(swept);
          if (timer) sweepLater();
        });
      running.add(swept);
    }, SWEEP_INTERVAL_MS);
    timer.unref();
  };

  return {
    create: (input) => createChallenge(context, input),
    get: async (application, id) =>
      viewChallenge(store.db, await waitForChallenge(context, application, id, { waitMs: 0 }), application, clock()),
    wait: async (application, id, options) => {
      waiting++;
      try {
        const row = await waitForChallenge(context, application, id, options);
        return await viewChallenge(store.db, row, application, clock());
      } finally {
        waiting--;
      }
    },
    cancel: async (application, id) =>
      viewChallenge(store.db, await cancelChallenge(context, application, id), application, clock()),
    receipt: async (application, id) => {
      const row = await findChallenge(store.db, application, id);
      if (row.receipt_jws === null || !mayHaveReceipt(visibleState(row, application, clock()), application)) {
        throw new NodError('receipt_unavailable', 'There is no receipt of this challenge. Wait until it is final.');
      }
      return row.receipt_jws;
    },
    decide: (input) => decideChallenge(context, input),
    pendingFor: (device) => pendingFor(context, device),
    history: (device, page) => historyFor(context, device, page),
    acknowledge: (device, id, event) => acknowledge(context, device, id, event),
    waiting: () => waiting,
    start: sweepLater,
    stop: async () => {
      clearTimeout(timer);
      timer = undefined;
      await Promise.all(running);
    },
  };
}
