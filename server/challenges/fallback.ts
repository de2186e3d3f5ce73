import { announce } from '../announcements/announce.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { ApplicationRow, ChallengeRow, Db, FallbackWay, Trx } from '../store/schema.ts';
import { saidNoRefusal } from './admission.ts';
import type { Engine } from './challenges.ts';
import { announceClosed } from './closed-notice.ts';
import { announceEnd, type Ending, endChallenge, withReceipts } from './ending.ts';
import { findCurrent, waitForChallenge } from './for-application.ts';
import { challengeById } from './rows.ts';
import { saidNoPauseMs } from './stops.ts';
import { type ChallengeView, conceals, visibleState } from './view.ts';

// The end of a challenge by what counts in place of a device's answer. What that is, is told by the room above (fallbacks).

/** A challenge that waits in its application's eyes. */
export interface FallbackAsked {
  readonly challenge: ChallengeRow;
  /**
   * False where the user has said no to this application and it may not learn that: then the right code is answered, and
   * counted, as a wrong one, and nobody is sent anything.
   */
  readonly counts: boolean;
}

/** @throws NodError challenge_unknown, challenge_final (`state`), user_quarantined, user_backing_off */
export async function askedForFallback(
  engine: Engine,
  application: ApplicationRow,
  challengeId: string,
): Promise<FallbackAsked> {
  const challenge = await findCurrent(engine, application, challengeId);
  return judge(engine, engine.store.db, application, challenge);
}

export interface FallbackAnswer {
  readonly application: ApplicationRow;
  readonly challengeId: string;
  readonly way: FallbackWay;
  /**
   * Looks at the code in the transaction that would end the challenge, in its user's turn. What it writes stays where it
   * refuses, and where the challenge ends by it; otherwise it is undone.
   * @returns the refusal; otherwise the code is right and counts. `deviceId`: the device that it is from, where that is known
   */
  check(trx: Trx, asked: FallbackAsked): Promise<NodError | { readonly deviceId: string } | undefined>;
}

/**
 * Approves a challenge without a device's answer. As everywhere one conditional UPDATE decides who was first. It touches
 * nothing of the user's standing: no count of wrong codes, no limit on pushes.
 * @returns the challenge as it is then. @throws NodError those of askedForFallback, and the refusal of `check`
 */
export async function approveByFallback(engine: Engine, answer: FallbackAnswer): Promise<ChallengeView> {
  const { application, challengeId, way } = answer;
  const { user_id: userId } = await findCurrent(engine, application, challengeId);
  const atMs = engine.clock();
  const endingOf = (): Ending => ({ state: 'approved', atMs, fallback: way });
  const settled = await withReceipts(engine, endingOf, (receipts) =>
    engine.store.transaction(async (trx) => {
      await engine.store.takeTurn(trx, userId);
      const challenge = await challengeById(trx, challengeId);
      if (!challenge) throw new NodError('challenge_unknown', 'No such challenge.');
      const checked = await answer.check(trx, await judge(engine, trx, application, challenge));
      if (checked instanceof NodError) return { refusal: checked };
      const codeFrom = checked?.deviceId;
      const [ending] = await receipts([challenge]);
      if (!ending || !(await endChallenge(trx, challenge, { ...ending, codeFrom }))) throw new Overtaken();
      await announce(engine, trx, {
        userId,
        what: 'fallback.used',
        deviceId: codeFrom,
        by: 'application',
        applicationId: application.id,
        ip: challenge.source_ip || undefined,
        detail: { way },
      });
      return { challenge };
    }),
  ).catch((error: unknown) => {
    if (error instanceof Overtaken) return undefined;
    throw error;
  });
  // Ended by somebody else meanwhile: what is to be said of that is said by the next look.
  if (settled === undefined) return approveByFallback(engine, answer);
  if (settled.refusal) throw settled.refusal;
  announceEnd(engine, settled.challenge, 'approved', atMs);
  if (settled.challenge.rings === 1) {
    engine.background.run(announceClosed(engine, settled.challenge, { state: 'approved' }));
  }
  return waitForChallenge(engine, application, challengeId, { waitMs: 0 });
}

/** The code was right, and the challenge had ended meanwhile. It undoes the transaction, so that the code isn't spent. */
class Overtaken extends Error {}

/** Whether the challenge waits, and whether a fallback may end it. @throws NodError challenge_final, user_quarantined, user_backing_off */
async function judge(
  { clock, limits }: Engine,
  db: Db,
  application: ApplicationRow,
  challenge: ChallengeRow,
): Promise<FallbackAsked> {
  const nowMs = clock();
  const state = visibleState(challenge, application, nowMs);
  if (state !== 'pending' || challenge.expires_at_ms <= nowMs) {
    throw new NodError('challenge_final', 'This challenge has ended already. Start the login again.', {
      params: { state: state === 'pending' ? 'expired' : state },
    });
  }
  const quarantine = await db
    .selectFrom('quarantines')
    .select(['strikes', 'until_ms'])
    .where('user_id', '=', challenge.user_id)
    .where('application_id', '=', application.id)
    .executeTakeFirst();
  const saidNo = quarantine && saidNoRefusal(quarantine.strikes, saidNoPauseMs(quarantine, nowMs, limits));
  if (saidNo && !conceals(application)) throw saidNo;
  return { challenge, counts: challenge.state === 'pending' && saidNo === undefined };
}
