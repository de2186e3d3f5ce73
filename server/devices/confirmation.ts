import { ProtocolError } from '../../shared/protocol/errors.ts';
import type { Confirmation, ConfirmedAction } from '../../shared/protocol/user-verification.ts';
import { verifyConfirmation } from '../../shared/protocol/verify-confirmation.ts';
import { verifyingKey } from '../crypto/es256.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow, Trx } from '../store/schema.ts';
import { spendOnce } from './authenticate-proof.ts';
import type { DevicesCore } from './devices.ts';
import { raiseCounter, verifierOf } from './verifier.ts';

/** Whether the person confirmed what the device asks for. */
export interface Confirmed {
  /** By a verifier that counts: there is no objection to what was done. */
  readonly confirmed: boolean;
  /**
   * Records, in the transaction of the change, the authenticator's counter, and that this confirmation was used: one INSERT
   * decides, on every process of this server. @throws NodError verifier_invalid
   */
  note(trx: Trx): Promise<void>;
}

/**
 * Checks the confirmation of an action on one of the user's devices. A device whose verifier counts has to bring one. Without
 * a verifier, or with one that doesn't count yet, none is asked for, and what is done stays open to an objection.
 * @param of.target as in `Act`
 * @throws NodError verifier_invalid
 */
export async function confirmAction(
  { store, clock, origin }: DevicesCore,
  device: Pick<DeviceRow, 'id' | 'thumbprint'>,
  of: { verification: Confirmation | undefined; target: string; action: ConfirmedAction },
): Promise<Confirmed> {
  const { verification, target, action } = of;
  const verifier = await verifierOf(store.db, device.id);
  const nowMs = clock();
  const counts = verifier !== undefined && verifier.countsFromMs <= nowMs;
  if (verification === undefined) {
    if (counts) throw notConfirmed('no assertion');
    return { confirmed: false, note: async () => {} };
  }
  if (!verifier) throw notConfirmed('this device has no verifier');
  const act = { server: origin, device: device.thumbprint, target, action };
  let used = { id: '', expiresAtMs: 0 };
  try {
    const { signCount } = await verifyConfirmation(verification, {
      verifier: { ...verifier, jwk: verifyingKey(verifier.jwk) },
      act,
      nowMs,
      async useOnce(nonce, expiresAtMs) {
        used = { id: sha256(`nod-uv-action.${device.thumbprint}.${nonce}`), expiresAtMs };
        return true;
      },
    });
    return {
      confirmed: counts,
      async note(trx) {
        if (!(await raiseCounter(trx, device.id, { verifier, signCount }))) {
          throw notConfirmed('the counter went back, or the verifier was replaced');
        }
        if (!(await spendOnce(trx, used.id, used.expiresAtMs))) throw notConfirmed('it was used before');
      },
    };
  } catch (error) {
    throw error instanceof ProtocolError ? notConfirmed(`${error.code}: ${error.message}`) : error;
  }
}

function notConfirmed(logDetail: string): NodError {
  return new NodError('verifier_invalid', 'Confirm with your finger, face or PIN on this device, then try again.', {
    logDetail,
  });
}
