/**
 * Whether it was less than so long ago by this device's clock. A time that lies ahead is from before the clock was corrected: how
 * long ago it was nobody knows, and it must hold nothing up until that time comes.
 */
export function isRecent(atMs: number | null | undefined, nowMs: number, withinMs: number): boolean {
  const agoMs = nowMs - (atMs ?? Number.NEGATIVE_INFINITY);
  return agoMs >= 0 && agoMs < withinMs;
}
