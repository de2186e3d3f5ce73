import { setTimeout as sleep } from 'node:timers/promises';

const POLL_INTERVAL_MS = 10;

/** What was waited for didn't come in time. */
export class WaitedInVain extends Error {}

/**
 * Asks again and again until the answer is there. It polls, because what the harness waits for is in another process (a
 * browser): a missed event would hang a test, a missed poll doesn't.
 *
 * @param what the name of the awaited thing in the error, e.g. `a notification`
 * @param probe gives the value, or undefined while it isn't there yet
 * @param everyMs the pause after an answer that wasn't it
 * @throws WaitedInVain naming `what` when `timeoutMs` milliseconds have passed
 */
export async function waitUntil<T>(
  what: string,
  probe: () => T | undefined | Promise<T | undefined>,
  timeoutMs: number,
  everyMs = POLL_INTERVAL_MS,
): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined) return value;
    if (performance.now() >= deadlineMs) throw new WaitedInVain(`Waited ${timeoutMs} ms in vain for ${what}`);
    await sleep(everyMs);
  }
}
