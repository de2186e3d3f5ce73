import { AuthenticatorError } from '../../authenticator/errors.ts';
import { describeError } from '../words/describe-error.ts';
import type { ErrorWords } from '../words/error-words.ts';
import type { Here, RunsIn } from '../words/here.ts';

/**
 * What becomes of anything thrown: a sentence on the screen or, where nobody waits for the work, nothing. An error that
 * isn't one of ours is a bug, so it goes to the console as well.
 */

/** Why there is no picture. Starting a camera is the shell's affair. */
export class CameraError extends Error {
  readonly code: 'camera_denied' | 'camera_unavailable';
  constructor(code: CameraError['code'], cause: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/**
 * What to say about anything thrown, with the facts that it carries.
 * @param context.runsIn where permissions are spoken of: the way to the settings
 * @param context.serverName where a person has accounts on several servers, the one that this is about
 */
export function wordsFor(
  error: unknown,
  context: { here: Here; runsIn?: RunsIn; serverName?: string | undefined },
): ErrorWords {
  const { here, runsIn, serverName } = context;
  if (error instanceof CameraError) return describeError(error.code, { here, runsIn });
  if (!(error instanceof AuthenticatorError)) {
    console.error(error);
    return describeError('unknown', { here });
  }
  const { triesLeft, retryAfterSeconds, state, decidedBy, clockOffsetMs } = error.params;
  return describeError(error.code, {
    here,
    runsIn,
    server: serverName ?? text(error.params.server),
    triesLeft: number(triesLeft),
    retryAfterSeconds: number(retryAfterSeconds),
    state: text(state),
    decidedBy: text(decidedBy),
    clockOffsetMs: number(clockOffsetMs),
  });
}

/** A server may have put anything there: a fact of the wrong type makes no sentence. */
const number = (fact: unknown) => (typeof fact === 'number' ? fact : undefined);
const text = (fact: unknown) => (typeof fact === 'string' ? fact : undefined);

/** Lets work run that nobody waits for: trouble with the network shows by itself. */
export function inBackground(work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (!(error instanceof AuthenticatorError)) console.error(error);
  });
}
