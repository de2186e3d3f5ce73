import { setTimeout as sleep } from 'node:timers/promises';

const POLL_INTERVAL_MS = 10;

/**
 * Asks again and again until the answer is there. Polling, because what the harness waits for lives in another process (a browser) and
 * a missed event would hang a test where a missed poll doesn't.
 *
 * @param what names the awaited thing in the error, e.g. `a notification`
 * @param probe gives the value, or undefined while it isn't there yet
 * @throws Error naming `what` when `timeoutMs` milliseconds have passed
 */
export async function waitUntil<T>(
  what: string,
  probe: () => T | undefined | Promise<T | undefined>,
  timeoutMs: number,
): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined) return value;
    if (performance.now() >= deadlineMs) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`);
    await sleep(POLL_INTERVAL_MS);
  }
}
