import { useEffect, useState } from 'preact/hooks';

/**
 * The time in ms, read again every `everyMs`: rings and "2 min ago" are drawn from it.
 * @param clock milliseconds since the epoch; a shell hands in the server's time where its own is off
 */
export function useNow(everyMs: number, clock: () => number): number {
  const [nowMs, setNowMs] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(clock()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, clock]);
  return nowMs;
}
