import { createECDH, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '../server/diagnostics/log.ts';
import { serve } from '../server/listen.ts';
import { createNod } from '../server/nod.ts';
import { ownCpuMicros, serveParent } from './children.ts';
import { BENCH_REALM, type SeedOptions, seedUsers } from './seed.ts';

/**
 * The server under measurement, alone in its process. The bench asks for its figures over the IPC channel; everything
 * else goes over HTTP, as in production.
 */
export interface ServerSettings {
  origin: string;
  /** Undefined: SQLite in a directory of its own, with durable commits as in production. */
  databaseUrl?: string | undefined;
  /** Where pushes go, whatever their endpoint says, and the certificate to trust there (PEM). */
  pushBase: string;
  pushCa: string;
}

const dataDir = mkdtempSync(path.join(tmpdir(), 'nod-bench-'));
let nod: Awaited<ReturnType<typeof createNod>>;
let server: Awaited<ReturnType<typeof serve>> | undefined;

const served = {
  async start({ origin, databaseUrl, pushBase, pushCa }: ServerSettings) {
    const log = createLog({ level: 'warn' });
    const config = {
      origin,
      port: 0,
      host: '127.0.0.1',
      dataDir,
      databaseUrl,
      retentionDays: 0,
      deviceIdleDays: 0,
      recoveryDelayHours: 0,
      vapidSubject: 'mailto:bench@nod.example',
      trustedProxies: [],
      pushHosts: [],
      pushRewrites: new Map([['fcm.googleapis.com', pushBase]]),
      tls: undefined,
      serverName: 'bench',
      language: 'en',
      demo: true,
      trying: true,
      pullAllowed: true,
      vouch: 'required',
      logLevel: 'warn',
      mail: undefined,
      placesFile: undefined,
      metricsToken: undefined,
    } as const;
    nod = await createNod(config, { clock: Date.now, randomBytes, log, push: { rewriteCa: pushCa } });
    server = await serve(nod, log);
    await nod.accounts.createRealm(BENCH_REALM).catch(() => undefined);
    const { id, apiKey } = await nod.accounts.createApplication({
      name: 'Bench',
      realm: BENCH_REALM,
      origins: ['http://localhost:4401'],
    });
    return { port: server.port, apiKey, applicationId: id };
  },

  seed: (options: SeedOptions) => seedUsers(nod, options),

  /** @returns the signed challenge, as a pulling device would read it */
  async challenge(id: string): Promise<string> {
    const { jws } = await nod.store.db
      .selectFrom('challenges')
      .select('jws')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return jws;
  },

  /** @returns how many calls wait */
  waiting: () => nod.challenges.waiting(),
  endWaits: () => nod.waits.drain(),

  /** @returns after a full collection: resident set and JavaScript heap, in bytes */
  async memory() {
    for (let round = 0; round < 4; round++) {
      globalThis.gc?.();
      await sleep(50);
    }
    const { rss, heapUsed } = process.memoryUsage();
    return { rssBytes: rss, heapBytes: heapUsed };
  },

  /**
   * The bare native cryptography that one login contains, with nothing around it: two ES256 signatures (challenge and
   * receipt), one P-256 key generation and derivation (RFC 8291, one push), three ES256 verifications (the decision and
   * the proofs of two acknowledgements). Keys are KeyObjects made beforehand, the fastest form that Node has.
   *
   * @returns CPU time per login, in µs
   */
  floorMicros(logins: number): number {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signing = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
    const verifying = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
    const [challenge, receipt, decision, proof] = [
      randomBytes(900),
      randomBytes(2200),
      randomBytes(420),
      randomBytes(420),
    ];
    const signed = [decision, proof, proof].map((data) => ({ data, signature: sign('sha256', data, signing) }));
    const receiver = createECDH('prime256v1').generateKeys();

    const before = ownCpuMicros();
    for (let login = 0; login < logins; login++) {
      sign('sha256', challenge, signing);
      sign('sha256', receipt, signing);
      const ephemeral = createECDH('prime256v1');
      ephemeral.generateKeys();
      ephemeral.computeSecret(receiver);
      for (const { data, signature } of signed) {
        if (!verify('sha256', data, verifying, signature))
          throw new Error('the floor does not verify its own signature');
      }
    }
    return (ownCpuMicros() - before) / logins;
  },
};

export type ServerProcess = typeof served;

serveParent(served, async () => {
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
