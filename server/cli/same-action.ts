import { NodClientError } from '../../shared/sdk/errors.ts';
import { type VerifiedReceipt, verifyAttachment } from '../../shared/sdk/receipt.ts';
import type { ActionDetail, Attachment } from '../../shared/sdk/rest-api.ts';

/**
 * Holds what was approved against what was asked: title, lines and texts, to the letter.
 * @throws NodClientError receipt_invalid
 */
export async function requireSameAction(
  receipt: Pick<VerifiedReceipt, 'action'>,
  asked: { title: string; details: readonly ActionDetail[]; attachments?: readonly Attachment[] | undefined },
): Promise<void> {
  const { title, details = [], attachments = [] } = receipt.action;
  const { attachments: sent = [] } = asked;
  const said = (what: string, lines: readonly ActionDetail[], count: number) =>
    JSON.stringify([what, lines.map(({ label, value }) => [label, value]), count]);
  if (said(title, details, attachments.length) !== said(asked.title, asked.details, sent.length)) {
    throw new NodClientError('receipt_invalid', 'The receipt is of another question.', { reason: 'wrong_action' });
  }
  for (const { name, text } of sent) await verifyAttachment(receipt, name, text);
}
