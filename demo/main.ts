import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { join } from 'node:path';
import tls from 'node:tls';
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { createNodClient } from '../shared/sdk/client.ts';
import { NodClientError } from '../shared/sdk/errors.ts';
import { createReceiptVerifier } from '../shared/sdk/receipt.ts';
import { createAccounts } from './accounts.ts';
import { createDemoApp } from './app.ts';
import { readDemoConfig } from './config.ts';
import { openDatabase } from './database.ts';
import { createKnownBrowsers } from './known-browsers.ts';
import { createPasswords } from './password-hash.ts';
import { createSessions } from './session.ts';
import { createTryLimit } from './try-limit.ts';

const HOUR_MS = 3_600_000;

// Environment → dependencies → listen. No other account of this machine may read its files (password hashes, notes).
process.umask(0o077);
const config = readDemoConfig(process.env);
mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
// A self-made certificate has no authority behind it: it is trusted because the operator handed it in.
if (config.tls) tls.setDefaultCACertificates([...tls.getCACertificates('default'), config.tls.cert]);
const db = openDatabase(join(config.dataDir, 'harbour.sqlite'));
const now = Date.now;
const stopping = new AbortController();
const sessions = createSessions({ db, origin: config.origin, now, randomBytes });
const tries = createTryLimit({ db, now });

const app = createDemoApp({
  config,
  db,
  accounts: createAccounts({ db, now, randomBytes }),
  sessions,
  browsers: createKnownBrowsers({ db, origin: config.origin, now, randomBytes }),
  passwords: await createPasswords(randomBytes),
  tries,
  nod: createNodClient({ origin: config.nodOrigin, apiKey: config.apiKey }),
  receipts: createReceiptVerifier({ origin: config.nodOrigin, applicationId: config.applicationId }),
  now,
  clientIp: (c) => getConnInfo(c).remote.address ?? '127.0.0.1',
  log: (message, error) => console.error(message, error instanceof NodClientError ? errorLine(error) : (error ?? '')),
  stopping: stopping.signal,
});

setInterval(() => {
  sessions.forgetExpired();
  tries.forgetOlderThan(HOUR_MS);
}, HOUR_MS).unref();

const { protocol, hostname } = new URL(config.origin);
const https = protocol === 'https:' && config.tls ? { createServer: createHttpsServer, serverOptions: config.tls } : {};
const local = ['localhost', '127.0.0.1'].includes(hostname);
const listen = { fetch: app.fetch, port: config.port, hostname: local ? '127.0.0.1' : '0.0.0.0', ...https };
const server = serve(listen, ({ port }) => {
  if (!process.connected) console.log(`Harbour Notes listens on port ${port}`);
});
server.on('error', (error: NodeJS.ErrnoException) => {
  const taken = error.code === 'EADDRINUSE';
  console.error(taken ? `Port ${config.port} is in use. Set DEMO_PORT to a free one.` : error.message);
  process.exit(1);
});

function errorLine({ code, status, reason, problem }: NodClientError): string {
  return [code, status || '', reason ?? '', problem?.requestId ?? ''].filter(Boolean).join(' ');
}

function stop(): void {
  stopping.abort();
  server.close(() => {
    db.close();
    process.exit(0);
  });
  // Browsers keep connections open for a next request that won't come.
  setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), 100);
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
