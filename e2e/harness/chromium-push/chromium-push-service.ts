import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer, listenOnLoopback } from '../loopback.ts';
import { PushService } from '../push/push-service.ts';
import { type GcmRegistration, GcmRegistry } from './gcm-registry.ts';
import { McsServer } from './mcs-server.ts';

const CHECK_IN_PATH = '/checkin';
const REGISTER_PATH = '/c2dm/register3';

/**
 * What Chromium needs of Google for Web Push, on loopback: check-in, registration, the push endpoint and the connection
 * over which messages arrive. With it `pushManager.subscribe()` and the delivery of encrypted pushes run unchanged in
 * the browser.
 *
 * The browser builds the endpoints itself: `https://jmt17.google.com/fcm/send/<token>` in Debian's build,
 * `https://fcm.googleapis.com/fcm/send/<token>` in Google's.
 */
export class ChromiumPushService extends PushService<GcmRegistration> {
  readonly endpointHosts = ['fcm.googleapis.com', 'jmt17.google.com'];
  protected readonly endpointPath = /^\/(?:fcm\/send|wp)\/([^/?]+)$/;
  protected readonly unauthorizedStatus = 403;

  readonly #registry = new GcmRegistry(this.subscriptions, this.now);
  readonly #mcs = new McsServer(this.#registry, this.now);
  readonly #control = createServer((request, response) => void this.#serve(request, response));
  #controlPort = 0;
  /** While true, subscribe() fails with `AbortError: Registration failed - push service error`. */
  refuseSubscriptions = false;

  override async start(): Promise<this> {
    this.#controlPort = await listenOnLoopback(this.#control);
    await this.#mcs.start();
    return super.start();
  }

  override async stop(): Promise<void> {
    await Promise.all([closeServer(this.#control), this.#mcs.stop(), super.stop()]);
  }

  /** Command line arguments that lead a Chromium here instead of to Google. */
  chromiumArgs(): string[] {
    const pin = createHash('sha256').update(this.#mcs.certificate.publicKeyInfo).digest('base64');
    return [
      `--gcm-checkin-url=http://127.0.0.1:${this.#controlPort}${CHECK_IN_PATH}`,
      `--gcm-registration-url=http://127.0.0.1:${this.#controlPort}${REGISTER_PATH}`,
      `--gcm-mcs-endpoint=https://127.0.0.1:${this.#mcs.port}`,
      `--ignore-certificate-errors-spki-list=${pin}`,
    ];
  }

  /** Cuts the browsers' connections, as a change of network does. They reconnect by themselves and get what waited. */
  dropConnections(): void {
    this.#mcs.dropConnections();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    if (request.url?.startsWith(CHECK_IN_PATH)) {
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end(this.#registry.checkIn(body));
    } else if (request.url?.startsWith(REGISTER_PATH)) {
      response.writeHead(200, { 'content-type': 'text/plain' }).end(this.#register(request, body));
    } else response.writeHead(404).end();
  }

  #register(request: IncomingMessage, body: Buffer): string {
    if (this.refuseSubscriptions) return 'Error=INVALID_SENDER';
    return this.#registry.register(request.headers.authorization, new URLSearchParams(body.toString()));
  }
}
