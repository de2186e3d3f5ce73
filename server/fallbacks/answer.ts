import type { FallbackAsked } from '../challenges/fallback.ts';
import type { ChallengeView } from '../challenges/view.ts';
import type { Core } from '../core/core.ts';
import { ownChallenge } from '../crypto/es256.ts';
import { NodError } from '../diagnostics/errors.ts';
import { countEvent } from '../events/record.ts';
import type { ApplicationRow, Db, FallbackWay } from '../store/schema.ts';
import { countFailure, forgetFailures, requireOpen } from './counters.ts';
import type { FallbackParts } from './fallbacks.ts';
import { fallbacksOf } from './policy.ts';
import type { Asked, Opened, Way } from './way.ts';

/** What all ways have in common: who may ask for one, and what a right and a wrong code lead to. */
export interface FallbackCall {
  readonly application: ApplicationRow;
  readonly challengeId: string;
  readonly way: FallbackWay;
}

/**
 * Opens a way for one challenge. Asked again, it answers the same.
 * @throws NodError challenge_unknown, challenge_final, user_quarantined, user_backing_off, user_locked,
 *   fallback_not_allowed, fallback_closed, fallback_backing_off, and those of the way
 */
export async function openFallback(core: Core, parts: FallbackParts, call: FallbackCall): Promise<Opened> {
  const way = requireWay(parts, call.way);
  const judged = await parts.challenges.askedForFallback(call.application, call.challengeId);
  const asked = await admit(core, core.store.db, call, judged);
  const opened = (await way.open?.(core, asked)) ?? {};
  const { challenge } = asked;
  await countEvent(
    core.store.db,
    {
      type: 'fallback.opened',
      atMs: asked.nowMs,
      userId: challenge.user_id,
      applicationId: challenge.application_id,
      challengeId: challenge.id,
      sourceIp: challenge.source_ip,
      detail: { way: call.way },
    },
    call.way,
  );
  return opened;
}

/**
 * Takes a code in place of a device's answer. A wrong one counts against this way alone; a right one ends the challenge, once,
 * and begins that count anew. Where the user has said no and the application may not learn it, a right code is spent,
 * answered and counted like a wrong one: otherwise it would tell.
 * @returns the approved challenge. @throws NodError those of openFallback, wrong_code
 */
export async function answerFallback(
  core: Core,
  parts: FallbackParts,
  { code: typed, ...call }: FallbackCall & { code: string },
): Promise<ChallengeView> {
  const way = requireWay(parts, call.way);
  // Most guesses end here, and hold no lock.
  await admit(core, core.store.db, call, await parts.challenges.askedForFallback(call.application, call.challengeId));
  const code = way.read(typed);
  if (code === undefined) throw wrongCode();
  return parts.challenges.approveByFallback({
    ...call,
    async check(trx, judged) {
      const asked = await admit(core, trx, call, judged);
      const right = await way.check(core, trx, asked, code);
      if (right && judged.counts) {
        await forgetFailures(trx, asked.user.id, call.way);
        return right === true ? undefined : right;
      }
      await countFailure(core, trx, asked.challenge, call.way);
      return wrongCode();
    },
  });
}

function requireWay({ ways }: FallbackParts, name: FallbackWay): Way {
  const way = ways[name];
  if (way === undefined) throw notAllowed();
  return way;
}

/** @throws NodError user_locked, fallback_not_allowed, fallback_closed, fallback_backing_off */
async function admit(core: Core, db: Db, call: FallbackCall, judged: FallbackAsked): Promise<Asked> {
  const { application, way } = call;
  const { challenge, counts } = judged;
  const nowMs = core.clock();
  const { uv: userVerification, answerBy, action } = ownChallenge(challenge.jws);
  const hasAttachments = action.attachments !== undefined;
  const asked = { match: challenge.match, userVerification, answerBy, hasAttachments };
  if (!fallbacksOf(application, asked).includes(way)) throw notAllowed();
  const user = await db.selectFrom('users').selectAll().where('id', '=', challenge.user_id).executeTakeFirstOrThrow();
  if (user.locked_at_ms !== null)
    throw new NodError('user_locked', 'This user is locked. Whoever runs the server knows why.');
  await requireOpen(db, user.id, way, nowMs);
  return { application, challenge, user, nowMs, counts };
}

function notAllowed(): NodError {
  return new NodError(
    'fallback_not_allowed',
    'This way doesn’t count for this challenge: see its "fallbacks", and `nod app policy APP --fallback …`.',
  );
}

function wrongCode(): NodError {
  return new NodError('wrong_code', 'That is not the code. Look at it again, or choose another way.');
}
