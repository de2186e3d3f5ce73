import { AuthenticatorError } from '../../authenticator/errors.ts';
import type { ErrorWords } from '../words/error-words.ts';
import { trustErrors } from '../words/trust-errors.ts';
import { wordsFor } from './errors.ts';

/** As `wordsFor`, on the screens that act on devices and undo: what only they meet has its words there. */
export function trustWordsFor(error: unknown, context: Parameters<typeof wordsFor>[1]): ErrorWords {
  const code = error instanceof AuthenticatorError ? error.code : '';
  return Object.hasOwn(trustErrors, code)
    ? trustErrors[code as keyof typeof trustErrors]({ here: context.here })
    : wordsFor(error, context);
}
