import { ProtocolError } from '../../shared/protocol/errors.ts';
import type { PublicJwk } from '../../shared/protocol/keys.ts';
import {
  encodeOfflineQr,
  generateEphemeralKey,
  OFFLINE_DIGITS,
  OFFLINE_MAX_BYTES,
  offlineDigits,
} from '../../shared/protocol/offline-code.ts';
import type { Core } from '../core/core.ts';
import { mac, sameSecret } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { ChallengeRow, Db, Trx } from '../store/schema.ts';
import type { Asked, Opened, Way } from './way.ts';

/** Wrong digits of one challenge; then this way is over for it, and devices can still answer it. */
const TRIES_PER_CHALLENGE = 3;

/** What a device would show, as it is kept. */
interface KeptCode {
  readonly deviceId: string;
  readonly mac: string;
}

/**
 * The digits of a phone without a network (shared/protocol/offline-code.ts). They are worked out when the way is opened, while
 * the server has the private half of the QR's key; kept are their MACs, as of matching codes.
 */
export const offline: Way = {
  isReady: async (db, userId) => (await devicesWithKey(db, userId)).length > 0,
  open: openOffline,
  read(typed) {
    const digits = typed.replace(/[\s\-‐‑–—]/g, '');
    return new RegExp(`^[0-9]{${OFFLINE_DIGITS}}$`).test(digits) ? digits : undefined;
  },
  check: checkOffline,
};

/** @throws NodError offline_too_long, offline_no_device, offline_used_up */
async function openOffline(core: Core, { challenge }: Asked): Promise<Opened> {
  const { db } = core.store;
  const read = () =>
    db.selectFrom('offline_offers').select(['qr', 'tried']).where('challenge_id', '=', challenge.id).executeTakeFirst();
  let offer = await read();
  if (offer === undefined) {
    await makeOffer(core, challenge);
    // Of two that open it at once one has made it, and both show that one.
    offer = await read();
  }
  if (offer === undefined || offer.tried >= TRIES_PER_CHALLENGE) throw usedUp();
  return { qr: offer.qr, digits: OFFLINE_DIGITS };
}

async function makeOffer(core: Core, challenge: ChallengeRow): Promise<void> {
  const { store, clock, keys } = core;
  const { privateKey, ephemeralKey } = await generateEphemeralKey();
  const qr = encode(challenge.jws, ephemeralKey);
  const codes: KeptCode[] = [];
  for (const { id, thumbprint, jwk } of await devicesWithKey(store.db, challenge.user_id)) {
    const publicKey = JSON.parse(jwk) as PublicJwk;
    const digits = await offlineDigits({ privateKey, publicKey, challenge: challenge.jws, thumbprint });
    codes.push({ deviceId: id, mac: macOf(keys.secret, challenge.id, id, digits) });
  }
  if (codes.length === 0) {
    throw new NodError(
      'offline_no_device',
      'None of this user’s devices makes offline codes yet: a phone does once its app was updated and opened with a network.',
    );
  }
  await store.db
    .insertInto('offline_offers')
    .values({ challenge_id: challenge.id, qr, codes: JSON.stringify(codes), made_at_ms: clock() })
    .onConflict((conflict) => conflict.column('challenge_id').doNothing())
    .execute();
}

async function devicesWithKey(db: Db, userId: string) {
  const devices = await db
    .selectFrom('devices')
    .select(['id', 'thumbprint', 'offline_jwk as jwk'])
    .where('user_id', '=', userId)
    .where('state', '=', 'active')
    .execute();
  return devices.flatMap(({ jwk, ...device }) => (jwk === null ? [] : [{ ...device, jwk }]));
}

function encode(challenge: string, ephemeralKey: Uint8Array): string {
  try {
    return encodeOfflineQr({ challenge, ephemeralKey });
  } catch (error) {
    if (!(error instanceof ProtocolError) || error.code !== 'oversized') throw error;
    throw new NodError('offline_too_long', 'This request is too long for an offline code. Choose another way.', {
      params: { limit: OFFLINE_MAX_BYTES },
    });
  }
}

/**
 * One try counts against all devices, and each is compared, so that the time doesn't tell which it was. Digits of a device that
 * isn't active any more are wrong: what suspends one takes the user's turn too.
 * @throws NodError offline_used_up
 */
async function checkOffline(
  { keys }: Core,
  trx: Trx,
  { challenge }: Asked,
  digits: string,
): Promise<false | { deviceId: string }> {
  const offer = await trx
    .updateTable('offline_offers')
    .set((row) => ({ tried: row('tried', '+', 1) }))
    .where('challenge_id', '=', challenge.id)
    .where('tried', '<', TRIES_PER_CHALLENGE)
    .returning('codes')
    .executeTakeFirst();
  if (offer === undefined) {
    if (await isOffered(trx, challenge.id)) throw usedUp();
    // It was never opened, so nobody can have digits for it.
    return false;
  }
  let deviceId: string | undefined;
  for (const code of JSON.parse(offer.codes) as KeptCode[]) {
    if (sameSecret(macOf(keys.secret, challenge.id, code.deviceId, digits), code.mac)) deviceId = code.deviceId;
  }
  if (deviceId === undefined) return false;
  const active = await trx
    .selectFrom('devices')
    .select('id')
    .where('id', '=', deviceId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return active === undefined ? false : { deviceId };
}

async function isOffered(trx: Trx, challengeId: string): Promise<boolean> {
  const offer = await trx
    .selectFrom('offline_offers')
    .select('challenge_id')
    .where('challenge_id', '=', challengeId)
    .executeTakeFirst();
  return offer !== undefined;
}

function macOf(secret: Uint8Array, challengeId: string, deviceId: string, digits: string): string {
  return mac(secret, 'offline code', challengeId, deviceId, digits);
}

function usedUp(): NodError {
  return new NodError(
    'offline_used_up',
    'Too many wrong digits for this request. Choose another way, or start the login again.',
  );
}
