import { ATTACHMENT_LIMITS, type AttachmentEntry, type AttachmentMediaType } from '../../shared/protocol/attachment.ts';
import { parseStrictJson } from '../../shared/protocol/strict-json.ts';
import { byteLength } from '../../shared/protocol/text.ts';
import type { Core } from '../core/core.ts';
import { open, seal, sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { understands } from '../push/understands.ts';
import type { ChallengeRow, DeviceRow, Trx } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { alreadyFinal, standsOn } from './for-device.ts';

// Texts that belong to a request and are too large for a push. The signed challenge names each with its size and hash; the text
// lies here, sealed, for the devices that are asked, until an hour after its time is over.

export interface Attachment {
  name: string;
  mediaType: AttachmentMediaType;
  text: string;
}

/** Of one application, at once: what waits, and what is kept for the hour. */
export const ATTACHMENTS_MAX_BYTES = 64 * 1024 * 1024;
const KEPT_AFTER_EXPIRY_MS = 3_600_000;
const SEAL_LABEL = 'attachment';

/**
 * What the challenge says of them.
 * @throws NodError attachment_invalid, attachment_too_large (`limitBytes`)
 */
export function describeAttachments(attachments: readonly Attachment[]): AttachmentEntry[] {
  return attachments.map(({ name, mediaType, text }) => {
    const size = byteLength(text);
    if (size > ATTACHMENT_LIMITS.sizeBytes) {
      const limit = ATTACHMENT_LIMITS.sizeBytes.toLocaleString('en');
      throw new NodError(
        'attachment_too_large',
        `“${name}” has more than ${limit} bytes. Attach what has to be read.`,
        {
          params: { limitBytes: ATTACHMENT_LIMITS.sizeBytes },
        },
      );
    }
    const problem = problemOf(mediaType, text);
    if (problem !== undefined) throw new NodError('attachment_invalid', `“${name}” ${problem}`);
    return { name, mediaType, size, sha256: sha256(text) };
  });
}

function problemOf(mediaType: AttachmentMediaType, text: string): string | undefined {
  if (text === '') return 'is empty. Leave it out.';
  // A lone half of a surrogate pair has no UTF-8: it would be hashed, and stored, as another character.
  if (!text.isWellFormed() || text.includes('\0')) return 'must be text, without NUL. Attach what people can read.';
  if (mediaType !== 'application/json') return undefined;
  try {
    parseStrictJson(text);
    return undefined;
  } catch {
    return 'is not JSON, or has two members of one name. Attach it as text/plain.';
  }
}

/**
 * Keeps them, in the transaction that stores their challenge, in the application's turn.
 * @throws NodError attachments_full (`limitBytes`)
 */
export async function storeAttachments(
  { keys, randomBytes }: Pick<Core, 'keys' | 'randomBytes'>,
  trx: Trx,
  challenge: Pick<ChallengeRow, 'id' | 'application_id'>,
  attachments: readonly Attachment[],
): Promise<void> {
  const { used } = await trx
    .selectFrom('attachments')
    .select(({ fn }) => fn.sum<number | string | null>('size_bytes').as('used'))
    .where('application_id', '=', challenge.application_id)
    .executeTakeFirstOrThrow();
  const rows = attachments.map(({ text }, position) => ({
    challenge_id: challenge.id,
    position,
    application_id: challenge.application_id,
    size_bytes: byteLength(text),
    text_sealed: seal(keys.secret, SEAL_LABEL, text, randomBytes),
  }));
  const total = rows.reduce((sum, row) => sum + row.size_bytes, Number(used ?? 0));
  if (total > ATTACHMENTS_MAX_BYTES) {
    throw new NodError(
      'attachments_full',
      'This application’s attachments take 64 MiB already. They are kept for an hour after each request’s time: ask again later.',
      { params: { limitBytes: ATTACHMENTS_MAX_BYTES } },
    );
  }
  await trx.insertInto('attachments').values(rows).execute();
}

/**
 * One attachment of a request that waits on this device.
 * @param asked.position from 0, as in the challenge
 * @returns its text. @throws NodError challenge_unknown, challenge_final, attachment_unknown
 */
export async function attachmentFor(
  engine: Engine,
  device: DeviceRow,
  asked: { challengeId: string; position: number },
): Promise<string> {
  const { store, keys, clock, limits } = engine;
  const challenge = await store.db
    .selectFrom('challenges')
    .selectAll()
    .where('id', '=', asked.challengeId)
    .where('user_id', '=', device.user_id)
    .where(standsOn(device))
    .executeTakeFirst();
  if (!challenge || !understands(device, challenge.jws)) throw new NodError('challenge_unknown', 'No such request.');
  const isOpen = challenge.expires_at_ms > clock() && challenge.attempts < limits.triesPerChallenge;
  if (challenge.state !== 'pending' || !isOpen) throw await alreadyFinal(engine, store.db, challenge, device.id);
  const row = await store.db
    .selectFrom('attachments')
    .select('text_sealed')
    .where('challenge_id', '=', challenge.id)
    .where('position', '=', asked.position)
    .executeTakeFirst();
  if (!row) throw new NodError('attachment_unknown', 'This request has no such attachment. Open it again.');
  return open(keys.secret, SEAL_LABEL, row.text_sealed);
}

const MOST_PER_SWEEP = 200;

/**
 * Deletes those of requests that have ended and whose time was over an hour ago, whenever they ended: room that comes back earlier
 * would tell of a concealed denial.
 * @returns whether there may be more
 */
export async function forgetAttachments({ store, clock }: Engine): Promise<boolean> {
  // A look costs nothing; a transaction each second would.
  const old = await store.db
    .selectFrom('attachments')
    .innerJoin('challenges', 'challenges.id', 'attachments.challenge_id')
    .select('challenges.id as id')
    .distinct()
    .where('challenges.final_at_ms', 'is not', null)
    .where('challenges.expires_at_ms', '<=', clock() - KEPT_AFTER_EXPIRY_MS)
    .limit(MOST_PER_SWEEP)
    .execute();
  if (old.length === 0) return false;
  const ids = old.map(({ id }) => id);
  await store.relaxed((trx) => trx.deleteFrom('attachments').where('challenge_id', 'in', ids).execute());
  return old.length === MOST_PER_SWEEP;
}
