import { PAIRING_LIMIT_MS } from './account.ts';
import { endRequest } from './end-request.ts';
import { notifyOfForgotten } from './notify.ts';
import { type Resent, resendOutbox } from './outbox.ts';
import type { Core } from './ports.ts';
import { isRecent } from './recent.ts';
import { lookAtWaiting } from './vouching.ts';

const KEEP_REQUESTS_MS = 24 * 60 * 60_000;
const HISTORY_LIMIT = 200;

/**
 * Finishes the work of a stopped worker or a closed page: shows requests that were kept but not shown, sends answers that
 * were signed but not sent, ends requests that ran out, and clears away what is long over. Run on every start and when the
 * network comes back.
 * @returns what became of the answers
 */
export async function resume(core: Core): Promise<Resent[]> {
  await notifyOfForgotten(core);
  const resent = await resendOutbox(core);
  await endRunOut(core);
  await lookAtWaiting(core);
  const nowMs = core.now();
  await core.inbox.tidy({ beforeMs: nowMs - KEEP_REQUESTS_MS, historyLimit: HISTORY_LIMIT });
  for (const pairing of await core.keys.pairings()) {
    if (!isRecent(pairing.startedAtMs, nowMs, PAIRING_LIMIT_MS)) await core.keys.endPairing(pairing.enrollmentId);
  }
  return resent;
}

/** Ends the requests whose time is over by the server's clock, as it is known here. @returns whether there were any */
export async function endRunOut(core: Core): Promise<boolean> {
  let any = false;
  for (const item of await core.inbox.waiting()) {
    if (item.expiresAtMs > (await core.clock.now(item.claims.iss))) continue;
    await endRequest(core, item, { state: 'expired', decidedBy: null, here: false }, { announce: 'close' });
    any = true;
  }
  return any;
}
