import * as v from 'valibot';
import { parseStrictJson } from '../../shared/protocol/strict-json.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { ParamRule } from './schemas.ts';

/** Nearly no call of any door needs more; completing an enrollment takes about 8 KiB. A route's row may say more. */
const MAX_BODY_BYTES = 64 * 1024;

const EMPTY = new Uint8Array(0);

/**
 * The body's exact bytes, at most `limitBytes` of them: a declared length beyond that is refused before anything is read;
 * without one (chunked) reading ends at the limit.
 * @throws NodError request_too_large, request_malformed (the sender broke off)
 */
export async function readBody(request: Request, limitBytes = MAX_BODY_BYTES): Promise<Uint8Array> {
  const declared = request.headers.get('content-length');
  if (declared !== null) {
    if (!/^\d{1,15}$/.test(declared)) throw new NodError('request_malformed', 'Content-Length wants one number.');
    if (Number(declared) > limitBytes) throw tooLarge(limitBytes);
    if (declared === '0') return EMPTY;
    try {
      // The HTTP parser delivers exactly the declared length; in-process requests are checked again below.
      const bytes = new Uint8Array(await request.arrayBuffer());
      if (bytes.length > limitBytes) throw tooLarge(limitBytes);
      return bytes;
    } catch (error) {
      throw brokenOff(error);
    }
  }
  return request.body === null ? EMPTY : readStream(request.body, limitBytes);
}

async function readStream(body: ReadableStream<Uint8Array>, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      sizeBytes += value.length;
      if (sizeBytes > limitBytes) {
        await reader.cancel().catch(() => {});
        throw tooLarge(limitBytes);
      }
      chunks.push(value);
    }
  } catch (error) {
    throw brokenOff(error);
  }
  return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
}

function tooLarge(limitBytes: number): NodError {
  return new NodError('request_too_large', `A body may have ${limitBytes} bytes at most.`, {
    params: { limitBytes },
  });
}

function brokenOff(error: unknown): NodError {
  if (error instanceof NodError) return error;
  return new NodError('request_malformed', 'The body ended before it was complete.', { cause: error });
}

/** A byte order mark is kept, and then is no JSON (RFC 8259 section 8.1): other readers would refuse it. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const jsonType = /^application\/json *(?:; *charset *= *"?utf-8"? *)?$/i;

/**
 * The JSON of a body, checked by its schema.
 * @throws NodError unsupported_media_type (anything but one `application/json` in UTF-8), request_malformed
 */
export function readJson(schema: v.GenericSchema, bytes: Uint8Array, contentType: string | null): unknown {
  if (contentType === null || !jsonType.test(contentType)) {
    throw new NodError('unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.');
  }
  return parseInput(schema, parseJson(bytes), 'body');
}

/** JSON in UTF-8 without duplicate member names: two readers that pick different duplicates would see two requests. */
function parseJson(bytes: Uint8Array): unknown {
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

/**
 * The query of an address, checked by its schema.
 * @throws NodError request_malformed, also for a parameter that comes twice
 */
export function readQuery(schema: v.GenericSchema, url: string): unknown {
  const start = url.indexOf('?');
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(start === -1 ? '' : url.slice(start + 1))) {
    if (name in query) throw new NodError('request_malformed', 'A query parameter came twice.');
    query[name] = value;
  }
  return parseInput(schema, query, 'query');
}

/**
 * The parameters of a path.
 * @param paramOf gives one as it stands in the address. @throws NodError the code that the rule of a wrong one names
 */
export function readParams(
  rules: Readonly<Record<string, ParamRule>>,
  paramOf: (name: string) => string | undefined,
): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = v.safeParse(rule.schema, paramOf(name));
    if (!value.success) throw new NodError(rule.missing, rule.message);
    params[name] = value.output;
  }
  return params;
}

/**
 * Parses what came from outside.
 * @param where names the part of the request in the error
 * @throws NodError request_malformed that names the first member in the way, never its value
 */
function parseInput(schema: v.GenericSchema, input: unknown, where: 'body' | 'query'): unknown {
  const parsed = v.safeParse(schema, input, { abortEarly: true });
  if (parsed.success) return parsed.output;
  throw new NodError('request_malformed', describe(parsed.issues[0], where));
}

function describe(issue: v.BaseIssue<unknown>, where: string): string {
  // Names of unknown members come from outside too: cut short and quoted.
  const path =
    issue.path?.map((item) => (typeof item.key === 'number' ? item.key : String(item.key).slice(0, 40))) ?? [];
  const member =
    path.length === 0
      ? `The ${where}`
      : `${where === 'query' ? 'Query parameter ' : ''}${JSON.stringify(path.join('.'))}`;
  // valibot's own messages begin like this and repeat the received value; those of our schemas say what is wanted.
  if (!issue.message.startsWith('Invalid ')) return `${member} ${issue.message}.`;
  if (issue.expected === 'never') return `${member} is not known here.`;
  return issue.expected === null ? `${member} is not valid.` : `${member} wants ${issue.expected.slice(0, 200)}.`;
}
