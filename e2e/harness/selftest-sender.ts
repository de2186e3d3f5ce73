import type { Page } from '@playwright/test';
import webpush from 'web-push';
import type { PushService } from './push/push-service.ts';

/** An application server of a few lines: its VAPID keys, subscribing a page, sending to a subscription. */
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
