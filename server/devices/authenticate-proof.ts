import { ProtocolError } from '../../shared/protocol/errors.ts';
import type { PublicJwk } from '../../shared/protocol/keys.ts';
import { parsePublicJwk } from '../../shared/protocol/point.ts';
import { PROOF_SCHEME, ProofClockError, readProofKeyId, verifyProof } from '../../shared/protocol/proof.ts';
import { verifyingKey } from '../crypto/es256.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { DevicesContext } from './context.ts';
import { LAST_SEEN_STEP_MS } from './limits.ts';

export interface ProvenCall {
  /** The Authorization header as it arrived. */
  authorization: string | undefined;
  method: string;
  /** The server's own origin and the path that was asked for; never built from a Host header. */
  url: string;
  /** The exact bytes that arrived; empty when there are none. */
  body: Uint8Array | string;
}

const invalid = (logDetail: string) =>
  new NodError('proof_invalid', 'This call is not signed by a paired device. Pair the device again if this stays.', {
    logDetail,
  });

/**
 * Which device made this call (RFC 9449's checks plus a body hash). Only who holds a device's key learns anything about
 * the device, its revocation included.
 *
 * @returns the device in any state but revoked; what needs an active one calls requireActive
 * @throws NodError proof_invalid, proof_replayed, clock_skew (params serverTimeMs), device_revoked
 */
export async function authenticateProof(context: DevicesContext, call: ProvenCall): Promise<DeviceRow> {
  const { store, clock } = context;
  const [scheme, jws, ...rest] = call.authorization?.split(' ') ?? [];
  if (scheme?.toLowerCase() !== PROOF_SCHEME.toLowerCase() || !jws || rest.length > 0) throw invalid('no proof');
  try {
    const keyId = readProofKeyId(jws);
    const device = await store.db.selectFrom('devices').selectAll().where('thumbprint', '=', keyId).executeTakeFirst();
    if (!device) throw invalid('unknown key');
    const nowMs = clock();
    await verifyProof(jws, {
      device: { jwk: verifyingKey(storedJwk(device)), thumbprint: device.thumbprint },
      method: call.method,
      url: call.url,
      body: call.body,
      nowMs,
      useOnce: (jti, expiresAtMs) => useOnce(context, sha256(`${device.thumbprint}.${jti}`), expiresAtMs),
    });
    if (device.state === 'revoked') {
      throw new NodError('device_revoked', 'This device was removed from the account. Pair it again to use it.');
    }
    await noteSeen(context, device, nowMs);
    return device;
  } catch (error) {
    throw error instanceof ProtocolError ? refusalFor(error, clock()) : error;
  }
}

function refusalFor(error: ProtocolError, serverTimeMs: number): NodError {
  if (error instanceof ProofClockError) {
    return new NodError(
      'clock_skew',
      'The clock of this device is off by more than a minute. Set it, then try again.',
      {
        params: { serverTimeMs },
      },
    );
  }
  if (error.code === 'replayed') {
    return new NodError('proof_replayed', 'This call was made before. Sign each call anew.');
  }
  return invalid(`proof: ${error.code}`);
}

/** The row is the server's own, but a key that isn't one must not pass for "any signature". */
function storedJwk(device: DeviceRow): PublicJwk {
  return parsePublicJwk(JSON.parse(device.jwk));
}

/** One INSERT decides, on every process of this server: a proof is good for one call. */
async function useOnce(context: DevicesContext, id: string, expiresAtMs: number): Promise<boolean> {
  await forgetOldProofs(context);
  const { numInsertedOrUpdatedRows } = await context.store.transaction((trx) =>
    trx
      .insertInto('used_proofs')
      .values({ id, expires_at_ms: expiresAtMs })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst(),
  );
  return numInsertedOrUpdatedRows === 1n;
}

const FORGET_EVERY_MS = 30_000;
const forgottenAtMs = new WeakMap<DevicesContext, number>();

/** Proofs are refused by their age long before they are forgotten here. */
async function forgetOldProofs(context: DevicesContext): Promise<void> {
  const nowMs = context.clock();
  if (nowMs - (forgottenAtMs.get(context) ?? 0) < FORGET_EVERY_MS) return;
  forgottenAtMs.set(context, nowMs);
  await context.store.db.deleteFrom('used_proofs').where('expires_at_ms', '<', nowMs).execute();
}

async function noteSeen({ store }: DevicesContext, device: DeviceRow, nowMs: number): Promise<void> {
  if (device.last_seen_ms > nowMs - LAST_SEEN_STEP_MS) return;
  await store.relaxed((trx) =>
    trx
      .updateTable('devices')
      .set({ last_seen_ms: nowMs })
      .where('id', '=', device.id)
      .where('last_seen_ms', '<', nowMs)
      .execute(),
  );
}
