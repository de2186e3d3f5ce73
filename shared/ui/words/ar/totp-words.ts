import type { Here } from '../here.ts';
import type { totpWords as english } from '../totp-words.ts';

/** An app that shows six digits, for when no device of Nod is at hand. Apart from `words`: only its screen says this. */
export const totpWords: typeof english = {
  title: 'Six digits of another app',
  lead: 'An app that shows a new number every half minute can sign you in when no device of yours is at hand, where an application takes it.',
  linkNote: 'For when no device of yours is at hand',

  none: {
    body: 'Use any such app, best on something other than this device. Whoever has what it is given can sign in as you there, so it is shown once.',
    begin: 'Set it up',
    beginning: 'Making it…',
  },

  begun: {
    scan: 'Scan this with the other app',
    qr: 'Code to scan with the other app',
    open: (here: Here) => `Open it in an app on this ${here}`,
    byHand: 'Or type this into it',
    byHandHint: 'Time-based, six digits, every 30 seconds.',
    first: 'The six digits that it shows now',
    firstHint: 'They show that it works.',
    wrong: 'Those aren’t six digits.',
    misfit: 'That number doesn’t fit. Type the one that the app shows now.',
    confirm: 'Turn it on',
    confirming: 'Looking…',
    until: (when: string) => `Good until ${when}. After that, start again.`,
  },

  on: {
    by: 'Set up on',
    someDevice: 'a device that is gone',
    since: 'Since',
    counts: 'It counts',
    countsFrom: (when: string) => `from ${when}. Your older devices were told, and can remove it until then`,
    always: 'now',
    endedTitle: 'It counts no more',
    endedBody: 'The device on which it was set up is paused or gone, and its digits ended with it.',
    again: 'Set up another one',
    remove: 'Remove it',
    removing: 'Removing…',
    askTitle: 'Remove it?',
    askBody: 'The digits of that app sign you in nowhere any more. Delete the entry in the app as well.',
    askConfirm: 'Remove it',
  },
};
