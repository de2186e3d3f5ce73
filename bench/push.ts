import { type ChildProcess, fork } from 'node:child_process';
import { createECDH, randomBytes } from 'node:crypto';
import { globalAgent } from 'node:https';
import webpush from 'web-push';
import { challengePayload } from '../server/push/challenge-push.ts';
import { createDeliver, type DeviceSubscription } from '../server/push/deliver.ts';
import { createEncryptor } from '../server/push/encrypt.ts';
import { createEndpointRules } from '../server/push/endpoint-rules.ts';
import { createTransport } from '../server/push/transport.ts';
import { createVapid } from '../server/push/vapid.ts';
import { signChallenge } from '../shared/protocol/challenge.ts';
import { generateDeviceKey, thumbprint } from '../shared/protocol/keys.ts';
import type { SinkAddress } from './push-sink.ts';
import { median, ratioOf } from './statistics.ts';

/** What one way to send pushes costs. */
export interface PushCost {
  /** User and system time of the sending process. */
  cpuMicrosPerPush: number;
  pushesPerSecond: number;
}

interface Ratio {
  median: number;
  least: number;
  most: number;
}

export interface PushBench {
  rounds: number;
  pushesPerRound: number;
  payloadBytes: number;
  nod: PushCost;
  /** `webpush.sendNotification` as it comes. */
  webPush: PushCost;
  /** Key generation and derivation alone: RFC 8291 demands a new key pair for each message. */
  floorMicros: number;
  /** CPU of web-push by CPU of Nod: higher is better. Target: at least 2.4. */
  cpuAgainstWebPush: Ratio;
  /** Pushes per second of Nod by those of web-push. */
  rateAgainstWebPush: Ratio;
  /** CPU of the floor by CPU of Nod: 1 would be a push for the price of its key agreement. Target: at least 0.45. */
  cpuAgainstFloor: Ratio;
}

const PARALLEL = 32;
const SUBSCRIPTIONS = 64;
const SUBJECT = 'mailto:bench@nod.example';

/**
 * (2) Push dispatch: endpoint rules, VAPID, encryption, transport and outcome of one push after another, against web-push
 * with its defaults and against the bare key agreement. All three take turns in this process, round by round, and send
 * the same payload to the same TLS sink, which has a process of its own.
 */
export async function runPushBench(options: { rounds?: number; pushesPerRound?: number } = {}): Promise<PushBench> {
  const { rounds = 31, pushesPerRound = 1000 } = options;
  const { sink, address } = await startSink();
  try {
    const payload = await realisticPayload();
    const vapid = webpush.generateVAPIDKeys();
    const subscriptions = Array.from({ length: SUBSCRIPTIONS }, (_, at) => subscription(at));
    const ways = {
      floor: floorOf(subscriptions),
      webPush: webPushTo(address, subscriptions, payload, vapid),
      nod: nodTo(address, subscriptions, payload, vapid),
    };
    type Way = keyof typeof ways;
    const run = (way: Way, total: number) => measure(total, way === 'floor' ? 1 : PARALLEL, ways[way]);
    // Until the compiler has done its work; measured after that, since a server runs for weeks.
    for (const way of ['floor', 'webPush', 'nod'] as const) await run(way, 2 * pushesPerRound);
    const measured: Record<Way, PushCost>[] = [];
    for (let round = 0; round < rounds; round++) {
      const costs: Partial<Record<Way, PushCost>> = {};
      const order: Way[] = ['floor', 'webPush', 'nod'];
      // Turned around every other round, so that nobody always inherits the other's garbage.
      for (const way of round % 2 === 0 ? order : order.reverse()) costs[way] = await run(way, pushesPerRound);
      measured.push(costs as Record<Way, PushCost>);
    }
    await ways.nod.close();
    const cpu = (way: Way) => measured.map((round) => round[way].cpuMicrosPerPush);
    const rate = (way: Way) => measured.map((round) => round[way].pushesPerSecond);
    const ratio = (over: number[], under: number[]) =>
      ratioOf(over.map((value, at) => ({ measured: value, against: under[at] ?? Number.NaN })));
    const cost = (way: Way) => ({ cpuMicrosPerPush: median(cpu(way)), pushesPerSecond: median(rate(way)) });
    return {
      rounds,
      pushesPerRound,
      payloadBytes: Buffer.byteLength(payload),
      nod: cost('nod'),
      webPush: cost('webPush'),
      floorMicros: median(cpu('floor')),
      cpuAgainstWebPush: ratio(cpu('webPush'), cpu('nod')),
      rateAgainstWebPush: ratio(rate('nod'), rate('webPush')),
      cpuAgainstFloor: ratio(cpu('floor'), cpu('nod')),
    };
  } finally {
    globalAgent.destroy();
    sink.disconnect();
  }
}

async function startSink(): Promise<{ sink: ChildProcess; address: SinkAddress }> {
  const sink = fork(new URL('./push-sink.ts', import.meta.url), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const address = await new Promise<SinkAddress>((resolve, reject) => {
    sink.once('message', (message) => resolve(message as SinkAddress));
    sink.once('exit', () => reject(new Error('the push sink did not start')));
  });
  return { sink, address };
}

/** A login as the demo asks for it, padded as it travels. */
async function realisticPayload(): Promise<string> {
  const key = await generateDeviceKey();
  const id = (prefix: string) => `${prefix}_${randomBytes(16).toString('base64url')}`;
  const iat = Math.floor(Date.now() / 1000);
  const jws = await signChallenge(
    {
      iss: 'https://nod.example',
      sub: id('usr'),
      aud: 'nod-device',
      jti: id('chl'),
      iat,
      exp: iat + 120,
      nonce: randomBytes(16).toString('base64url'),
      app: { id: id('app'), name: 'Harbour Notes' },
      action: { title: 'Sign in as alice', details: [] },
      context: { ip: '203.0.113.7', location: 'Lisbon, Portugal', browser: 'Chrome', os: 'macOS' },
      match: 'code',
      digits: 6,
      uv: 'discouraged',
    },
    { kid: await thumbprint(key.publicJwk), privateKey: key.privateKey },
  );
  return challengePayload(jws);
}

function subscription(at: number): DeviceSubscription {
  return {
    deviceId: `dev_${at}`,
    endpoint: `https://fcm.googleapis.com/fcm/send/${randomBytes(110).toString('base64url')}`,
    p256dh: createECDH('prime256v1').generateKeys('base64url'),
    auth: randomBytes(16).toString('base64url'),
    vapidKeyId: 'bench',
  };
}

type Send = (at: number) => Promise<void> | void;

function floorOf(subscriptions: readonly DeviceSubscription[]): Send {
  const receivers = subscriptions.map(({ p256dh }) => Buffer.from(p256dh, 'base64url'));
  return (at) => {
    const sender = createECDH('prime256v1');
    sender.generateKeys();
    sender.computeSecret(receivers[at % SUBSCRIPTIONS] ?? Buffer.alloc(0));
  };
}

function webPushTo(
  { baseUrl, ca }: SinkAddress,
  subscriptions: readonly DeviceSubscription[],
  payload: string,
  vapid: { publicKey: string; privateKey: string },
): Send {
  // The one thing that isn't a default: the sink's certificate has to be trusted. Its connections are kept alive by
  // node's global agent.
  globalAgent.options.ca = ca;
  const targets = subscriptions.map(({ endpoint, p256dh, auth }) => ({
    endpoint: baseUrl + new URL(endpoint).pathname,
    keys: { p256dh, auth },
  }));
  const vapidDetails = { subject: SUBJECT, ...vapid };
  return async (at) => {
    const target = targets[at % SUBSCRIPTIONS];
    if (target) await webpush.sendNotification(target, payload, { vapidDetails });
  };
}

function nodTo(
  { baseUrl, ca }: SinkAddress,
  subscriptions: readonly DeviceSubscription[],
  payload: string,
  vapid: { publicKey: string; privateKey: string },
): Send & { close(): Promise<void> } {
  const silent = () => undefined;
  const transport = createTransport({ rewrites: new Map([['fcm.googleapis.com', baseUrl]]), rewriteCa: ca });
  const deliver = createDeliver({
    rules: createEndpointRules([]),
    vapid: createVapid({
      keys: { vapid: { keyId: 'bench', ...vapid }, previousVapid: [] },
      subject: SUBJECT,
      clock: Date.now,
    }),
    encrypt: createEncryptor(randomBytes),
    transport,
    clock: Date.now,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  const message = { payload, ttlSeconds: 120, urgency: 'high', topic: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' } as const;
  const send: Send = async (at) => {
    const target = subscriptions[at % SUBSCRIPTIONS];
    if (target === undefined) return;
    const { outcome, statusCode } = await deliver(target, message);
    if (outcome !== 'sent') throw new Error(`a push was not taken: ${statusCode}`);
  };
  return Object.assign(send, { close: () => transport.close(1000) });
}

async function measure(total: number, parallel: number, send: Send): Promise<PushCost> {
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  let started = 0;
  const lane = async () => {
    while (started < total) await send(started++);
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  const wallMs = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { cpuMicrosPerPush: (user + system) / total, pushesPerSecond: (total / wallMs) * 1000 };
}

/** One line for each figure. */
export function describePushBench(bench: PushBench): string {
  const { nod, webPush, cpuAgainstWebPush, cpuAgainstFloor, rateAgainstWebPush } = bench;
  const spread = ({ median: middle, least, most }: Ratio) =>
    `${middle.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;
  const line = (name: string, { cpuMicrosPerPush, pushesPerSecond }: PushCost) =>
    `${name.padEnd(34)} ${cpuMicrosPerPush.toFixed(0).padStart(4)} µs CPU  ${pushesPerSecond.toFixed(0).padStart(6)} pushes/s`;
  return [
    line('Nod', nod),
    line('web-push, sendNotification', webPush),
    `${'key generation and derivation'.padEnd(34)} ${bench.floorMicros.toFixed(0).padStart(4)} µs CPU`,
    `CPU, web-push by Nod (target 2.4)    ${spread(cpuAgainstWebPush)}`,
    `CPU, floor by Nod (target 0.45)      ${spread(cpuAgainstFloor)}`,
    `pushes/s, Nod by web-push            ${spread(rateAgainstWebPush)}`,
  ].join('\n');
}

if (import.meta.main) console.log(describePushBench(await runPushBench()));
