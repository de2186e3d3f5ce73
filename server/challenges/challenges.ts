import type { HistoryResponse, WaitingChallenge } from '../../shared/protocol/device-api.ts';
import type { VouchingResponse } from '../../shared/protocol/trust-api.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { type Background, createBackground } from '../core/background.ts';
import type { Core } from '../core/core.ts';
import type { PushSender } from '../push/sender.ts';
import type { ApplicationRow, ChallengeState, DeviceRow } from '../store/schema.ts';
import { attachmentFor, forgetAttachments } from './attachments.ts';
import { type CreateChallenge, type CreatedChallenge, createChallenge } from './create.ts';
import { type DecideChallenge, type Decided, decideChallenge } from './decide.ts';
import { type DeviceStream, openDeviceStream } from './device-stream.ts';
import { disownApproval } from './disown.ts';
import { expireDue } from './ending.ts';
import { approveByFallback, askedForFallback, type FallbackAnswer, type FallbackAsked } from './fallback.ts';
import { type FetchCall, fetchChallenge, findChallenge } from './fetch.ts';
import { cancelChallenge, receiptOf, waitForChallenge } from './for-application.ts';
import { type Acknowledgement, acknowledge, historyFor, pendingFor } from './for-device.ts';
import type { Limits } from './limits.ts';
import { type ByOperator, deleteUser, lockUser, unlockUser } from './locked-users.ts';
import { forgetQuiet } from './quiet.ts';
import { LOOK_EVERY_MS, lookForSigns, type Sign } from './signs.ts';
import { type Stop, stopsOf, unblock } from './stops.ts';
import { takeReportBack } from './take-back.ts';
import type { ChallengeView } from './view.ts';
import { askForVouching, type VouchingCall } from './vouching.ts';

/** The engine. Every door calls these functions; a door only translates. */
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
  decide(input: DecideChallenge): Promise<Decided>;
  /** Whether this challenge may end by a fallback now, as far as its user's no goes. */
  askedForFallback(application: ApplicationRow, challengeId: string): Promise<FallbackAsked>;
  /** Only for the room of fallbacks, which says what a right code is. */
  approveByFallback(answer: FallbackAnswer): Promise<ChallengeView>;
  /** An accidental report, within a minute. */
  disown(device: DeviceRow, call: Parameters<typeof disownApproval>[2]): ReturnType<typeof disownApproval>;
  takeReportBack(device: DeviceRow, call: Parameters<typeof takeReportBack>[2]): Promise<void>;
  pendingFor(device: DeviceRow): Promise<WaitingChallenge[]>;
  history(device: DeviceRow, page: { beforeMs: number; limit: number }): Promise<HistoryResponse>;
  acknowledge(device: DeviceRow, acknowledgement: Acknowledgement): Promise<void>;
  /** A pending request of the device's user, also one that rang nobody. */
  fetch(device: DeviceRow, call: FetchCall & { challengeId: string }): Promise<string>;
  /** The text of an attachment of what waits on this device. */
  attachment(device: DeviceRow, asked: { challengeId: string; position: number }): Promise<string>;
  /** The same by the digits of its login page. */
  find(device: DeviceRow, call: FetchCall & { code: string }): Promise<string>;
  /** A device that isn't let in yet asks those that are. */
  askForVouching(device: DeviceRow, call: VouchingCall): Promise<VouchingResponse>;
  /** @returns false where the user was locked already */
  lockUser(userId: string, by: ByOperator): Promise<boolean>;
  /** @returns false where the user wasn't locked */
  unlockUser(userId: string, by: Pick<ByOperator, 'madeBy'>): Promise<boolean>;
  deleteUser(userId: string, by: Pick<ByOperator, 'madeBy'>): Promise<void>;
  /** What stops requests to a user at the moment. */
  stopsOf(userId: string): Promise<Stop[]>;
  /** @returns what was lifted */
  unblock(userId: string): Promise<Stop[]>;
  /** What an open authenticator is told. @throws NodError rate_limited (too many open streams of this device) */
  openStream(device: DeviceRow): DeviceStream;
  /** How many calls wait right now. */
  waiting(): number;
  start(): void;
  stop(): Promise<void>;
}

/** The parts that the functions of this room work with. */
export interface Engine extends Core {
  readonly accounts: Pick<Accounts, 'getUser'>;
  /** Neither call ever fails the caller. */
  readonly push: Pick<PushSender, 'dispatchChallenge' | 'sendNotice'>;
  readonly limits: Limits;
  readonly background: Background;
  /** For the metrics. */
  readonly onCreated: (() => void) | undefined;
  /** For the metrics: what looks like an attack. */
  readonly onSign: ((sign: Sign) => void) | undefined;
  /** For the metrics: how a challenge ended and how long it was open, in ms. */
  readonly onFinal: ((state: Exclude<ChallengeState, 'pending'>, openMs: number) => void) | undefined;
}

const SWEEP_INTERVAL_MS = 1000;

export function createChallenges(
  core: Core,
  parts: Pick<Engine, 'accounts' | 'push' | 'limits'> & Partial<Pick<Engine, 'onCreated' | 'onFinal' | 'onSign'>>,
): Challenges {
  const background = createBackground(core);
  const engine: Engine = { ...core, onCreated: undefined, onFinal: undefined, onSign: undefined, ...parts, background };
  let waiting = 0;
  let timer: NodeJS.Timeout | undefined;
  let lookedAtMs = core.clock();

  const sweepLater = () => {
    timer = setTimeout(() => background.run(sweep()), SWEEP_INTERVAL_MS);
    timer.unref();
  };
  const sweep = async () => {
    try {
      while (await expireDue(engine));
      while (await forgetQuiet(engine));
      while (await forgetAttachments(engine));
      if (Math.abs(engine.clock() - lookedAtMs) >= LOOK_EVERY_MS) {
        lookedAtMs = engine.clock();
        await lookForSigns(engine);
      }
    } finally {
      if (timer) sweepLater();
    }
  };

  return {
    create: (input) => createChallenge(engine, input),
    get: (application, id) => waitForChallenge(engine, application, id, { waitMs: 0 }),
    wait: async (application, id, options) => {
      waiting++;
      try {
        return await waitForChallenge(engine, application, id, options);
      } finally {
        waiting--;
      }
    },
    cancel: (application, id) => cancelChallenge(engine, application, id),
    receipt: (application, id) => receiptOf(engine, application, id),
    decide: (input) => decideChallenge(engine, input),
    askedForFallback: (application, id) => askedForFallback(engine, application, id),
    approveByFallback: (answer) => approveByFallback(engine, answer),
    disown: (device, call) => disownApproval(engine, device, call),
    takeReportBack: (device, call) => takeReportBack(engine, device, call),
    pendingFor: (device) => pendingFor(engine, device),
    history: (device, page) => historyFor(engine, device, page),
    acknowledge: (device, acknowledgement) => acknowledge(engine, device, acknowledgement),
    fetch: (device, call) => fetchChallenge(engine, device, call),
    attachment: (device, asked) => attachmentFor(engine, device, asked),
    find: (device, call) => findChallenge(engine, device, call),
    askForVouching: (device, call) => askForVouching(engine, device, call),
    lockUser: (userId, by) => lockUser(engine, userId, by),
    unlockUser: (userId, by) => unlockUser(engine, userId, by),
    deleteUser: (userId, by) => deleteUser(engine, userId, by),
    stopsOf: (userId) => stopsOf(engine, userId),
    unblock: (userId) => unblock(engine, userId),
    openStream: (device) => openDeviceStream(engine, device),
    waiting: () => waiting,
    start: sweepLater,
    stop: async () => {
      clearTimeout(timer);
      timer = undefined;
      await background.settled();
    },
  };
}
