import { type Approval, awaitApproval } from './await-approval.ts';
import type { NodClient } from './client.ts';
import { isNodError, NodClientError } from './errors.ts';
import { loginEvents } from './login-events.ts';
import { loginFallback } from './login-fallback.ts';
import { type LoginUpdate, loginUpdate } from './login-update.ts';
import type { ReceiptExpectations, ReceiptVerifier } from './receipt.ts';
import type { ChallengeRequest } from './rest-api.ts';

/** What the application's session keeps while a person answers. It is plain JSON, and holds the code: no log may show it. */
export interface WaitingLogin {
  challengeId: string;
  /** usr_…: who must have answered. */
  userId: string;
  /** For the page: the digits, and the content of the QR; '' where there are none. */
  code: string;
  qr: string;
  /** What the approval is for. One for a payment signs nobody in, and the other way round. */
  purpose: string;
}

/** The same, with what <nod-login> shows at first; undefined when Nod can't be asked just now. */
export type WaitingPage = WaitingLogin & { update: LoginUpdate | undefined };

/**
 * The application's own sessions: `at` is whatever it knows a request by. A login is found here alone, so that no address and no
 * form can name somebody else's.
 */
export interface LoginSessions<At> {
  read(at: At): WaitingLogin | undefined | Promise<WaitingLogin | undefined>;
  /** Keeps it in place of an earlier one; undefined: forgets it. */
  write(at: At, login: WaitingLogin | undefined): void | Promise<void>;
}

export interface LoginOptions<At> {
  client: NodClient;
  receipts: ReceiptVerifier;
  sessions: LoginSessions<At>;
  /** What is believed beyond a plain approval: `match: 'origin'`, `userVerified: true`, known `deviceKeys`, `fallbacks`. */
  expect?: Omit<ReceiptExpectations, 'challengeId' | 'userId'>;
  /** How long after the answer it can be used (default 300). */
  maxAgeSeconds?: number;
  /**
   * Marks an approval as used: true for one caller only. The default remembers in this process; with several, let the database
   * say it (`insert … on conflict do nothing`, and whether a row was written).
   */
  useOnce?: (challengeId: string, untilMs: number) => boolean | Promise<boolean>;
  now?: () => number;
  /** Ends the streams, for example at shutdown. */
  signal?: AbortSignal;
}

/** A question to one person, and who must have answered. */
export interface LoginQuestion extends ChallengeRequest {
  /** usr_…, remembered at pairing (`user.id` of createEnrollment). */
  userId: string;
}

/** The steps of one login, or of one approval for something else, bound to the application's own sessions. */
export interface Login<At> {
  /**
   * Asks, and keeps in the session what it waits for. Only after the password was right: otherwise anybody could ring anybody.
   * @throws NodClientError those of createChallenge
   */
  ask(at: At, question: LoginQuestion, purpose?: string): Promise<WaitingPage>;
  /** What the page shows; undefined where this session waits for nothing. `challengeId` goes into the page's head. */
  waiting(at: At): Promise<WaitingPage | undefined>;
  /** The response behind <nod-login src>. */
  events(at: At): Promise<Response>;
  /** The response to its `<form slot="fallback">`. @param posted the form's fields */
  fallback(at: At, posted: unknown): Promise<Response>;
  /**
   * What lets somebody in: it returns after a verified, fresh approval of this very session, once. Then give the session a new id.
   * @throws NodClientError not_approved (`state` may be `pending`) · nothing_waiting · receipt_invalid · new_device_key · network · …
   */
  finish(at: At, purpose?: string): Promise<Approval>;
  /** Takes the question back, and forgets it. */
  cancel(at: At): Promise<void>;
}

/** The purpose of what is asked without another one. */
export const SIGN_IN = 'sign-in';

/** @throws NodClientError misconfigured for an age that is none */
export function createLogin<At>(options: LoginOptions<At>): Login<At> {
  const { client, receipts, sessions, expect = {}, now = Date.now } = options;
  const { maxAgeSeconds = 300, useOnce = createUseOnce(now) } = options;
  if (!(maxAgeSeconds > 0)) throw new NodClientError('misconfigured', 'maxAgeSeconds wants a number above 0.');
  const fallbacks = expect.fallbacks ?? [];
  const nothingWaiting = () => new NodClientError('nothing_waiting', 'This session waits for no approval.');

  return {
    async ask(at, { userId, ...request }, purpose = SIGN_IN) {
      const { id: challengeId, code = '', qr = '' } = await client.createChallenge(request);
      const login: WaitingLogin = { challengeId, userId, code, qr, purpose };
      await sessions.write(at, login);
      return withUpdate(login);
    },

    async waiting(at) {
      const login = await sessions.read(at);
      return login && withUpdate(login);
    },

    async events(at) {
      const login = await sessions.read(at);
      // It tells an EventSource to stop asking.
      if (!login) return new Response(null, { status: 204 });
      const { challengeId } = login;
      return loginEvents({
        client,
        challengeId,
        now,
        fallbacks,
        ...(options.signal ? { signal: options.signal } : {}),
      });
    },

    async fallback(at, posted) {
      const login = await sessions.read(at);
      if (!login) return Response.json({ refused: 'challenge_final' }, { status: 409 });
      return loginFallback({ client, challengeId: login.challengeId, posted, fallbacks, now });
    },

    async finish(at, purpose = SIGN_IN) {
      const login = await sessions.read(at);
      if (login === undefined || login.purpose !== purpose) throw nothingWaiting();
      const { challengeId, userId } = login;
      const { state } = await client.getChallenge(challengeId);
      // Without this a page that asks too early would be kept waiting.
      if (state === 'pending') throw new NodClientError('not_approved', 'Nobody has answered yet.', { state });
      const approval = await awaitApproval({ ...expect, client, receipts, challengeId, userId });
      const untilMs = (approval.receipt.iat + maxAgeSeconds) * 1000;
      if (now() >= untilMs) {
        throw new NodClientError('receipt_invalid', 'This approval is too old to be used.', { reason: 'too_old' });
      }
      if ((await useOnce(challengeId, untilMs)) !== true) throw nothingWaiting();
      await sessions.write(at, undefined);
      return approval;
    },

    async cancel(at) {
      const login = await sessions.read(at);
      await sessions.write(at, undefined);
      if (!login) return;
      // Where an answer was faster there is nothing to take back; still, that answer lets nobody in.
      await client.cancelChallenge(login.challengeId).catch((error: unknown) => {
        if (!isNodError(error)) throw error;
      });
    },
  };

  async function withUpdate(login: WaitingLogin): Promise<WaitingPage> {
    const challenge = await client.getChallenge(login.challengeId).catch(() => undefined);
    return { ...login, update: challenge && loginUpdate(challenge, now(), fallbacks) };
  }
}

/** Remembers until the approval is too old anyway. */
function createUseOnce(now: () => number): (challengeId: string, untilMs: number) => boolean {
  const used = new Map<string, number>();
  return (challengeId, untilMs) => {
    for (const [id, endMs] of used) if (endMs <= now()) used.delete(id);
    if (used.has(challengeId)) return false;
    used.set(challengeId, untilMs);
    return true;
  };
}
