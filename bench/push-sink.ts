import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSelfSignedCertificate } from '../e2e/harness/chromium-push/self-signed-certificate.ts';

/**
 * A push service that answers 201 to everything, over TLS on loopback, in a process of its own: what it costs is not the
 * sender's. Its address goes to the parent as a message; it ends with the parent.
 */
export interface SinkAddress {
  baseUrl: string;
  /** The certificate to trust, PEM. */
  ca: string;
}

const { key, cert } = createSelfSignedCertificate(Date.now());
const server = createServer({ key, cert }, (request: IncomingMessage, response: ServerResponse) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(201, { location: 'https://localhost/m/1', ttl: '60', 'content-length': '0' }).end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  const address: SinkAddress = { baseUrl: `https://localhost:${port}`, ca: cert };
  process.send?.(address);
});
process.on('disconnect', () => process.exit(0));
