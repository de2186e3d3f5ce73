import { shownText } from '../../languages/names.ts';
import { type Describe, type ErrorParams, type ErrorWords, generalErrors } from './error-words.ts';
import { pairingErrors } from './pairing-errors.ts';
import { requestErrors } from './request-errors.ts';

/** Every code that has words of its own: those that the app meets by itself, and the problem codes of the server (server/diagnostics/errors.ts). */
export type ErrorCode = keyof typeof generalErrors | keyof typeof pairingErrors | keyof typeof requestErrors;

/** Looked through when there is something to say: their words change with the language. */
const TABLES: readonly Readonly<Record<string, Describe>>[] = [generalErrors, pairingErrors, requestErrors];

/** What others have chosen of what goes into these sentences. */
const NAMES = ['server', 'decidedBy', 'reason'] as const;

/** For a test: the codes themselves. */
export const errorCodes = (): string[] => TABLES.flatMap((table) => Object.keys(table));

/**
 * What to tell a person about an error: a short title, a sentence and, wherever there is one, the next step.
 * @param code a code of the table above; any other reads as `unknown`
 * @param params public facts from the problem document or the app, e.g. `{triesLeft: 2}`
 */
export function describeError(code: string, params: ErrorParams = {}): ErrorWords {
  const table = TABLES.find((rows) => Object.hasOwn(rows, code));
  const named = NAMES.map((name) => [name, params[name] && shownText(params[name])] as const);
  return (table?.[code] ?? generalErrors.unknown)({ ...params, ...Object.fromEntries(named) });
}
