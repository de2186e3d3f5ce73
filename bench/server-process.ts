import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '../server/diagnostics/log.ts';
import { serve } from '../server/listen.ts';
import { createNod } from '../server/nod.ts';
import type { Config } from '../server/settings/config.ts';
import { measureFloor } from './floor.ts';
import { seedDevices } from './seed.ts';

/**
 * The server under measurement, alone in its process, so that its CPU time and memory are its own. The bench asks it for
 * its figures over the IPC channel; everything else goes over HTTP, as in production.
 */
export interface ServerSettings {
  dataDir: string;
  databaseUrl?: string;
  pushBase: string;
  pushCa: string;
}

export type ServerRequest =
  | { ask: 'start'; settings: ServerSettings }
  | { ask: 'application' }
  | { ask: 'seed'; users: number; devicesPerUser: number; push: boolean; filler: number }
  | { ask: 'challenge'; id: string }
  | { ask: 'waiting' }
  | { ask: 'endWaits' }
  | { ask: 'cpu' }
  | { ask: 'memory' }
  | { ask: 'floor'; logins: number }
  | { ask: 'stop' };

type Answers = {
  start: { port: number; vapidPublicKey: string };
  application: { apiKey: string };
  seed: Awaited<ReturnType<typeof seedDevices>>;
  /** The signed challenge, as a pulling device would read it. */
  challenge: { jws: string };
  /** How many calls wait. */
  waiting: { waiting: number };
  endWaits: Record<string, never>;
  /** User and system time of the whole process so far, in µs. */
  cpu: { micros: number };
  /** After a full collection: resident set and JavaScript heap, in bytes. */
  memory: { rssBytes: number; heapBytes: number; externalBytes: number };
  /** CPU of the bare cryptography of one login, in µs. */
  floor: { micros: number };
  stop: Record<string, never>;
};
export type ServerAnswer<Ask extends ServerRequest['ask']> = Answers[Ask];

let nod: Awaited<ReturnType<typeof createNod>>;
let server: Awaited<ReturnType<typeof serve>>;

const handlers: {
  [Ask in ServerRequest['ask']]: (request: Extract<ServerRequest, { ask: Ask }>) => Promise<Answers[Ask]>;
} = {
  async start({ settings }) {
    const config: Config = {
      origin: 'http://localhost:4400',
      port: 0,
      host: '127.0.0.1',
      dataDir: settings.dataDir,
      databaseUrl: settings.databaseUrl,
      vapidSubject: 'mailto:bench@nod.example',
      trustedProxies: [],
      pushHosts: [],
      pushRewrites: new Map([['fcm.googleapis.com', settings.pushBase]]),
      tls: undefined,
      serverName: 'bench',
      demo: true,
      pullAllowed: true,
      logLevel: 'warn',
      metricsToken: undefined,
    };
    const log = createLog({ level: config.logLevel });
    nod = await createNod(config, {
      clock: Date.now,
      randomBytes,
      log,
      push: { rewriteCa: settings.pushCa },
    });
    server = await serve(nod, log);
    return { port: server.port, vapidPublicKey: nod.keys.vapid.publicKey };
  },
  async application() {
    const { apiKey } = await nod.accounts.createApplication({ name: 'Bench', origins: ['http://localhost:4401'] });
    return { apiKey };
  },
  seed: (request) => seedDevices(nod, request),
  challenge: ({ id }) =>
    nod.store.db.selectFrom('challenges').select('jws').where('id', '=', id).executeTakeFirstOrThrow(),
  waiting: async () => ({ waiting: nod.challenges.waiting() }),
  async endWaits() {
    nod.waits.drain();
    return {};
  },
  async cpu() {
    const { user, system } = process.cpuUsage();
    return { micros: user + system };
  },
  async memory() {
    for (let round = 0; round < 4; round++) {
      globalThis.gc?.();
      await sleep(50);
    }
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rssBytes: rss, heapBytes: heapUsed, externalBytes: external };
  },
  floor: async ({ logins }) => ({ micros: measureFloor(logins) }),
  async stop() {
    await server.stop();
    setImmediate(() => process.exit(0));
    return {};
  },
};

process.on('message', async (request: ServerRequest) => {
  try {
    process.send?.({ ok: await handlers[request.ask](request as never) });
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
