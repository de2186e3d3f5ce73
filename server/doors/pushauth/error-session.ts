import * as v from 'valibot';
import { open, SealError, seal } from '../../crypto/seal.ts';
import { NodError, type NodErrorCode } from '../../diagnostics/errors.ts';
import type { Services } from '../route.ts';

/**
 * A session that never was: what the user can't be asked for now (no device, a pause) is told as a session with status
 * `error`, as PushAuth's clients expect, and not as an HTTP error that they don't read. Nothing is stored for it: the id
 * holds what there is to say, sealed under the server's secret, so that only its application can look at it again.
 */
export interface ErrorSession {
  id: string;
  /** The sentence for people, with the next step. */
  detail: string;
  createdAtMs: number;
  expiresAtMs: number;
}

/** What is about the user. All else is about the request or the key, and is an HTTP error. */
const ABOUT_THE_USER: ReadonlySet<NodErrorCode> = new Set([
  'user_unknown',
  'no_active_device',
  'user_locked',
  'user_backing_off',
  'user_quarantined',
  'push_limit',
]);

const PREFIX = 'err_';
const LABEL = 'pushauth error session';
export const errorSessionIdSchema = v.pipe(v.string(), v.maxLength(2000), v.regex(/^err_[A-Za-z0-9_-]+$/));

const contentSchema = v.object({
  applicationId: v.string(),
  detail: v.string(),
  createdAtMs: v.number(),
  expiresAtMs: v.number(),
});

type Sealing = Pick<Services, 'keys' | 'clock' | 'randomBytes'>;

/**
 * @param lifeSeconds how long GET answers for it
 * @returns undefined for an error that is none of the user's
 */
export function errorSession(
  { keys, clock, randomBytes }: Sealing,
  error: unknown,
  session: { applicationId: string; lifeSeconds: number },
): ErrorSession | undefined {
  if (!(error instanceof NodError) || !ABOUT_THE_USER.has(error.code)) return undefined;
  const createdAtMs = clock();
  const expiresAtMs = createdAtMs + session.lifeSeconds * 1000;
  const content = { applicationId: session.applicationId, detail: error.message, createdAtMs, expiresAtMs };
  const id = PREFIX + seal(keys.secret, LABEL, JSON.stringify(content), randomBytes);
  return { id, detail: error.message, createdAtMs, expiresAtMs };
}

/**
 * @returns undefined for an id of another kind.
 * @throws NodError challenge_unknown: another application's, made up, or over
 */
export function readErrorSession(
  { keys, clock }: Sealing,
  applicationId: string,
  id: string,
): ErrorSession | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  try {
    const content = v.parse(contentSchema, JSON.parse(open(keys.secret, LABEL, id.slice(PREFIX.length))));
    if (content.applicationId === applicationId && clock() < content.expiresAtMs) return { id, ...content };
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
  }
  throw new NodError('challenge_unknown', 'No such session. Check the id that creating it returned.');
}
