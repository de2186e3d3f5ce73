import type { PushMessage } from '../push/mailbox.ts';
import { bytesField, ProtobufMessage, stringField, varintField } from './protobuf.ts';

/**
 * Tags of the message kinds that occur here (Chromium's mobile connection server, google_apis/gcm/protocol/mcs.proto).
 */
export const MCS_TAG = {
  heartbeatPing: 0,
  heartbeatAck: 1,
  loginRequest: 2,
  loginResponse: 3,
  close: 4,
  iq: 7,
  dataMessage: 8,
} as const;

/** The field in which each kind carries `last_stream_id_received`. */
const LAST_STREAM_ID_FIELD = new Map<number, number>([
  [MCS_TAG.heartbeatPing, 2],
  [MCS_TAG.heartbeatAck, 2],
  [MCS_TAG.iq, 10],
  [MCS_TAG.dataMessage, 11],
]);

const UNAUTHORIZED = 401;

export interface LoginRequest {
  readonly id: string;
  readonly androidId: string;
  readonly securityToken: string;
  /** Messages that the browser has received before and hasn't acknowledged yet. */
  readonly receivedIds: string[];
}

export function parseLoginRequest(body: Buffer): LoginRequest {
  const message = ProtobufMessage.decode(body);
  return {
    id: message.string(1),
    androidId: message.string(3),
    securityToken: message.string(5),
    receivedIds: message.strings(10),
  };
}

/** The highest number, from 1, of our messages that the browser says it has; undefined when it says nothing. */
export function parseLastStreamId(tag: number, body: Buffer): number | undefined {
  const field = LAST_STREAM_ID_FIELD.get(tag);
  const value = field === undefined ? undefined : ProtobufMessage.decode(body).integer(field);
  return value === undefined ? undefined : Number(value);
}

export function encodeLoginAccepted(id: string, nowMs: number): Buffer {
  return Buffer.concat([stringField(1, id), varintField(6, 1), varintField(8, nowMs)]);
}

export function encodeLoginRefused(id: string): Buffer {
  return Buffer.concat([
    stringField(1, id),
    bytesField(3, Buffer.concat([varintField(1, UNAUTHORIZED), stringField(2, 'unknown browser')])),
  ]);
}

export function encodeHeartbeatAck(lastStreamId: number): Buffer {
  return varintField(2, lastStreamId);
}

/** The registration of a browser for which a message is. */
export interface Addressee {
  /** `wp:<origin>#<subscription>` of a web page's subscription. */
  readonly app: string;
  readonly subtype: string;
  readonly sender: string;
}

/** DataMessageStanza. */
export function encodeDataMessage(message: PushMessage, { app, subtype, sender }: Addressee): Buffer {
  const fields = [stringField(2, message.id), stringField(3, sender), stringField(5, app)];
  if (subtype) fields.push(appData('subtype', subtype));
  if (message.body.length > 0) fields.push(appData('content-encoding', 'aes128gcm'));
  fields.push(
    stringField(9, message.id),
    varintField(17, message.ttlSeconds),
    varintField(18, Math.floor(message.sentAtMs / 1000)),
    // immediate_ack: the browser answers at once, so that a test can wait for the delivery.
    varintField(24, 1),
  );
  if (message.body.length > 0) fields.push(bytesField(21, message.body));
  return Buffer.concat(fields);
}

function appData(key: string, value: string): Buffer {
  return bytesField(7, Buffer.concat([stringField(1, key), stringField(2, value)]));
}
