import * as v from 'valibot';
import { NodError } from '../diagnostics/errors.ts';

export const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 50;

/** `?limit=1..100&cursor=…`; the cursor is the `nextCursor` of the page before, to be sent back as it came. */
export const pageQuerySchema = v.strictObject({
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[1-9][0-9]{0,2}$/, `wants a number from 1 to ${MAX_PAGE_SIZE}`),
      v.transform(Number),
      v.maxValue(MAX_PAGE_SIZE, `wants a number from 1 to ${MAX_PAGE_SIZE}`),
    ),
  ),
  cursor: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,1024}$/, 'wants the nextCursor of the page before'))),
});

export const nextCursorSchema = v.nullable(v.string());

const decoder = new TextDecoder('utf-8', { fatal: true });

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
