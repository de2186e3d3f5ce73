import type { CheckResult } from './check.ts';

/** Devices' proofs are accepted for 60 seconds (RFC 9449 section 11.1), and the server's clock is the only judge. */
const TOLERABLE_MS = 30_000;
const GOOD_MS = 3_000;

/** @param offsetMs ours minus that of the source; undefined when nobody could be asked */
export function checkClock(offsetMs: number | undefined, source: string): CheckResult {
  const check = 'clock';
  const next = 'Turn on time synchronisation (timedatectl set-ntp true), on the database server too.';
  if (offsetMs === undefined) {
    return {
      check,
      status: 'warning',
      detail: 'nothing to compare it with',
      next: 'Compare `date -u` with a clock you trust.',
    };
  }
  const seconds = (Math.abs(offsetMs) / 1000).toFixed(1);
  const detail = `${seconds} s ${offsetMs >= 0 ? 'ahead of' : 'behind'} ${source}`;
  if (Math.abs(offsetMs) > TOLERABLE_MS) return { check, status: 'failed', detail, next };
  if (Math.abs(offsetMs) > GOOD_MS) return { check, status: 'warning', detail, next };
  return { check, status: 'ok', detail: `within ${Math.ceil(Number(seconds)) || 1} s of ${source}` };
}
