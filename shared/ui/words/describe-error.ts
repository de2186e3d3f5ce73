import { type ErrorParams, type ErrorWords, generalErrors } from './error-words.ts';
import { pairingErrors } from './pairing-errors.ts';
import { requestErrors } from './request-errors.ts';

/** What is said about each code: those that the app meets by itself, and the problem codes of the server (server/diagnostics/errors.ts). */
export const errorWords = { ...generalErrors, ...pairingErrors, ...requestErrors } as const;

/** Every code that has words of its own. */
export type ErrorCode = keyof typeof errorWords;

/**
 * What to tell a person about an error: a short title, a sentence and, wherever there is one, the next step.
 * @param code a code of the table above; any other reads as `unknown`
 * @param params public facts from the problem document or the app, e.g. `{triesLeft: 2}`
 */
export function describeError(code: string, params: ErrorParams = {}): ErrorWords {
  const describe = Object.hasOwn(errorWords, code) ? errorWords[code as ErrorCode] : errorWords.unknown;
  return describe(params);
}
