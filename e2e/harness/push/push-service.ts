import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer, listenOnLoopback } from '../loopback.ts';
import { waitUntil } from '../wait-until.ts';
import type { Mailbox, PushMessage } from './mailbox.ts';
import { type VapidClaims, VapidError, verifyVapid } from './vapid.ts';

/** The largest encrypted body that real services take (RFC 8291, section 4). */
const MAX_BODY_BYTES = 4096;
const DEFAULT_TIMEOUT_MS = 10_000;

/** `unavailable`: every push answers 503. `unreachable`: every connection is reset. */
export type Outage = false | 'unavailable' | 'unreachable';

/** A subscription: what one subscribe() in a browser made at the push service. */
export interface Subscription {
  readonly token: string;
  /** The VAPID public key given to subscribe(), base64url; undefined when none was given. */
  readonly applicationServerKey: string | undefined;
  readonly mailbox: Mailbox;
}

/** A POST to a push endpoint, as the service received and answered it. */
export interface PushRequest {
  readonly token: string;
  readonly receivedAtMs: number;
  readonly headers: IncomingHttpHeaders;
  readonly sizeBytes: number;
  /** The status of the answer; 0 when the connection was reset. */
  status: number;
  /** The reason for a refusal, in words; empty when the push was accepted. */
  reason: string;
  /** The application server's claims, once its signature was verified. */
  vapid: VapidClaims | undefined;
  /** The message that the push became; its `delivery` tells how far it got. */
  message: PushMessage | undefined;
}

/** Status and words of a refusal. */
class Refusal extends Error {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;

  constructor(status: number, reason: string, headers: OutgoingHttpHeaders = {}) {
    super(reason);
    this.status = status;
    this.headers = headers;
  }
}

/**
 * The half of a push service that application servers see: the push resource of RFC 8030 with the checks of RFC 8291
 * and RFC 8292, over plain HTTP on loopback, and switches that make it fail as real services do. Subclasses talk to the
 * browser.
 */
export abstract class PushService<S extends Subscription = Subscription> {
  /** The hosts of its endpoints. The server under test must send pushes for these hosts to `baseUrl`. */
  abstract readonly endpointHosts: readonly string[];
  /** A request's path up to the token. */
  protected abstract readonly endpointPath: RegExp;
  /** The status when VAPID is wrong: 403 at Google, 401 at Mozilla. */
  protected abstract readonly unauthorizedStatus: number;

  /** Every push seen so far, oldest first. */
  readonly requests: PushRequest[] = [];
  /** While it isn't `false`, pushes fail. */
  down: Outage = false;

  protected readonly subscriptions = new Map<string, S>();
  protected readonly now: () => number;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #answersToGive: Refusal[] = [];
  #held: Array<() => void> | undefined;
  #port = 0;

  /** @param now the time in milliseconds */
  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** The server under test POSTs here in place of `https://<endpoint host>`; the path stays. */
  get baseUrl(): string {
    if (this.#port === 0) throw new Error('The push service has not been started');
    return `http://127.0.0.1:${this.#port}`;
  }

  /** `host=address` per endpoint host, joined by commas, for the server's test-only setting NOD_TEST_PUSH_REWRITE. */
  get rewrites(): string {
    return this.endpointHosts.map((host) => `${host}=${this.baseUrl}`).join(',');
  }

  /** Listens on free loopback ports. */
  async start(): Promise<this> {
    this.#port = await listenOnLoopback(this.#server);
    return this;
  }

  /** Ends all connections, including the browser's. */
  async stop(): Promise<void> {
    await closeServer(this.#server);
  }

  /** For `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** The next `times` pushes get this answer without a look at them, e.g. `respondNext(429, {'retry-after': '2'})`. */
  respondNext(status: number, headers: OutgoingHttpHeaders = {}, times = 1): void {
    for (let i = 0; i < times; i++) this.#answersToGive.push(new Refusal(status, 'told to answer so', headers));
  }

  /** Forgets one subscription: its endpoint answers 410 from now on. The browser isn't told, as in life. */
  forget(token: string): void {
    this.subscriptions.delete(token);
  }

  /** Forgets all subscriptions. */
  expireAll(): void {
    this.subscriptions.clear();
  }

  /** Accepts pushes without passing them on, until release(). */
  hold(): void {
    this.#held ??= [];
  }

  /** Passes on the held pushes. A message whose TTL has ended meanwhile is dropped. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const put of held) put();
  }

  /** The tokens of all live subscriptions, oldest first. */
  get tokens(): string[] {
    return [...this.subscriptions.keys()];
  }

  /**
   * Gives the first push that satisfies `predicate`, already seen or coming.
   * @throws Error after `timeoutMs` milliseconds
   */
  waitForRequest(
    predicate: (request: PushRequest) => boolean = () => true,
    timeoutMs = DEFAULT_TIMEOUT_MS,
  ): Promise<PushRequest> {
    return waitUntil('a push', () => this.requests.find(predicate), timeoutMs);
  }

  /**
   * Waits until the browser has acknowledged what that push brought.
   * @throws Error after `timeoutMs` milliseconds
   */
  async waitForDelivery(request: PushRequest, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<void> {
    await waitUntil(
      'the delivery of a push',
      () => request.message?.delivery === 'acknowledged' || undefined,
      timeoutMs,
    );
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const token = this.endpointPath.exec(request.url ?? '')?.[1];
    if (request.method !== 'POST' || token === undefined) {
      response.writeHead(token === undefined ? 404 : 405).end();
      return;
    }
    const body = await buffer(request);
    const record: PushRequest = {
      token: decodeURIComponent(token),
      receivedAtMs: this.now(),
      headers: request.headers,
      sizeBytes: body.length,
      status: 0,
      reason: '',
      vapid: undefined,
      message: undefined,
    };
    this.requests.push(record);
    if (this.down === 'unreachable') {
      record.reason = 'connection reset';
      request.socket.resetAndDestroy();
      return;
    }
    try {
      record.message = this.#accept(record, body);
      record.status = 201;
      response
        .writeHead(201, {
          location: `https://${this.endpointHosts[0]}/m/${record.message.id}`,
          ttl: record.message.ttlSeconds,
        })
        .end();
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, String(error));
      record.status = refusal.status;
      record.reason = refusal.message;
      response
        .writeHead(refusal.status, { 'content-type': 'text/plain', ...refusal.headers })
        .end(`${refusal.message}\n`);
    }
  }

  #accept(record: PushRequest, body: Buffer): PushMessage {
    if (this.down) throw new Refusal(503, 'the push service is down');
    const told = this.#answersToGive.shift();
    if (told) throw told;
    const subscription = this.subscriptions.get(record.token);
    if (!subscription) throw new Refusal(410, 'the subscription is gone');
    record.vapid = this.#authorize(record, subscription);
    const ttlSeconds = readTtl(record.headers.ttl);
    if (body.length > MAX_BODY_BYTES) throw new Refusal(413, `the body exceeds ${MAX_BODY_BYTES} bytes`);
    if (body.length > 0 && record.headers['content-encoding'] !== 'aes128gcm')
      throw new Refusal(400, 'the content encoding is not aes128gcm');
    const topic = record.headers.topic === undefined ? undefined : String(record.headers.topic);
    const message: PushMessage = {
      id: randomUUID(),
      token: record.token,
      body,
      ttlSeconds,
      topic,
      sentAtMs: this.now(),
      delivery: 'held',
    };
    const put = () => subscription.mailbox.put(message);
    if (this.#held) this.#held.push(put);
    else put();
    return message;
  }

  #authorize(record: PushRequest, { applicationServerKey }: Subscription): VapidClaims {
    const audiences = this.endpointHosts.map((host) => `https://${host}`);
    try {
      return verifyVapid(record.headers.authorization, { applicationServerKey, audiences, nowMs: this.now() });
    } catch (error) {
      if (error instanceof VapidError) throw new Refusal(this.unauthorizedStatus, error.message);
      throw error;
    }
  }
}

/** RFC 8030, section 5.2: TTL is required, whole seconds. */
function readTtl(header: string | string[] | undefined): number {
  if (typeof header !== 'string' || !/^\d{1,10}$/.test(header)) throw new Refusal(400, 'TTL is missing or malformed');
  return Number(header);
}
