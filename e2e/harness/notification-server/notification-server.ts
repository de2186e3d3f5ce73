import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { closeServer } from '../loopback.ts';
import { waitUntil } from '../wait-until.ts';
import type { IncomingMessage } from './dbus-message.ts';
import {
  answerBusCall,
  BUS_NAME,
  DBusPeer,
  ERROR,
  NOTIFICATIONS_NAME,
  type Reply,
  SERVER_UNIQUE_NAME,
} from './dbus-peer.ts';
import type { DBusValue } from './dbus-values.ts';

const OBJECT_PATH = '/org/freedesktop/Notifications';
const DEFAULT_TIMEOUT_MS = 10_000;
/** The key of the action that stands for a press on the notification's body. */
const BODY_ACTION_KEY = 'default';
const CLOSED_BY_USER = 2;
const CLOSED_BY_APPLICATION = 3;

/** Notify(app name, replaced id, icon, summary, body, actions: key and label in turn, hints, timeout) */
const NotifySchema = v.tuple([
  v.string(),
  v.number(),
  v.string(),
  v.string(),
  v.string(),
  v.array(v.string()),
  v.array(v.unknown()),
  v.number(),
]);
const CloseSchema = v.tuple([v.number()]);

/** A notification as the desktop received it. */
export interface ShownNotification {
  readonly id: number;
  readonly appName: string;
  readonly summary: string;
  readonly body: string;
  /** The buttons, and `default` for the notification's body. */
  readonly actions: ReadonlyArray<{ readonly key: string; readonly label: string }>;
}

/**
 * The desktop's notification server (Desktop Notifications specification 1.2) for browsers that are started with its
 * env(): they show their notifications here, and take a press here for a real user's, so that workers get a trusted
 * `notificationclick`. It is also the whole D-Bus that they see.
 */
export class NotificationServer {
  /** The notifications that are on the screen now, by id. */
  readonly shown = new Map<number, ShownNotification>();
  /** All notifications that were ever shown, oldest first; a replacement is an entry of its own. */
  readonly history: ShownNotification[] = [];

  readonly #peers = new Set<DBusPeer>();
  readonly #server = createServer((socket) => {
    const peer = new DBusPeer(socket, this.#nextUniqueName(), (call) => this.#answer(call, peer.uniqueName));
    this.#peers.add(peer);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#peers.delete(peer));
  });
  #directory = '';
  #peerCount = 0;
  #lastId = 0;

  async start(): Promise<this> {
    this.#directory = mkdtempSync(join(tmpdir(), 'nod-bus-'));
    await new Promise<void>((resolve) => {
      this.#server.listen(join(this.#directory, 'bus'), resolve);
    });
    return this;
  }

  async stop(): Promise<void> {
    for (const peer of this.#peers) peer.disconnect();
    await closeServer(this.#server);
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** For `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** Environment variables that make a browser use this bus. */
  env(): { DBUS_SESSION_BUS_ADDRESS: string; DBUS_SYSTEM_BUS_ADDRESS: string } {
    const address = `unix:path=${join(this.#directory, 'bus')}`;
    return { DBUS_SESSION_BUS_ADDRESS: address, DBUS_SYSTEM_BUS_ADDRESS: address };
  }

  /**
   * Presses a button or, without a label, the notification itself, which stays on the screen until the browser removes
   * it.
   * @throws Error when the notification isn't shown or has no such button
   */
  press(id: number, label?: string): void {
    const notification = this.shown.get(id);
    if (!notification) throw new Error(`Notification ${id} is not on the screen`);
    const isPressed = (action: { key: string; label: string }) =>
      label === undefined ? action.key === BODY_ACTION_KEY : action.label === label && action.key !== BODY_ACTION_KEY;
    const action = notification.actions.find(isPressed);
    if (!action) {
      const labels = notification.actions.map((candidate) => candidate.label).join(', ');
      throw new Error(`Notification ${id} has no ${label ?? BODY_ACTION_KEY}, only ${labels}`);
    }
    this.#signal('ActionInvoked', 'us', [id, action.key]);
  }

  /** Swipes the notification away. */
  dismiss(id: number): void {
    this.shown.delete(id);
    this.#signal('NotificationClosed', 'uu', [id, CLOSED_BY_USER]);
  }

  /**
   * Gives the first notification on the screen that satisfies `predicate`, as soon as there is one.
   * @throws Error after `timeoutMs` milliseconds
   */
  waitFor(
    predicate: (notification: ShownNotification) => boolean = () => true,
    timeoutMs = DEFAULT_TIMEOUT_MS,
  ): Promise<ShownNotification> {
    return waitUntil('a notification', () => [...this.shown.values()].find(predicate), timeoutMs);
  }

  /**
   * Waits until the browser has taken the notification away.
   * @throws Error after `timeoutMs` milliseconds
   */
  async waitUntilGone(id: number, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<void> {
    await waitUntil(`notification ${id} to go`, () => !this.shown.has(id) || undefined, timeoutMs);
  }

  #answer(call: IncomingMessage, callerName: string): Reply {
    if (call.destination === BUS_NAME) return answerBusCall(call, callerName);
    if (call.destination !== NOTIFICATIONS_NAME && call.destination !== SERVER_UNIQUE_NAME) return ERROR.serviceUnknown;
    switch (call.member) {
      case 'GetCapabilities':
        return { signature: 'as', body: [['actions', 'body', 'persistence']] };
      case 'GetServerInformation':
        return { signature: 'ssss', body: ['nod-notification-server', 'nod', '1', '1.2'] };
      case 'Notify':
        return { signature: 'u', body: [this.#show(call.body)] };
      case 'CloseNotification':
        this.#close(call.body);
        return {};
      default:
        return ERROR.unknownMethod;
    }
  }

  #show(parameters: DBusValue[]): number {
    const [appName, replacedId, , summary, body, keysAndLabels] = v.parse(NotifySchema, parameters);
    const id = replacedId === 0 ? this.#nextId() : replacedId;
    const actions = [];
    for (let i = 0; i + 1 < keysAndLabels.length; i += 2)
      actions.push({ key: keysAndLabels[i] ?? '', label: keysAndLabels[i + 1] ?? '' });
    const notification = { id, appName, summary, body, actions };
    this.shown.set(id, notification);
    this.history.push(notification);
    return id;
  }

  #close(parameters: DBusValue[]): void {
    const [id] = v.parse(CloseSchema, parameters);
    if (this.shown.delete(id)) this.#signal('NotificationClosed', 'uu', [id, CLOSED_BY_APPLICATION]);
  }

  #signal(member: string, signature: string, body: readonly DBusValue[]): void {
    for (const peer of this.#peers) peer.sendSignal(OBJECT_PATH, NOTIFICATIONS_NAME, member, signature, body);
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #nextUniqueName(): string {
    this.#peerCount += 1;
    return `:1.${100 + this.#peerCount}`;
  }
}
