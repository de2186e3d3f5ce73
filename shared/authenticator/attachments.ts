import { checkAttachment } from '../protocol/attachment.ts';
import type { ChallengeClaims } from '../protocol/challenge.ts';
import { attachmentResponseSchema } from '../protocol/device-api.ts';
import { ProtocolError } from '../protocol/errors.ts';
import { type Account, knownAccount } from './account.ts';
import { AuthenticatorError } from './errors.ts';
import type { RequestId } from './inbox-item.ts';
import type { Core } from './ports.ts';
import { verifyChallengeFor } from './verify-message.ts';

/** An attachment that was held against what the server has signed of it. */
export interface ReadAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly text: string;
}

/**
 * Fetches all attachments of a request that waits here. Each is checked before anybody sees it: size and hash are those that
 * the challenge names, whose signature is checked once more.
 * @throws AuthenticatorError account_unknown, challenge_unknown, signature_invalid, attachment_changed, or a call's code
 */
export async function readAttachments(core: Core, id: RequestId): Promise<ReadAttachment[]> {
  const account = await knownAccount(core, id.deviceId);
  const item = await core.inbox.get(id);
  if (!item) throw new AuthenticatorError('challenge_unknown', 'no such request here');
  const { claims } = await verifyChallengeFor(core, account, item.challenge);
  const entries = claims.action.attachments ?? [];
  return Promise.all(
    entries.map(async (entry, index) => ({ ...entry, text: await readOne(core, account, claims, entry, index) })),
  );
}

type Entry = NonNullable<ChallengeClaims['action']['attachments']>[number];

async function readOne(
  { api }: Pick<Core, 'api'>,
  account: Account,
  { jti }: ChallengeClaims,
  entry: Entry,
  index: number,
): Promise<string> {
  const path = `/device/v1/challenges/${encodeURIComponent(jti)}/attachments/${index}`;
  const call = { origin: account.issuer, caller: account, method: 'GET', path } as const;
  const { text } = await api.ask(call, attachmentResponseSchema);
  return checkAttachment(text, entry).catch((error: unknown) => {
    if (!(error instanceof ProtocolError)) throw error;
    throw new AuthenticatorError('attachment_changed', 'an attachment is not the one that was signed');
  });
}
