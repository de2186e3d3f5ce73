import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { unencryptedPeer } from './postgres-connections.ts';

/** A connection over this socket, to this address. */
function connected(socket: Socket, remoteAddress: string | undefined): pg.ClientBase {
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  return Object.assign(new pg.Client(), { connection: { stream: socket } });
}

describe('a connection that can be read on the way', () => {
  it.each(['192.0.2.7', '10.0.0.5', '2001:db8::1', '::ffff:192.0.2.7'])('is one to %s without TLS', (address) => {
    expect(unencryptedPeer(connected(new Socket(), address))).toBe(address);
  });

  it.each(['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'])('is none to this machine itself (%s)', (address) => {
    expect(unencryptedPeer(connected(new Socket(), address))).toBeUndefined();
  });

  it('is none over TLS, and none over a Unix socket', () => {
    expect(unencryptedPeer(connected(new TLSSocket(new Socket()), '192.0.2.7'))).toBeUndefined();
    expect(unencryptedPeer(connected(new Socket(), undefined))).toBeUndefined();
  });
});
