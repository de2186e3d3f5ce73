import { commonWords } from './common-words.ts';
import { deviceWords } from './device-words.ts';
import { pairingWords } from './pairing-words.ts';
import { requestWords } from './request-words.ts';

/**
 * Every sentence that the phone app and the extension both have, grouped by screen. Plain words: a request, this phone, your
 * account, a code. A sentence has a verb and, where something is wrong, a next step. Buttons say what happens.
 * What goes wrong is in describe-error.ts, times are in relative-time.ts; what only the extension says is in its own folder.
 */
export const words = {
  product: 'Nod',
  ...commonWords,
  ...requestWords,
  ...pairingWords,
  ...deviceWords,
} as const;
