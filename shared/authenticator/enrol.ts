import type { ClaimRequest, ClaimResponse, CompleteRequest, Self, Subscription } from '../protocol/device-api.ts';
import { signBinding } from '../protocol/enrollment.ts';
import { DEVICE_FEATURES } from '../protocol/features.ts';
import { checkPublicJwk, type PublicJwk, thumbprint } from '../protocol/keys.ts';
import { type Account, keepPaired, knownAccount, noteSelf, pairedAccount } from './account.ts';
import { AuthenticatorError, errorCode, isTransient } from './errors.ts';
import type { Core } from './ports.ts';
import { secondKey } from './second-key.ts';
import { type Subscriptions, subscribeWithin } from './subscriptions.ts';
import { awaitActive, type TestResult } from './test-push.ts';

/** A claimed ticket names an account and its server. Nothing has been made yet; a person may still say no. */
export interface Offer {
  readonly origin: string;
  readonly enrollmentId: string;
  readonly nonce: string;
  readonly user: ClaimResponse['user'];
  readonly applicationName: string | null;
  /** The realm that the account is in, as people see it; a server that doesn't name it is one itself. */
  readonly realmName: string;
  /** Where the application's logins happen. */
  readonly applicationOrigins: readonly string[];
  readonly serverName: string;
  readonly serverKeys: readonly PublicJwk[];
  /** The server's time when it named them. */
  readonly serverTimeMs: number;
  readonly vapidPublicKey: string;
  readonly pullAllowed: boolean;
  /** Whether the server takes the names of features; one of an older release refuses them. */
  readonly takesFeatures?: boolean;
  /** Whether the server takes a second key. */
  readonly takesOfflineKey?: boolean;
  readonly expiresAtMs: number;
}

export interface EnrolInput {
  readonly offer: Offer;
  readonly device: CompleteRequest['device'];
  /** null when the person goes on without notifications. */
  readonly subscriptions: Pick<Subscriptions, 'subscribe'> | null;
  readonly subscribeLimitMs?: number;
  /** Called with the step that begins, for an honest progress line. */
  readonly onStep?: (step: 'subscribing' | 'binding' | 'testing') => void;
}

/**
 * Takes the ticket behind a typed code or a link.
 * @param input.origin the server's origin, as the person opened or scanned it
 * @throws AuthenticatorError storage_refused, enrollment_invalid, enrollment_expired, enrollment_used, wrong_server, offline …
 */
export async function claimEnrollment(core: Core, input: { origin: string; ticket: ClaimRequest }): Promise<Offer> {
  const { origin, ticket } = input;
  // A ticket works once: it isn't spent where the key that it is for can't be kept.
  await core.keys.tryOut();
  const info = await core.api.serverInfo(origin);
  // The secret goes only to a server that gives itself the name that the person meant.
  if (info.issuer !== origin) throw new AuthenticatorError('wrong_server', 'the server goes by another address');
  const claim = await core.api.claim(origin, ticket);
  if (claim.server.issuer !== origin) throw new AuthenticatorError('wrong_server', 'the ticket is another server’s');
  return {
    origin,
    enrollmentId: claim.enrollmentId,
    nonce: claim.nonce,
    user: claim.user,
    applicationName: claim.application?.name ?? null,
    realmName: claim.realm?.name ?? claim.server.name,
    applicationOrigins: claim.application?.origins ?? [],
    serverName: claim.server.name,
    serverKeys: await pinnable(claim.server.keys),
    serverTimeMs: claim.server.timeMs,
    vapidPublicKey: claim.server.vapid.publicKey,
    pullAllowed: claim.server.pullAllowed,
    takesFeatures: claim.server.features !== undefined,
    takesOfflineKey: claim.server.features?.includes('offline-code') ?? false,
    expiresAtMs: claim.expiresAtMs,
  };
}

/**
 * Makes the key and binds it: subscribe, prove possession, keep the account, wait until the test push has been answered.
 * May be called again with the same offer when it threw (with `subscriptions: null` to go on without notifications).
 * @returns `passed`, or `test_missing` when the test push did not arrive in time: then retryTest or continueWithoutPush
 * @throws AuthenticatorError permission_denied, subscribe_timeout, subscribe_failed, pull_not_allowed, offline …
 */
export async function enrol(core: Core, input: EnrolInput): Promise<TestResult> {
  const { offer, onStep } = input;
  const done = await finishedBefore(core, offer);
  if (done) return conclude(core, done, input);

  onStep?.('subscribing');
  const subscription = await subscribe(core, input);
  onStep?.('binding');
  return conclude(core, await bind(core, input, subscription), input);
}

/** A device as the server has made it of the key with this thumbprint. */
interface Bound {
  readonly self: Self;
  readonly thumbprint: string;
}

async function subscribe(core: Core, { offer, subscriptions, subscribeLimitMs }: EnrolInput) {
  if (!subscriptions) return null;
  const limitMs = subscribeLimitMs === undefined ? {} : { limitMs: subscribeLimitMs };
  return subscribeWithin(core, subscriptions, offer.vapidPublicKey, limitMs);
}

async function bind(core: Core, { offer, device }: EnrolInput, subscription: Subscription | null): Promise<Bound> {
  const [serverKey] = offer.serverKeys;
  if (!serverKey?.kid) throw new AuthenticatorError('wrong_server', 'the server has no key');
  const { signingKey, publicJwk } = await core.keys.generate();
  await core.keys.keepPairing({
    enrollmentId: offer.enrollmentId,
    issuer: offer.origin,
    serverName: offer.serverName,
    pinnedKeys: offer.serverKeys,
    pinnedSinceSeconds: Math.floor(offer.serverTimeMs / 1000),
    user: offer.user,
    thumbprint: signingKey.kid,
    startedAtMs: core.now(),
  });
  const offlineJwk = offer.takesOfflineKey ? await secondKey(core, signingKey.kid) : undefined;
  const binding = await signBinding(
    {
      enrollmentId: offer.enrollmentId,
      nonce: offer.nonce,
      audience: offer.origin,
      serverKey: serverKey.kid,
      subscription,
      offlineJwk,
      nowMs: await core.clock.now(offer.origin),
    },
    signingKey,
    publicJwk,
  );
  try {
    const features = offer.takesFeatures ? { features: [...DEVICE_FEATURES] } : {};
    const self = await core.api.complete(offer.origin, offer.enrollmentId, {
      binding,
      device: { ...device, ...features },
      subscription,
      ...(offlineJwk === undefined ? {} : { offlineJwk }),
    });
    return { self, thumbprint: signingKey.kid };
  } catch (error) {
    // When the call failed on the way, the server may know this key: it is kept, and `finishedBefore` finds out.
    if (!isTransient(error)) await core.keys.endPairing(offer.enrollmentId);
    throw error;
  }
}

/** @returns the device that an earlier attempt made at the server although its answer never came back, if one did */
async function finishedBefore(core: Core, offer: Offer): Promise<Bound | undefined> {
  const pairing = (await core.keys.pairings()).find(({ enrollmentId }) => enrollmentId === offer.enrollmentId);
  if (!pairing) return undefined;
  try {
    return { self: await core.api.self(pairing), thumbprint: pairing.thumbprint };
  } catch (error) {
    if (isTransient(error) || errorCode(error) === undefined) throw error;
    await core.keys.endPairing(offer.enrollmentId);
    return undefined;
  }
}

async function conclude(core: Core, { self, thumbprint }: Bound, input: EnrolInput): Promise<TestResult> {
  const { offer, onStep, subscriptions } = input;
  const pairing = (await core.keys.pairings()).find(({ enrollmentId }) => enrollmentId === offer.enrollmentId);
  // Without a pairing the test push was faster: the worker has already made an account of it.
  const kept = pairing ? await keepPaired(core, pairing, self) : await core.keys.account(self.deviceId);
  if (!kept) throw new AuthenticatorError('account_unknown', 'the pairing was removed meanwhile');
  const account = pairedAccount(kept, { issuer: offer.origin, user: offer.user, thumbprint });
  onStep?.('testing');
  if (subscriptions === null || self.delivery === 'pull') return continueWithoutPush(core, account.deviceId);
  const result = await awaitActive(core, account.deviceId);
  if (result.kind === 'passed') await retireOlder(core, result.account);
  return result;
}

/**
 * Activates a device without the test push: requests will show while Nod is open.
 * @throws AuthenticatorError pull_not_allowed, account_unknown, offline …
 */
export async function continueWithoutPush(core: Core, deviceId: string): Promise<TestResult> {
  const account = await knownAccount(core, deviceId);
  const active = await noteSelf(core, deviceId, await core.api.activate(account, { pull: true }));
  if (!active) throw new AuthenticatorError('account_unknown', 'the account was removed meanwhile');
  await retireOlder(core, active);
  return { kind: 'passed', account: active };
}

/**
 * Pairing the same account again replaces the earlier pairing on this device: one key to lose, one to revoke. Not before the
 * new one is let in: the earlier one may do that. It removes itself, since a young device has no power over older ones.
 */
export async function retireOlder(core: Core, account: Account): Promise<void> {
  if (account.state !== 'active') return;
  for (const older of await core.keys.accounts()) {
    const same = older.issuer === account.issuer && older.user.id === account.user.id;
    if (!same || older.deviceId === account.deviceId) continue;
    const removed = await core.api.revoke(older, older.deviceId).then(
      () => true,
      () => false,
    );
    // Its key may be gone.
    if (!removed) await core.api.revoke(account, older.deviceId).catch(() => undefined);
    await core.inbox.forgetDevice(older.deviceId);
    await core.keys.removeAccount(older.deviceId);
  }
}

/** The keys as they will be pinned: checked points, each named by its own thumbprint, whatever name it came with. */
function pinnable(keys: readonly PublicJwk[]): Promise<PublicJwk[]> {
  return Promise.all(
    keys.map(async (key) => {
      const { kty, crv, x, y } = await checkPublicJwk(key);
      return { kty, crv, x, y, kid: await thumbprint(key) };
    }),
  );
}
