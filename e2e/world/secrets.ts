/** In characters. A shorter text turns up in a log by chance. */
export const SHORTEST_SECRET = 6;

/**
 * Everything that must never stand in a log. The code that makes or sees a secret notes it here; afterwards it is
 * looked for in all output of the processes. A secret has to be long enough not to turn up by chance; digits, such as
 * matching codes, are looked for as a whole number.
 */
export class Secrets {
  readonly #secrets = new Map<string, string>();

  /** @param kind names the secret in a failure, which must not repeat it */
  add(kind: string, secret: string): void {
    if (secret.length < SHORTEST_SECRET)
      throw new Error(`A ${kind} of ${secret.length} characters can't be told from chance`);
    this.#secrets.set(secret, kind);
  }

  /** @returns one sentence per leak in `log`, with the line but without the secret */
  leaksIn(log: string): string[] {
    const leaks: string[] = [];
    for (const line of log.split('\n')) {
      for (const [secret, kind] of this.#secrets) {
        if (holds(line, secret)) leaks.push(`a ${kind}: ${line.replaceAll(secret, '•••').slice(0, 300)}`);
      }
      for (const [kind, pattern] of PATTERNS) {
        if (pattern.test(line)) leaks.push(`${kind}: ${line.replace(pattern, '•••').slice(0, 300)}`);
      }
    }
    return leaks;
  }
}

/** Forms that have no place in a log, whatever the value. */
const PATTERNS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['an API key', /nod_[0-9A-Za-z]{8,}_[0-9A-Za-z_-]{16,}/],
  ['a JWT', /eyJ[\w-]{10,}\.[\w-]{10,}/],
  ["a push endpoint's path", /\/(?:fcm\/send|wpush\/v[12])\/[\w-]{8,}/],
  ['a link with a secret', /#\/(?:pair|match)\//],
];

function holds(line: string, secret: string): boolean {
  return /^\d+$/.test(secret) ? new RegExp(`(?<![\\d.])${secret}(?!\\d)`).test(line) : line.includes(secret);
}
