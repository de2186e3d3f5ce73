import type { TLSSocket } from 'node:tls';
import { decodeVarint, encodeVarint } from './protobuf.ts';

/** The protocol version that each side sends once, before its first message. */
const MCS_VERSION = 41;

/**
 * Frames of the mobile connection server protocol on one TLS connection:
 *
 *   stream = version byte, *( tag byte, varint length, protobuf message )
 *
 * Each side numbers its messages from 1; the other acknowledges by number.
 */
export class McsConnection {
  readonly #socket: TLSSocket;
  readonly #onMessage: (tag: number, body: Buffer) => void;
  #input: Buffer = Buffer.alloc(0);
  #greeted = false;
  #receivedCount = 0;
  #sentCount = 0;

  constructor(socket: TLSSocket, onMessage: (tag: number, body: Buffer) => void) {
    this.#socket = socket;
    this.#onMessage = onMessage;
    socket.on('data', (chunk) => this.#receive(chunk));
  }

  /** The number of the newest message from the browser. */
  get lastReceivedStreamId(): number {
    return this.#receivedCount;
  }

  /** @returns the message's number */
  send(tag: number, body: Buffer): number {
    const greeting = this.#sentCount === 0 ? [MCS_VERSION] : [];
    this.#socket.write(Buffer.concat([Buffer.from([...greeting, tag]), encodeVarint(body.length), body]));
    this.#sentCount += 1;
    return this.#sentCount;
  }

  end(): void {
    this.#socket.end();
  }

  #receive(chunk: Buffer): void {
    this.#input = Buffer.concat([this.#input, chunk]);
    if (!this.#greeted) {
      this.#greeted = true;
      this.#input = this.#input.subarray(1);
    }
    for (let frame = this.#nextFrame(); frame; frame = this.#nextFrame()) {
      this.#receivedCount += 1;
      this.#onMessage(frame.tag, frame.body);
    }
  }

  #nextFrame(): { tag: number; body: Buffer } | undefined {
    const length = decodeVarint(this.#input, 1);
    if (!length) return undefined;
    const end = length.end + Number(length.value);
    if (this.#input.length < end) return undefined;
    const frame = { tag: this.#input.readUInt8(0), body: this.#input.subarray(length.end, end) };
    this.#input = this.#input.subarray(end);
    return frame;
  }
}
