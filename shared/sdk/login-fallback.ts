import * as v from 'valibot';
import type { NodClient } from './client.ts';
import { isNodError } from './errors.ts';
import { loginUpdate, loginUpdateSchema } from './login-update.ts';
import type { Fallback } from './rest-api.ts';

/**
 * Between <nod-login> and the application's own server: the page's `<form slot="fallback">` is posted with `way`, which opens
 * that way, or with `way` and `code`, which hands in what was typed. The answer is JSON.
 */
export const fallbackReplySchema = v.object({
  /** The way is open. With `offline` the text of its QR, and how many digits are typed. */
  opened: v.optional(v.object({ qr: v.optional(v.string()), digits: v.optional(v.number()) })),
  /** The code was right: how the login stands now. */
  update: v.optional(loginUpdateSchema),
  /** A refusal, by its code. */
  refused: v.optional(v.string()),
  retryAfterSeconds: v.optional(v.number()),
});
export type FallbackReply = v.InferOutput<typeof fallbackReplySchema>;

/** What a page posts stays far below. */
export const MAX_FORM_BYTES = 16 * 1024;

const postedSchema = v.object({
  way: v.string(),
  code: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
});

/** What the page has words for. Anything else is this server's own trouble with Nod, and none of the browser's business. */
const TOLD = [
  'wrong_code',
  'fallback_not_allowed',
  'fallback_backing_off',
  'fallback_closed',
  'offline_too_long',
  'offline_no_device',
  'offline_used_up',
  'email_used_up',
  'challenge_final',
  'user_quarantined',
  'user_backing_off',
  'user_locked',
] as const;

/**
 * The response to <nod-login>'s `<form slot="fallback">`: opens a way to approve without a device, or takes what was typed.
 * As with loginEvents, the application finds the challenge by the browser's session, and checks that the form is its own.
 * A right code ends the challenge and nothing more: signing in is awaitApproval's, with the same `fallbacks`.
 *
 * @param options.posted the form's fields; `fallbacks` what your server takes in place of a device's answer; `now` its clock
 */
export async function loginFallback(options: {
  client: Pick<NodClient, 'openFallback' | 'answerFallback'>;
  challengeId: string;
  posted: unknown;
  fallbacks: readonly Fallback[];
  now: () => number;
}): Promise<Response> {
  const { client, challengeId, fallbacks, now } = options;
  const posted = v.safeParse(postedSchema, options.posted);
  if (!posted.success) return reply(400, { refused: 'request_malformed' });
  const { way, code } = posted.output;
  if (!fallbacks.includes(way)) return reply(422, { refused: 'fallback_not_allowed' });
  try {
    if (code === undefined) {
      const { qr, digits } = await client.openFallback(challengeId, way);
      return reply(200, { opened: { ...(qr ? { qr } : {}), ...(digits ? { digits } : {}) } });
    }
    const challenge = await client.answerFallback(challengeId, way, code);
    return reply(200, { update: loginUpdate(challenge, now(), fallbacks) });
  } catch (error) {
    if (!isNodError(error, ...TOLD)) return reply(503, { refused: 'unavailable' });
    const { retryAfterSeconds } = error;
    return reply(error.status, {
      refused: error.code,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  }
}

function reply(status: number, body: FallbackReply): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
}
