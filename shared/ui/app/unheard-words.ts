import { errorCode } from '../../authenticator/errors.ts';
import type { Here } from '../words/here.ts';
import { trustWords } from '../words/trust-words.ts';
import { words } from '../words/words.ts';

/**
 * What is asked before an account goes from here although its server wasn't told (isUnheard).
 * @param error the server didn't answer, or it refused because the account is locked: then nothing tells it later either
 */
export function unheardWords(error: unknown, here: Here): { readonly title: string; readonly body: string } {
  const { title, body } = errorCode(error) === 'user_locked' ? trustWords.removeLocked(here) : words.removeOffline;
  return { title, body };
}
