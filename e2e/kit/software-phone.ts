import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { checkAttachment } from '../../shared/protocol/attachment.ts';
import { type ChallengeClaims, verifyChallenge } from '../../shared/protocol/challenge.ts';
import type { DecisionClaims } from '../../shared/protocol/decision.ts';
import {
  attachmentResponseSchema,
  fetchedResponseSchema,
  pendingResponseSchema,
} from '../../shared/protocol/device-api.ts';
import type { DeviceFeature } from '../../shared/protocol/features.ts';
import { readEventStream } from '../../shared/sdk/event-stream.ts';
import { WaitedInVain, waitUntil } from '../harness/wait-until.ts';
import type { Asked } from './asked.ts';
import { type DoorAnswer, problemOf, SoftwareDevice } from './software-device.ts';
import { PhoneError, type PhoneGround, type TestPhone, ticketOf } from './test-phone.ts';

/** What it has of the protocol: it shows requests and answers them, and lets no other device in. */
const FEATURES = [
  'realm',
  'paths',
  'announcements',
  'browser-known',
  'attachments',
  'answer-by',
] as const satisfies readonly DeviceFeature[];
/** It is a phone, where only phones are asked. */
const PLATFORM = 'Chrome on Android';
const ASKED_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;
const CALL_AGAIN_MS = 250;

interface Waiting {
  readonly jws: string;
  readonly claims: ChallengeClaims;
}

/**
 * A phone without a browser: it pairs, believes only what the pinned keys have signed, tells the server that it shows a request,
 * and signs answers, as docs/protocol.md says. A request reaches it in milliseconds over the server's event stream (pull
 * mode), since it has no push service.
 */
export class SoftwarePhone implements TestPhone {
  readonly asked: Asked[] = [];
  readonly #ground: PhoneGround;
  readonly #name: string;
  readonly #waiting = new Map<string, Waiting>();
  readonly #known = new Set<string>();
  #device: SoftwareDevice | undefined;
  #typed: string | undefined;
  #isOffline = false;
  #isLost = false;
  #listening: AbortController | undefined;
  #looking: Promise<void> = Promise.resolve();

  /** @param name as lists of devices show it */
  constructor(ground: PhoneGround, name: string) {
    this.#ground = ground;
    this.#name = name;
  }

  async pair(userOrCode: string): Promise<void> {
    this.#requireNetwork();
    if (this.#device)
      throw new PhoneError('already_paired', 'This phone has an account. Take another one: nod.phone().');
    const ticket = await ticketOf(this.#ground, userOrCode);
    const known = { name: this.#name, platform: PLATFORM, features: FEATURES };
    const device = await SoftwareDevice.bind(this.#ground, { ticket, ...known });
    const { state } = await device.activate();
    if (state !== 'active') {
      throw new PhoneError('vouching_required', 'The user’s first phone has to let this one in: vouch is `required`.');
    }
    this.#device = device;
    this.#listen();
  }

  /** Whose account it has, as a person reads it before pairing; undefined without one. */
  get account(): { readonly username: string; readonly displayName: string } | undefined {
    return this.#device?.user;
  }

  async approve({ code }: { code?: string } = {}): Promise<void> {
    const { claims } = await this.#next();
    const typed = code ?? this.#typed;
    if (claims.match === 'origin' && claims.digits === undefined) {
      throw new PhoneError('extension_needed', 'This request can be approved in the browser alone, by the extension.');
    }
    if (claims.digits !== undefined && typed === undefined) {
      throw new PhoneError('code_needed', `Approve wants the ${claims.digits} digits of the page: approve({ code }).`);
    }
    await this.#answer({ decision: 'approve', ...(typed === undefined ? {} : { code: typed }) });
  }

  deny(answer: { reason?: string } = {}): Promise<void> {
    return this.#answer({ decision: 'deny', ...answer });
  }

  report(): Promise<void> {
    return this.#answer({ decision: 'report' });
  }

  async typeCode(code: string): Promise<void> {
    await this.look();
    const isAskedForIt = [...this.#waiting.values()].some(({ claims }) => claims.digits !== undefined);
    if (!isAskedForIt) {
      const found = await this.#call('POST', '/device/v1/challenges/find', { code });
      await this.#takeIn(v.parse(fetchedResponseSchema, found.body).challenge);
    }
    this.#typed = code;
  }

  async offline(): Promise<void> {
    this.#isOffline = true;
    this.#listening?.abort();
  }

  async online(): Promise<void> {
    this.#isOffline = false;
    if (this.#device) this.#listen();
  }

  async lose(): Promise<void> {
    this.#isLost = true;
    this.#listening?.abort();
    this.#device = undefined;
    this.#waiting.clear();
  }

  /** Asks the server what waits. A phone that is offline, lost or not paired is asked nothing. */
  look(): Promise<void> {
    // One after the other: no request is shown twice.
    const looked = this.#looking.then(() => this.#lookOnce());
    this.#looking = looked.catch(() => undefined);
    return looked;
  }

  async #lookOnce(): Promise<void> {
    if (this.#isOffline || !this.#device) return;
    const answer = await this.#call('GET', '/device/v1/challenges');
    const { challenges } = v.parse(pendingResponseSchema, answer.body);
    const taken: string[] = [];
    // The newest comes first in the list, and is the last to be shown.
    for (const { challenge } of challenges.toReversed()) taken.push(await this.#takeIn(challenge));
    for (const id of this.#waiting.keys()) if (!taken.includes(id)) this.#waiting.delete(id);
  }

  /** Verifies a request and shows it. @returns its id. @throws ProtocolError for one that no pinned key has signed */
  async #takeIn(jws: string): Promise<string> {
    const device = this.#requireDevice();
    const claims = await verifyChallenge(jws, {
      keys: device.serverKeys,
      issuer: this.#ground.origin,
      subject: device.user.id,
      now: this.#ground.clock.now(),
    });
    const { jti } = claims;
    if (this.#known.has(jti)) return jti;
    // It stands in the list until it is answered; an attachment that can't be believed is an error at each look.
    const attachments = await this.#attachmentsOf(claims);
    this.#waiting.set(jti, { jws, claims });
    this.#known.add(jti);
    this.asked.push({ ...asShown(claims, device.user.username), ...attachments });
    await this.#call('POST', `/device/v1/challenges/${jti}/delivery`, { event: 'received' });
    await this.#call('POST', `/device/v1/challenges/${jti}/delivery`, { event: 'displayed' });
    return jti;
  }

  /** Fetches what is attached. @throws ProtocolError for a text that isn't the one that was signed */
  async #attachmentsOf({ jti, action }: ChallengeClaims): Promise<Pick<Asked, 'attachments'>> {
    if (action.attachments === undefined) return {};
    const texts: Record<string, string> = {};
    for (const [index, entry] of action.attachments.entries()) {
      const { body } = await this.#call('GET', `/device/v1/challenges/${jti}/attachments/${index}`);
      texts[entry.name] = await checkAttachment(v.parse(attachmentResponseSchema, body).text, entry);
    }
    return { attachments: texts };
  }

  /** Waits for a request. @returns the newest one */
  async #next(): Promise<Waiting> {
    this.#requireDevice();
    this.#requireNetwork();
    const probe = async () => {
      await this.look();
      return [...this.#waiting.values()].at(-1);
    };
    return waitUntil('a request', probe, ASKED_WITHIN_MS, LOOK_EVERY_MS).catch((error: unknown) => {
      if (!(error instanceof WaitedInVain)) throw error;
      throw new PhoneError('nothing_asked', `The phone was asked nothing for ${ASKED_WITHIN_MS / 1000} seconds.`);
    });
  }

  async #answer(answer: Pick<DecisionClaims, 'decision'> & Partial<DecisionClaims>): Promise<void> {
    const { jws, claims } = await this.#next();
    this.#typed = undefined;
    this.#requireDone(await this.#requireDevice().decide(jws, answer));
    this.#waiting.delete(claims.jti);
  }

  async #call(method: string, path: string, body?: unknown): Promise<DoorAnswer> {
    this.#requireNetwork();
    const answer = await this.#requireDevice().call(method, path, body);
    this.#requireDone(answer);
    return answer;
  }

  /** Requests come in by themselves, as on a phone, so that a page that waits sees "shown on your phone". */
  #listen(): void {
    this.#listening?.abort();
    const listening = new AbortController();
    this.#listening = listening;
    void this.#follow(listening.signal);
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const path = '/device/v1/events';
    while (!signal.aborted && this.#device) {
      try {
        const authorization = await this.#device.proof('GET', path);
        const headers = { authorization, 'x-forwarded-for': this.#device.ip };
        const { body } = await (this.#ground.fetch ?? fetch)(this.#ground.origin + path, { headers, signal });
        if (body) for await (const _ of readEventStream(body)) await this.look();
      } catch {
        // A server that is away, or a stream that was cut. What is wrong with a request is thrown where a test looks for it.
      }
      await delay(CALL_AGAIN_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  #requireDone({ status, body }: DoorAnswer): void {
    if (status < 300) return;
    const { code, title, params } = problemOf({ status, body, headers: new Headers() });
    throw new PhoneError(code, `The server refused: ${title} (${code})`, params);
  }

  #requireDevice(): SoftwareDevice {
    if (this.#isLost) throw new PhoneError('lost', 'This phone is lost.');
    if (!this.#device) throw new PhoneError('not_paired', 'This phone has no account yet: phone.pair(…) first.');
    return this.#device;
  }

  #requireNetwork(): void {
    if (this.#isLost) throw new PhoneError('lost', 'This phone is lost.');
    if (this.#isOffline) throw new PhoneError('offline', 'This phone has no network: phone.online() first.');
  }
}

/** As the app says it (shared/ui/RequestCard.tsx). */
function asShown({ app, action, context: { location, ip, browser, os } }: ChallengeClaims, username: string): Asked {
  return {
    application: app.name,
    title: action.title === 'Sign in' ? `Sign in as ${username}` : action.title,
    place: location ?? ip ?? '',
    browser: browser !== undefined && os !== undefined ? `${browser} on ${os}` : (browser ?? os ?? ''),
    details: action.details,
  };
}
