import { noteRefusal } from './account-refusal.ts';
import type { Core } from './core.ts';
import { errorCode, isTransient } from './errors.ts';
import type { InboxItem } from './inbox-item.ts';
import { takeInNotice } from './notice.ts';
import { resendOutbox } from './outbox.ts';
import { pullPending, takeInPulled } from './pull.ts';

export interface WatchOptions {
  readonly signal: AbortSignal;
  /** Something in the inbox or the accounts is different now. */
  readonly onChange: () => void;
  /** A request came that is new here (also of those waiting when the watch begins). */
  readonly onRequest: (item: InboxItem) => void;
  /** Whether the server answers at the moment. */
  readonly onReachable: (reachable: boolean) => void;
  /** false: only asks again and again, without a stream that holds a connection. */
  readonly stream: boolean;
  /** 0 ≤ n < 1, for jitter: devices of a restarted server should not all come back in the same second. */
  readonly random: () => number;
}

const FIRST_DELAY_MS = 1_500;
/** Requests live for a minute or two, so polling may not get much slower than this. */
const LONGEST_DELAY_MS = 10_000;
/** A stream that held for this long was a working one. */
const GOOD_STREAM_MS = 20_000;

/**
 * Keeps an account up to date while a page is open: a list of what waits, then a stream of events; when the stream ends or
 * can't be had, again, with growing pauses. So where streams don't get through, this polls.
 * Ends when the signal aborts, or when this device may no longer ask.
 */
export async function watchAccount(core: Core, deviceId: string, options: WatchOptions): Promise<void> {
  let delayMs = FIRST_DELAY_MS;
  while (!options.signal.aborted) {
    const startedAtMs = core.now();
    try {
      await followOnce(core, deviceId, options);
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      // Who refuses does answer.
      options.onReachable(!isTransient(error));
      const refused = (await noteRefusal(core, deviceId, error)) || errorCode(error) === 'key_missing';
      options.onChange();
      if (refused) return;
    }
    delayMs = core.now() - startedAtMs >= GOOD_STREAM_MS ? FIRST_DELAY_MS : Math.min(delayMs * 2, LONGEST_DELAY_MS);
    await core.wait(delayMs * (0.75 + options.random() / 2), options.signal);
  }
}

async function followOnce(core: Core, deviceId: string, options: WatchOptions): Promise<void> {
  const account = await core.keys.account(deviceId);
  if (!account || options.signal.aborted) return;
  const added = await pullPending(core, account);
  options.onReachable(true);
  options.onChange();
  for (const item of added) options.onRequest(item);
  if ((await resendOutbox(core)).length > 0) options.onChange();
  if (!options.stream) return;

  for await (const event of core.api.events(account, options.signal)) {
    if (event.type === 'challenge') {
      const taken = await takeInPulled(core, event.challenge);
      if (taken?.added) options.onRequest(taken.item);
    } else {
      await takeInNotice(core, event.notice).catch((error: unknown) => {
        // A notice that can't be believed changes nothing; the list of the next round tells the truth.
        if (errorCode(error) === undefined) throw error;
      });
    }
    options.onChange();
  }
}
