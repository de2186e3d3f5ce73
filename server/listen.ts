import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { problemFor } from './doors/problems.ts';
import { NodError } from './errors.ts';
import type { Nod } from './nod.ts';

/**
 * Against clients that send slowly to hold connections: the headers, and the whole request, have to arrive in time. An
 * answer may take as long as it likes: long polls hold it back for a minute, event streams for ever.
 */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  /** Longer than the idle limit of common proxies (60 s), so that they and not we close idle connections. */
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
};
const IDLE_SWEEP_MS = 50;
const MAX_HEADER_BYTES = 16 * 1024;

export interface Listener {
  readonly port: number;
  readonly secure: boolean;
  /**
   * Accepts no more connections, lets running requests finish and cuts off what still runs after `graceMs`.
   */
  close(graceMs: number): Promise<void>;
}

/**
 * Opens the socket: HTTPS where there is a certificate, HTTP else.
 * @param timeouts in ms, where they should differ. @throws the system's error when it can't listen
 */
export async function listen(nod: Nod, timeouts: Partial<typeof TIMEOUTS> = {}): Promise<Listener> {
  const { tls, host, port } = nod.config;
  const handler = getRequestListener(nod.app.fetch, { errorHandler: () => badRequest() });
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
    // Answers that began before the shutdown (event streams) promised to keep their connection, which idles then.
    const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
    server.close(() => {
      clearTimeout(cutOff);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}

const unreadable = () =>
  problemFor(
    new NodError('request_malformed', 'The request line, its address or its headers are not valid HTTP.'),
    '-',
  );

/** For requests that can't even be routed: a Host header that is none, an address with a backslash. */
function badRequest(): Response {
  const { status, body } = unreadable();
  return new Response(JSON.stringify(body), { status, headers: BARE_HEADERS });
}

const BARE_HEADERS = {
  'content-type': 'application/problem+json',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  connection: 'close',
};

const UNREADABLE_STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What the HTTP parser refused: there is no request to answer, only a socket. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { body } = unreadable();
  const text = JSON.stringify(body);
  const status = UNREADABLE_STATUS[error.code ?? ''] ?? '400 Bad Request';
  const headers = Object.entries({ ...BARE_HEADERS, 'content-length': Buffer.byteLength(text) });
  socket.end(`HTTP/1.1 ${status}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`);
}
