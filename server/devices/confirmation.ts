import { ProtocolError } from '../../shared/protocol/errors.ts';
import { type Assertion, actionChallenge, type ConfirmedAction } from '../../shared/protocol/user-verification.ts';
import { verifyAssertion } from '../../shared/protocol/verify-assertion.ts';
import { verifyingKey } from '../crypto/es256.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow, Trx } from '../store/schema.ts';
import type { DevicesCore } from './devices.ts';
import { verifierOf } from './verifier.ts';

/** Whether the person confirmed what the device asks for. */
export interface Confirmation {
  /** By a verifier that counts: there is no objection to what was done. */
  readonly confirmed: boolean;
  /** Records the authenticator's counter, in the transaction of the change. @throws NodError verifier_invalid */
  note(trx: Trx): Promise<void>;
}

/**
 * Checks the confirmation of an action on one of the user's devices. A device whose verifier counts has to bring one. Without
 * a verifier, or with one that doesn't count yet, none is asked for, and what is done stays open to an objection.
 * @param of.target the id of the device that it is about
 * @throws NodError verifier_invalid
 */
export async function confirmAction(
  { store, clock, origin }: DevicesCore,
  device: Pick<DeviceRow, 'id' | 'thumbprint'>,
  of: { verification: Assertion | undefined; target: string; action: ConfirmedAction },
): Promise<Confirmation> {
  const row = await store.db
    .selectFrom('verifiers')
    .select('counts_from_ms')
    .where('device_id', '=', device.id)
    .executeTakeFirst();
  const verifier = await verifierOf(store.db, device.id);
  const counts = row !== undefined && row.counts_from_ms <= clock();
  if (of.verification === undefined) {
    if (counts) throw notConfirmed('no assertion');
    return { confirmed: false, note: async () => {} };
  }
  if (!verifier) throw notConfirmed('this device has no verifier');
  const { target, action } = of;
  const challenge = await actionChallenge({ server: origin, device: device.thumbprint, target, action });
  const { signCount } = readAssertion(of.verification, {
    verifier: { ...verifier, jwk: verifyingKey(verifier.jwk) },
    challenge,
  });
  return {
    confirmed: counts,
    async note(trx) {
      const { numUpdatedRows } = await trx
        .updateTable('verifiers')
        .set({ sign_count: signCount })
        .where('device_id', '=', device.id)
        .where('credential_id', '=', verifier.credentialId)
        // One that doesn't go up is of a copy (WebAuthn section 6.1.1); many authenticators keep none and always say 0.
        .where((is) => (signCount === 0 ? is('sign_count', '=', 0) : is('sign_count', '<', signCount)))
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw notConfirmed('the counter went back, or the verifier was replaced');
    },
  };
}

function readAssertion(...[assertion, expected]: Parameters<typeof verifyAssertion>) {
  try {
    return verifyAssertion(assertion, expected);
  } catch (error) {
    throw error instanceof ProtocolError ? notConfirmed(`${error.code}: ${error.message}`) : error;
  }
}

function notConfirmed(logDetail: string): NodError {
  return new NodError('verifier_invalid', 'Confirm with your finger, face or PIN on this device, then try again.', {
    logDetail,
  });
}
