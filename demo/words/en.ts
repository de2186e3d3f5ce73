import { countedIn } from '../../shared/languages/counted.ts';
import type { Translated } from '../../shared/languages/translated.ts';

const counted = countedIn('en-GB');

/** What the site says: a harbour for notes, calm and a little playful. Its name stays as it is. */
export const demoWords = {
  /** For dates by Intl; no sentence. */
  locale: 'en-GB',

  site: {
    footer: 'A small site that shows how signing in with Nod works.',
    pages: 'Pages',
    notes: 'Notes',
    devices: 'Devices',
    signOut: 'Sign out',
    optional: 'optional',
  },
  landing: {
    title: 'Notes that stay in port',
    heading: 'Notes that stay in port.',
    lead: 'Write things down, come back later. Signing in takes your password and a yes from your own phone, so a password that leaks opens nothing.',
    goOn: 'Go on signing in',
    /** The first words of each step stand out. */
    steps: [
      { first: 'Create', rest: ' an account with a password.' },
      { first: 'Pair', rest: ' your phone with it, once.' },
      { first: 'Sign in:', rest: ' your phone asks, you carry over six digits.' },
    ],
  },
  signUp: {
    title: 'Create an account',
    lead: 'Next you pair your phone. It takes about a minute.',
    username: 'Name to sign in with',
    usernameHint: '3 to 32 letters, digits, dots or hyphens.',
    displayName: 'Name that people see',
    go: 'Create account',
    haveOne: 'You have one?',
    usernameWrong: 'Choose 3 to 32 letters, digits, dots or hyphens.',
    usernameTaken: 'That name is taken. Choose another one.',
    tooMany: 'There have been too many sign-ups from here. Wait ten minutes, then go on.',
    displayNameLong: 'Choose at most 60 characters.',
    displayNameWrong: 'Use letters, digits and spaces only.',
  },
  password: {
    label: 'Password',
    hint: (least: number) => `At least ${least} characters. A few words in a row are good.`,
    tooShort: (least: number) => `Choose at least ${least} characters.`,
    tooLong: (most: number) => `Choose at most ${most} characters.`,
    holdsName: 'Choose a password without your name in it.',
    title: 'Your password',
    change: 'Change your password',
    lead: 'Somebody else may know it? Change it now: wherever it was used to sign in, that ends.',
    current: 'Password until now',
    new: 'New password',
    go: 'Change password',
    wrong: 'This isn’t your password. Check it, then try again.',
    same: 'That is the old one. Choose another one.',
    changed: 'Your password is changed',
    changedBody: 'Everywhere else you are signed out, and so is anybody who knew the old one.',
    toNotes: 'Go on to your notes',
    toDevices: 'See your devices',
  },
  signIn: {
    title: 'Sign in',
    lead: 'Then your phone asks whether it’s you.',
    username: 'Name',
    go: 'Go on',
    newHere: 'New here?',
    wrong: 'That name and password don’t go together. Check both, then try again.',
    tooMany: (time: string) => `Too many tries. You can try again ${time}.`,
  },
  waiting: {
    title: 'Answer on your phone',
    heading: (username: string) => `Signing in as ${username}`,
    cancel: 'Cancel',
    noNotification: 'No notification? Open Nod yourself: the request waits there.',
    changePassword: 'Change your password now',
    again: 'Try again',
    back: 'Back to sign-in',
    /** Without scripts. */
    typeCode: 'Open Nod on your phone and type this code. Then go on.',
    answer: 'Open Nod and answer there. Then go on.',
    answered: 'I have answered',
  },
  pairing: {
    title: 'Pair your phone',
    first: 'Now pair your phone',
    firstHere: 'Now pair Nod',
    another: 'Pair another device',
    /** Before and after the name of the account. */
    lead: ['From now on it says yes or no when somebody signs in as ', '.'],
    back: 'Back to your devices',
    code: 'Pairing code',
    qr: 'QR code with the pairing link',
    /** Before and after an address. */
    open: ['On your phone, open ', '.'],
    scan: 'In it, scan this picture, or type the code.',
    allow: 'Allow notifications when it asks.',
    openHere: 'Open Nod in another window. It stands in for your phone.',
    confirmHere: 'There, say that this is your account, and allow notifications.',
    letIn: 'It shows six digits: type them in Nod on a device that you have already.',
    instead: 'Open Nod on this device instead',
    openWindow: 'Open Nod in another window',
    orType: 'Or type this code in it:',
    localhost:
      'A phone can’t open localhost: that is always the device itself. “On your phone” in README.md says what to do instead.',
    /** Before the time, such as 9:05. */
    left: 'Works once. Time left: ',
    newCode: 'Make a new code',
    none: 'The last code has run out, or none was made yet.',
    make: 'Make a pairing code',
    done: 'It is paired',
    waiting: 'Waiting for your phone.',
    waitingHere: 'Waiting for Nod.',
    checking: 'Found it. It is checking that notifications reach it.',
    asking: 'Found it. When it shows six digits, type them in Nod on a device that you have already.',
    refused: 'It was not let in. If that was a mistake, make a new code.',
    paired: 'Paired. Now sign in with it.',
    over: 'This code has run out. Make a new one.',
  },
  devices: {
    title: 'Your devices',
    lead: (username: string) => `They are asked when somebody signs in as ${username}.`,
    only: 'This is your only device: without it you can’t sign in. Pair a second one while you have it.',
    active: 'Ready',
    activePull: 'Ready while Nod is open on it',
    pending: 'Pairing isn’t finished',
    pendingLetIn: 'Waits until you let it in on another device',
    suspended: 'Paused: look in Nod',
    revoked: 'Removed',
    paired: (time: string) => `Paired ${time}`,
    remove: 'Remove',
    removeNamed: (device: string) => `Remove ${device}`,
    removePaired: (device: string, time: string) => `Remove ${device}, paired ${time}`,
  },
  notes: {
    title: 'Your notes',
    hello: (name: string) => `Ahoy, ${name}.`,
    new: 'New note',
    placeholder: 'What should be kept?',
    keep: 'Keep it',
    emptyTitle: 'Nothing moored here yet.',
    empty: 'Your first note will lie at this quay.',
    throwAway: 'Throw away',
    throwAwayNamed: (note: string) => `Throw away: ${note}`,
    /** How this session was signed in, as its receipt says. */
    fallback: (how: string) => `Signed in without a device, ${how}`,
    approved: (how: string) => `Approved, ${how}`,
    approvedOn: (device: string, how: string) => `Approved on ${device}, ${how}`,
    typed: {
      offline: 'by eight digits of a phone without a network',
      totp: 'by a code of an authenticator app',
      email: 'by a code that came by e-mail',
      bypass: 'by a one-time code of the people who run the server',
    },
    matched: { code: 'you carried over the code', origin: 'in this very browser', none: 'with one tap' },
    receipt:
      'This is what the signed receipt says. The site checked its signature, that it is for this site, this sign-in and this person, before it let you in.',
    none: 'none',
  },
  trouble: {
    again: 'Try again',
    changePassword: 'Change your password',
    back: 'Back to sign-in',
    start: 'Open the start page',
    limit: {
      title: 'Your devices get a rest',
      text: (time: string) =>
        `Several requests went out and none was approved. If they weren’t yours, change your password now. Otherwise try again ${time}.`,
    },
    backingOff: {
      title: 'A short pause',
      text: (time: string) => `After wrong codes signing in pauses for a while. Try again ${time}.`,
    },
    quarantined: {
      title: 'Signing in is paused',
      text: (time: string) =>
        `A request was answered with “This wasn’t me”. If it wasn’t you who tried, somebody knows your password: change it now where you are signed in, or else when you can sign in again, ${time}.`,
    },
    noDevice: {
      title: 'No device can answer',
      text: 'None of your devices can answer this: none is in use any more, or this site takes an approval from the browser extension only. Whoever runs it can pair another one with you.',
    },
    unreachable: {
      title: 'Nod can’t be reached',
      text: 'Your password was right, but your devices can’t be asked at the moment. Wait a little, then try again.',
    },
    untrusted: {
      title: 'This answer can’t be trusted',
      text: 'It says approved, but the proof that belongs to it doesn’t fit. Nobody was signed in.',
    },
    notNow: 'You approved, but your answer can’t be checked at the moment. Wait a little, then go on.',
    goOn: 'Go on',
    noCode: 'Your account is ready, but no pairing code could be made. Wait a little, then go on.',
    noList: 'Your devices can’t be listed at the moment. Wait a little, then load the page again.',
    toNotes: 'Back to your notes',
    outOfDate: {
      title: 'This form is out of date',
      text: 'It was opened before you signed in or out, or it came from another site. Nothing was changed.',
    },
    noPage: { title: 'There is no such page', text: 'The address may be mistyped, or the page has moved.' },
    failed: {
      title: 'Something went wrong here',
      text: 'It is our fault, not yours. Nothing was changed; try again in a moment.',
    },
  },
  /** For "try again …". */
  inTime: {
    minutesSoon: 'in a few minutes',
    seconds: (count: number) => counted(count, { one: 'in # second', other: 'in # seconds' }),
    minutes: (count: number) => counted(count, { one: 'in # minute', other: 'in # minutes' }),
    hours: (count: number) => counted(count, { one: 'in # hour', other: 'in # hours' }),
  },
};

export type DemoWords = Translated<typeof demoWords>;
