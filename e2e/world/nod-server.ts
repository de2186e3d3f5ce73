import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as v from 'valibot';
import { nod } from '../../server/cli/testing-terminal.ts';
import { createNodClient, type NodClient } from '../../shared/sdk/client.ts';
import { freePort } from '../harness/loopback.ts';
import { NodeProcess } from './node-process.ts';
import { type Secrets, SHORTEST_SECRET } from './secrets.ts';

const ApplicationSchema = v.object({ id: v.string(), name: v.string(), apiKey: v.string() });

/** Named like the server, so that phones show one name. */
const REALM = 'Harbour Nod';

/** A registered application, and its REST door. */
export interface Application {
  readonly id: string;
  readonly name: string;
  readonly apiKey: string;
  readonly client: NodClient;
}

/**
 * A whole Nod server as an operator runs it: its own process, its own data directory with SQLite in it, set up through
 * the command line.
 */
export class NodServer {
  readonly origin: string;
  readonly dataDir: string;
  readonly #environment: Record<string, string>;
  readonly #secrets: Secrets;
  #process: NodeProcess;
  /** Made before the first application. */
  #realm: Promise<unknown> | undefined;
  /** The output of the processes before the last restart. */
  #earlierOutput = '';

  private constructor(environment: Record<string, string>, secrets: Secrets) {
    this.origin = environment.NOD_ORIGIN ?? '';
    this.dataDir = environment.NOD_DATA_DIR ?? '';
    this.#environment = environment;
    this.#secrets = secrets;
    this.#process = new NodeProcess('server/main.ts', environment);
  }

  /** @param pushRewrites `rewrites` of the push services that take the place of the real ones */
  static async start(
    pushRewrites: string,
    secrets: Secrets,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<NodServer> {
    const port = await freePort();
    const server = new NodServer(
      {
        NOD_ORIGIN: `http://localhost:${port}`,
        NOD_PORT: `${port}`,
        NOD_DATA_DIR: mkdtempSync(join(tmpdir(), 'nod-e2e-')),
        NOD_DEMO: '1',
        NOD_NAME: 'Harbour Nod',
        NOD_TEST_PUSH_REWRITE: pushRewrites,
        // The more the server logs, the more secrets could leak into the log.
        NOD_LOG_LEVEL: 'debug',
        // This lets each device of a spec call from an address of its own, as real devices do.
        NOD_TRUSTED_PROXIES: '127.0.0.1',
        // Most specs that need a second device aren't about how it got in; vouching.spec.ts is.
        NOD_VOUCH: 'off',
        ...environment,
      },
      secrets,
    );
    await server.#process.answersAt(`${server.origin}/readyz`);
    return server;
  }

  get output(): string {
    return this.#earlierOutput + this.#process.output;
  }

  /**
   * `nod <args> --json`, as an operator types it, but for the process: starting one takes a second, and scripts/nod.test.ts
   * does. @returns the parsed answer. @throws Error when it doesn't end with 0
   */
  async cli(...args: string[]): Promise<unknown> {
    const { exitCode, out, err } = await nod([...args, '--json'], this.#environment, {
      readFile: (file) => readFileSync(file, 'utf8'),
    });
    if (exitCode !== 0) throw new Error(`nod ${args.join(' ')} ended with ${exitCode}: ${err}`);
    return JSON.parse(out);
  }

  /**
   * Registers an application whose key may do everything. All of a server are in one realm, unless a test wants another.
   * @param options further options of `nod app create`, e.g. `['--match', 'none']`
   */
  async createApplication(name: string, origin: string, options: readonly string[] = []): Promise<Application> {
    this.#realm ??= this.cli('realm', 'create', REALM);
    await this.#realm;
    const realm = options.includes('--realm') ? [] : ['--realm', REALM];
    const scopes = ['--scope', 'challenges,enroll,users'];
    const answer = await this.cli('app', 'create', name, '--origin', origin, ...scopes, ...realm, ...options);
    const { id, apiKey } = v.parse(ApplicationSchema, answer);
    this.#secrets.add('API key', apiKey);
    const client = takingNote(createNodClient({ origin: this.origin, apiKey }), this.#secrets);
    return { id, name, apiKey, client };
  }

  /** The audit log's events of one type, oldest first. */
  events(type: string): { detail: unknown }[] {
    const database = new Database(join(this.dataDir, 'nod.sqlite'), { readonly: true });
    try {
      const rows = database.prepare('select detail from events where type = ? order by id').all(type);
      return (rows as { detail: string }[]).map(({ detail }) => ({ detail: JSON.parse(detail) }));
    } finally {
      database.close();
    }
  }

  /** What a query with one `number` says. */
  count(sql: string): number {
    const database = new Database(join(this.dataDir, 'nod.sqlite'), { readonly: true });
    try {
      return (database.prepare(sql).get() as { number: number }).number;
    } finally {
      database.close();
    }
  }

  /** Changes rows as if time had passed, which a spec can't wait for. */
  change(sql: string, ...values: readonly (string | number)[]): void {
    const database = new Database(join(this.dataDir, 'nod.sqlite'));
    try {
      database.prepare(sql).run(...values);
    } finally {
      database.close();
    }
  }

  /** Ends the process; no server answers until `resume`. */
  async pause(): Promise<void> {
    await this.#process.stop();
  }

  /** Starts the same server again, from the same data directory at the same address. */
  async resume(): Promise<void> {
    this.#earlierOutput += this.#process.output;
    this.#process = new NodeProcess('server/main.ts', this.#environment);
    await this.#process.answersAt(`${this.origin}/readyz`);
  }

  async stop(): Promise<void> {
    try {
      await this.#process.stop();
    } finally {
      rmSync(this.dataDir, { recursive: true, force: true });
    }
  }
}

/** The same client, which notes the secrets that it learns. */
function takingNote(client: NodClient, secrets: Secrets): NodClient {
  return {
    ...client,
    async createChallenge(...args) {
      const challenge = await client.createChallenge(...args);
      if (challenge.code !== undefined && challenge.code.length >= SHORTEST_SECRET)
        secrets.add('matching code', challenge.code);
      return challenge;
    },
    async createEnrollment(...args) {
      const ticket = await client.createEnrollment(...args);
      secrets.add('pairing code', ticket.code);
      secrets.add('pairing code', ticket.code.replaceAll('-', ''));
      secrets.add('pairing token', ticket.url.split('/').at(-1) ?? ticket.url);
      return ticket;
    },
  };
}
