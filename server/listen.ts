import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { NodError } from './diagnostics/errors.ts';
import type { Log } from './diagnostics/log.ts';
import { problemFor } from './doors/problems.ts';
import { isLoopbackHost } from './net/hosts.ts';
import type { Nod } from './nod.ts';

/**
 * Against clients that send slowly to hold connections: the headers, and the whole request, have to arrive in time. There
 * is no limit for the answer: long polls hold it back for a minute, event streams for ever.
 */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  /** Longer than the idle limit of common proxies (60 s), so that idle connections are closed by them and not here. */
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
};
const IDLE_SWEEP_MS = 50;
const MAX_HEADER_BYTES = 16 * 1024;

export interface Listener {
  readonly port: number;
  readonly secure: boolean;
  /** Accepts no more connections, lets running requests finish, and cuts off those that still run after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/**
 * Opens the socket: HTTPS where there is a certificate, otherwise HTTP.
 * @param timeouts in ms, where they differ from the defaults. @throws the system's error when it can't listen
 */
export async function listen(nod: Nod, timeouts: Partial<typeof TIMEOUTS> = {}): Promise<Listener> {
  const { tls, host, port } = nod.config;
  const serve = getRequestListener(nod.app.fetch, { errorHandler: () => badRequest() });
  const handler = (request: IncomingMessage, response: ServerResponse) => {
    if (hasOneHost(request)) void serve(request, response);
    else response.writeHead(400, BARE_HEADERS).end(JSON.stringify(problemOf(UNREADABLE).body));
  };
  const options = { ...TIMEOUTS, ...timeouts, maxHeaderSize: MAX_HEADER_BYTES };
  const server: Server = tls
    ? createTlsServer({ ...options, cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' }, handler)
    : createServer(options, handler);
  server.on('clientError', refuseUnreadable);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    secure: tls !== undefined,
    close: (graceMs) => closeServer(server, graceMs),
  };
}

function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
    // Answers that began before the shutdown (event streams) have promised to keep their connection: it is idle after them.
    const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
    server.close(() => {
      clearTimeout(cutOff);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Of two Host headers a proxy in front may go by the one and Nod by the other (RFC 9112 section 3.2). */
function hasOneHost({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') hosts += 1;
  return hosts <= 1;
}

const UNREADABLE = new NodError(
  'request_malformed',
  'The request line, its address or its headers are not valid HTTP.',
);

/** What the HTTP parser refuses, where it is not simply unreadable. */
const REFUSALS: Readonly<Record<string, NodError>> = {
  HPE_HEADER_OVERFLOW: new NodError(
    'headers_too_large',
    `Address and headers may have ${MAX_HEADER_BYTES} bytes together. Send fewer or shorter ones.`,
  ),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: new NodError(
    'request_too_large',
    'The extensions of a chunk are too large. Leave them out.',
  ),
  ERR_HTTP_REQUEST_TIMEOUT: new NodError('request_timeout', 'The request took too long to arrive. Send it again.'),
};

/** There is no request id yet. */
const problemOf = (error: NodError) => problemFor(error, '-');

/** For requests that can't even be routed: a malformed Host header, an address with a backslash. */
function badRequest(): Response {
  const { status, body } = problemOf(UNREADABLE);
  return new Response(JSON.stringify(body), { status, headers: BARE_HEADERS });
}

const BARE_HEADERS = {
  'content-type': 'application/problem+json',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  connection: 'close',
};

/** For bytes that the HTTP parser refused: there is no request to answer, only a socket. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, body } = problemOf(REFUSALS[error.code ?? ''] ?? UNREADABLE);
  const text = JSON.stringify(body);
  const headers = Object.entries({ ...BARE_HEADERS, 'content-length': Buffer.byteLength(text) });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}`;
  socket.end(`${head}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`);
}

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
