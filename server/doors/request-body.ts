import { parseStrictJson } from '../../shared/protocol/strict-json.ts';
import { NodError } from '../diagnostics/errors.ts';

/** No call of any door needs more; the largest, completing an enrollment, takes about 8 KiB. */
export const MAX_BODY_BYTES = 64 * 1024;

const EMPTY = new Uint8Array(0);

/**
 * The body's exact bytes, at most MAX_BODY_BYTES of them: a declared length is refused before reading, an undeclared
 * one (chunked) as soon as it is passed.
 * @throws NodError request_too_large, request_malformed (the sender broke off)
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  const declared = request.headers.get('content-length');
  if (declared !== null) {
    if (!/^\d{1,15}$/.test(declared)) throw new NodError('request_malformed', 'Content-Length wants one number.');
    if (Number(declared) > MAX_BODY_BYTES) throw tooLarge();
    if (declared === '0') return EMPTY;
    try {
      // The HTTP parser delivers exactly the declared length; in-process requests are checked again below.
      const bytes = new Uint8Array(await request.arrayBuffer());
      if (bytes.length > MAX_BODY_BYTES) throw tooLarge();
      return bytes;
    } catch (error) {
      throw brokenOff(error);
    }
  }
  return request.body === null ? EMPTY : readStream(request.body);
}

async function readStream(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      sizeBytes += value.length;
      if (sizeBytes > MAX_BODY_BYTES) {
        await reader.cancel().catch(() => {});
        throw tooLarge();
      }
      chunks.push(value);
    }
  } catch (error) {
    throw brokenOff(error);
  }
  return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
}

function tooLarge(): NodError {
  return new NodError('request_too_large', `A body may have ${MAX_BODY_BYTES} bytes at most.`, {
    params: { limitBytes: MAX_BODY_BYTES },
  });
}

function brokenOff(error: unknown): NodError {
  if (error instanceof NodError) return error;
  return new NodError('request_malformed', 'The body ended before it was complete.', { cause: error });
}

const decoder = new TextDecoder('utf-8', { fatal: true });
const jsonType = /^application\/json *(?:; *charset *= *"?utf-8"? *)?$/i;

/** @throws NodError unsupported_media_type for anything but one `application/json` in UTF-8 */
export function requireJson(contentType: string | null): void {
  if (contentType === null || !jsonType.test(contentType)) {
    throw new NodError('unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.');
  }
}

/**
 * JSON in UTF-8 without duplicate member names: two readers that pick different duplicates would see two requests.
 * @throws NodError request_malformed
 */
export function parseJsonBody(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw new NodError('request_malformed', 'The body is not UTF-8.');
  }
  try {
    return parseStrictJson(text);
  } catch {
    throw new NodError('request_malformed', 'The body is not JSON, or has two members of the same name.');
  }
}
