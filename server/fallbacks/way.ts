import type { Core } from '../core/core.ts';
import type { ApplicationRow, ChallengeRow, Db, Trx, UserRow } from '../store/schema.ts';

/** One login for which a fallback is asked, after everything was checked that all ways have in common (answer.ts). */
export interface Asked {
  readonly application: ApplicationRow;
  readonly challenge: ChallengeRow;
  readonly user: UserRow;
  readonly nowMs: number;
  /**
   * False where the user has said no and the application may not learn that: whatever it does looks as always, but sends
   * nobody anything. That nothing comes of it is seen to in answer.ts.
   */
  readonly counts: boolean;
}

/** What the login page shows once a way is open; empty where there is nothing but a field. */
export interface Opened {
  /** The text of a QR. */
  readonly qr?: string;
  /** How many digits are typed. */
  readonly digits?: number;
}

/** One way to approve without a device's answer. A row of the table in fallbacks.ts. */
export interface Way {
  /** Whether the user has something to type at this moment: what nobody can use isn't listed on their devices. */
  isReady(db: Db, userId: string, nowMs: number): Promise<boolean>;
  /** Where something has to happen before a code can be typed. Asked again, it answers the same. */
  open?(core: Core, asked: Asked): Promise<Opened>;
  /** @returns the code as it is checked; undefined for what can't be one, which costs no try */
  read(typed: string): string | undefined;
  /**
   * Whether the code is right, in the transaction that would end the challenge and in the user's turn. It also spends the
   * code: what it writes stays only if the challenge ends by it, or the code was wrong.
   * @returns `deviceId` where it is known from which device the code is: the audit log names it
   */
  check(core: Core, trx: Trx, asked: Asked, code: string): Promise<boolean | { readonly deviceId: string }>;
}
