import { setTimeout as pause } from 'node:timers/promises';
import { ORIGIN, startTestServer, type TestServer } from '../doors/testing-server.ts';
import { type Call, nod } from './testing-terminal.ts';

const GIVE_UP_MS = 10_000;

export interface ScriptWorld {
  key?: string;
  environment?: Record<string, string>;
  files?: Map<string, string>;
  fetch?: typeof fetch;
  whenInterrupted?: (stop: () => void) => () => void;
}

/** A server, and `nod …` as a script on another machine calls it. */
export interface ScriptServer extends TestServer {
  /** The key of the application for scripts, called Deploys, which matches by nothing. */
  apiKey: string;
  applicationId: string;
  /** The server, over the wire. */
  overWire: typeof fetch;
  script(argv: readonly string[], world?: ScriptWorld): Promise<Call>;
  /** The ids of so many requests that wait, once they do. */
  waiting(count: number): Promise<{ id: string; username: string }[]>;
}

export async function startScriptServer(): Promise<ScriptServer> {
  const server = await startTestServer();
  const { apiKey, id: applicationId } = await server.application({ name: 'Deploys', match: 'none' });
  const overWire: typeof fetch = async (url, init) => {
    const { pathname, search } = new URL(String(url));
    // The clock is moved by hand, so nobody waits by another one for long.
    return server.nod.app.request(pathname + search.replace(/wait=\d+/, 'wait=1'), init, {
      incoming: { socket: { remoteAddress: '192.0.2.9' } },
    });
  };
  const pending = () =>
    server.nod.store.db
      .selectFrom('challenges')
      .innerJoin('users', 'users.id', 'challenges.user_id')
      .select(['challenges.id', 'users.username'])
      .where('challenges.state', '=', 'pending')
      .orderBy('users.username')
      .execute();
  return {
    ...server,
    apiKey,
    applicationId,
    overWire,
    script(argv, { key = apiKey, files = new Map<string, string>(), environment, ...rest } = {}) {
      files.set('key', `${key}\n`);
      return nod(
        argv,
        { NOD_ORIGIN: ORIGIN, NOD_API_KEY_FILE: 'key', ...environment },
        { files, fetch: overWire, clock: () => server.clock.nowMs, ...rest },
      );
    },
    async waiting(count) {
      for (const sinceMs = performance.now(); ; await pause(5)) {
        const found = await pending();
        if (found.length === count) return found;
        if (performance.now() - sinceMs > GIVE_UP_MS)
          throw new Error(`${found.length} requests wait, and not ${count}`);
      }
    },
  };
}
