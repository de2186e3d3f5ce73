import * as v from 'valibot';
import { ProtocolError } from './errors.ts';
import { parseStrictJson } from './strict-json.ts';
import { byteLength, shortenToBytes } from './text.ts';

/**
 * The plaintext of a push. It is valid Declarative Web Push JSON (W3C Push API, "declarative push message"), so that
 * Safari shows something even when the worker fails. `mutable` makes Safari wake the worker, which then gets the proposed
 * notification instead of the text: hence the signed message rides in `notification.data`. Spaces pad it to one of four
 * sizes: the length of the ciphertext then tells a push service next to nothing about what is asked.
 */
export const MAX_PUSH_PLAINTEXT_BYTES = 3_993;
const PADDED_BYTES = [1_024, 2_048, 3_072, MAX_PUSH_PLAINTEXT_BYTES] as const;

const jws = v.pipe(v.string(), v.maxLength(4_096));
const payloadSchema = v.object({
  web_push: v.literal(8030),
  notification: v.object({ data: v.union([v.strictObject({ challenge: jws }), v.strictObject({ notice: jws })]) }),
});
export type PushMessage = v.InferOutput<typeof payloadSchema>['notification']['data'];

export interface PushNotification {
  title: string;
  body: string;
  /** Absolute URL that a tap opens. */
  navigate: string;
  tag: string;
  /** It rings nobody: something has ended. */
  silent?: true;
}

/** @returns padded JSON text, at most 3,993 bytes. @throws ProtocolError oversized */
export function buildPushPayload(message: PushMessage, notification: PushNotification): string {
  const payload = {
    web_push: 8030,
    mutable: true,
    notification: {
      // Where WebKit before August 2025 reads it.
      mutable: true,
      title: shortenToBytes(notification.title, 62),
      body: shortenToBytes(notification.body, 122),
      navigate: notification.navigate,
      tag: notification.tag,
      ...(notification.silent ? { silent: true } : {}),
      data: message,
    },
  };
  const text = JSON.stringify(payload);
  const sizeBytes = byteLength(text);
  const padded = PADDED_BYTES.find((size) => size >= sizeBytes);
  if (padded === undefined)
    throw new ProtocolError('oversized', `a push has at most ${MAX_PUSH_PLAINTEXT_BYTES} bytes`);
  return text + ' '.repeat(padded - sizeBytes);
}

/** @returns the signed message inside a push, not verified yet. @throws ProtocolError oversized, malformed, duplicate_member, invalid_claims */
export function parsePushPayload(text: string): PushMessage {
  if (text.length > 4_096) throw new ProtocolError('oversized', 'more than a push can carry');
  const parsed = v.safeParse(payloadSchema, parseStrictJson(text));
  if (!parsed.success) throw new ProtocolError('malformed', 'not a push of Nod');
  return parsed.output.notification.data;
}
