import { parsePairingUrl, readCrockford } from '../../shared/protocol/pairing-code.ts';
import type { AskedPhone } from './asked.ts';

/** What a person does with a phone; the same for the software phone, the real one, and the extension. */
export interface TestPhone extends AskedPhone {
  /**
   * Puts an account onto the phone.
   * @param userOrCode a username (the user is made where there is none), or the code or the link that an application shows
   */
  pair(userOrCode: string): Promise<void>;
  /**
   * Waits for a request and approves it.
   * @param answer.code the digits of the login page, where the request wants them; not needed after `typeCode`
   * @throws PhoneError where the server refuses, e.g. `wrong_code`
   */
  approve(answer?: { code?: string }): Promise<void>;
  /** Waits for a request and denies it. @param answer.reason why, in the person's words, at most 200 characters */
  deny(answer?: { reason?: string }): Promise<void>;
  /** Waits for a request and says "This wasn’t me". */
  report(): Promise<void>;
  /** Types the digits of the login page: into the request that waits, or to fetch one that rang nobody. `approve` comes next. */
  typeCode(code: string): Promise<void>;
  /** No network, until `online`. */
  offline(): Promise<void>;
  online(): Promise<void>;
  /** It is gone, with its keys and all. The server isn't told. */
  lose(): Promise<void>;
}

/** A refusal by the server, or what keeps a phone from an answer. */
export class PhoneError extends Error {
  /** The server's code (docs/protocol.md), or `offline`, `lost`, `not_paired`, `nothing_asked`, `code_needed`, `extension_needed`. */
  readonly code: string;
  /** What the server says beside it, e.g. `{ triesLeft: 2 }`. */
  readonly params: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, params: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'PhoneError';
    this.code = code;
    this.params = params;
  }
}

/** What phones need of the server under test. */
export interface PhoneGround {
  readonly origin: string;
  readonly fetch?: typeof fetch;
  readonly clock: { now(): number };
  /** The code by which a device of this user is paired; makes the user where there is none. */
  pairingCode(username: string): Promise<string>;
}

export type Ticket = { readonly code: string } | { readonly token: string };

/** @returns the ticket that a code or a link stands for; that of a user where it is neither */
export async function ticketOf(ground: PhoneGround, userOrCode: string): Promise<Ticket> {
  if (userOrCode.includes('/#/pair/')) return { token: parsePairingUrl(userOrCode).token };
  // A code as applications show it; a username may have twelve letters too, but not in three groups of capitals.
  const isCode =
    /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(userOrCode) && readCrockford(userOrCode, 12) !== undefined;
  return { code: isCode ? userOrCode : await ground.pairingCode(userOrCode) };
}
