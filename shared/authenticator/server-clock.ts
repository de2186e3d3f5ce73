import type { Keys } from './ports.ts';

/** The server's clock is the only judge (docs/protocol.md): whatever is signed or runs out is told in its time. */
export interface ServerClock {
  /** Now, on the server's clock. */
  now(issuer: string): Promise<number>;
  /** How far the server's clock is ahead of this device's, ms. */
  offsetMs(issuer: string): Promise<number>;
  /** Takes in the time that the server said; `askedAtMs` and `heardAtMs` are this device's, around the call. */
  learn(issuer: string, serverTimeMs: number, around: { askedAtMs: number; heardAtMs: number }): Promise<void>;
  /**
   * Takes in that a message signed by a pinned key was issued at `issuedAtMs`: the server's clock has come at least that
   * far. The message may be old, so this only ever moves the clock forward: a replayed one can't turn it back.
   */
  learnFromIssued(issuer: string, issuedAtMs: number): Promise<void>;
}

/** A difference below this comes from the network. */
const NOISE_MS = 2_000;

/** @param deps.now this device's clock, ms */
export function createServerClock(deps: { keys: Keys; now: () => number }): ServerClock {
  const { keys, now } = deps;
  return {
    now: async (issuer) => now() + (await keys.clockOffsetMs(issuer)),
    offsetMs: (issuer) => keys.clockOffsetMs(issuer),
    learn: async (issuer, serverTimeMs, { askedAtMs, heardAtMs }) => {
      const measured = serverTimeMs - (askedAtMs + heardAtMs) / 2;
      const travelMs = heardAtMs - askedAtMs;
      if (Math.abs(measured - (await keys.clockOffsetMs(issuer))) <= NOISE_MS + travelMs / 2) return;
      await keys.changeClockOffset(issuer, () => Math.round(measured));
    },
    learnFromIssued: async (issuer, issuedAtMs) => {
      const atLeastMs = issuedAtMs - now();
      if ((await keys.clockOffsetMs(issuer)) >= atLeastMs) return;
      await keys.changeClockOffset(issuer, (offsetMs) => Math.max(offsetMs, Math.round(atLeastMs)));
    },
  };
}
