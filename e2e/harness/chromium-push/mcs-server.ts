import { createServer, type TLSSocket } from 'node:tls';
import { closeServer, listenOnLoopback } from '../loopback.ts';
import type { Link, PushMessage } from '../push/mailbox.ts';
import type { GcmBrowser, GcmRegistry } from './gcm-registry.ts';
import { McsConnection } from './mcs-connection.ts';
import {
  encodeDataMessage,
  encodeHeartbeatAck,
  encodeLoginAccepted,
  encodeLoginRefused,
  MCS_TAG,
  parseLastStreamId,
  parseLoginRequest,
} from './mcs-messages.ts';
import { createSelfSignedCertificate, type SelfSignedCertificate } from './self-signed-certificate.ts';

/** The mobile connection server: browsers log in and stay connected, get messages and acknowledge them. */
export class McsServer {
  readonly certificate: SelfSignedCertificate;
  readonly #registry: GcmRegistry;
  readonly #now: () => number;
  readonly #server;
  readonly #sockets = new Set<TLSSocket>();
  #port = 0;

  constructor(registry: GcmRegistry, now: () => number) {
    this.#registry = registry;
    this.#now = now;
    this.certificate = createSelfSignedCertificate(now());
    this.#server = createServer({ key: this.certificate.key, cert: this.certificate.cert }, (socket) =>
      this.#serve(socket),
    );
  }

  get port(): number {
    return this.#port;
  }

  async start(): Promise<void> {
    this.#port = await listenOnLoopback(this.#server);
  }

  async stop(): Promise<void> {
    this.dropConnections();
    await closeServer(this.#server);
  }

  /** Cuts all connections; browsers reconnect by themselves. */
  dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #serve(socket: TLSSocket): void {
    const session = new McsSession(socket, this.#registry, this.#now);
    this.#sockets.add(socket);
    // A browser that is killed resets its connections; 'close' follows.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      session.close();
    });
  }
}

/** One browser's connection, from login to end. */
class McsSession {
  readonly #connection: McsConnection;
  readonly #registry: GcmRegistry;
  readonly #now: () => number;
  readonly #unacknowledged: Array<{ streamId: number; messageId: string }> = [];
  #browser: GcmBrowser | undefined;

  constructor(socket: TLSSocket, registry: GcmRegistry, now: () => number) {
    this.#registry = registry;
    this.#now = now;
    this.#connection = new McsConnection(socket, (tag, body) => this.#receive(tag, body));
  }

  close(): void {
    this.#browser?.mailbox.disconnect(this.#deliver);
  }

  #receive(tag: number, body: Buffer): void {
    this.#acknowledgeUpTo(parseLastStreamId(tag, body) ?? 0);
    if (tag === MCS_TAG.loginRequest) this.#logIn(body);
    else if (tag === MCS_TAG.heartbeatPing) {
      this.#connection.send(MCS_TAG.heartbeatAck, encodeHeartbeatAck(this.#connection.lastReceivedStreamId));
    } else if (tag === MCS_TAG.close) this.#connection.end();
  }

  #logIn(body: Buffer): void {
    const login = parseLoginRequest(body);
    const browser = this.#registry.findBrowser(login.androidId, login.securityToken);
    if (!browser) {
      this.#connection.send(MCS_TAG.loginResponse, encodeLoginRefused(login.id));
      return;
    }
    this.#connection.send(MCS_TAG.loginResponse, encodeLoginAccepted(login.id, this.#now()));
    for (const messageId of login.receivedIds) browser.mailbox.acknowledge(messageId);
    this.#browser = browser;
    browser.mailbox.connect(this.#deliver);
  }

  readonly #deliver: Link = (message: PushMessage) => {
    const registration = this.#registry.registrations.get(message.token);
    // The browser unregistered, or was forgotten, while the message waited.
    if (!registration) return;
    const streamId = this.#connection.send(MCS_TAG.dataMessage, encodeDataMessage(message, registration));
    this.#unacknowledged.push({ streamId, messageId: message.id });
  };

  #acknowledgeUpTo(lastStreamId: number): void {
    while (this.#unacknowledged[0] && this.#unacknowledged[0].streamId <= lastStreamId) {
      const acknowledged = this.#unacknowledged.shift();
      if (acknowledged) this.#browser?.mailbox.acknowledge(acknowledged.messageId);
    }
  }
}
