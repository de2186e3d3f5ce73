import { ProtocolError } from '../../shared/protocol/errors.ts';
import type { PublicJwk } from '../../shared/protocol/keys.ts';
import { parsePublicJwk } from '../../shared/protocol/point.ts';
import { PROOF_SCHEME, ProofClockError, readProofKeyId, verifyProof } from '../../shared/protocol/proof.ts';
import { requireUnlocked } from '../accounts/users.ts';
import type { Core } from '../core/core.ts';
import { verifyingKey } from '../crypto/es256.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow, Trx } from '../store/schema.ts';

/** last_seen_ms is a fact for people: a minute is exact enough, and spares a write on each call. */
const LAST_SEEN_STEP_MS = 60_000;
const FORGET_EVERY_MS = 30_000;
/** Longer than SQLite's wait for another process, or PostgreSQL's for a lock. */
const SPEND_WITHIN_MS = 20_000;

export interface ProvenCall {
  /** The Authorization header as it arrived. */
  authorization: string | undefined;
  method: string;
  /** The server's own origin and the path that was asked for; never built from a Host header. */
  url: string;
  /** The exact bytes that arrived; empty when there are none. */
  body: Uint8Array | string;
}

/**
 * The device that made a call, by a checked signature. A change that the call makes spends `proof` in its transaction.
 */
export interface ProvenCaller {
  /** In any state but revoked; a call that needs an active one asks requireActive. */
  readonly device: DeviceRow;
  readonly proof: Proof;
}

/** A proof is good for one call. */
export interface Proof {
  /**
   * Remembers the proof, so that it is refused from the commit on. One
   * INSERT decides, on every process of this server. To be called last in the transaction: other writers lock
   * deliveries first.
   * @throws NodError proof_replayed, which undoes the transaction
   */
  spend(trx: Trx): Promise<void>;
  /** Whether `spend` was called. */
  readonly isSpent: boolean;
}

/** Where a call came from, for the audit log, and the proof that it is to spend in its transaction. */
export interface CallSource {
  ip?: string | undefined;
  /** A call that writes nothing leaves it to the caller. */
  proof?: Proof | undefined;
}

const invalid = (logDetail: string) =>
  new NodError('proof_invalid', 'This call is not signed by a paired device. Pair the device again if this stays.', {
    logDetail,
  });

/**
 * Makes the function that says which device made a call (RFC 9449's checks plus a body hash). Only the holder of a
 * device's key learns anything about the device, a revocation included.
 *
 * The function throws NodError proof_invalid, clock_skew (params serverTimeMs), device_revoked, user_locked.
 */
export function createAuthenticateProof({ store, clock }: Pick<Core, 'store' | 'clock'>) {
  let forgottenAtMs = 0;

  function proofOf(id: string, expiresAtMs: number): Proof {
    let isSpent = false;
    return {
      get isSpent() {
        return isSpent;
      },
      async spend(trx) {
        isSpent = true;
        const nowMs = clock();
        if (nowMs - forgottenAtMs >= FORGET_EVERY_MS) {
          forgottenAtMs = nowMs;
          // Later than a call can have waited for its transaction since its proof's age was checked.
          const before = nowMs - SPEND_WITHIN_MS;
          await trx.deleteFrom('used_proofs').where('expires_at_ms', '<', before).execute();
        }
        if (!(await spendOnce(trx, id, expiresAtMs))) {
          throw new NodError('proof_replayed', 'This call was made before. Sign each call anew.');
        }
      },
    };
  }

  return async function authenticateProof(call: ProvenCall): Promise<ProvenCaller> {
    const [scheme, jws, ...rest] = call.authorization?.split(' ') ?? [];
    if (scheme?.toLowerCase() !== PROOF_SCHEME.toLowerCase() || !jws || rest.length > 0) throw invalid('no proof');
    try {
      const keyId = readProofKeyId(jws);
      const found = await store.db
        .selectFrom('devices')
        .innerJoin('users', 'users.id', 'devices.user_id')
        .selectAll('devices')
        .select('users.locked_at_ms')
        .where('thumbprint', '=', keyId)
        .executeTakeFirst();
      if (!found) throw invalid('unknown key');
      const { locked_at_ms: lockedAtMs, ...device } = found;
      let proof: Proof | undefined;
      await verifyProof(jws, {
        device: { jwk: verifyingKey(storedJwk(device)), thumbprint: device.thumbprint },
        method: call.method,
        url: call.url,
        body: call.body,
        nowMs: clock(),
        async useOnce(jti, expiresAtMs) {
          proof = proofOf(sha256(`${device.thumbprint}.${jti}`), expiresAtMs);
          return true;
        },
      });
      if (device.state === 'revoked') {
        throw new NodError('device_revoked', 'This device was removed from the account. Pair it again to use it.');
      }
      requireUnlocked({ locked_at_ms: lockedAtMs });
      if (!proof) throw invalid('not verified');
      await noteSeen(store, device, clock());
      return { device, proof };
    } catch (error) {
      throw error instanceof ProtocolError ? refusalFor(error, clock()) : error;
    }
  };
}

/**
 * Remembers that something was used, until it would be too old anyway. Proofs clear away what has run out.
 * @param id a hash with a label, or of a thumbprint: no two kinds share one
 * @returns false where it was used before
 */
export async function spendOnce(trx: Trx, id: string, expiresAtMs: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('used_proofs')
    .values({ id, expires_at_ms: expiresAtMs })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

function refusalFor(error: ProtocolError, serverTimeMs: number): NodError {
  if (error instanceof ProofClockError) {
    return new NodError(
      'clock_skew',
      'The clock of this device is off by more than a minute. Set it, then try again.',
      { params: { serverTimeMs } },
    );
  }
  return invalid(`proof: ${error.code}`);
}

/** Parsed although the row is the server's own: a damaged key must not make any signature pass. */
function storedJwk(device: DeviceRow): PublicJwk {
  return parsePublicJwk(JSON.parse(device.jwk));
}

/** In a transaction of its own: in the call's, two devices that act on each other could lock each other's rows. */
async function noteSeen(store: Core['store'], device: DeviceRow, nowMs: number): Promise<void> {
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
