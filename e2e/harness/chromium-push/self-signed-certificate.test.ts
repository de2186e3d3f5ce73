import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:tls';
import { expect, test } from 'vitest';
import { closeServer, listenOnLoopback } from '../loopback.ts';
import { createSelfSignedCertificate } from './self-signed-certificate.ts';

test('the certificate is signed by its own key and names localhost', () => {
  const nowMs = Date.now();
  const { cert, publicKeyInfo } = createSelfSignedCertificate(nowMs);
  const parsed = new X509Certificate(cert);
  expect(parsed.verify(parsed.publicKey)).toBe(true);
  expect(parsed.publicKey.export({ type: 'spki', format: 'der' })).toEqual(publicKeyInfo);
  expect(parsed.checkHost('localhost')).toBe('localhost');
  expect(parsed.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(Date.parse(parsed.validFrom)).toBeLessThan(nowMs);
  expect(Date.parse(parsed.validTo)).toBeGreaterThan(nowMs);
});

test('a client that trusts the certificate completes a TLS handshake', async () => {
  const { key, cert } = createSelfSignedCertificate(Date.now());
  const server = createServer({ key, cert });
  const socket = connect({ port: await listenOnLoopback(server), host: '127.0.0.1', ca: cert });
  await once(socket, 'secureConnect');
  expect(socket.authorized).toBe(true);
  socket.destroy();
  await closeServer(server);
});
