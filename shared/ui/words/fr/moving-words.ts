import type { Here } from '../here.ts';
import type { movingWords as english } from '../moving-words.ts';

const accounts = (count: number) => (count === 1 ? 'your account' : `your ${count} accounts`);

/** Moving from an old phone to a new one: on both of them. Apart from `words`, as those of vouching-words.ts. */
export const movingWords: typeof english = {
  entry: 'Move to a new phone',
  entryNote: 'It takes the place of this one',

  away: {
    title: 'Move to a new phone',
    body: (count: number) => `The new phone takes over ${accounts(count)}, and this one stops. It takes two minutes.`,
    steps: (host: string) => [
      `On the new phone, open ${host}. On an iPhone, put Nod on the Home Screen first and open it from there.`,
      'Choose “Scan the code” there, and scan this.',
      'The new phone shows six digits. Type them here when this one asks.',
    ],
    others: 'Accounts on other servers are in an app of their own: open that one, and move them from there.',
    start: 'Show the code',
    starting: 'One moment…',
    qr: 'Code of the move, to be scanned by the new phone',
    waiting: 'Scanned? Then this phone asks for the digits by itself.',
    over: 'This code has run out, so that nobody can use a picture of it.',
    again: 'Show a new one',
    none: 'No account is in use here that could move.',
  },

  here: {
    title: (here: Here) => `Move to this ${here}?`,
    body: (here: Here) => `This ${here} takes the place of the old phone, which then stops answering.`,
    checking: 'Looking up what moves here…',
    start: 'Move here',
    notMine: 'Not mine',
    working: 'Moving…',
    workingBody: (here: Here) => `This can take up to 20 seconds for each account. Leave this ${here} on.`,
    lead: 'The old phone asks for these digits now. Type them there.',
    testLost: {
      title: 'The test notification has not arrived',
      body: 'The account is here, but nothing can ring for it yet.',
      nextStep: 'Try again.',
    },
  },
};
