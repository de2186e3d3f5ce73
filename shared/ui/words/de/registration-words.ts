import type { registrationWords as english } from '../registration-words.ts';
/** An application's own pairing link: its site shows a text. Apart from `words`, since only a lazy screen says this. */
export const registrationWords: typeof english = {
  title: (application: string) => `Pair with ${application}`,
  lead: (application: string, site: string) =>
    `${application} shows you a short text for this at ${site}. Type it here with your user name.`,
  leadAnywhere: (application: string) =>
    `${application} shows you a short text for this. Type it here with your user name.`,
  username: 'User name',
  usernameHint: (application: string) => `As ${application} knows you.`,
  usernameMissing: 'Type the user name that you have there.',
  text: 'Text or number',
  textHint: 'It works once, and only for your user name.',
  textMissing: 'Type what the page shows you.',
  go: 'Continue',
  step: 'Enter the text',
  busy: 'Asking…',
  hasDevice: {
    title: 'You have a device already',
    body: 'This way is for the first one only, and the text is used up.',
    nextStep:
      'Ask for a pairing code there, or ask whoever runs the server. Your first device then says yes to this one.',
  },
  toPairing: 'Pair with a code',
  again: 'Try again',
};
