import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { closeServer, listenOnLoopback } from '../loopback.ts';
import { type Link, Mailbox } from '../push/mailbox.ts';
import { PushService, type Subscription } from '../push/push-service.ts';
import {
  type ClientFrame,
  helloFrame,
  notificationFrame,
  PONG_FRAME,
  parseClientFrame,
  refusedRegisterFrame,
  registerFrame,
  unregisterFrame,
} from './autopush-frames.ts';

const ENDPOINT_HOST = 'updates.push.services.mozilla.com';

/** One Firefox profile, known by its uaid. */
interface FirefoxBrowser {
  readonly uaid: string;
  readonly mailbox: Mailbox;
}

interface FirefoxSubscription extends Subscription {
  readonly uaid: string;
  readonly channelID: string;
}

/**
 * Mozilla's push service on loopback: a WebSocket toward Firefox and the push endpoint toward application servers.
 * Firefox registers, receives, decrypts and acknowledges as in life. Endpoints are
 * `https://updates.push.services.mozilla.com/wpush/v2/<token>`.
 */
export class FirefoxPushService extends PushService<FirefoxSubscription> {
  readonly endpointHosts = [ENDPOINT_HOST];
  protected readonly endpointPath = /^\/wpush\/v[12]\/([^/?]+)$/;
  protected readonly unauthorizedStatus = 401;

  /** While true, subscribe() fails in the browser. */
  refuseSubscriptions = false;
  /** Codes of nacks, and of acks other than 100 (delivered): 101 not decrypted, 301 and 302 the push handler failed. */
  readonly failureCodes: number[] = [];

  readonly #browsers = new Map<string, FirefoxBrowser>();
  readonly #httpServer = createServer();
  readonly #sockets = new WebSocketServer({ server: this.#httpServer });
  #socketPort = 0;

  override async start(): Promise<this> {
    this.#sockets.on('connection', (socket) => this.#serve(socket));
    this.#socketPort = await listenOnLoopback(this.#httpServer);
    return super.start();
  }

  override async stop(): Promise<void> {
    this.dropConnections();
    this.#sockets.close();
    await Promise.all([closeServer(this.#httpServer), super.stop()]);
  }

  /** Preferences that lead a Firefox here instead of to Mozilla. */
  prefs(): Record<string, string | number | boolean> {
    return {
      'dom.push.serverURL': `ws://127.0.0.1:${this.#socketPort}/`,
      'dom.push.testing.allowInsecureServerURL': true,
      // A browser under remote control turns push off unless this preference is set.
      'dom.push.connection.enabled': true,
      // The milliseconds until it reconnects; 5,000 in life.
      'dom.push.retryBaseInterval': 200,
    };
  }

  /** Cuts the browsers' connections. They reconnect by themselves and get what waited. */
  dropConnections(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  /**
   * Loses all that it knows of browsers and subscriptions, as Mozilla's service may. A Firefox that reconnects gets a
   * new identity, drops its subscriptions and fires `pushsubscriptionchange` in each worker.
   */
  forgetBrowsers(): void {
    this.#browsers.clear();
    this.expireAll();
    this.dropConnections();
  }

  #serve(socket: WebSocket): void {
    let browser: FirefoxBrowser | undefined;
    const link: Link = (message) => {
      const subscription = this.subscriptions.get(message.token);
      // The browser unregistered, or was forgotten, while the message waited.
      if (subscription) send(socket, notificationFrame(subscription.channelID, message));
    };
    socket.on('message', (data) => {
      const frame = parseClientFrame(String(data));
      if (frame.messageType === 'hello') {
        browser = this.#findOrAddBrowser(frame.uaid);
        send(socket, helloFrame(browser.uaid));
        browser.mailbox.connect(link);
      } else if (browser) this.#handle(frame, browser, socket);
    });
    socket.on('close', () => browser?.mailbox.disconnect(link));
  }

  #handle(frame: ClientFrame, browser: FirefoxBrowser, socket: WebSocket): void {
    switch (frame.messageType) {
      case 'ping':
        send(socket, PONG_FRAME);
        break;
      case 'register':
        send(socket, this.#register(frame.channelID, frame.key, browser));
        break;
      case 'unregister':
        this.#unregister(frame.channelID, browser);
        send(socket, unregisterFrame(frame.channelID));
        break;
      case 'ack':
        for (const { version, code } of frame.updates) this.#acknowledge(version, code, browser);
        break;
      case 'nack':
        this.#acknowledge(frame.version, frame.code, browser);
        break;
    }
  }

  #findOrAddBrowser(uaid: string | undefined): FirefoxBrowser {
    const known = this.#browsers.get(uaid ?? '');
    if (known) return known;
    const browser = { uaid: randomUUID().replaceAll('-', ''), mailbox: new Mailbox(this.now) };
    this.#browsers.set(browser.uaid, browser);
    return browser;
  }

  #register(channelID: string, applicationServerKey: string | undefined, { uaid, mailbox }: FirefoxBrowser): object {
    if (this.refuseSubscriptions) return refusedRegisterFrame(channelID);
    const token = randomBytes(48).toString('base64url');
    this.subscriptions.set(token, { token, uaid, channelID, applicationServerKey, mailbox });
    return registerFrame(channelID, `https://${ENDPOINT_HOST}/wpush/v2/${token}`);
  }

  #unregister(channelID: string, { uaid }: FirefoxBrowser): void {
    for (const [token, subscription] of this.subscriptions) {
      if (subscription.channelID === channelID && subscription.uaid === uaid) this.subscriptions.delete(token);
    }
  }

  #acknowledge(version: string, code: number | undefined, browser: FirefoxBrowser): void {
    const DELIVERED = 100;
    if (code !== undefined && code !== DELIVERED) this.failureCodes.push(code);
    browser.mailbox.acknowledge(version);
  }
}

function send(socket: WebSocket, frame: object): void {
  socket.send(JSON.stringify(frame));
}
