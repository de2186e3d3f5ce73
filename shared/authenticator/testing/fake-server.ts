import { randomBytes } from 'node:crypto';
import type { ChallengeClaims } from '../../protocol/challenge.ts';
import { hashChallenge, signChallenge } from '../../protocol/challenge.ts';
import { type DecisionClaims, verifyDecision } from '../../protocol/decision.ts';
import type { CompleteRequest, Self } from '../../protocol/device-api.ts';
import { verifyBinding } from '../../protocol/enrollment.ts';
import { ProtocolError } from '../../protocol/errors.ts';
import { sha256 } from '../../protocol/hash.ts';
import { generateDeviceKey, type PublicJwk, type SigningKey } from '../../protocol/keys.ts';
import { hashKeySet, signKeySet } from '../../protocol/keyset.ts';
import { type NoticeClaims, signNotice } from '../../protocol/notice.ts';
import { ProofClockError, readProofKeyId, verifyProof } from '../../protocol/proof.ts';
import { approvalChallenge } from '../../protocol/user-verification.ts';
import { verifyAssertion } from '../../protocol/verify-assertion.ts';
import { verifyConfirmation } from '../../protocol/verify-confirmation.ts';
import { verifyRegistration } from '../../protocol/verify-registration.ts';
import { FakeTrust } from './fake-trust.ts';
import { headerStart, json, newId, pushOf, Refusal, type ServedChallenge, type ServedDevice } from './served.ts';

/**
 * A device door in memory that really verifies: proofs, bindings and decisions go through shared/protocol. It has the
 * rules that an authenticator can notice, and its own clock.
 */
export class FakeServer {
  readonly origin: string;
  user: Self['user'];
  /** In place of a random one, for the next device. */
  nextDeviceId: string | undefined;
  /** As older servers leave it out. */
  realm: Self['realm'];
  readonly signing: SigningKey;
  keys: PublicJwk[];
  now: () => number;
  /** Whether a call to this path fails as on a broken network. */
  broken: ((path: string) => boolean) | null = null;
  /** The work of a call is done, but its answer gets lost. */
  losesAnswers = false;
  /** Is given the push that rings the others. */
  onVouching: ((payload: string) => void | Promise<void>) | null = null;
  onTestPush: ((payload: string) => void | Promise<void>) | null = null;
  keySets: string[] = [];
  /** Told with self and pending; undefined for a server of an older release. */
  keySetHash: string | undefined;
  /** False for a server of an older release. */
  /** The user of all devices is locked. */
  locked = false;
  knowsFeatures = true;
  vapidPublicKey = `B${'A'.repeat(86)}`;
  /** Whether a user's further device has to be let in by one that is active. */
  vouches = false;
  /** What it can do; empty as an older server that doesn't say. */
  features: string[] = ['fetch', 'offline-code'];
  /** What it hands over for each attachment, by its place in the challenge. */
  attached: string[] = [];
  /** From when on the verifiers of all its devices count. */
  verifiersCountFromMs = 0;
  readonly devices: ServedDevice[] = [];
  readonly challenges = new Map<string, ServedChallenge>();
  readonly calls: string[] = [];
  readonly decisions: string[] = [];
  readonly trust: FakeTrust;
  private readonly usedProofs = new Set<string>();
  private readonly nonces = new Map<string, string>();

  constructor(origin: string, key: { signing: SigningKey; publicJwk: PublicJwk }, now: () => number) {
    this.origin = origin;
    this.signing = key.signing;
    this.keys = [key.publicJwk];
    this.user = { id: newId('usr'), username: 'alice', displayName: 'Alice' };
    this.now = now;
    this.trust = new FakeTrust(this);
  }

  static async start(origin: string, now: () => number): Promise<FakeServer> {
    const { kid, privateKey, publicJwk } = await generateDeviceKey();
    return new FakeServer(origin, { signing: { kid, privateKey }, publicJwk: { ...publicJwk, kid } }, now);
  }

  /** Makes a challenge. @returns also the plaintext that a push of it would hold */
  async challenge(
    changes: Partial<ChallengeClaims> & { code?: string; lifeSeconds?: number; key?: SigningKey; quiet?: boolean } = {},
  ): Promise<{ id: string; jws: string; push: string }> {
    const { code, lifeSeconds = 60, key = this.signing, quiet = false, ...claimChanges } = changes;
    const iat = Math.floor(this.now() / 1000);
    const claims: ChallengeClaims = {
      iss: this.origin,
      sub: this.user.id,
      aud: 'nod-device',
      jti: newId('chl'),
      iat,
      exp: iat + lifeSeconds,
      nonce: randomBytes(16).toString('base64url'),
      app: { id: 'app_aaaaaaaaaaaaaaaaaaaaaa', name: 'Demo Bank' },
      action: { title: `Sign in as ${this.user.username}`, details: [] },
      context: { browser: 'Chrome', os: 'macOS', location: 'Lisbon', ip: '203.0.113.7' },
      match: code ? 'code' : 'none',
      ...(code ? { digits: code.length } : {}),
      uv: 'discouraged',
      ...claimChanges,
    };
    const jws = await signChallenge(claims, key);
    this.challenges.set(claims.jti, {
      jws,
      claims,
      code,
      state: 'pending',
      decidedBy: null,
      decision: undefined,
      triesLeft: 3,
      acknowledged: [],
      quiet,
      fetchedBy: [],
    });
    return { id: claims.jti, jws, push: pushOf({ challenge: jws }) };
  }

  async notice(
    deviceId: string,
    notice:
      | { notice: 'test'; nonce: string }
      | Pick<NoticeClaims & { notice: 'closed' }, 'notice' | 'challengeId' | 'state' | 'decidedBy' | 'thisDevice'>
      | Pick<NoticeClaims & { notice: 'announcement' }, 'notice' | 'announcement'>,
    key: SigningKey = this.signing,
  ): Promise<{ jws: string; push: string }> {
    const iat = Math.floor(this.now() / 1000);
    const base = { iss: this.origin, aud: 'nod-device', sub: deviceId, jti: newId('ntc'), iat, exp: iat + 300 };
    const jws = await signNotice({ ...base, ...notice } as NoticeClaims, key);
    return { jws, push: pushOf({ notice: jws }) };
  }

  /** Another key joins and signs from now on; the set is signed by `by`, as an honest server does by its old key. */
  async rotate(by: SigningKey = this.signing): Promise<SigningKey> {
    const { kid, privateKey, publicJwk } = await generateDeviceKey();
    this.keys = [{ ...publicJwk, kid }, ...this.keys];
    this.keySets.push(await signKeySet({ issuer: this.origin, keys: this.keys, nowMs: this.now() }, by));
    this.keySetHash = await hashKeySet(this.keys);
    return { kid, privateKey };
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const path = url.pathname.replace('/device/v1/', '');
    this.calls.push(`${init?.method} ${path}`);
    if (url.origin !== this.origin || this.broken?.(path)) throw new TypeError('network');
    const answer = await this.answer(path, url, init).catch((error: unknown) => {
      if (error instanceof Refusal) return new Response(JSON.stringify(error.body), { status: error.status });
      throw error;
    });
    if (this.losesAnswers) throw new TypeError('connection reset');
    return answer;
  };

  private async answer(path: string, url: URL, init: RequestInit | undefined): Promise<Response> {
    const method = init?.method ?? 'GET';
    const body = init?.body ? JSON.parse(String(init.body)) : undefined;
    if (path === 'server') return json(this.info());
    if (path === 'keys') return json({ sets: this.keySets });
    if (path === 'enrollments/claim') return json(await this.claim());
    const [, enrollmentId] = /^enrollments\/(.*)\/complete$/.exec(path) ?? [];
    if (enrollmentId) return json(await this.complete(enrollmentId, body));
    const [, decided] = /^challenges\/(.*)\/decision$/.exec(path) ?? [];
    if (decided) return json(await this.decide(decided, body.decision));

    if (url.pathname === '/undo') return this.trust.undoByLink(body.token);

    const device = await this.authenticate(method, url, init);
    if (device.state === 'suspended' && !['self', 'self/objection'].includes(path))
      throw new Refusal(403, 'device_suspended');
    const ofTrust = await this.trust.answer(device, method, path, url, body);
    if (ofTrust) return ofTrust;
    const [, acknowledged] = /^challenges\/(.*)\/delivery$/.exec(path) ?? [];
    if (acknowledged) {
      this.challenges.get(acknowledged)?.acknowledged.push(body.event);
      return new Response(null, { status: 204 });
    }
    if (path === 'activate') return json(await this.activate(device, body));
    if (path === 'self/test') return await this.sendTest(device);
    if (path === 'self/subscription') {
      const isNew = body.subscription && body.subscription.endpoint !== device.subscription?.endpoint;
      device.subscription = body.subscription;
      // A new one counts after its test has been echoed.
      if (isNew || !body.subscription) device.delivery = isNew && device.state === 'pending' ? 'push' : 'pull';
      device.pushHealth = 'unknown';
      device.pushTrouble = null;
      if (isNew) await this.sendTest(device);
      return json(await this.self(device));
    }
    if (path === 'self/offline-key') {
      device.offlineJwk ??= body.offlineJwk;
      if (device.offlineJwk?.x !== body.offlineJwk.x) throw new Refusal(409, 'offline_key_exists');
      return json(await this.self(device));
    }
    if (path === 'self/verifier') {
      device.verifier = (await verifyRegistration(body, this.asVerified(device))).verifier;
      return json(await this.self(device));
    }
    if (path === 'self/verifier/removal' && device.verifier) {
      const { verifier } = device;
      const about = { action: 'verifier-removal', target: verifier.credentialId } as const;
      const act = { ...this.asVerified(device), ...about };
      await verifyConfirmation(body, { verifier, act, nowMs: this.now(), useOnce: async () => true });
      device.verifier = undefined;
      return json(await this.self(device));
    }
    if (path === 'vouching') return json(await this.askOthers(device));
    if (path === 'vouching/wait') {
      if (!device.wait) throw new Refusal(409, 'waiting_refused');
      device.wait = { ...device.wait, askedAtMs: this.now() };
      return json(await this.self(device));
    }
    if (path === 'moves') {
      const token = randomBytes(16).toString('base64url');
      return json({ moveId: body.moveId ?? newId('mov'), token, expiresAtMs: this.now() + 120_000 });
    }
    if (path === 'self/replaces') {
      const replaced = this.othersOf(device).find(({ id }) => id === body.deviceId);
      if (!replaced) throw new Refusal(404, 'device_unknown');
      replaced.state = 'suspended';
      return new Response(null, { status: 204 });
    }
    if (path === 'self') {
      if (method === 'PATCH') {
        device.name = body.name ?? device.name;
        device.features = body.features ?? device.features;
      }
      return json(await this.self(device));
    }
    if (path === 'challenges')
      return json({ challenges: this.pending(device), keySetHash: this.keySetHash, timeMs: this.now() });
    const at = /^challenges\/chl_[^/]+\/attachments\/([0-3])$/.exec(path)?.[1];
    if (at !== undefined) {
      const text = this.attached[Number(at)];
      if (text === undefined) throw new Refusal(404, 'attachment_unknown');
      return json({ text, timeMs: this.now() });
    }
    if (path === 'challenges/find' && this.features.includes('fetch')) return json(this.find(device, body.code));
    const [, fetched] = /^challenges\/([^/]*)$/.exec(path) ?? [];
    if (fetched && this.features.includes('fetch')) return json(this.fetched(device, fetched));
    if (path === 'history') return json({ items: this.history(device), nextBeforeMs: null });
    const [, revoked] = /^devices\/([^/]*)$/.exec(path) ?? [];
    if (revoked) {
      for (const one of this.devices) if (one.id === revoked) one.state = 'revoked';
      return new Response(null, { status: 204 });
    }
    if (path === 'devices') return json({ devices: this.devices.map((one) => this.listed(one, device)) });
    throw new Refusal(404, 'not_found');
  }

  private info() {
    return {
      issuer: this.origin,
      name: 'Test server',
      keys: this.keys,
      vapid: { keyId: 'v1', publicKey: this.vapidPublicKey },
      pullAllowed: true,
      ...(this.knowsFeatures && this.features.length > 0 ? { features: this.features } : {}),
      timeMs: this.now(),
    };
  }

  private async claim() {
    const enrollmentId = newId('enr');
    const nonce = randomBytes(16).toString('base64url');
    this.nonces.set(enrollmentId, nonce);
    const application = { name: 'Demo Bank' };
    return {
      enrollmentId,
      nonce,
      user: this.user,
      ...(this.realm === undefined ? {} : { realm: this.realm }),
      application,
      server: this.info(),
      expiresAtMs: this.now() + 600_000,
    };
  }

  private async complete(enrollmentId: string, body: CompleteRequest): Promise<Self> {
    if (!this.knowsFeatures && body.device.features) throw new Refusal(400, 'request_malformed');
    const nonce = this.nonces.get(enrollmentId);
    if (!nonce) throw new Refusal(409, 'enrollment_used');
    const { jwk, thumbprint, offlineJwk } = await verifyBinding(body.binding, {
      enrollmentId,
      audience: this.origin,
      nonceHash: await sha256(nonce),
      serverKeys: this.keys.map(({ kid }) => kid ?? ''),
      subscription: body.subscription,
      offlineJwk: body.offlineJwk,
    });
    this.nonces.delete(enrollmentId);
    const device: ServedDevice = {
      id: this.nextDeviceId ?? newId('dev'),
      user: this.user,
      jwk,
      thumbprint,
      state: 'pending',
      name: body.device.name,
      delivery: body.subscription ? 'push' : 'pull',
      subscription: body.subscription,
      pushHealth: 'unknown',
      testNonce: '',
      asked: 0,
      features: body.device.features ?? [],
      offlineJwk,
    };
    this.devices.push(device);
    if (body.subscription) await this.sendTest(device);
    return this.self(device);
  }

  private async sendTest(device: ServedDevice): Promise<Response> {
    device.testNonce = randomBytes(16).toString('base64url');
    const { push } = await this.notice(device.id, { notice: 'test', nonce: device.testNonce });
    await this.onTestPush?.(push);
    return new Response(null, { status: 202 });
  }

  private activate(device: ServedDevice, body: { nonce?: string; pull?: boolean }) {
    if (!body.pull && body.nonce !== device.testNonce) throw new Refusal(422, 'activation_invalid');
    if (body.pull) device.subscription = null;
    else device.pushHealth = 'ok';
    device.delivery = body.pull ? 'pull' : 'push';
    if (device.state === 'pending')
      device.state = this.vouches && this.othersOf(device).length > 0 ? 'unvouched' : 'active';
    return this.self(device);
  }

  private async self(device: ServedDevice): Promise<Self> {
    return {
      deviceId: device.id,
      name: device.name,
      state: device.state,
      delivery: device.delivery,
      user: device.user,
      ...(this.realm === undefined ? {} : { realm: this.realm }),
      vapid: { keyId: 'v1', publicKey: this.vapidPublicKey },
      endpointHash: device.subscription ? await sha256(device.subscription.endpoint) : null,
      pushHealth: device.pushHealth,
      pushTrouble: device.pushTrouble ?? null,
      otherDevices: this.othersOf(device).length,
      verifier: device.verifier
        ? { credentialId: device.verifier.credentialId, countsFromMs: this.verifiersCountFromMs }
        : null,
      suspension: device.suspension ?? null,
      wait: device.wait ?? null,
      lastAsk: device.lastAskId === undefined ? null : this.lastAsk(device.lastAskId),
      keySetHash: this.keySetHash,
      ...(this.knowsFeatures ? { features: [...device.features].sort() } : {}),
      ...(this.features.includes('offline-code') ? { offlineKey: device.offlineJwk !== undefined } : {}),
      timeMs: this.now(),
    };
  }

  private lastAsk(challengeId: string) {
    return { challengeId, state: this.challenges.get(challengeId)?.state ?? 'pending' };
  }

  private othersOf(device: ServedDevice): ServedDevice[] {
    return this.devices.filter((one) => one !== device && one.user === device.user && one.state === 'active');
  }

  /** The request that asks the others whether this device may join them. */
  private async askOthers(device: ServedDevice) {
    if (device.state !== 'unvouched') throw new Refusal(409, 'request_malformed');
    if (device.asked === 4) throw new Refusal(429, 'rate_limited');
    device.asked += 1;
    const code = `48291${device.asked}`;
    const { name, thumbprint } = device;
    const vouch = { device: device.id, name, kind: 'pwa', platform: 'Safari on iOS', thumbprint } as const;
    const { id, push } = await this.challenge({ code, vouch, lifeSeconds: 600 });
    device.lastAskId = id;
    await this.onVouching?.(push);
    return {
      challengeId: id,
      code,
      qr: `${this.origin}/#/match/${id}/${code}`,
      quiet: false,
      devices: this.othersOf(device).map((other) => ({ name: other.name, kind: 'pwa' })),
      asksLeft: 4 - device.asked,
      expiresAtMs: this.now() + 600_000,
      timeMs: this.now(),
    };
  }

  private async authenticate(method: string, url: URL, init: RequestInit | undefined): Promise<ServedDevice> {
    const jws = new Headers(init?.headers).get('authorization')?.replace('Nod-Proof ', '');
    const device = this.devices.find(({ thumbprint }) => thumbprint === readProofKeyId(jws));
    if (!device) throw new Refusal(401, 'device_unknown');
    if (device.state === 'revoked') throw new Refusal(403, 'device_revoked');
    if (this.locked) throw new Refusal(403, 'user_locked');
    try {
      const useOnce = async (jti: string) => !this.usedProofs.has(jti) && Boolean(this.usedProofs.add(jti));
      const body = String(init?.body ?? '');
      await verifyProof(jws, { device, method, url: url.href, body, nowMs: this.now(), useOnce });
    } catch (error) {
      if (error instanceof ProofClockError) throw new Refusal(401, 'clock_skew', { serverTimeMs: this.now() });
      if (error instanceof ProtocolError) throw new Refusal(401, 'proof_invalid');
      throw error;
    }
    return device;
  }

  private async decide(challengeId: string, decision: string) {
    this.decisions.push(decision);
    const challenge = this.challenges.get(challengeId);
    const device = this.devices.find(({ thumbprint }) => decision.includes(headerStart(thumbprint)));
    if (!challenge || !device) throw new Refusal(404, 'challenge_unknown');
    if (device.state === 'revoked') throw new Refusal(403, 'device_revoked');
    const claims = await verifyDecision(decision, {
      device,
      audience: this.origin,
      challengeId,
      challengeHash: await hashChallenge(challenge.jws),
    });
    if (challenge.claims.exp * 1000 <= this.now() && challenge.state === 'pending') challenge.state = 'expired';
    const outcome = ({ approve: 'approved', deny: 'denied', report: 'reported' } as const)[claims.decision];
    if (challenge.state !== 'pending') {
      const { state, decidedBy } = challenge;
      if (challenge.decision === decision) return { state, decidedAtMs: this.now() };
      const params = { state, thisDevice: decidedBy === device };
      throw new Refusal(409, 'challenge_final', decidedBy ? { ...params, decidedBy: decidedBy.name } : params);
    }
    if (claims.decision === 'approve') await this.checkUser(challenge, device, claims);
    if (claims.decision === 'approve' && challenge.code && claims.code !== challenge.code) {
      challenge.triesLeft -= 1;
      if (challenge.triesLeft === 0) challenge.state = 'failed';
      throw new Refusal(422, 'wrong_code', { triesLeft: challenge.triesLeft });
    }
    challenge.state = outcome;
    this.settleVouching(challenge.claims, outcome);
    challenge.decidedBy = device;
    challenge.decision = decision;
    return { state: challenge.state, decidedAtMs: this.now() };
  }

  private settleVouching({ vouch }: ChallengeClaims, outcome: 'approved' | 'denied' | 'reported'): void {
    const asking = this.devices.find(({ id }) => id === vouch?.device);
    if (asking) asking.state = outcome === 'approved' ? 'active' : 'revoked';
  }

  private asVerified({ thumbprint }: ServedDevice) {
    return { server: this.origin, device: thumbprint };
  }

  private async checkUser({ claims: asked }: ServedChallenge, { verifier }: ServedDevice, claims: DecisionClaims) {
    if (!claims.uv && asked.uv !== 'required') return;
    if (!claims.uv || !verifier) throw new Refusal(422, 'decision_invalid');
    verifyAssertion(claims.uv, { verifier, challenge: await approvalChallenge(claims) });
  }

  private pending(asking: ServedDevice) {
    return this.open()
      .filter(({ quiet, fetchedBy }) => !quiet || fetchedBy.includes(asking))
      .map(({ jws, quiet }) => ({ challenge: jws, ...(quiet ? { fetched: true } : {}) }));
  }

  private open(): ServedChallenge[] {
    return [...this.challenges.values()].filter(
      ({ state, claims }) => state === 'pending' && claims.exp * 1000 > this.now(),
    );
  }

  private fetched(asking: ServedDevice, id: string) {
    const challenge = this.challenges.get(id);
    if (!challenge) throw new Refusal(404, 'challenge_unknown');
    const { state, fetchedBy, jws } = challenge;
    if (state !== 'pending') throw new Refusal(409, 'challenge_final', { state });
    fetchedBy.push(asking);
    return { challenge: jws, timeMs: this.now() };
  }

  private find(asking: ServedDevice, code: string) {
    const [found, another] = this.open().filter((challenge) => challenge.code === code);
    if (!found) throw new Refusal(404, 'code_unknown');
    if (another) throw new Refusal(409, 'code_ambiguous');
    return this.fetched(asking, found.claims.jti);
  }

  private history(asking: ServedDevice) {
    return [...this.challenges.values()]
      .filter(({ state }) => state !== 'pending')
      .map(({ claims, state, decidedBy, fallback }) => ({
        challengeId: claims.jti,
        applicationName: claims.app.name,
        title: claims.action.title,
        state,
        finalAtMs: this.now(),
        decidedBy: decidedBy && { id: decidedBy.id, name: decidedBy.name, thisDevice: decidedBy === asking },
        fallback,
        context: { location: claims.context.location },
      }));
  }

  private listed(device: ServedDevice, asking: ServedDevice) {
    const { id, name, state, delivery } = device;
    const times = { createdAtMs: 0, lastSeenMs: this.now() };
    return {
      id,
      name,
      kind: 'pwa',
      state,
      delivery,
      ...times,
      thisDevice: device === asking,
      suspension: device.suspension,
    };
  }
}
