import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { challengePayload } from '../server/push/messages.ts';
import { signChallenge } from '../shared/protocol/challenge.ts';
import { generateDeviceKey, thumbprint } from '../shared/protocol/keys.ts';
import type { PushCost, SenderSettings, Way } from './push-sender.ts';
import type { SinkAddress } from './push-sink.ts';
import { median, ratioOf } from './statistics.ts';

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
  /** CPU of key generation and derivation alone. */
  floorMicros: number;
  /** CPU of web-push by CPU of Nod: higher is better. Target: at least 2.4. */
  cpuAgainstWebPush: Ratio;
  /** Pushes per second of Nod by those of web-push. */
  rateAgainstWebPush: Ratio;
  /** CPU of the floor by CPU of Nod: 1 would be a push for the price of its key agreement. Target: at least 0.45. */
  cpuAgainstFloor: Ratio;
}

export const PUSH_TARGETS = { cpuAgainstWebPush: 2.4, cpuAgainstFloor: 0.45 } as const;

/**
 * (2) Push dispatch: all that the server does for one push, against web-push with its defaults and against the bare key
 * agreement. The three have a process each and take turns, round by round, with the same payload to the same TLS sink,
 * which has a process too.
 */
export async function runPushBench(options: { rounds?: number; pushesPerRound?: number } = {}): Promise<PushBench> {
  const { rounds = 11, pushesPerRound = 3000 } = options;
  const children: ChildProcess[] = [];
  const start = (file: string) => {
    const child = fork(new URL(file, import.meta.url), { execArgv: ['--disable-warning=ExperimentalWarning'] });
    children.push(child);
    return child;
  };
  try {
    const sink = await answerOf<SinkAddress>(start('./push-sink.ts'));
    const payload = await realisticPayload();
    const senderOf = (way: Way) => {
      const child = start('./push-sender.ts');
      child.send({ way, sink, payload } satisfies SenderSettings);
      return (pushes: number): Promise<PushCost> => {
        child.send({ pushes });
        return answerOf<PushCost>(child);
      };
    };
    const senders = { floor: senderOf('floor'), webPush: senderOf('webPush'), nod: senderOf('nod') };
    const order: Way[] = ['floor', 'webPush', 'nod'];
    // Until the compiler has done its work; measured after that, since a server runs for weeks.
    for (const way of order) await senders[way](5 * pushesPerRound);
    const measured: Record<Way, PushCost>[] = [];
    for (let round = 0; round < rounds; round++) {
      const floor = await senders.floor(pushesPerRound);
      const webPush = await senders.webPush(pushesPerRound);
      measured.push({ floor, webPush, nod: await senders.nod(pushesPerRound) });
    }
    return { rounds, pushesPerRound, payloadBytes: Buffer.byteLength(payload), ...summary(measured) };
  } finally {
    for (const child of children) child.disconnect();
  }
}

function summary(measured: readonly Record<Way, PushCost>[]) {
  const cpu = (way: Way) => measured.map((round) => round[way].cpuMicrosPerPush);
  const rate = (way: Way) => measured.map((round) => round[way].pushesPerSecond);
  const ratio = (over: number[], under: number[]): Ratio =>
    ratioOf(over.map((value, at) => ({ measured: value, against: under[at] ?? Number.NaN })));
  const cost = (way: Way): PushCost => ({
    cpuMicrosPerPush: median(cpu(way)),
    pushesPerSecond: median(rate(way)),
  });
  return {
    nod: cost('nod'),
    webPush: cost('webPush'),
    floorMicros: median(cpu('floor')),
    cpuAgainstWebPush: ratio(cpu('webPush'), cpu('nod')),
    rateAgainstWebPush: ratio(rate('nod'), rate('webPush')),
    cpuAgainstFloor: ratio(cpu('floor'), cpu('nod')),
  };
}

function answerOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('a process of the push bench has ended'));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message as T);
    });
  });
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
    `CPU, web-push by Nod (target ${PUSH_TARGETS.cpuAgainstWebPush})    ${spread(cpuAgainstWebPush)}`,
    `CPU, floor by Nod (target ${PUSH_TARGETS.cpuAgainstFloor})      ${spread(cpuAgainstFloor)}`,
    `pushes/s, Nod by web-push            ${spread(rateAgainstWebPush)}`,
  ].join('\n');
}

if (import.meta.main) console.log(describePushBench(await runPushBench()));
