import { createServer } from 'node:http';
import type { Page } from '@playwright/test';
import webpush from 'web-push';
import { closeServer, listenOnLoopback } from './loopback.ts';
import type { PushService } from './push/push-service.ts';
import { waitUntil } from './wait-until.ts';

const TIMEOUT_MS = 15_000;

/** A report by the page's worker: of a push (with the count of events since the worker's start), or of a press. */
export interface WorkerReport {
  readonly event: 'push' | 'click' | 'pushsubscriptionchange';
  readonly data: string;
  readonly isTrusted: boolean;
  readonly eventsSinceStart: number;
}

const WORKER = `
let eventsSinceStart = 0;
const report = (event, data) => {
  eventsSinceStart += 1;
  return fetch('/report', {method: 'POST', body: JSON.stringify({event: event.type.replace('notification', ''), data, isTrusted: event.isTrusted, eventsSinceStart})});
};
const ACTIONS = [{action: 'approve', title: 'Approve'}, {action: 'deny', title: 'Deny'}];
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('push', (event) => {
  const text = event.data ? event.data.text() : '';
  event.waitUntil(registration.showNotification('Harness', {body: text, actions: ACTIONS}).then(() => report(event, text)));
});
addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(event.action ? report(event, event.action) : clients.openWindow('/opened'));
});
addEventListener('pushsubscriptionchange', (event) => event.waitUntil(report(event, '')));
`;

/** A page with a service worker that shows each push as a notification, and reports pushes and presses. */
export class SelftestPage {
  readonly reports: WorkerReport[] = [];
  readonly #server = createServer(async (request, response) => {
    if (request.url === '/worker.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(WORKER);
    else if (request.url === '/report') {
      const chunks = await request.toArray();
      this.reports.push(JSON.parse(Buffer.concat(chunks).toString()) as WorkerReport);
      response.writeHead(204).end();
    } else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Harness</title>');
  });
  #port = 0;

  async start(): Promise<this> {
    this.#port = await listenOnLoopback(this.#server);
    return this;
  }

  stop(): Promise<void> {
    return closeServer(this.#server);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  get origin(): string {
    return `http://localhost:${this.#port}`;
  }

  waitForReport(predicate: (report: WorkerReport) => boolean): Promise<WorkerReport> {
    return waitUntil('a report by the worker', () => this.reports.find(predicate), TIMEOUT_MS);
  }
}

/** An application server of a few lines: it has VAPID keys, subscribes a page, and sends to a subscription. */
export class SelftestSender {
  readonly #keys = webpush.generateVAPIDKeys();
  readonly #service: PushService;

  constructor(service: PushService) {
    this.#service = service;
  }

  /** Registers `/worker.js` and subscribes, as a real page does. */
  subscribe(page: Page): Promise<webpush.PushSubscription> {
    return page.evaluate(async (applicationServerKey) => {
      const registration = await navigator.serviceWorker.register('/worker.js');
      await navigator.serviceWorker.ready;
      const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
      return JSON.parse(JSON.stringify(subscription));
    }, this.#keys.publicKey);
  }

  /**
   * Encrypts and sends as the server under test does: the endpoint's host is replaced, its path stays.
   * @returns the push service's status
   */
  async send(subscription: webpush.PushSubscription, text: string, keys = this.#keys): Promise<number> {
    const vapidDetails = { subject: 'mailto:selftest@example.org', ...keys };
    const { endpoint, method, headers, body } = webpush.generateRequestDetails(subscription, text, {
      TTL: 60,
      vapidDetails,
    });
    const { host, pathname } = new URL(endpoint);
    if (!this.#service.endpointHosts.includes(host)) throw new Error(`The browser made an endpoint at ${host}`);
    const response = await fetch(`${this.#service.baseUrl}${pathname}`, {
      method,
      headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
      body: new Uint8Array(body ?? []),
    });
    return response.status;
  }
}
