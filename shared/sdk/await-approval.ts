import type { NodClient } from './client.ts';
import { NodClientError } from './errors.ts';
import type { ReceiptExpectations, ReceiptVerifier, VerifiedReceipt } from './receipt.ts';

export interface Approval {
  receipt: VerifiedReceipt;
  /** The receipt in its compact form. Keep it with the login: anyone can verify it later, offline. */
  receiptJws: string;
}

/**
 * The one way to learn that a user may come in. Waits until the challenge is final, fetches its receipt, and returns
 * only when that receipt verifies. So an answer that merely says "approved" lets nobody in; and a caller that forgets
 * to look at the result is safe, since every other outcome throws.
 *
 * @throws NodClientError not_approved (with `state`, and `denyReason`) · receipt_invalid (with `reason`) · new_device_key (with `keyThumbprint`) · aborted · network · …
 */
export async function awaitApproval(
  options: ReceiptExpectations & { client: NodClient; receipts: ReceiptVerifier; signal?: AbortSignal },
): Promise<Approval> {
  const { client, receipts, challengeId } = options;
  const signal = options.signal ? { signal: options.signal } : {};
  const challenge = await client.waitForFinal(challengeId, signal);
  if (challenge.state !== 'approved') {
    throw new NodClientError('not_approved', `The request is ${challenge.state}.`, {
      state: challenge.state,
      denyReason: challenge.denyReason,
    });
  }
  const receiptJws = await client.getReceipt(challengeId, signal);
  return { receipt: await receipts.verify(receiptJws, options), receiptJws };
}
