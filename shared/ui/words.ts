/**
 * Every sentence that the phone app and the extension say, grouped by screen. Plain words: a request, this phone, your
 * account, a code. A sentence has a verb and, where something is wrong, a next step. Buttons say what happens.
 * Pairing and permissions are in setup-words.ts, what goes wrong is in error-words.ts; `describeError` below is the way to it.
 */

import { type ErrorParams, type ErrorWords, errorWords } from './error-words.ts';
import type { Here } from './here.ts';
import { setupWords } from './setup-words.ts';

export type { Here };

const tries = (count: number) => (count === 1 ? '1 try left' : `${count} tries left`);

export const words = {
  product: 'Nod',
  common: {
    back: 'Back',
    cancel: 'Go back',
    close: 'Close',
    done: 'Done',
    tryAgain: 'Try again',
  },

  request: {
    signInLead: 'Sign in as',
    signIn: (username: string) => `Sign in as ${username}`,
    forAccount: 'Your account:',
    unknownBrowser: 'Unknown browser',
    unknownPlace: 'Place unknown',
    address: 'Address',
    details: 'What is asked',
    firstPlace: (place: string) => `First time from ${place}`,
    firstBrowser: (browser: string) => `First time with ${browser}`,
    firstApplication: (application: string) => `First request from ${application}`,
    firstHint: 'If you didn’t start this, choose Deny.',
    codeLabel: 'Type the code from the other screen',
    codeName: (count: number) => `${count}-digit code from the other screen`,
    shortCode: (count: number) => `A code of ${count} digits is easy to guess: look twice at who is asking.`,
    codeFirst: 'Type the code to approve.',
    wrongCode: (triesLeft: number) => `That is not the code. ${capital(tries(triesLeft))}.`,
    scan: 'Scan it instead',
    originLead: 'This browser has',
    originTail: 'open, and it is the real one.',
    place: {
      looking: 'Nod is looking for this sign-in in your tabs.',
      absentTitle: 'This sign-in was not started in this browser',
      absentCode: 'If you started it on another device, type the code that it shows. If you didn’t, choose Deny.',
      absentOnly: (application: string) =>
        `${application} takes an approval only from the browser that signs in. If you didn’t start this, choose Deny.`,
      hiddenTitle: (sites: string) => `Nod may not look at ${sites}`,
      hiddenBody:
        'Let it, so that it can see whether your tab is the real site. It looks for this sign-in and at nothing else.',
      orCode: 'Or type the code.',
      allow: 'Allow',
      waits: 'Nod has to find this sign-in in a tab of this browser first.',
    },
    answer: 'Your answer',
    deny: 'Deny',
    approve: 'Approve',
    denying: 'Denying…',
    approving: 'Approving…',
    reporting: 'Reporting…',
    sending: 'Sending your answer…',
    notMe: 'This wasn’t me',
    reportTitle: 'Report this request?',
    reportBody: (application: string) =>
      `Nod denies it and stops requests from ${application} for a while. If you didn’t start this, somebody may know your password.`,
    reportConfirm: 'Report it',
    ringName: (left: string) => `Time to answer: ${left}`,
  },

  outcome: {
    anotherWaits: 'Another request waits. Choose Done to see it.',
    approved: {
      title: 'Approved',
      body: (application: string) => `Go back to ${application}: it carries on by itself.`,
    },
    denied: {
      title: 'Denied',
      body: (application: string) => `${application} was told no. Nobody got in with this request.`,
    },
    reported: {
      title: 'Reported',
      body: (application: string) => `${application} was told no, and its requests are stopped for a while.`,
      next: (application: string) => `Change your password for ${application} now: somebody may know it.`,
    },
    phishing: {
      title: 'A fake sign-in page',
      body: (application: string, site: string) =>
        `${site} showed the sign-in of ${application}, and it isn’t ${application}. It was refused and reported.`,
      next: (application: string) =>
        `Close that page. If you typed your password there, change it at ${application} itself.`,
    },
    expired: {
      title: 'Too late for this one',
      body: (application: string) =>
        `The request from ${application} ran out before it was answered. Nothing was approved.`,
      next: 'If it was you, start again where you sign in.',
    },
    canceled: {
      title: 'No longer asked',
      body: (application: string) => `${application} took this request back. Nothing was approved.`,
      next: 'If a newer request follows, answer that one.',
    },
    failed: {
      title: 'Too many wrong codes',
      body: (application: string) => `The request from ${application} is closed. Nothing was approved.`,
      next: 'If it was you, start again where you sign in.',
    },
    elsewhere: {
      title: { approved: 'Approved on', denied: 'Denied on', reported: 'Reported on' },
      someDevice: 'another device',
      body: (application: string) =>
        `The request from ${application} has its answer. There is nothing left to do here.`,
      next: 'If that wasn’t you, remove that device at once.',
      devices: 'See your devices',
    },
    kept: {
      title: 'Your answer is kept',
      body: (here: Here, until: string) =>
        `This ${here} is offline. Nod sends the answer as soon as there is a network, if that is before ${until}.`,
    },
    unreachable: {
      title: 'Nod’s server doesn’t answer',
      body: (server: string) =>
        `${server} can’t be reached, so your answer was not sent. Wait a moment, then try again.`,
    },
  },

  /** A final answer as one word in a list. */
  states: {
    approved: 'Approved',
    denied: 'Denied',
    reported: 'Reported',
    expired: 'Ran out',
    canceled: 'Taken back',
    failed: 'Wrong codes',
  },

  quiet: {
    title: 'All quiet.',
    body: 'Nobody is asking to sign in as you.',
    last: 'Last answer',
    noneYet: 'No requests yet. The first one will be kept here.',
    thisDevice: (here: Here) => `This ${here}`,
    more: 'More',
    accounts: 'Accounts and devices',
    healthy: (here: Here) => `Notifications reach this ${here}`,
    checked: (when: string) => `Last checked ${when}`,
    unknown: 'Notifications are not checked yet',
    unknownNext: 'Send a test to see whether they arrive.',
    failing: (here: Here) => `Notifications don’t reach this ${here}`,
    failingNext: 'Send a test. If nothing arrives, turn notifications off and on again.',
    hidden: 'Notifications don’t appear',
    hiddenNext: (here: Here) =>
      here === 'computer'
        ? 'They arrive, but the system shows none. Allow them for this browser in the system’s settings; on Linux, Firefox needs libnotify.'
        : 'They arrive, but the system shows none. Allow them for this browser in the phone’s settings.',
    off: 'Notifications are off for Nod',
    offNext: 'Turn them on in Settings → Notifications, then try again.',
    pull: 'Requests show while Nod is open',
    pullNext: 'Open Nod when you sign in somewhere.',
    turnOn: 'Turn on notifications',
    test: 'Send a test',
    testing: 'Sending a test…',
    testWaiting: 'Waiting for it to arrive…',
    testArrived: 'The test arrived.',
    testLost: 'The test has not arrived. Try again, or turn notifications off and on.',
  },

  pending: {
    title: 'Waiting for you',
    count: (count: number) => (count === 1 ? '1 request is waiting' : `${count} requests are waiting`),
    open: (application: string, username: string) => `Open the request from ${application} for ${username}`,
  },

  history: {
    title: 'History',
    empty: 'No answers yet. What you approve or deny is listed here.',
    onLead: 'on',
    more: 'Show older answers',
    loadingMore: 'Loading older answers…',
  },

  accounts: {
    title: 'Accounts',
    empty: 'No account is paired yet.',
    emptyNext: (here: Here) => `Pair this ${here} with an account to answer its requests here.`,
    add: 'Pair another account',
    here: (here: Here, name: string) => `This ${here} is called ${name}`,
    onlyDevice: (here: Here) =>
      `This ${here} is your only one. Pair a second device, so that losing it doesn’t lock you out.`,
    pair: 'Pair a second device',
    devices: 'Devices',
    remove: 'Remove',
    removing: 'Removing…',
    removeTitle: (here: Here) => `Remove this account from this ${here}?`,
    removeBody: (account: string, server: string) =>
      `Requests for ${account} on ${server} no longer come here. To undo this, pair again.`,
    removeConfirm: 'Remove account',
    suspended: 'Paused: too many wrong codes. Ask whoever runs the server to turn it on again.',
    revoked: (here: Here) => `This ${here} was removed from the account. Pair it again to use it.`,
    push: 'Notifications on',
    pull: 'While open only',
    attention: 'Notifications don’t arrive',
  },

  devices: {
    title: 'Your devices',
    lead: 'Each of these can answer for your account. Remove what you no longer hold.',
    thisOne: (here: Here) => `This ${here}`,
    added: (when: string) => `Added ${when}`,
    lastSeen: (when: string) => `Last seen ${when}`,
    pull: 'Shows requests while open',
    pending: 'Pairing not finished',
    suspended: 'Paused',
    remove: 'Remove',
    removeNamed: (name: string) => `Remove ${name}`,
    removing: 'Removing…',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeBody: 'It stops answering for your account at once. To use it again, pair it again.',
    removeThis: (here: Here) =>
      `This is the ${here} in your hand. It stops answering for your account at once; to use it again, pair it again.`,
    removeConfirm: 'Remove device',
  },

  ...setupWords,

  update: { body: 'A new version of Nod is ready.', now: 'Update now', busy: 'Updating…', later: 'Later' },

  storage: {
    title: 'Nod may be forgotten',
    body: (here: Here) =>
      `This browser may delete Nod’s data when space runs low, and this ${here} would have to be paired again.`,
    install: (here: Here) => `Put Nod on this ${here} to prevent that.`,
  },
} as const;

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * What to tell a person about an error: a short title, a sentence and, wherever there is one, the next step.
 * @param code one of error-words.ts (the app's own trouble and the server's problem codes); any other reads as `unknown`
 * @param params public facts from the problem document or the app, e.g. `{triesLeft: 2}`
 */
export function describeError(code: string, params: ErrorParams = {}): ErrorWords {
  const describe = Object.hasOwn(errorWords, code) ? errorWords[code as keyof typeof errorWords] : errorWords.unknown;
  return describe(params);
}
