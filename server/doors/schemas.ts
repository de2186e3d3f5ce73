import { isIP } from 'node:net';
import * as v from 'valibot';
import { usernameSchema } from '../accounts/names.ts';
import { NodError, type NodErrorCode } from '../diagnostics/errors.ts';

/** Shapes that several doors share. Messages say what is wanted; they complete a sentence that begins with the member. */
const id = (prefix: string) => v.pipe(v.string(), v.regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{22}$`), 'wants an id'));

export const applicationIdSchema = id('app');
export const userIdSchema = id('usr');
export const deviceIdSchema = id('dev');
export const enrollmentIdSchema = id('enr');
export const challengeIdSchema = id('chl');
const announcementIdSchema = id('ann');

export const ipSchema = v.pipe(
  v.string(),
  v.maxLength(45),
  v.check((text) => isIP(text) !== 0, 'wants an IP address'),
);

/** RFC 3339, as `Date` writes it: UTC with milliseconds. */
export const timeSchema = v.pipe(v.string(), v.isoTimestamp());
export const rfc3339 = (ms: number): string => new Date(ms).toISOString();

/** valibot takes `[]` for an object whose members are all optional; this refuses it. */
export function notAList<Schema extends v.GenericSchema>(schema: Schema) {
  return v.pipe(
    v.unknown(),
    v.check((value) => !Array.isArray(value), 'wants an object'),
    schema,
  );
}

/** A path parameter: a value without its shape is answered like a thing that doesn't exist. */
export interface ParamRule {
  readonly schema: v.GenericSchema<string, string>;
  readonly missing: NodErrorCode;
  readonly message: string;
}

export const challengeIdParam: ParamRule = {
  schema: challengeIdSchema,
  missing: 'challenge_unknown',
  message: 'No such challenge. Check the id that creating it returned.',
};
export const attachmentParam: ParamRule = {
  schema: v.pipe(v.string(), v.regex(/^[0-3]$/)),
  missing: 'attachment_unknown',
  message: 'This request has no such attachment. Open it again.',
};
export const deviceIdParam: ParamRule = {
  schema: deviceIdSchema,
  missing: 'device_unknown',
  message: 'There is no such device.',
};
export const announcementIdParam: ParamRule = {
  schema: announcementIdSchema,
  missing: 'announcement_unknown',
  message: 'This notice is gone. Look at your devices instead.',
};
export const applicationIdParam: ParamRule = {
  schema: applicationIdSchema,
  missing: 'registration_unavailable',
  message: 'No application registers people by this link. Ask for a pairing code there, or for another link.',
};

export const enrollmentIdParam: ParamRule = {
  schema: enrollmentIdSchema,
  missing: 'enrollment_invalid',
  message: 'This code is not known here. Check it, or ask for a new one.',
};
export const usernameParam: ParamRule = {
  schema: usernameSchema,
  missing: 'user_unknown',
  message: 'There is no such user.',
};

const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 50;

/** `?limit=1..100` of whatever comes in pages. */
export const limitSchema = v.pipe(
  v.string(),
  v.regex(/^[1-9][0-9]{0,2}$/, `wants a number from 1 to ${MAX_PAGE_SIZE}`),
  v.transform(Number),
  v.maxValue(MAX_PAGE_SIZE, `wants a number from 1 to ${MAX_PAGE_SIZE}`),
);

/** `?limit=…&cursor=…`; the cursor is the `nextCursor` of the page before, to be sent back as it came. */
export const pageQuerySchema = v.strictObject({
  limit: v.optional(limitSchema),
  cursor: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,1024}$/, 'wants the nextCursor of the page before'))),
});

export const nextCursorSchema = v.nullable(v.string());

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws NodError request_malformed for a cursor that no page gave out */
export function readPage(query: v.InferOutput<typeof pageQuerySchema>): { limit: number; after?: string } {
  const { limit = DEFAULT_PAGE_SIZE, cursor } = query;
  if (cursor === undefined) return { limit };
  try {
    return { limit, after: decoder.decode(Buffer.from(cursor, 'base64url')) };
  } catch {
    throw wrongCursor();
  }
}

export function writeCursor(after: string | null): string | null {
  return after === null ? null : Buffer.from(after).toString('base64url');
}

export function wrongCursor(): NodError {
  return new NodError('request_malformed', 'Query parameter "cursor" wants the nextCursor of the page before.');
}

/** Pages that go back in time, as devices ask for them: what is older than `before`, in ms. */
export const pageBackSchema = v.strictObject({
  before: v.optional(v.pipe(v.string(), v.regex(/^[0-9]{1,15}$/, 'wants a time in milliseconds'), v.transform(Number))),
  limit: v.optional(limitSchema),
});
