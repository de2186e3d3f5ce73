import * as v from 'valibot';
import { NodClientError } from './errors.ts';

/** A message that is older than this, or from further ahead, may be a repetition by somebody who overheard it. */
const TOLERANCE_SECONDS = 5 * 60;
/** Nod's messages stay far below. */
export const MAX_WEBHOOK_BYTES = 64 * 1024;

const eventSchema = v.object({
  /** What happened; expect words that this version doesn't know. */
  type: v.string(),
  timestamp: v.string(),
  data: v.looseObject({
    id: v.string(),
    user: v.optional(v.nullable(v.looseObject({ id: v.string(), username: v.string() }))),
    count: v.optional(v.number()),
    /** Of `approval.disowned`: the login that wasn't the user's. */
    challengeId: v.optional(v.string()),
  }),
});

/** One message of Nod's to a webhook: docs/api.md. `id` is the same when it is sent again. */
export type WebhookEvent = v.InferOutput<typeof eventSchema> & { id: string };

/** The headers of a request, as fetch or as Node has them. */
export type RequestHeaders = Headers | Record<string, string | readonly string[] | undefined>;

/**
 * Reads a message to a webhook, and believes it only with a right signature (Standard Webhooks 1: HMAC-SHA-256 of
 * `id.timestamp.body`) and a fresh time.
 *
 * @param options.secret `whsec_…`, as `webhook add` printed it; two while it is being changed
 * @param options.body the body as it came: JSON that was parsed and written again is another text
 * @param options.now milliseconds since the epoch
 * @throws NodClientError webhook_invalid (with `reason`) · misconfigured for what is no secret
 */
export async function verifyWebhook(options: {
  secret: string | readonly string[];
  headers: RequestHeaders;
  body: string;
  now?: () => number;
}): Promise<WebhookEvent> {
  const { headers, body, now = Date.now } = options;
  const keys = (typeof options.secret === 'string' ? [options.secret] : options.secret).map(secretBytes);
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(headers, name),
  );
  if (!id || !timestamp || !signatures) throw invalid('no_signature');
  if (!/^\d{1,12}$/.test(timestamp)) throw invalid('malformed');
  if (Math.abs(now() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) throw invalid('wrong_time');
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  if (!(await isSignedByOneOf(keys, signed, signatures))) throw invalid('wrong_signature');
  const event = v.safeParse(eventSchema, parseJson(body));
  if (!event.success) throw invalid('malformed');
  return { ...event.output, id };
}

/** Several signatures are separated by spaces: so a secret is changed. Web Cryptography compares in constant time. */
async function isSignedByOneOf(
  keys: readonly Uint8Array<ArrayBuffer>[],
  signed: Uint8Array<ArrayBuffer>,
  signatures: string,
): Promise<boolean> {
  const macs = signatures
    .split(' ')
    .slice(0, 8)
    .flatMap((text) => (text.startsWith('v1,') ? (bytesOf(text.slice(3)) ?? []) : []));
  for (const secret of keys) {
    const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
    for (const mac of macs) if (await crypto.subtle.verify('HMAC', key, mac, signed)) return true;
  }
  return false;
}

function secretBytes(secret: string): Uint8Array<ArrayBuffer> {
  const bytes = secret.startsWith('whsec_') ? bytesOf(secret.slice('whsec_'.length)) : undefined;
  // Standard Webhooks: 24 bytes at least. An empty secret would let everybody in.
  if (bytes && bytes.length >= 24) return bytes;
  throw new NodClientError('misconfigured', 'A webhook’s secret begins with whsec_, as Nod printed it.');
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function headerOf(headers: RequestHeaders, name: string): string | undefined {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  return typeof value === 'string' ? value : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(reason: string): NodClientError {
  return new NodClientError('webhook_invalid', 'This is not a message of Nod’s that counts.', { reason });
}
