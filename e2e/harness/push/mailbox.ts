/** How far a message is on its way to the browser. The last three are final. */
export type Delivery = 'held' | 'queued' | 'sent' | 'acknowledged' | 'expired' | 'replaced';

/** One accepted push. */
export interface PushMessage {
  readonly id: string;
  readonly token: string;
  /** The encrypted body as it was posted; empty for a push without data. */
  readonly body: Buffer;
  readonly ttlSeconds: number;
  readonly topic: string | undefined;
  readonly sentAtMs: number;
  delivery: Delivery;
}

/** Hands one message to a connected browser. */
export type Link = (message: PushMessage) => void;

/**
 * The messages of one browser, kept until it acknowledges them or their TTL ends. They are sent at once while the
 * browser is connected, and again after each reconnect, as a push service must (RFC 8030, sections 5.2 to 5.4 and 6).
 */
export class Mailbox {
  #messages: PushMessage[] = [];
  #link: Link | undefined;
  readonly #now: () => number;

  /** @param now the time in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Stores the message; a queued one of the same subscription and topic gives way to it. */
  put(message: PushMessage): void {
    if (message.topic !== undefined) this.#dropQueued(message.token, message.topic);
    message.delivery = 'queued';
    this.#messages.push(message);
    this.#flush();
    // RFC 8030, section 5.2: TTL 0 is delivered now or never.
    if (message.delivery === 'queued' && message.ttlSeconds === 0) this.#remove(message, 'expired');
  }

  /** The browser has connected: it gets all messages that it hasn't acknowledged. */
  connect(link: Link): void {
    this.#link = link;
    for (const message of this.#messages) message.delivery = 'queued';
    this.#flush();
  }

  /** This connection has ended. A newer one, made before the old one was found dead, stays. */
  disconnect(link: Link): void {
    if (this.#link === link) this.#link = undefined;
  }

  /** The browser has the message with that id. */
  acknowledge(id: string): void {
    const message = this.#messages.find((candidate) => candidate.id === id);
    if (message) this.#remove(message, 'acknowledged');
  }

  #flush(): void {
    for (const message of [...this.#messages]) {
      if (this.#isExpired(message)) this.#remove(message, 'expired');
      else if (this.#link && message.delivery === 'queued') {
        message.delivery = 'sent';
        this.#link(message);
      }
    }
  }

  #isExpired(message: PushMessage): boolean {
    return message.ttlSeconds > 0 && this.#now() >= message.sentAtMs + message.ttlSeconds * 1000;
  }

  #dropQueued(token: string, topic: string): void {
    for (const message of [...this.#messages]) {
      if (message.delivery === 'queued' && message.token === token && message.topic === topic)
        this.#remove(message, 'replaced');
    }
  }

  #remove(message: PushMessage, delivery: Delivery): void {
    message.delivery = delivery;
    this.#messages = this.#messages.filter((candidate) => candidate !== message);
  }
}
