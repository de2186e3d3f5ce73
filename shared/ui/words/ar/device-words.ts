import type { deviceWords as english } from '../device-words.ts';
import type { Here, RunsIn } from '../here.ts';
import { allowNotifications } from './common-words.ts';

/** The device while nothing is asked: whether requests reach it, its accounts, its settings. Part of `words` (words.ts). */
export const deviceWords: typeof english = {
  quiet: {
    title: 'All quiet.',
    body: 'Nobody is asking to sign in as you.',
    /** In place of the two above, where they would claim what nobody knows. */
    asking: { title: 'One moment.', body: 'Nod is asking what waits for you.' },
    offline: {
      title: 'No network.',
      body: (here: Here) => `This ${here} is offline. Requests show when the network is back.`,
    },
    away: { title: 'Out of reach.', body: (servers: string) => `No answer from ${servers}. Nod keeps asking.` },
    someAway: {
      title: 'Quiet, so far.',
      body: (servers: string) => `No answer from ${servers}, and Nod keeps asking. Elsewhere nobody asks.`,
    },
    unused: {
      title: 'Not in use.',
      body: (here: Here) => `No account takes requests on this ${here} at the moment.`,
    },
    last: 'Last answer',
    noneYet: 'No requests yet. The first one will be kept here.',
    thisDevice: (here: Here) => `This ${here}`,
    more: 'More',
    healthy: (here: Here) => `Notifications reach this ${here}`,
    checked: (when: string) => `Last checked ${when}`,
    unseen: 'Notifications can’t be checked now',
    unseenNext: 'That takes the server.',
    unknown: 'Notifications are not checked yet',
    unknownNext: 'Send a test to see whether they arrive.',
    failing: (here: Here) => `Notifications don’t reach this ${here}`,
    failingNext: 'Send a test. If nothing arrives, turn notifications off and on again.',
    slowed: 'Notifications come late',
    slowedNext: 'The browser’s own service takes no more notifications for now. Open Nod when you sign in somewhere.',
    untested: 'Notifications are being checked',
    untestedNext: 'Until the test has arrived, requests show while Nod is open.',
    hidden: 'Notifications don’t appear',
    hiddenNext: (here: Here) =>
      here === 'computer'
        ? 'They arrive, but the system shows none. Allow them for this browser in the system’s settings; on Linux, Firefox needs libnotify.'
        : 'They arrive, but the system shows none. Allow them for this browser in the phone’s settings.',
    off: 'Notifications are off for Nod',
    offNext: (here: Here, runsIn: RunsIn) => `${allowNotifications(here, runsIn)}.`,
    pull: 'Requests show while Nod is open',
    pullNext: 'Open Nod when you sign in somewhere.',
    turnOn: 'Turn on notifications',
    test: 'Send a test',
    testing: 'Sending a test…',
    testWaiting: 'Waiting for it to arrive…',
    testArrived: 'The test arrived.',
    testLost: 'The test has not arrived. Try again, or turn notifications off and on.',
  },

  update: {
    title: 'A new version of Nod is ready',
    body: 'The update takes a moment, and nothing has to be paired again.',
    now: 'Update now',
    busy: 'Updating…',
    later: 'Later',
  },

  storage: {
    title: 'The browser may delete Nod’s data',
    body: (here: Here) => `It does so when space runs low. Then this ${here} has to be paired again.`,
    install: (here: Here) => `Put Nod on this ${here} to prevent that.`,
  },

  accounts: {
    title: 'Accounts',
    empty: 'No account is paired yet.',
    emptyNext: (here: Here) => `Pair this ${here} with an account to answer its requests here.`,
    add: 'Pair another account',
    onlyDevice: (here: Here) => `This ${here} is your only one`,
    onlyDeviceNext: (host: string) =>
      `If you lose it, you can’t sign in. To pair a second device, open ${host} on it and enter a code: you get one where you got the first.`,
    open: 'Open account',
    remove: 'Remove',
    removing: 'Removing…',
    removeTitle: (here: Here) => `Remove this account from this ${here}?`,
    removeBody: (account: string, server: string) =>
      `Requests for ${account} on ${server} no longer come here. To undo this, pair again.`,
    removeConfirm: 'Remove account',
    suspended: (here: Here) => `This ${here} is paused: it is asked nothing, and its answers don’t count.`,
    wrongCodes: 'Paused: too many wrong codes. Ask whoever runs the server for a new code, and pair it anew.',
    seeWhy: 'See why',
    revoked: (here: Here) => `This ${here} was removed from the account. Pair it again to use it.`,
    unvouched: 'Not let in yet: another of your devices has to say yes first.',
    keptOut: (here: Here) => `This ${here} was not let in. To try again, remove it here and pair it with a new code.`,
    showDigits: 'Show the digits',
    push: 'Notifications on',
    pull: 'While open only',
    attention: 'Notifications don’t arrive',
  },

  removeOffline: {
    title: 'The server could not be told',
    body: 'It doesn’t know yet that the account was removed here, and goes on listing this device.',
    confirm: 'Remove anyway',
  },

  devices: {
    title: 'Devices',
    lead: 'Each of these can answer for your account. Pause one that isn’t yours, and remove those that you no longer have.',
    thisOne: (here: Here) => `This ${here}`,
    added: (when: string) => `Added ${when}`,
    lastSeen: (when: string) => `Last seen ${when}`,
    pull: 'Shows requests while open',
    pending: 'Pairing not finished',
    suspended: 'Paused',
    unvouched: 'Not let in yet',
    fingerprint: (print: string) => `Fingerprint ${print}`,
  },

  happened: {
    title: 'What happened',
    news: (count: number) =>
      count === 1 ? 'Something happened to your account' : `${count} things happened to your account`,
    newsNext: 'A device was added, paused or removed, or something like it. If it wasn’t you, undo it there.',
    look: 'See what happened',
  },

  settings: {
    title: 'Settings',
    note: 'Notifications, name, accounts',
    notifications: 'Notifications',
    turnOff: 'Turn off notifications',
    turningOff: 'Turning off…',
    someWithout: 'Some accounts get none. The list of all accounts shows which.',
    accounts: (here: Here) => `All accounts on this ${here}`,
    accountsNote: 'Pair another one, or remove one',
    storage: 'Storage',
    storageKept: 'The browser keeps Nod’s data',
    storageAsk: 'Ask the browser to keep it',
    install: 'Install',
    installed: (here: Here) => `Nod is installed on this ${here}`,
    notInstalled: 'Nod runs in the browser',
    installShow: 'Show how to install',
    renameSave: 'Save name',
    renaming: 'Saving…',
  },

  /** Of a request; what sets it up is in confirm-words.ts. */
  confirm: {
    ofAccount: (username: string, server: string) => `${username} on ${server}`,
    next: 'Approve asks for your fingerprint, face or PIN.',
    neededTitle: 'This has to be confirmed by you',
    neededBody:
      'It wants your fingerprint, face or PIN, and that isn’t set up here. Answer on another device, and turn on “Confirm it’s you” here for other times.',
    tooNew: (when: string) =>
      `It wants your fingerprint, face or PIN, and that counts here from ${when}. Answer on another device.`,
    tooLate:
      'It wants your fingerprint, face or PIN, and that was set up here after it came. If you started it, start it again.',
    toSettings: 'Go to Settings',
    waits: 'It can’t be approved here: “Confirm it’s you” wasn’t on when it came.',
  },
};
