import * as v from 'valibot';
import { isNodError, NodClientError } from './errors.ts';
import { readEventStream } from './event-stream.ts';
import {
  type Challenge,
  type ChallengeRequest,
  challengeSchema,
  type Device,
  deviceSchema,
  type Enrollment,
  enrollmentSchema,
  type Fallback,
  type NewChallenge,
  newChallengeSchema,
  type OpenedFallback,
  openedFallbackSchema,
  type User,
  userSchema,
} from './rest-api.ts';
import { createTransport, pause } from './transport.ts';

export interface NodClientOptions {
  /** The Nod server's origin, e.g. https://nod.example.com; also the issuer of its receipts. */
  origin: string;
  /** nod_…: stays on the application's server, never in a browser. */
  apiKey: string;
  fetch?: typeof fetch;
  /** How long one try may take (default 10 s). */
  timeoutMs?: number;
  /** Pauses between tries, for calls that are safe to repeat (default 200 ms, 1 s). */
  retryDelaysMs?: readonly number[];
  /** For idempotency keys. */
  randomUUID?: () => string;
}

export interface NodClient {
  readonly origin: string;
  /**
   * Asks one question. After a lost answer the call is repeated under the same idempotency key, so one call asks once.
   * @throws NodClientError no_active_device · user_unknown · push_limit · user_backing_off · user_quarantined · …
   */
  createChallenge(
    request: ChallengeRequest,
    options?: { idempotencyKey?: string; signal?: AbortSignal },
  ): Promise<NewChallenge>;
  /**
   * Reads a challenge; with `waitSeconds` (1 to 60) the answer waits until the challenge is final or the time is up.
   */
  getChallenge(id: string, options?: { waitSeconds?: number; signal?: AbortSignal }): Promise<Challenge>;
  /** Long polls until the challenge is final. The state alone proves nothing: see awaitApproval. */
  waitForFinal(id: string, options?: { signal?: AbortSignal }): Promise<Challenge>;
  /** Yields the challenge now and at each change (delivery, final state). Ends after the final state. */
  watchChallenge(id: string, options?: { signal?: AbortSignal }): AsyncGenerator<Challenge>;
  /** Ends a pending challenge. @throws NodClientError challenge_final when an answer was faster */
  cancelChallenge(id: string): Promise<Challenge>;
  /**
   * Opens a way to approve without a device, one of the challenge's `fallbacks`. Asked again, it answers the same.
   * @throws NodClientError fallback_not_allowed · fallback_backing_off · fallback_closed · challenge_final · user_quarantined · …
   */
  openFallback(id: string, way: Fallback): Promise<OpenedFallback>;
  /**
   * Hands in what was typed. It ends the challenge; that proves nothing by itself: awaitApproval does, with `fallbacks`.
   * @throws NodClientError wrong_code, and those of openFallback
   */
  answerFallback(id: string, way: Fallback, code: string): Promise<Challenge>;
  /** The signed receipt of a final challenge, unverified. */
  getReceipt(id: string, options?: { signal?: AbortSignal }): Promise<string>;
  /**
   * A ticket by which this user adds a device. Only for a person who is signed in at the application: see the tutorial.
   */
  createEnrollment(
    request: { user: { username: string; displayName?: string }; context?: { ip?: string } },
    options?: { idempotencyKey?: string; signal?: AbortSignal },
  ): Promise<Enrollment>;
  getUser(username: string): Promise<User>;
  listDevices(username: string, options?: { signal?: AbortSignal }): Promise<Device[]>;
  /**
   * Removes a device at once and for good. The last active one only with `evenIfLast` (otherwise `last_device`): without it
   * only the operator can let the user in again.
   */
  revokeDevice(username: string, deviceId: string, options?: { evenIfLast?: boolean }): Promise<void>;
}

/** The wait of one long poll, below the idle limit of common proxies (60 s). */
const POLL_WAIT_SECONDS = 30;
const BETWEEN_POLLS_MS = 250;
/** Pauses before a broken event stream is opened again; the last one repeats. */
const RECONNECT_DELAYS_MS = [250, 1_000, 3_000];

const challengePath = (id: string) => `/v1/challenges/${encodeURIComponent(id)}`;
const devicesPath = (username: string) => `/v1/users/${encodeURIComponent(username)}/devices`;

/**
 * The REST door for applications, typed.
 * @throws NodClientError misconfigured
 */
export function createNodClient(options: NodClientOptions): NodClient {
  const { randomUUID = () => crypto.randomUUID() } = options;
  const transport = createTransport({
    origin: options.origin,
    apiKey: options.apiKey,
    fetch: options.fetch ?? fetch,
    timeoutMs: options.timeoutMs ?? 10_000,
    retryDelaysMs: options.retryDelaysMs ?? [200, 1_000],
  });

  const client: NodClient = {
    origin: new URL(options.origin).origin,

    createChallenge(request, { idempotencyKey = randomUUID(), signal } = {}) {
      return transport.json(
        {
          method: 'POST',
          path: '/v1/challenges',
          body: request,
          headers: { 'Idempotency-Key': idempotencyKey },
          repeatable: true,
          signal,
        },
        newChallengeSchema,
      );
    },

    getChallenge(id, { waitSeconds = 0, signal } = {}) {
      const path = challengePath(id) + (waitSeconds > 0 ? `?wait=${Math.min(60, Math.ceil(waitSeconds))}` : '');
      return transport.json({ method: 'GET', path, waitMs: waitSeconds * 1000, signal }, challengeSchema);
    },

    async waitForFinal(id, { signal } = {}) {
      for (;;) {
        const challenge = await client.getChallenge(id, {
          waitSeconds: POLL_WAIT_SECONDS,
          ...(signal ? { signal } : {}),
        });
        if (challenge.state !== 'pending') return challenge;
        // A server that stops, or something in between, may have answered at once.
        await pause(BETWEEN_POLLS_MS, signal);
      }
    },

    async *watchChallenge(id, { signal } = {}) {
      for (let failures = 0; ; failures += 1) {
        try {
          const response = await transport.open({
            method: 'GET',
            path: `${challengePath(id)}/events`,
            headers: { Accept: 'text/event-stream' },
            // The stream may stay open for a challenge's whole life, at most 10 minutes (N3).
            waitMs: 15 * 60_000,
            signal,
          });
          if (!response.body) throw new NodClientError('bad_response', 'The event stream has no body.');
          for await (const event of readEventStream(response.body)) {
            const challenge = parseChallenge(event.data);
            if (!challenge) continue;
            failures = 0;
            yield challenge;
            if (challenge.state !== 'pending') return;
          }
        } catch (error) {
          if (signal?.aborted) throw new NodClientError('aborted', 'The call was given up.', { cause: error });
          // A refusal (401, 404 …) won't change by asking again; a broken stream may heal.
          if (isNodError(error) && error.status >= 400 && error.status < 500) throw error;
        }
        await pause(RECONNECT_DELAYS_MS[Math.min(failures, RECONNECT_DELAYS_MS.length - 1)] ?? 0, signal);
      }
    },

    cancelChallenge(id) {
      return transport.json({ method: 'DELETE', path: challengePath(id) }, challengeSchema);
    },

    openFallback(id, way) {
      const path = `${challengePath(id)}/fallback`;
      return transport.json({ method: 'POST', path, body: { way }, repeatable: true }, openedFallbackSchema);
    },

    answerFallback(id, way, code) {
      return transport.json(
        { method: 'POST', path: `${challengePath(id)}/fallback`, body: { way, code } },
        challengeSchema,
      );
    },

    async getReceipt(id, { signal } = {}) {
      const text = await transport.text({
        method: 'GET',
        path: `${challengePath(id)}/receipt`,
        headers: { Accept: 'application/jwt' },
        signal,
      });
      return text.trim();
    },

    createEnrollment(request, { idempotencyKey = randomUUID(), signal } = {}) {
      return transport.json(
        {
          method: 'POST',
          path: '/v1/enrollments',
          body: request,
          headers: { 'Idempotency-Key': idempotencyKey },
          repeatable: true,
          signal,
        },
        enrollmentSchema,
      );
    },

    getUser(username) {
      return transport.json({ method: 'GET', path: `/v1/users/${encodeURIComponent(username)}` }, userSchema);
    },

    async listDevices(username, { signal } = {}) {
      const page = await transport.json(
        { method: 'GET', path: devicesPath(username), signal },
        v.object({ devices: v.array(deviceSchema) }),
      );
      return page.devices;
    },

    async revokeDevice(username, deviceId, { evenIfLast = false } = {}) {
      const path = `${devicesPath(username)}/${encodeURIComponent(deviceId)}${evenIfLast ? '?evenIfLast=true' : ''}`;
      await transport.text({ method: 'DELETE', path });
    },
  };
  return client;
}

function parseChallenge(data: string): Challenge | undefined {
  try {
    return v.parse(challengeSchema, JSON.parse(data));
  } catch {
    return undefined; // A heartbeat, or an event of a newer server.
  }
}
