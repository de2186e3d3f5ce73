import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../server/diagnostics/log.ts';
import { listen } from '../../server/listen.ts';
import { createNod, type Nod } from '../../server/nod.ts';
import { readConfig } from '../../server/settings/config.ts';
import { createNodClient } from '../../shared/sdk/client.ts';
import { freePort } from '../harness/loopback.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { type ApplicationOptions, asRegistered, type TestApplication } from './application.ts';
import { builtDir } from './built.ts';
import { TestClock } from './clock.ts';
import { SoftwarePhone } from './software-phone.ts';
import type { PhoneGround } from './test-phone.ts';

/** The applications of a test server mean the same people by the same names. */
const REALM = 'Test';
const STOP_WITHIN_MS = 1_000;
const DUE_WITHIN_MS = 10_000;

export interface NodOptions {
  /** The server's name on phones; `Nod` by default. */
  name?: string;
  /** A port of your own; any free one by default. */
  port?: number;
  /** `required`: a user's further devices have to be let in by the first, as on a real server. `off` by default. */
  vouch?: 'required' | 'off';
  /** Further settings, by their names in docs/operations.md, e.g. `{ NOD_DEVICE_IDLE_DAYS: '30' }`. */
  settings?: Readonly<Record<string, string>>;
}

/** A Nod server for a test run: the real one, in this process, on loopback, with a database that goes with it. */
export class TestNod implements PhoneGround {
  readonly origin: string;
  readonly clock: TestClock;
  readonly #nod: Nod;
  readonly #realmId: string;
  readonly #lines: string[];
  readonly #end: () => Promise<void>;
  readonly #phones: SoftwarePhone[] = [];
  readonly #applications: TestApplication[] = [];

  private constructor(
    parts: { nod: Nod; realmId: string; clock: TestClock; lines: string[] },
    end: () => Promise<void>,
  ) {
    this.#nod = parts.nod;
    this.#realmId = parts.realmId;
    this.origin = parts.nod.config.origin;
    this.clock = parts.clock;
    this.#lines = parts.lines;
    this.#end = end;
  }

  /**
   * Starts a server, in about 100 ms.
   * @param pushRewrites where pushes go instead of to the browsers' services; without it only software phones can be asked
   * @throws ConfigError for settings that a server doesn't take
   */
  static async start(options: NodOptions = {}, pushRewrites?: string): Promise<TestNod> {
    const { name = 'Nod', port = await freePort(), vouch = 'off', settings = {} } = options;
    const dataDir = mkdtempSync(join(tmpdir(), 'nod-testing-'));
    const lines: string[] = [];
    const clock: TestClock = new TestClock(() => whenDueIsDone(nod, clock));
    const config = readConfig({
      NOD_ORIGIN: `http://localhost:${port}`,
      NOD_PORT: `${port}`,
      NOD_DATA_DIR: dataDir,
      NOD_DEMO: '1',
      NOD_NAME: name,
      NOD_VOUCH: vouch,
      // Lets each software phone call from an address of its own, as phones do: limits per address count them apart.
      NOD_TRUSTED_PROXIES: '127.0.0.1',
      ...(pushRewrites === undefined ? {} : { NOD_TEST_PUSH_REWRITE: pushRewrites }),
      ...settings,
    });
    const log = createLog({ level: config.logLevel, destination: { write: (line) => void lines.push(line) } });
    const nod = await createNod(config, { clock: () => clock.now(), randomBytes, log, pwaDir: pagesIfBuilt() });
    const listener = await listen(nod);
    nod.start();
    const { id: realmId } = await nod.accounts.createRealm(REALM);
    return new TestNod({ nod, realmId, clock, lines }, async () => {
      nod.waits.drain();
      await listener.close(STOP_WITHIN_MS);
      await nod.stop();
      rmSync(dataDir, { recursive: true, force: true });
    });
  }

  /** Registers an application. All of a server know the same people. */
  async application(options: ApplicationOptions = {}): Promise<TestApplication> {
    const { origin = `http://localhost:${await freePort()}` } = options;
    const wanted = asRegistered({ ...options, origin });
    const { id, apiKey } = await this.#nod.accounts.createApplication({ ...wanted, realm: REALM });
    const application = {
      id,
      apiKey,
      name: wanted.name,
      origin,
      environment: { NOD_ORIGIN: this.origin, NOD_API_KEY: apiKey, NOD_APPLICATION_ID: id },
      client: createNodClient({ origin: this.origin, apiKey }),
    };
    this.#applications.push(application);
    return application;
  }

  /** Those that were registered. */
  get applications(): readonly TestApplication[] {
    return this.#applications;
  }

  /** A further software phone, which has no account yet. */
  phone(name = 'Test phone'): SoftwarePhone {
    const phone = new SoftwarePhone(this, name);
    this.#phones.push(phone);
    return phone;
  }

  async pairingCode(username: string): Promise<string> {
    const { accounts, devices } = this.#nod;
    // Of two that pair at the same moment one makes the user, and the other finds it.
    const find = () => accounts.getUser(this.#realmId, username);
    const user = await find().catch(() => accounts.createUser(this.#realmId, { username }).catch(find));
    const { code } = await devices.createEnrollment({ user, applicationId: this.#applications[0]?.id ?? null });
    return code;
  }

  /** Everything that the server has logged, one JSON object a line. */
  get logged(): string {
    return this.#lines.join('');
  }

  async stop(): Promise<void> {
    for (const phone of this.#phones) await phone.lose();
    await this.#end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

/** Starts a server for a test run. Without Playwright: `const nod = await startNod()`, and `nod.phone()` for a phone. */
export function startNod(options: NodOptions = {}): Promise<TestNod> {
  return TestNod.start(options);
}

/** Waits until the server has done what is due at the clock's new time. It looks every second. */
async function whenDueIsDone({ store, devices }: Nod, clock: TestClock): Promise<void> {
  await devices.sweep();
  const isLeft = () =>
    store.db
      .selectFrom('challenges')
      .select('id')
      .where('state', '=', 'pending')
      .where('expires_at_ms', '<=', clock.now())
      .limit(1)
      .executeTakeFirst();
  await waitUntil('requests to expire', async () => ((await isLeft()) ? undefined : true), DUE_WITHIN_MS);
}

/** Software phones need no pages. */
function pagesIfBuilt(): string {
  try {
    return builtDir('pwa');
  } catch {
    return '/nonexistent';
  }
}
