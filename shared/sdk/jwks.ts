import * as v from 'valibot';
import { type PublicJwk, publicJwkSchema } from '../protocol/keys.ts';
import { NodClientError } from './errors.ts';

const jwksSchema = v.object({ keys: v.pipe(v.array(publicJwkSchema), v.maxLength(20)) });

/** The keys are fetched again after this time even when all is well, so that a withdrawn key stops being trusted. */
const MAX_AGE_MS = 10 * 60_000;
/** An unknown kid leads to a fetch at most this often: forged receipts must not make us hammer the server. */
const MIN_REFETCH_MS = 30_000;
const TIMEOUT_MS = 10_000;

export interface KeySource {
  /**
   * The server's public keys, from memory while they are fresh.
   * @throws NodClientError network · timeout · bad_response
   */
  keys(): Promise<readonly PublicJwk[]>;
  /** The keys, fetched again; undefined when it is too soon for another fetch. */
  refetched(): Promise<readonly PublicJwk[] | undefined>;
}

/** The server's JWKS (RFC 7517) at /.well-known/jwks.json. @param now milliseconds since the epoch */
export function createKeySource(options: { origin: string; fetch: typeof fetch; now: () => number }): KeySource {
  let known: { keys: readonly PublicJwk[]; atMs: number } | undefined;
  let underWay: Promise<readonly PublicJwk[]> | undefined;

  async function load(): Promise<readonly PublicJwk[]> {
    const response = await options
      .fetch(`${options.origin}/.well-known/jwks.json`, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
      .catch((cause: unknown) => {
        throw new NodClientError('network', "Nod's keys could not be fetched.", { cause });
      });
    const parsed = v.safeParse(jwksSchema, await response.json().catch(() => undefined));
    if (!response.ok || !parsed.success || parsed.output.keys.length === 0) {
      throw new NodClientError('bad_response', "Nod's key set is not one.", { status: response.status });
    }
    known = { keys: parsed.output.keys, atMs: options.now() };
    return known.keys;
  }

  function loadOnce(): Promise<readonly PublicJwk[]> {
    underWay ??= load().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  return {
    async keys() {
      return known && options.now() - known.atMs < MAX_AGE_MS ? known.keys : loadOnce();
    },
    async refetched() {
      return known && options.now() - known.atMs < MIN_REFETCH_MS ? undefined : loadOnce();
    },
  };
}
