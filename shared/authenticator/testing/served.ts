import { randomBytes } from 'node:crypto';
import type { ChallengeClaims } from '../../protocol/challenge.ts';
import type { Self, Subscription } from '../../protocol/device-api.ts';
import type { PublicJwk } from '../../protocol/keys.ts';
import { buildPushPayload } from '../../protocol/push-payload.ts';
import type { Verifier } from '../../protocol/user-verification.ts';
import type { FinalState } from '../inbox-item.ts';

export const newId = (prefix: string) => `${prefix}_${randomBytes(16).toString('base64url')}`;

export interface ServedDevice {
  id: string;
  jwk: PublicJwk;
  thumbprint: string;
  user: Self['user'];
  state: Self['state'];
  name: string;
  delivery: Self['delivery'];
  subscription: Subscription | null;
  pushHealth: Self['pushHealth'];
  pushTrouble?: Self['pushTrouble'];
  testNonce: string;
  /** How often it has asked to be let in. */
  asked: number;
  lastAskId?: string;
  verifier?: Verifier | undefined;
  suspension?: Self['suspension'];
  wait?: Self['wait'];
  features: string[];
  offlineJwk?: PublicJwk | undefined;
}

export interface ServedChallenge {
  jws: string;
  claims: ChallengeClaims;
  code: string | undefined;
  state: FinalState | 'pending';
  decidedBy: ServedDevice | null;
  /** What counted in a device's place. */
  fallback?: string;
  /** The bytes that ended it. */
  decision: string | undefined;
  triesLeft: number;
  acknowledged: string[];
  /** Nobody was rung, and only a device that has fetched it lists it. */
  quiet: boolean;
  fetchedBy: ServedDevice[];
}

/** A problem document instead of an answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: object;
  constructor(status: number, code: string, params: Record<string, string | number | boolean> = {}) {
    super(code);
    this.status = status;
    this.body = { type: 'about:blank', title: code, status, code, params };
  }
}

/** The padding and the notification of a real push, around a message that may be anything. */
export function pushOf(message: { challenge: string } | { notice: string }): string {
  const navigate = 'https://nod.example/#/';
  return buildPushPayload(message, { title: 'Demo Bank', body: 'Sign in?', navigate, tag: 'nod' });
}

export function json(value: unknown): Response {
  return new Response(JSON.stringify(value), { status: 200, headers: { 'content-type': 'application/json' } });
}

/** The start of every decision by this device: its header names the key. The real server looks for the kid as well. */
export function headerStart(thumbprint: string): string {
  const header = JSON.stringify({ alg: 'ES256', typ: 'nod-decision+jwt', kid: thumbprint });
  return Buffer.from(header).toString('base64url');
}
