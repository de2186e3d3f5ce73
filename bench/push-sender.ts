import { createECDH, randomBytes } from 'node:crypto';
import { globalAgent } from 'node:https';
import webpush from 'web-push';
import { createLog } from '../server/diagnostics/log.ts';
import type { DeviceSubscription } from '../server/push/deliveries.ts';
import { createEndpointRules } from '../server/push/endpoint-rules.ts';
import { createSendPush } from '../server/push/send.ts';
import { createTransport } from '../server/push/transport.ts';
import { createVapid } from '../server/push/web-push.ts';
import { ownCpuMicros, serveParent } from './children.ts';
import type { SinkAddress } from './push-sink.ts';

/**
 * One way to send pushes, alone in its process: what it leaves to the garbage collector is its own. It is told its way
 * first, and then again and again how many pushes to make.
 */
export type Way = 'nod' | 'webPush' | 'floor';

export interface SenderSettings {
  way: Way;
  sink: SinkAddress;
  payload: string;
}

export interface PushCost {
  /** User and system time of the sending process. */
  cpuMicrosPerPush: number;
  pushesPerSecond: number;
}

type Send = (target: DeviceSubscription) => Promise<void> | void;

const PARALLEL = 32;
const SUBSCRIPTIONS = 64;
const SUBJECT = 'mailto:bench@nod.example';
const vapid = webpush.generateVAPIDKeys();

const WAYS: Readonly<Record<Way, (settings: SenderSettings) => Send>> = {
  /** What the server does: endpoint rules, VAPID, encryption, transport, outcome. */
  nod({ sink, payload }) {
    const keys = { vapid: { keyId: 'bench', ...vapid }, previousVapid: [] };
    const core = { keys, clock: Date.now, randomBytes, log: createLog({ level: 'silent' }) };
    const sendPush = createSendPush(core, {
      rules: createEndpointRules([]),
      vapid: createVapid(core, SUBJECT),
      transport: createTransport({ rewrites: new Map([['fcm.googleapis.com', sink.baseUrl]]), rewriteCa: sink.ca }),
    });
    const message = { payload, ttlSeconds: 120, urgency: 'high', topic: 'A'.repeat(32) } as const;
    return async (target) => {
      const { outcome, statusCode } = await sendPush(target, message);
      if (outcome !== 'sent') throw new Error(`a push was not taken: ${statusCode}`);
    };
  },

  /** `webpush.sendNotification` with its defaults, except for the sink's certificate, which has to be trusted. */
  webPush({ sink, payload }) {
    globalAgent.options.ca = sink.ca;
    const vapidDetails = { subject: SUBJECT, ...vapid };
    return async ({ endpoint, p256dh, auth }) => {
      const target = {
        endpoint: sink.baseUrl + endpoint.slice('https://fcm.googleapis.com'.length),
        keys: { p256dh, auth },
      };
      await webpush.sendNotification(target, payload, { vapidDetails });
    };
  },

  /** Key generation and derivation alone: RFC 8291 demands a new key pair for each message. */
  floor() {
    return ({ p256dh }) => {
      const sender = createECDH('prime256v1');
      sender.generateKeys();
      sender.computeSecret(p256dh, 'base64url');
    };
  },
};

const subscriptions = Array.from(
  { length: SUBSCRIPTIONS },
  (_, at): DeviceSubscription => ({
    deviceId: `dev_${at}`,
    endpoint: `https://fcm.googleapis.com/fcm/send/${randomBytes(110).toString('base64url')}`,
    p256dh: createECDH('prime256v1').generateKeys('base64url'),
    auth: randomBytes(16).toString('base64url'),
    vapidKeyId: 'bench',
  }),
);

let sending: Send = () => undefined;

const served = {
  start(settings: SenderSettings) {
    sending = WAYS[settings.way](settings);
  },
  async send(total: number): Promise<PushCost> {
    const cpuBefore = ownCpuMicros();
    const startedMs = performance.now();
    let started = 0;
    const lane = async () => {
      while (started < total) {
        const target = subscriptions[started++ % SUBSCRIPTIONS];
        if (target) await sending(target);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, lane));
    const wallMs = performance.now() - startedMs;
    return { cpuMicrosPerPush: (ownCpuMicros() - cpuBefore) / total, pushesPerSecond: (total / wallMs) * 1000 };
  },
};

export type PushSenderProcess = typeof served;

serveParent(served);
