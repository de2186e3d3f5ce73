import type { Language } from '../../shared/languages/languages.ts';
import type { Clock, RandomBytes } from '../crypto/ids.ts';
import type { ServerKeys } from '../crypto/keys.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Places } from '../net/places.ts';
import type { Store } from '../store/store.ts';

/** What every room of the server needs. Time and randomness are handed in, so that a test can set them. */
export interface Core {
  readonly store: Store;
  readonly keys: ServerKeys;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly log: Log;
  /** Where addresses are, as far as the operator's database knows. */
  readonly places: Places;
  /** The server's public origin: issuer of what it signs, audience of what devices sign. */
  readonly origin: string;
  /** What the server writes in to users whose devices have said no language; left out: English. */
  readonly language?: Language;
}
