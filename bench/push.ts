import { randomBytes } from 'node:crypto';
import { startChild } from './children.ts';
import type { PushCost, PushSenderProcess, Way } from './push-sender.ts';
import type { PushSinkProcess } from './push-sink.ts';
import { inTurns, median, ratioOf, type Spread } from './rounds.ts';

export interface PushBench {
  rounds: number;
  pushesPerRound: number;
  payloadBytes: number;
  nod: PushCost;
  /** `webpush.sendNotification` with its defaults. */
  webPush: PushCost;
  /** CPU of key generation and derivation alone. */
  floorMicros: number;
  /** CPU of web-push by CPU of Nod: higher is better. */
  cpuAgainstWebPush: Spread;
  /** CPU of the floor by CPU of Nod: 1 would be a push for the price of its key agreement. */
  cpuAgainstFloor: Spread;
}

/** A login as the demo asks for it has this many bytes, padded as it travels (shared/protocol/push-payload.ts). */
const PAYLOAD_BYTES = 2048;

/**
 * (2) Push dispatch: all that the server does for one push, against web-push with its defaults and against the bare key
 * agreement. The three have a process each and take turns with the same payload to the same TLS sink, which has a
 * process too.
 */
export async function measurePush(options: { rounds: number; pushesPerRound: number }): Promise<PushBench> {
  const { rounds, pushesPerRound } = options;
  const payload = randomBytes(PAYLOAD_BYTES / 2).toString('hex');
  const sink = startChild<PushSinkProcess>('./push-sink.ts');
  const senders = {
    floor: startChild<PushSenderProcess>('./push-sender.ts'),
    webPush: startChild<PushSenderProcess>('./push-sender.ts'),
    nod: startChild<PushSenderProcess>('./push-sender.ts'),
  };
  try {
    const address = await sink.call('start');
    for (const way of Object.keys(senders) as Way[]) {
      await senders[way].call('start', { way, sink: address, payload });
      // Until the compiler has done its work; measured after that, since a server runs for weeks.
      await senders[way].call('send', 5 * pushesPerRound);
    }
    const measured = await inTurns(rounds, {
      floor: () => senders.floor.call('send', pushesPerRound),
      webPush: () => senders.webPush.call('send', pushesPerRound),
      nod: () => senders.nod.call('send', pushesPerRound),
    });
    const cpu = (way: Way) => measured[way].map((round) => round.cpuMicrosPerPush);
    const cost = (way: Way): PushCost => ({
      cpuMicrosPerPush: median(cpu(way)),
      pushesPerSecond: median(measured[way].map((round) => round.pushesPerSecond)),
    });
    return {
      rounds,
      pushesPerRound,
      payloadBytes: PAYLOAD_BYTES,
      nod: cost('nod'),
      webPush: cost('webPush'),
      floorMicros: median(cpu('floor')),
      cpuAgainstWebPush: ratioOf(cpu('webPush'), cpu('nod')),
      cpuAgainstFloor: ratioOf(cpu('floor'), cpu('nod')),
    };
  } finally {
    for (const child of [...Object.values(senders), sink]) await child.stop();
  }
}
