import type { Accounts } from '../accounts/accounts.ts';
import type { Clock, RandomBytes } from '../crypto/ids.ts';
import type { ServerKeys } from '../crypto/keys.ts';
import type { ChallengeState } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { Limits } from './limits.ts';

/** The part of the push sender that the engine needs. Neither call ever fails the caller. */
export interface ChallengePush {
  dispatchChallenge(challengeId: string): Promise<void>;
  sendNotice(
    deviceId: string,
    message: { notice: string; notification: { title: string; body: string; navigate: string; tag: string } },
  ): Promise<unknown>;
}

export interface ChallengesLog {
  info(detail: object, message: string): void;
  error(detail: object, message: string): void;
}

/** What the engine needs from the outside; time and randomness are handed in. */
export interface ChallengesContext {
  store: Store;
  keys: ServerKeys;
  clock: Clock;
  randomBytes: RandomBytes;
  accounts: Pick<Accounts, 'getUser'>;
  push: ChallengePush;
  settings: { origin: string; limits: Limits };
  log: ChallengesLog;
  /** For the metrics: how a challenge ended and how long it was open, in ms. */
  onFinal?: (state: Exclude<ChallengeState, 'pending'>, openMs: number) => void;
  /** Work that outlives its request (pushes, notices): stop() waits for it. */
  background: (work: Promise<unknown>) => void;
}
