import type { TotpBegun, TotpResponse } from '../../shared/protocol/totp-api.ts';
import type { SendMail } from '../announcements/smtp.ts';
import type { Challenges } from '../challenges/challenges.ts';
import type { ChallengeView } from '../challenges/view.ts';
import { createBackground } from '../core/background.ts';
import type { Core } from '../core/core.ts';
import type { Proof } from '../devices/authenticate-proof.ts';
import type { ApplicationRow, DeviceRow, FallbackWay } from '../store/schema.ts';
import { answerFallback, type FallbackCall, openFallback } from './answer.ts';
import { bypass } from './bypass.ts';
import { type Counter, countersOf, reopen } from './counters.ts';
import { emailCodes } from './email-code.ts';
import { offline } from './offline.ts';
import { fallbacksOf } from './policy.ts';
import { totp } from './totp.ts';
import { beginTotp, confirmTotp, describeTotp, removeTotp, type TotpCall } from './totp-setup.ts';
import type { Opened, Way } from './way.ts';

/** What counts in place of a device's answer, for the moment in which none is at hand (A6.6). */
export interface Fallbacks {
  open(call: FallbackCall): Promise<Opened>;
  answer(call: FallbackCall & { code: string }): Promise<ChallengeView>;
  /** What counts for this challenge, by the application's policy, as far as this server has it. */
  of(application: ApplicationRow, challenge: Parameters<typeof fallbacksOf>[1]): FallbackWay[];
  /** Whether an application takes it for the logins that its policy makes, as far as one can tell before they are made. */
  takes(application: ApplicationRow, way: FallbackWay): boolean;
  /** How the ways stand that the device's user can use at this moment, and those that are closed. */
  list(device: DeviceRow): Promise<Counter[]>;
  /** Opens one again. */
  reopen(device: DeviceRow, way: FallbackWay, source: { ip: string; proof: Proof }): Promise<void>;
  /** By the operator: all of them. @returns the ways that were closed */
  reopenAll(userId: string): Promise<FallbackWay[]>;
  /** The user's app of six digits. */
  readonly totp: {
    get(device: DeviceRow): Promise<TotpResponse>;
    begin(call: TotpCall): Promise<TotpBegun>;
    confirm(call: TotpCall & { code: string }): Promise<TotpResponse>;
    remove(call: TotpCall): Promise<void>;
  };
  /** Resolves when the mails that are on their way have been handed over. */
  settled(): Promise<void>;
  /** Gives them up. */
  stop(): Promise<void>;
}

export interface FallbackParts {
  readonly challenges: Pick<Challenges, 'askedForFallback' | 'approveByFallback'>;
  /** Every way there is. One that isn't here is refused, whatever a policy says. */
  readonly ways: Partial<Record<FallbackWay, Way>>;
}

/** @param own.sendMail undefined: this server sends no e-mail. `serverName`: its name as people read it */
export function createFallbacks(
  core: Core,
  own: Pick<FallbackParts, 'challenges'> & { sendMail: SendMail | undefined; serverName: string },
): Fallbacks {
  const { store, clock } = core;
  const { challenges, sendMail: send, serverName } = own;
  const background = createBackground(core);
  const stopping = new AbortController();
  const ways: FallbackParts['ways'] = {
    offline,
    totp,
    ...(send === undefined ? {} : { email: emailCodes({ send, serverName, background, signal: stopping.signal }) }),
    bypass,
  };
  const parts: FallbackParts = { challenges, ways };
  const of: Fallbacks['of'] = (application, challenge) =>
    fallbacksOf(application, challenge).filter((way) => ways[way] !== undefined);
  return {
    open: (call) => openFallback(core, parts, call),
    answer: (call) => answerFallback(core, parts, call),
    of,
    takes: (application, way) =>
      of(application, {
        match: application.match,
        userVerification: application.user_verification,
        hasAttachments: false,
      }).includes(way),
    async list(device) {
      const { user_id: userId } = device;
      const nowMs = clock();
      const counters = await countersOf(store.db, userId, nowMs);
      const listed: Counter[] = [];
      for (const [name, { isReady }] of Object.entries(ways)) {
        const way = name as FallbackWay;
        const counter = counters.find((one) => one.way === way) ?? { way, failures: 0, pauseMs: 0, closedAtMs: null };
        if (counter.closedAtMs !== null || (await isReady(store.db, userId, nowMs))) listed.push(counter);
      }
      return listed;
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
    totp: {
      get: (device) => describeTotp(store.db, device.user_id, clock()),
      begin: (call) => beginTotp(core, serverName, call),
      confirm: (call) => confirmTotp(core, call),
      remove: (call) => removeTotp(core, call),
    },
    settled: () => background.settled(),
    async stop() {
      stopping.abort();
      await background.settled();
    },
  };
}
