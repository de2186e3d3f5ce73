import * as v from 'valibot';
import { hashSchema } from './base64url.ts';
import { ProtocolError } from './errors.ts';
import { sha256 } from './hash.ts';
import { byteLength, line } from './text.ts';

/**
 * An attachment: text that belongs to a request and is too large for a push. The signed challenge names it, with its size and
 * hash (`action.attachments`), and the device fetches it; so what is approved is all of it, whoever handed it over.
 */
export const ATTACHMENT_LIMITS = { count: 4, nameCharacters: 80, sizeBytes: 256 * 1024 } as const;

/** What an attachment may be: text that a device shows as it is. Markdown is shown as its source. */
export const ATTACHMENT_MEDIA_TYPES = ['text/plain', 'text/x-diff', 'text/markdown', 'application/json'] as const;
export type AttachmentMediaType = (typeof ATTACHMENT_MEDIA_TYPES)[number];

export const attachmentNameSchema = line(ATTACHMENT_LIMITS.nameCharacters);

const entrySchema = v.strictObject({
  name: attachmentNameSchema,
  mediaType: v.picklist(ATTACHMENT_MEDIA_TYPES),
  /** Bytes of the text in UTF-8. */
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(ATTACHMENT_LIMITS.sizeBytes)),
  /** base64url SHA-256 of these bytes. */
  sha256: hashSchema,
});
export type AttachmentEntry = v.InferOutput<typeof entrySchema>;

/** Whoever reads names one by its name. */
export function haveDistinctNames(list: readonly { name: string }[]): boolean {
  return new Set(list.map(({ name }) => name)).size === list.length;
}

/** `action.attachments` of a challenge. */
export const attachmentEntriesSchema = v.pipe(
  v.array(entrySchema),
  v.minLength(1),
  v.maxLength(ATTACHMENT_LIMITS.count),
  v.check((list) => haveDistinctNames(list), 'two attachments of one name'),
);

/** Those of a challenge that was checked before: taken as they were signed. */
export const storedEntriesSchema = v.array(
  v.object({
    name: v.string(),
    mediaType: v.custom<AttachmentMediaType>((one) => typeof one === 'string'),
    size: v.number(),
    sha256: hashSchema,
  }),
);

/**
 * Holds a text against what was signed of it, before it is shown or believed.
 * @returns the text. @throws ProtocolError wrong_attachment
 */
export async function checkAttachment(
  text: string,
  { size, sha256: hash }: Pick<AttachmentEntry, 'size' | 'sha256'>,
): Promise<string> {
  // A lone half of a surrogate pair is hashed like U+FFFD, and would be shown as something else.
  if (!text.isWellFormed() || byteLength(text) !== size || (await sha256(text)) !== hash) {
    throw new ProtocolError('wrong_attachment', 'the attachment is not the one that was signed');
  }
  return text;
}
