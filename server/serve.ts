import { isLoopbackHost } from './config-network.ts';
import { listen } from './listen.ts';
import type { Log } from './log.ts';
import type { Nod } from './nod.ts';

/** Running requests may take this long to finish once a shutdown has begun; a proxy's patience is about the same. */
const GRACE_MS = 10_000;

export interface RunningServer {
  readonly port: number;
  /**
   * In order: /readyz says no, held-back answers end, no more connections, running requests finish, pushes leave, the
   * database closes. Safe to call twice.
   */
  stop(): Promise<void>;
}

/** Starts a wired server: its background work and its socket. @throws the system's error when it can't listen */
export async function serve(nod: Nod, log: Log): Promise<RunningServer> {
  const listener = await listen(nod);
  nod.start();
  const { origin, demo } = nod.config;
  log.info(
    { origin, port: listener.port, https: listener.secure, store: nod.store.kind, demo },
    isLoopbackHost(new URL(origin).hostname) ? 'Nod listens, on this machine only' : 'Nod listens',
  );
  let stopping: Promise<void> | undefined;
  return {
    port: listener.port,
    stop() {
      stopping ??= (async () => {
        log.info({ waiting: nod.waits.count }, 'Nod stops');
        nod.waits.drain();
        await listener.close(GRACE_MS);
        await nod.stop();
        log.info({}, 'Nod has stopped');
      })();
      return stopping;
    },
  };
}
