import type { HappenedWords } from '../../authenticator/happened/en.ts';
import type { NotificationWords } from '../../authenticator/words/en.ts';
import type { accountWords } from './account-words.ts';
import type { attachmentWords } from './attachment-words.ts';
import type { commonWords } from './common-words.ts';
import type { confirmWords } from './confirm-words.ts';
import type { deviceWords } from './device-words.ts';
import type { generalErrors } from './error-words.ts';
import type { languageWords } from './language-words.ts';
import type { movingWords } from './moving-words.ts';
import type { offlineWords } from './offline-words.ts';
import type { pairingErrors } from './pairing-errors.ts';
import type { pairingWords } from './pairing-words.ts';
import type { popupWords } from './popup-words.ts';
import type { recoveryWords } from './recovery-words.ts';
import type { registrationWords } from './registration-words.ts';
import type { requestErrors } from './request-errors.ts';
import type { requestWords } from './request-words.ts';
import type { sentenceWords } from './sentence-words.ts';
import type { timeWords } from './time-words.ts';
import type { totpWords } from './totp-words.ts';
import type { trustErrors } from './trust-errors.ts';
import type { trustWords } from './trust-words.ts';
import type { vouchingWords } from './vouching-words.ts';
import type { waysWords } from './ways-words.ts';

/** What a language has to have before the first screen is drawn: `<language>/first.ts`. A new file of words gets a row here or below. */
export interface FirstWords {
  readonly notificationWords: NotificationWords;
  readonly commonWords: typeof commonWords;
  readonly requestWords: typeof requestWords;
  readonly pairingWords: typeof pairingWords;
  readonly deviceWords: typeof deviceWords;
  readonly timeWords: typeof timeWords;
  readonly sentenceWords: typeof sentenceWords;
  readonly generalErrors: typeof generalErrors;
  readonly pairingErrors: typeof pairingErrors;
  readonly requestErrors: typeof requestErrors;
}

/** What the screens say that are fetched when they are opened: `<language>/later.ts`. */
export interface LaterWords {
  readonly happenedWords: HappenedWords;
  readonly accountWords: typeof accountWords;
  readonly attachmentWords: typeof attachmentWords;
  readonly confirmWords: typeof confirmWords;
  readonly languageWords: typeof languageWords;
  readonly movingWords: typeof movingWords;
  readonly offlineWords: typeof offlineWords;
  readonly popupWords: typeof popupWords;
  readonly recoveryWords: typeof recoveryWords;
  readonly registrationWords: typeof registrationWords;
  readonly totpWords: typeof totpWords;
  readonly trustErrors: typeof trustErrors;
  readonly trustWords: typeof trustWords;
  readonly vouchingWords: typeof vouchingWords;
  readonly waysWords: typeof waysWords;
}
