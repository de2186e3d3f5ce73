import { connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What stands between a server and its database in a test: it can hang up and refuse. */
export interface Relay {
  /** The database's address, through the relay. */
  url: string;
  /** Ends all connections and takes no new ones. */
  away(): void;
  back(): Promise<void>;
}

/**
 * @param options.host the local address at which it listens
 * @param options.hangUpAt hangs up when the server says this
 */
export async function startRelay(
  databaseUrl: string,
  options: { host?: string; hangUpAt?: string } = {},
): Promise<Relay> {
  const { host = '127.0.0.1', hangUpAt } = options;
  const url = new URL(databaseUrl);
  const target = { host: url.hostname, port: Number(url.port) };
  const sockets = new Set<Socket>();
  const open = (port: number): Promise<Server> => {
    const server = createServer((inner) => {
      const outer = connect(target);
      for (const socket of [inner, outer]) {
        sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => {
          sockets.delete(socket);
          inner.destroy();
          outer.destroy();
        });
      }
      inner.on('data', (bytes) => {
        if (hangUpAt !== undefined && bytes.includes(hangUpAt)) inner.destroy();
      });
      inner.pipe(outer).pipe(inner);
    });
    return new Promise((resolve) => server.listen(port, host, () => resolve(server)));
  };
  let server = await open(0);
  const { port } = server.address() as { port: number };
  const away = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(away);
  url.hostname = host;
  url.port = String(port);
  return {
    url: url.href,
    away,
    async back() {
      server = await open(port);
    },
  };
}
