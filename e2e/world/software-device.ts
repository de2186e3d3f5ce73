import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { hashChallenge, readChallenge } from '../../shared/protocol/challenge.ts';
import { type DecisionClaims, signDecision } from '../../shared/protocol/decision.ts';
import {
  claimResponseSchema,
  type Problem,
  pendingResponseSchema,
  problemSchema,
  type Subscription,
  selfSchema,
} from '../../shared/protocol/device-api.ts';
import { signBinding } from '../../shared/protocol/enrollment.ts';
import { generateDeviceKey } from '../../shared/protocol/keys.ts';
import { signProof } from '../../shared/protocol/proof.ts';
import type { Application, NodServer } from './nod-server.ts';

/** An answer of the device door, read whole. */
export interface DoorAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/**
 * Calls the device door over real HTTP, from an address of its own.
 * @param options.ip the caller's address, as a trusted proxy in front would give it
 */
export async function callDoor(
  origin: string,
  method: string,
  path: string,
  options: { body?: unknown; authorization?: string; ip?: string } = {},
): Promise<DoorAnswer> {
  const { body, authorization, ip } = options;
  const response = await fetch(origin + path, {
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
  readonly key: Awaited<ReturnType<typeof generateDeviceKey>>;
  readonly #nod: NodServer;

  private constructor(nod: NodServer, known: { id: string; username: string; ip: string; key: SoftwareDevice['key'] }) {
    this.#nod = nod;
    this.id = known.id;
    this.username = known.username;
    this.ip = known.ip;
    this.key = known.key;
  }

  /** Pairs a new device with an account, which is made if it doesn't exist. */
  static async pair(
    nod: NodServer,
    application: Application,
    username: string,
    name?: string,
  ): Promise<SoftwareDevice> {
    const { code } = await application.client.createEnrollment({ user: { username } });
    return SoftwareDevice.pairWith(nod, code, username, name);
  }

  /** Pairs a new device by a code. */
  static async pairWith(nod: NodServer, code: string, username: string, name = 'Test device'): Promise<SoftwareDevice> {
    const ip = anyAddress();
    const { completed, key } = await claimAndComplete(nod.origin, { code, ip, name });
    if (completed.status >= 300) throw new Error(`Pairing was refused: ${problemOf(completed).code}`);
    const { deviceId } = v.parse(selfSchema, completed.body);
    const device = new SoftwareDevice(nod, { id: deviceId, username, ip, key });
    const activated = await device.call('POST', '/device/v1/activate', { pull: true });
    if (activated.status !== 200) throw new Error(`Activation was refused: ${problemOf(activated).code}`);
    return device;
  }

  /** A proof of one call, with a time `skewMs` from now. */
  async proof(method: string, path: string, body = '', skewMs = 0): Promise<string> {
    const jti = randomBytes(16).toString('base64url');
    const url = this.#nod.origin + path;
    return `Nod-Proof ${await signProof({ method, url, body, nowMs: Date.now() + skewMs, jti }, this.key)}`;
  }

  /** A proven call. */
  async call(method: string, path: string, body?: unknown): Promise<DoorAnswer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const authorization = await this.proof(method, path, text);
    return callDoor(this.#nod.origin, method, path, { body: text, authorization, ip: this.ip });
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
        iat: Math.floor(Date.now() / 1000),
        challenge: await hashChallenge(challenge),
        decision: 'approve',
        ...claims,
      },
      this.key,
    );
  }

  /** Signs and posts an answer. */
  async decide(challenge: string, claims: Partial<DecisionClaims>): Promise<DoorAnswer> {
    return postDecision(
      this.#nod.origin,
      readChallenge(challenge).jti,
      await this.decision(challenge, claims),
      this.ip,
    );
  }
}

export function postDecision(origin: string, challengeId: string, decision: string, ip?: string): Promise<DoorAnswer> {
  const path = `/device/v1/challenges/${challengeId}/decision`;
  return callDoor(origin, 'POST', path, { body: { decision }, ...(ip === undefined ? {} : { ip }) });
}

/** The first two calls of a pairing. @throws Error when the code isn't accepted */
export async function claimAndComplete(
  origin: string,
  options: { code: string; ip: string; name?: string; subscription?: Subscription | null },
): Promise<{ completed: DoorAnswer; key: SoftwareDevice['key'] }> {
  const { code, ip, name = 'Test device', subscription = null } = options;
  const claimed = await callDoor(origin, 'POST', '/device/v1/enrollments/claim', { body: { code }, ip });
  if (claimed.status !== 200) throw new Error(`The claim was refused: ${problemOf(claimed).code}`);
  const { enrollmentId, nonce, server } = v.parse(claimResponseSchema, claimed.body);
  const key = await generateDeviceKey();
  const serverKey = server.keys[0]?.kid ?? '';
  const binding = await signBinding(
    { enrollmentId, nonce, audience: origin, serverKey, subscription, nowMs: Date.now() },
    key,
    key.publicJwk,
  );
  const completed = await callDoor(origin, 'POST', `/device/v1/enrollments/${enrollmentId}/complete`, {
    body: { binding, device: { kind: 'pwa', name, platform: 'Node' }, subscription },
    ip,
  });
  return { completed, key };
}
