import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { hashChallenge, readChallenge } from '../../shared/protocol/challenge.ts';
import { type DecisionClaims, signDecision } from '../../shared/protocol/decision.ts';
import {
  type ClaimRequest,
  type ClaimResponse,
  claimResponseSchema,
  type Problem,
  pendingResponseSchema,
  problemSchema,
  type Self,
  type Subscription,
  selfSchema,
} from '../../shared/protocol/device-api.ts';
import { signBinding } from '../../shared/protocol/enrollment.ts';
import { generateDeviceKey, type PublicJwk } from '../../shared/protocol/keys.ts';
import { signProof } from '../../shared/protocol/proof.ts';
import type { NodClient } from '../../shared/sdk/client.ts';

/** Where a device is paired, and what it takes for the time. */
export interface DeviceServer {
  readonly origin: string;
  readonly clock?: { now(): number };
  readonly fetch?: typeof fetch;
}

/** An answer of the device door, read whole. */
export interface DoorAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/**
 * Calls the device door, from an address of its own; over real HTTP unless another `fetch` is handed in.
 * @param options.ip the caller's address, as a trusted proxy in front would give it
 */
export async function callDoor(
  origin: string,
  method: string,
  path: string,
  options: { body?: unknown; authorization?: string; ip?: string; fetch?: typeof fetch | undefined } = {},
): Promise<DoorAnswer> {
  const { body, authorization, ip } = options;
  const response = await (options.fetch ?? fetch)(origin + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(authorization === undefined ? {} : { authorization }),
      ...(ip === undefined ? {} : { 'x-forwarded-for': ip }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

/** The problem document of a refusal. @throws when the answer is not a refusal */
export function problemOf(answer: DoorAnswer): Problem {
  return v.parse(problemSchema, answer.body);
}

type DeviceKey = Awaited<ReturnType<typeof generateDeviceKey>>;

let addressesGiven = 0;

/** An address that no other device of this process has (RFC 5737's documentation ranges are too small). */
export function anyAddress(): string {
  addressesGiven += 1;
  return `10.${process.pid & 255}.${addressesGiven >> 8}.${addressesGiven & 255}`;
}

/**
 * A device without a browser, written from docs/protocol.md, as an attacker would write one; also the second device in
 * races. It is in pull mode, so that no push service is needed.
 */
export class SoftwareDevice {
  readonly id: string;
  readonly username: string;
  readonly ip: string;
  readonly key: DeviceKey;
  /** Whose it is, as the server has said when the code was taken. */
  readonly user: ClaimResponse['user'];
  /** The server's keys, pinned at pairing. */
  readonly serverKeys: readonly PublicJwk[];
  readonly #nod: DeviceServer;

  private constructor(
    nod: DeviceServer,
    known: Pick<SoftwareDevice, 'id' | 'username' | 'ip' | 'key' | 'user' | 'serverKeys'>,
  ) {
    this.#nod = nod;
    this.id = known.id;
    this.username = known.username;
    this.ip = known.ip;
    this.key = known.key;
    this.user = known.user;
    this.serverKeys = known.serverKeys;
  }

  /** Pairs a new device with an account, which is made if it doesn't exist. */
  static async pair(
    nod: DeviceServer,
    application: { readonly client: NodClient },
    username: string,
    name?: string,
  ): Promise<SoftwareDevice> {
    const { code } = await application.client.createEnrollment({ user: { username } });
    return SoftwareDevice.pairWith(nod, code, username, name);
  }

  /** Pairs a new device by a code. */
  static async pairWith(
    nod: DeviceServer,
    code: string,
    username: string,
    name = 'Test device',
  ): Promise<SoftwareDevice> {
    const device = await SoftwareDevice.bind(nod, { ticket: { code }, name, username });
    await device.activate();
    return device;
  }

  /**
   * Claims a ticket and binds a new key to it; the device doesn't count before `activate`.
   * @param options.username of whom it is taken to be, where that isn't what the server says
   */
  static async bind(
    nod: DeviceServer,
    options: { ticket: ClaimRequest; name: string; features?: readonly string[]; platform?: string; username?: string },
  ): Promise<SoftwareDevice> {
    const ip = anyAddress();
    const { completed, key, claim } = await claimAndComplete(nod.origin, { ...options, ...options.ticket, ip, nod });
    if (completed.status >= 300) throw new Error(`Pairing was refused: ${problemOf(completed).code}`);
    const { deviceId } = v.parse(selfSchema, completed.body);
    const { username = claim.user.username } = options;
    return new SoftwareDevice(nod, {
      id: deviceId,
      username,
      ip,
      key,
      user: claim.user,
      serverKeys: claim.server.keys,
    });
  }

  /** Says that there are no notifications here, and that the device asks for requests by itself. */
  async activate(): Promise<Self> {
    const activated = await this.call('POST', '/device/v1/activate', { pull: true });
    if (activated.status !== 200) throw new Error(`Activation was refused: ${problemOf(activated).code}`);
    return v.parse(selfSchema, activated.body);
  }

  /** A proof of one call, with a time `skewMs` from now. */
  async proof(method: string, path: string, body = '', skewMs = 0): Promise<string> {
    const jti = randomBytes(16).toString('base64url');
    const url = this.#nod.origin + path;
    return `Nod-Proof ${await signProof({ method, url, body, nowMs: nowOf(this.#nod) + skewMs, jti }, this.key)}`;
  }

  /** A proven call. */
  async call(method: string, path: string, body?: unknown): Promise<DoorAnswer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const authorization = await this.proof(method, path, text);
    return callDoor(this.#nod.origin, method, path, {
      body: text,
      authorization,
      ip: this.ip,
      fetch: this.#nod.fetch,
    });
  }

  /** The compact challenge with this id, as it waits at the server. */
  async challenge(id: string): Promise<string> {
    const { challenges } = v.parse(pendingResponseSchema, (await this.call('GET', '/device/v1/challenges')).body);
    const found = challenges.find(({ challenge }) => readChallenge(challenge).jti === id);
    if (!found) throw new Error('No such challenge waits for this device');
    return found.challenge;
  }

  /** A decision as this device signs it. @param claims replace those of an honest device */
  async decision(challenge: string, claims: Partial<DecisionClaims>): Promise<string> {
    const { jti, iss } = readChallenge(challenge);
    return signDecision(
      {
        iss: this.key.kid,
        aud: iss,
        jti,
        iat: Math.floor(nowOf(this.#nod) / 1000),
        challenge: await hashChallenge(challenge),
        decision: 'approve',
        ...claims,
      },
      this.key,
    );
  }

  /** Signs and posts an answer. */
  async decide(challenge: string, claims: Partial<DecisionClaims>): Promise<DoorAnswer> {
    const decision = await this.decision(challenge, claims);
    return postDecision(this.#nod.origin, readChallenge(challenge).jti, decision, this.ip, this.#nod.fetch);
  }
}

const nowOf = (nod: DeviceServer): number => nod.clock?.now() ?? Date.now();

export function postDecision(
  origin: string,
  challengeId: string,
  decision: string,
  ip?: string,
  by?: typeof fetch,
): Promise<DoorAnswer> {
  const path = `/device/v1/challenges/${challengeId}/decision`;
  return callDoor(origin, 'POST', path, { body: { decision }, fetch: by, ...(ip === undefined ? {} : { ip }) });
}

/** The first two calls of a pairing. @throws Error when the ticket isn't accepted */
export async function claimAndComplete(
  origin: string,
  options: ClaimRequest & {
    ip: string;
    name?: string;
    subscription?: Subscription | null;
    features?: readonly string[];
    platform?: string;
    nod?: DeviceServer;
  },
): Promise<{ completed: DoorAnswer; key: DeviceKey; claim: ClaimResponse }> {
  const { ip, name = 'Test device', subscription = null, features, platform = 'Node', nod = { origin } } = options;
  const ticket = 'code' in options ? { code: options.code } : { token: options.token };
  const call = (path: string, body: unknown) => callDoor(origin, 'POST', path, { body, ip, fetch: nod.fetch });
  const claimed = await call('/device/v1/enrollments/claim', ticket);
  if (claimed.status !== 200) throw new Error(`The claim was refused: ${problemOf(claimed).code}`);
  const claim = v.parse(claimResponseSchema, claimed.body);
  const { enrollmentId, nonce, server } = claim;
  const key = await generateDeviceKey();
  const serverKey = server.keys[0]?.kid ?? '';
  const binding = await signBinding(
    { enrollmentId, nonce, audience: origin, serverKey, subscription, nowMs: nowOf(nod) },
    key,
    key.publicJwk,
  );
  const completed = await call(`/device/v1/enrollments/${enrollmentId}/complete`, {
    binding,
    device: { kind: 'pwa', name, platform, ...(features === undefined ? {} : { features }) },
    subscription,
  });
  return { completed, key, claim };
}
