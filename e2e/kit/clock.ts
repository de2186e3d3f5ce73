const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `90s`, `10m`, `1h`, `4d`, or milliseconds as a number. @throws Error for anything else */
export function readDuration(duration: string | number): number {
  const [, amount, unit = 'ms'] = /^(\d+)(ms|s|m|h|d)$/.exec(`${duration}`) ?? /^(\d+)$/.exec(`${duration}`) ?? [];
  if (amount === undefined)
    throw new Error(`A time looks like '90s', '10m', '1h' or '4d'; this one is ${JSON.stringify(duration)}.`);
  return Number(amount) * (UNITS_MS[unit] ?? 1);
}

/** The time of a server under test and of the software phones: the real one, and what it was moved by. It only goes forward. */
export class TestClock {
  readonly #moved: () => Promise<void>;
  #aheadMs = 0;

  /** @param moved does what is due by then */
  constructor(moved: () => Promise<void> = async () => undefined) {
    this.#moved = moved;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  /**
   * Moves the clock forward and does what is due: when it resolves, requests that have run out are expired.
   * @param duration `'10m'`, `'90s'`, `'4d'`, or milliseconds
   */
  async advance(duration: string | number): Promise<void> {
    this.#aheadMs += readDuration(duration);
    await this.#moved();
  }
}
