import type { Socket } from 'node:net';
import { decodeMessage, encodeMessage, type IncomingMessage, MESSAGE_TYPE } from './dbus-message.ts';
import type { DBusValue } from './dbus-values.ts';

const LINE_END = '\r\n';
/** Any 128-bit id will do: there is one bus, and no client compares ids. */
const AUTHENTICATED = `OK ${'0'.repeat(31)}1${LINE_END}`;

export const BUS_NAME = 'org.freedesktop.DBus';
export const NOTIFICATIONS_NAME = 'org.freedesktop.Notifications';
/** The bus name of the notification server itself. */
export const SERVER_UNIQUE_NAME = ':1.1';

/** What a method gives back: a signature and its values, or an error's name. */
export type Reply = { signature?: string; body?: readonly DBusValue[] } | { errorName: string };

export const ERROR = {
  nameHasNoOwner: { errorName: `${BUS_NAME}.Error.NameHasNoOwner` },
  serviceUnknown: { errorName: `${BUS_NAME}.Error.ServiceUnknown` },
  unknownMethod: { errorName: `${BUS_NAME}.Error.UnknownMethod` },
} as const satisfies Record<string, Reply>;

/** A program on the bus: signs in (D-Bus specification, "Authentication Protocol"), calls methods, receives signals. */
export class DBusPeer {
  readonly uniqueName: string;
  readonly #socket: Socket;
  readonly #onCall: (call: IncomingMessage) => Reply;
  #input: Buffer = Buffer.alloc(0);
  #isAuthenticated = false;
  #serial = 0;

  constructor(socket: Socket, uniqueName: string, onCall: (call: IncomingMessage) => Reply) {
    this.#socket = socket;
    this.uniqueName = uniqueName;
    this.#onCall = onCall;
    socket.on('data', (chunk) => this.#receive(chunk));
  }

  disconnect(): void {
    this.#socket.destroy();
  }

  /** Sends a signal, unless the program is still signing in. */
  sendSignal(path: string, interfaceName: string, member: string, signature: string, body: readonly DBusValue[]): void {
    if (!this.#isAuthenticated) return;
    const fields = { path, interface: interfaceName, member, destination: this.uniqueName, sender: SERVER_UNIQUE_NAME };
    this.#send({ type: MESSAGE_TYPE.signal, fields, signature, body });
  }

  #receive(chunk: Buffer): void {
    this.#input = Buffer.concat([this.#input, chunk]);
    while (!this.#isAuthenticated) {
      const line = this.#nextLine();
      if (line === undefined) return;
      this.#authenticate(line);
    }
    for (let decoded = decodeMessage(this.#input); decoded; decoded = decodeMessage(this.#input)) {
      this.#input = decoded.rest;
      if (decoded.message.type === MESSAGE_TYPE.methodCall) this.#answer(decoded.message);
    }
  }

  #nextLine(): string | undefined {
    // A zero byte, meant to carry credentials, precedes the first line.
    if (this.#input[0] === 0) this.#input = this.#input.subarray(1);
    const end = this.#input.indexOf(LINE_END);
    if (end < 0) return undefined;
    const line = this.#input.toString('latin1', 0, end);
    this.#input = this.#input.subarray(end + LINE_END.length);
    return line;
  }

  /** Any program that finds the socket is let in. GLib's client asks for EXTERNAL without an identity, hence DATA. */
  #authenticate(line: string): void {
    if (line === 'BEGIN') this.#isAuthenticated = true;
    else if (line === 'AUTH') this.#socket.write(`REJECTED EXTERNAL${LINE_END}`);
    else if (line === 'AUTH EXTERNAL') this.#socket.write(`DATA${LINE_END}`);
    else if (line.startsWith('AUTH EXTERNAL ') || line.startsWith('DATA')) this.#socket.write(AUTHENTICATED);
    else this.#socket.write(`ERROR${LINE_END}`);
  }

  #answer(call: IncomingMessage): void {
    const reply = this.#onCall(call);
    if (call.noReplyExpected) return;
    const fields = { replySerial: call.serial, destination: this.uniqueName, sender: SERVER_UNIQUE_NAME };
    if ('errorName' in reply) {
      const { errorName } = reply;
      this.#send({ type: MESSAGE_TYPE.error, fields: { ...fields, errorName }, signature: 's', body: [errorName] });
    } else this.#send({ type: MESSAGE_TYPE.methodReturn, fields, ...reply });
  }

  #send(message: Omit<Parameters<typeof encodeMessage>[0], 'serial'>): void {
    this.#serial += 1;
    this.#socket.write(encodeMessage({ ...message, serial: this.#serial }));
  }
}

const PRIMARY_OWNER = 1;
const ALREADY_RUNNING = 2;

/**
 * Answers a call to the bus itself (D-Bus specification, "Message Bus Messages"). Only the notification server is on
 * this bus. A browser that looks for another service (a portal, a power manager) finds a desktop without it.
 */
export function answerBusCall(call: IncomingMessage, callerName: string): Reply {
  const isNotifications = call.body[0] === NOTIFICATIONS_NAME;
  switch (call.member) {
    case 'Hello':
      return { signature: 's', body: [callerName] };
    case 'AddMatch':
    case 'RemoveMatch':
      return {};
    case 'RequestName':
    case 'ReleaseName':
      return { signature: 'u', body: [PRIMARY_OWNER] };
    case 'NameHasOwner':
      return { signature: 'b', body: [isNotifications] };
    case 'GetNameOwner':
      return isNotifications ? { signature: 's', body: [SERVER_UNIQUE_NAME] } : ERROR.nameHasNoOwner;
    case 'StartServiceByName':
      return isNotifications ? { signature: 'u', body: [ALREADY_RUNNING] } : ERROR.serviceUnknown;
    case 'ListNames':
      return { signature: 'as', body: [[BUS_NAME, NOTIFICATIONS_NAME]] };
    case 'ListActivatableNames':
      return { signature: 'as', body: [[]] };
    default:
      return ERROR.unknownMethod;
  }
}
