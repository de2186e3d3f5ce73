import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../harness/loopback.ts';
import type { Application, NodServer } from './nod-server.ts';
import { NodeProcess } from './node-process.ts';

/** Harbour Notes in a process of its own, registered with a server as `npm start` registers it. */
export class DemoSite {
  readonly origin: string;
  readonly application: Application;
  readonly #dataDir: string;
  readonly #process: NodeProcess;

  private constructor(nod: NodServer, application: Application, origin: string) {
    this.origin = origin;
    this.application = application;
    this.#dataDir = mkdtempSync(join(tmpdir(), 'nod-demo-'));
    const credentials = { applicationId: application.id, apiKey: application.apiKey };
    writeFileSync(join(this.#dataDir, 'demo.json'), JSON.stringify(credentials), { mode: 0o600 });
    this.#process = new NodeProcess('demo/main.ts', {
      NOD_ORIGIN: nod.origin,
      NOD_DATA_DIR: this.#dataDir,
      DEMO_PORT: new URL(origin).port,
      DEMO_ORIGIN: this.origin,
    });
  }

  /**
   * @param options.policy how approvals are tied to its logins: options of `nod app create`
   * @param options.host its host name in the browser
   */
  static async start(nod: NodServer, options: { policy?: readonly string[]; host?: string } = {}): Promise<DemoSite> {
    const { policy = ['--match', 'origin,code', '--fallback', 'offline,totp,bypass'], host = 'localhost' } = options;
    const origin = `http://${host}:${await freePort()}`;
    const application = await nod.createApplication('Harbour Notes', origin, policy);
    const site = new DemoSite(nod, application, origin);
    await site.#process.answersAt(`${site.origin}/healthz`);
    return site;
  }

  get output(): string {
    return this.#process.output;
  }

  async stop(): Promise<void> {
    try {
      await this.#process.stop();
    } finally {
      rmSync(this.#dataDir, { recursive: true, force: true });
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
