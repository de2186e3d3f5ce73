import { randomBytes } from 'node:crypto';
import { hashChallenge } from '../../shared/protocol/challenge.ts';
import { type DecisionClaims, signDecision } from '../../shared/protocol/decision.ts';
import type { CompleteRequest } from '../../shared/protocol/device-api.ts';
import { DEVICE_FEATURES } from '../../shared/protocol/features.ts';
import { generateDeviceKey, generateOfflineKey } from '../../shared/protocol/keys.ts';
import { PROOF_SCHEME, signProof } from '../../shared/protocol/proof.ts';
import {
  type Act,
  approvalChallenge,
  type Confirmation,
  type ConfirmedAction,
  otherVerifier,
  registrationChallenge,
} from '../../shared/protocol/user-verification.ts';
import { makeSoftwareVerifier, type SoftwareVerifier } from '../../shared/protocol/vectors/software-verifier.ts';
import { createAccounts } from '../accounts/accounts.ts';
import { requireUnlocked } from '../accounts/users.ts';
import { createChallenges, type Engine } from '../challenges/challenges.ts';
import { expireDue } from '../challenges/ending.ts';
import { DEFAULT_LIMITS } from '../challenges/limits.ts';
import { anyProof, otherCode } from '../challenges/testing-engine.ts';
import { createBackground } from '../core/background.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { createFallbacks } from '../fallbacks/fallbacks.ts';
import { spendRecoveryCode } from '../recovery/recovery-codes.ts';
import type { ApplicationRow, DeviceRow, Trx, UserRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { openAgain } from '../store/testing.ts';
import { createAuthenticateProof } from './authenticate-proof.ts';
import { createDevices } from './devices.ts';
import { type Answer, DAY, FAILURES_UNTIL_SUSPENDED, type ModelDevice, type Outcome } from './testing-trust-model.ts';
import { bindingFor, type DeviceKey, ORIGIN, type World } from './testing-world.ts';

/** The server as the model-based test drives it: real rooms, store, keys and signatures, and one user at a time. */
export interface TrustWorld {
  readonly world: World;
  /** The rooms of the process that runs now. */
  rooms: Rooms;
  readonly user: UserRow;
  readonly application: ApplicationRow;
  /** In the order of the model. */
  readonly devices: {
    id: string;
    key: DeviceKey;
    offline: Awaited<ReturnType<typeof generateOfflineKey>>;
    requests: Asked[];
    /** The credential of its verifier; empty where it never had one. */
    credentialId: string;
    /** Its verifier; null where it has none, or where the person who holds it can't pass it. */
    finger: SoftwareVerifier | null;
  }[];
  readonly logins: (Asked & { qr?: string })[];
  /** Codes that the operator has made, and those of each set for recovery, in the order of the model. */
  readonly bypassCodes: string[];
  readonly recoveryCodes: string[];
  /** Of the notices so far, in the order of the model. */
  readonly noticeIds: string[];
  lastReported: string;
  /** Requests that were approved so far. */
  readonly approved: Set<string>;
}

interface Asked {
  id: string;
  code: string;
}

export type Rooms = ReturnType<typeof roomsOn>;

export function roomsOn(world: World, store: Store) {
  const core = { ...world.core, store };
  const limits = { ...DEFAULT_LIMITS, failuresUntilSuspended: FAILURES_UNTIL_SUSPENDED };
  const push = { ...world.parts.push, dispatchChallenge: async () => {} };
  const accounts = createAccounts(core, { allowHttpLocalhost: false });
  const engine: Engine = {
    ...core,
    accounts,
    push,
    limits,
    background: createBackground(core),
    onCreated: undefined,
    onFinal: undefined,
    onSign: undefined,
  };
  const devices = createDevices(core, world.parts);
  const challenges = createChallenges(core, { accounts, push, limits });
  return {
    store,
    devices,
    accounts,
    challenges,
    fallbacks: createFallbacks(core, { challenges, sendMail: undefined, serverName: 'Example' }),
    /** What a server does by itself, every second and every minute. */
    async sweep() {
      while (await expireDue(engine));
      await devices.sweep();
    },
    close: () => engine.background.settled(),
  };
}

/** Another user with nothing yet, on the same server. */
export async function newHousehold(world: World, rooms: Rooms): Promise<TrustWorld> {
  const username = `alice-${randomBytes(4).toString('hex')}`;
  const application = await rooms.accounts.getApplication(world.applicationId);
  const user = await rooms.accounts.createUser(application.realm_id, { username });
  return {
    world,
    rooms,
    user,
    application,
    devices: [],
    logins: [],
    bypassCodes: [],
    recoveryCodes: [],
    noticeIds: [],
    lastReported: '',
    approved: new Set(),
  };
}

/** @returns the code of the refusal, or `ok` */
export async function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  try {
    await work;
    return 'ok';
  } catch (error) {
    if (error instanceof NodError) return error.code;
    throw error;
  }
}

const ip = '192.0.2.7';

export function idOf({ devices }: TrustWorld, index: number): string {
  const device = devices[index];
  if (!device) throw new Error(`no device ${index}`);
  return device.id;
}

/** As it is now, which is how a door reads it for each call: of a locked user it hears no device. */
export async function rowOf(real: TrustWorld, index: number): Promise<DeviceRow> {
  const { locked_at_ms: lockedAtMs, ...device } = await real.rooms.store.db
    .selectFrom('devices')
    .innerJoin('users', 'users.id', 'devices.user_id')
    .selectAll('devices')
    .select('locked_at_ms')
    .where('devices.id', '=', idOf(real, index))
    .executeTakeFirstOrThrow();
  if (device.state !== 'revoked') requireUnlocked({ locked_at_ms: lockedAtMs });
  return device;
}

/** Makes a ticket, claims and completes it. @param recoveryCode for a ticket by such a one. @returns the new device's index */
export async function pairReally(real: TrustWorld, ticket: ModelDevice['ticket'], recoveryCode = ''): Promise<number> {
  const { world, rooms, application } = real;
  const user = await rooms.accounts.getUserById(real.user.id);
  const { devices } = rooms;
  const secret =
    typeof ticket === 'object'
      ? await devices.startMove(await rowOf(real, ticket.moves), undefined)
      : await devices.createEnrollment({
          user,
          applicationId: ticket === 'application' ? application.id : null,
          ...(ticket === 'operator' ? { withoutVouching: { reason: 'a test', madeBy: 'root' } } : {}),
          ...(ticket === 'recovery' ? { spendRecovery: spending(real, recoveryCode) } : {}),
        });
  const claim = await devices.claim({ token: secret.token }, { ip });
  const key = await generateDeviceKey();
  const device: CompleteRequest['device'] = {
    kind: 'pwa',
    name: 'Pixel 9',
    platform: 'Android',
    features: [...DEVICE_FEATURES],
  };
  const offline = await generateOfflineKey();
  const offlineJwk = offline.publicJwk;
  const binding = await bindingFor(world, claim, key, null, { offlineJwk });
  const { deviceId } = await devices.complete(
    claim.enrollmentId,
    { binding, device, subscription: null, offlineJwk },
    { ip },
  );
  return real.devices.push({ id: deviceId, key, offline, requests: [], credentialId: '', finger: null }) - 1;
}

/** What the doors of recovery do in the transaction that makes the ticket. */
function spending({ user, world }: TrustWorld, typed: string) {
  return async (trx: Trx) => {
    const left = await spendRecoveryCode(trx, { userId: user.id, typed, atMs: world.clock.nowMs });
    if (left === undefined) throw new NodError('enrollment_invalid', 'no such code');
  };
}

export async function setUpFingerReally(real: TrustWorld, index: number): Promise<void> {
  const device = await rowOf(real, index);
  const finger = await makeSoftwareVerifier(ORIGIN, new URL(ORIGIN).hostname);
  const challenge = await registrationChallenge({ server: ORIGIN, device: device.thumbprint });
  await real.rooms.devices.registerVerifier(device, await finger.register({ challenge }));
  const paired = real.devices[index];
  if (paired) Object.assign(paired, { finger, credentialId: finger.verifier.credentialId });
}

/** What a device's call carries about the other one: with the person confirmed, where the holder can be. */
export async function actionOn(real: TrustWorld, by: number, target: number, action: ConfirmedAction) {
  const targetId = idOf(real, target);
  return { targetId, ...(await confirmedBy(real, by, { target: targetId, action })) };
}

async function confirmedBy(
  real: TrustWorld,
  by: number,
  about: Pick<Act, 'target' | 'action'>,
): Promise<{ verification?: Confirmation }> {
  const { finger, key } = real.devices[by] ?? {};
  // With a device its verifier is gone.
  if (!finger || !key || (await rowOf(real, by)).state === 'revoked') return {};
  const act = { server: ORIGIN, device: key.kid, ...about };
  return { verification: await finger.confirm(act, { atMs: real.world.clock.nowMs }) };
}

export async function approveVerifierReally(real: TrustWorld, by: number, target: number): Promise<void> {
  const deviceId = idOf(real, target);
  const credentialId = real.devices[target]?.credentialId || 'A'.repeat(43);
  const about = { target: otherVerifier({ deviceId, credentialId }), action: 'verifier-approval' } as const;
  const approval = { credentialId, ...(await confirmedBy(real, by, about)) };
  await real.rooms.devices.approveVerifier(await rowOf(real, by), deviceId, approval);
}

/** A call by the device, which is how a server sees that it is in use. */
export async function useReally(real: TrustWorld, index: number): Promise<void> {
  const { world, rooms } = real;
  const key = real.devices[index]?.key;
  if (!key) throw new Error(`no device ${index}`);
  const call = { method: 'GET', url: `${ORIGIN}/device/v1/self`, body: '' };
  const jti = randomBytes(16).toString('base64url');
  const proof = await signProof({ ...call, nowMs: world.clock.nowMs, jti }, key);
  const authenticate = createAuthenticateProof({ store: rooms.store, clock: () => world.clock.nowMs });
  await authenticate({ ...call, authorization: `${PROOF_SCHEME} ${proof}` });
}

/** Presses the link in the e-mail of a notice, which is sent now if it wasn't. */
export async function undoByLinkReally(real: TrustWorld, notice: number): Promise<void> {
  const { world, rooms, user } = real;
  const token = `${user.id} ${notice}`;
  await rooms.store.db
    .insertInto('undo_links')
    .values({
      token_hash: sha256(token),
      announcement_id: real.noticeIds[notice] ?? '',
      expires_at_ms: world.clock.nowMs + 7 * DAY,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await rooms.devices.undoByLink(token, { ip });
}

export async function askReally(real: TrustWorld, index: number): Promise<void> {
  const call = { ip, proof: anyProof() };
  const { challengeId, code } = await real.rooms.challenges.askForVouching(await rowOf(real, index), call);
  real.devices[index]?.requests.push({ id: challengeId, code });
}

export async function createLoginReally(real: TrustWorld): Promise<void> {
  const { application, user, rooms } = real;
  const { id, code = '' } = await rooms.challenges.create({ application, username: user.username });
  real.logins.push({ id, code });
}

const DECISIONS = { approve: 'approve', 'wrong code': 'approve', deny: 'deny', report: 'report' } as const;

/** Signs an answer as an authenticator does. */
export async function answerReally(
  real: TrustWorld,
  index: number,
  asked: Asked | undefined,
  answer: Answer,
): Promise<void> {
  const { world, rooms } = real;
  const { key, finger } = real.devices[index] ?? {};
  if (!key || !asked) throw new Error('nothing to answer, or nobody');
  const { jws } = await rooms.store.db
    .selectFrom('challenges')
    .select('jws')
    .where('id', '=', asked.id)
    .executeTakeFirstOrThrow();
  const decision = DECISIONS[answer];
  const code = answer === 'wrong code' ? otherCode(asked.code) : asked.code;
  const approval = {
    challenge: await hashChallenge(jws),
    decision,
    ...(decision === 'approve' ? { code } : {}),
  };
  const isConfirmed = finger && decision === 'approve';
  const uv = isConfirmed ? await finger.assert({ challenge: await approvalChallenge(approval) }) : undefined;
  const claims: DecisionClaims = {
    iss: key.kid,
    aud: ORIGIN,
    jti: asked.id,
    iat: Math.floor(world.clock.nowMs / 1000),
    ...approval,
    ...(uv ? { uv } : {}),
  };
  await rooms.challenges.decide({
    challengeId: asked.id,
    decisionJws: await signDecision(claims, key),
    deviceIp: ip,
  });
  if (answer === 'report') real.lastReported = asked.id;
}

/** A new process on the same database; what the old one knew is gone. */
export async function restart(world: World, rooms: Rooms): Promise<Rooms> {
  await rooms.close();
  if (rooms.store !== world.store) await rooms.store.close();
  return roomsOn(world, await openAgain(world.store));
}
