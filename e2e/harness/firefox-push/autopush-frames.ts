import * as v from 'valibot';
import type { PushMessage } from '../push/mailbox.ts';

/**
 * Frames of Mozilla's push protocol between Firefox and its push service (mozilla-services.github.io/autopush-rs, "Push
 * Service to User Agent"): JSON objects, told apart by `messageType`; `{}` is a ping.
 */
const ClientFrameSchema = v.variant('messageType', [
  v.object({ messageType: v.literal('hello'), uaid: v.optional(v.string()) }),
  v.object({ messageType: v.literal('register'), channelID: v.string(), key: v.optional(v.string()) }),
  v.object({ messageType: v.literal('unregister'), channelID: v.string(), code: v.optional(v.number()) }),
  v.object({
    messageType: v.literal('ack'),
    updates: v.array(v.object({ version: v.string(), code: v.optional(v.number()) })),
  }),
  v.object({ messageType: v.literal('nack'), version: v.string(), code: v.optional(v.number()) }),
  v.object({ messageType: v.literal('broadcast_subscribe') }),
  v.object({ messageType: v.literal('ping') }),
]);

export type ClientFrame = v.InferOutput<typeof ClientFrameSchema>;

/** @throws v.ValiError or SyntaxError when Firefox says something that this service doesn't know */
export function parseClientFrame(text: string): ClientFrame {
  const json: unknown = JSON.parse(text);
  const isPing = typeof json === 'object' && json !== null && Object.keys(json).length === 0;
  return isPing ? { messageType: 'ping' } : v.parse(ClientFrameSchema, json);
}

export function helloFrame(uaid: string): object {
  return { messageType: 'hello', uaid, status: 200, use_webpush: true, broadcasts: {} };
}

export function registerFrame(channelID: string, pushEndpoint: string): object {
  return { messageType: 'register', channelID, status: 200, pushEndpoint };
}

export function refusedRegisterFrame(channelID: string): object {
  return { messageType: 'register', channelID, status: 500 };
}

export function unregisterFrame(channelID: string): object {
  return { messageType: 'unregister', channelID, status: 200 };
}

export function notificationFrame(channelID: string, message: PushMessage): object {
  const frame = { messageType: 'notification', channelID, version: message.id, ttl: message.ttlSeconds };
  if (message.body.length === 0) return frame;
  return { ...frame, data: message.body.toString('base64url'), headers: { encoding: 'aes128gcm' } };
}

export const PONG_FRAME = {};
