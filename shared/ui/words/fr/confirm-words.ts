import type { confirmWords as english } from '../confirm-words.ts';
import type { Here } from '../here.ts';

/** Setting up that the person is confirmed before an approval. Not part of `words`: only screens that are fetched later have it. */
export const confirmWords: typeof english = {
  title: 'Confirm it’s you',
  what: (here: Here) =>
    `Your fingerprint, face or PIN is asked before an approval, so that nobody else ${here === 'phone' ? 'with this phone' : 'at this computer'} can approve for you.`,
  isOn: 'On',
  isOnFrom: (when: string) => `On. It counts from ${when}, so that nobody can set it up just to approve something.`,
  isOff: 'Off',
  turnOn: (username: string) => `Turn on for ${username}`,
  turnOff: (username: string) => `Turn off for ${username}`,
  busy: 'Waiting for you…',
  waits: (device: string) => `Set up on ${device}`,
  waitsNote: (when: string) => `It counts there from ${when}. If you set it up yourself, it can count now.`,
  countNow: 'Count it now',
  countNowNamed: (device: string) => `Count it now on ${device}`,
  countTitle: (device: string) => `Did you set this up on ${device}?`,
  countBody:
    'From then on, whoever’s finger, face or PIN that is approves for you there. If it wasn’t you, remove that device.',
  countConfirm: 'It was me',
  cannotTitle: (here: Here) => `This ${here} can’t confirm you`,
  cannotBody:
    'The browser finds no fingerprint, face or PIN that it could ask for. Set up a screen lock in the system’s settings, then open Nod again.',
  offerTitle: 'Ask for my finger or face before each approval',
  offerBody: (here: Here) => `So that nobody else who holds this ${here} can approve for you.`,
  offerReasons: (here: Here) => [
    `What unlocks this ${here} is enough: fingerprint, face or PIN`,
    `Finger and face stay on this ${here}: Nod only learns that it was you`,
    'Now it counts at once; turned on later, only after a day',
  ],
  offerTurnOn: 'Turn it on',
  offerSkip: 'Not now',
  offerFailed: 'Try again, or choose “Not now”: Settings has it too.',
};
