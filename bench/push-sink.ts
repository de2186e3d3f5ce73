import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { createSelfSignedCertificate } from '../e2e/harness/chromium-push/self-signed-certificate.ts';
import { serveParent } from './children.ts';

/**
 * A push service that answers 201 to everything, over TLS on loopback, in a process of its own: what it costs is not the
 * sender's. It reads no more of HTTP than where a request ends, so that no sender ever waits for it: a sender that waits
 * for each answer alone pays more per push than a sender that finds several.
 */
export interface SinkAddress {
  baseUrl: string;
  /** The certificate to trust, PEM. */
  ca: string;
}

const ANSWER = Buffer.from(
  'HTTP/1.1 201 Created\r\nLocation: https://localhost/m/1\r\nTTL: 60\r\nContent-Length: 0\r\nKeep-Alive: timeout=60\r\n\r\n',
);
const END_OF_HEAD = Buffer.from('\r\n\r\n');

function answerPushes(socket: TLSSocket): void {
  let head: Buffer = Buffer.alloc(0);
  let bodyBytesLeft = 0;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (bodyBytesLeft === 0) {
        head = head.length === 0 ? rest : Buffer.concat([head, rest]);
        const end = head.indexOf(END_OF_HEAD);
        if (end < 0) return;
        bodyBytesLeft = contentLength(head.toString('latin1', 0, end));
        rest = head.subarray(end + END_OF_HEAD.length);
        head = Buffer.alloc(0);
      }
      const taken = Math.min(bodyBytesLeft, rest.length);
      bodyBytesLeft -= taken;
      rest = rest.subarray(taken);
      if (bodyBytesLeft === 0) socket.write(ANSWER);
    }
  });
}

/** Every push has a body of known length. */
function contentLength(head: string): number {
  const length = Number(/\r\ncontent-length: *([0-9]+)/i.exec(head)?.[1]);
  if (!(length > 0)) throw new Error('a request without a length');
  return length;
}

const { key, cert } = createSelfSignedCertificate(Date.now());
const server = createServer({ key, cert }, answerPushes);

const served = {
  async start(): Promise<SinkAddress> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { baseUrl: `https://localhost:${(server.address() as AddressInfo).port}`, ca: cert };
  },
};

export type PushSinkProcess = typeof served;

serveParent(served);
