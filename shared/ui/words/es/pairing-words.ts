import type { Here } from '../here.ts';
import type { pairingWords as english } from '../pairing-words.ts';

/** Getting Nod onto a device and the device onto an account: pairing, permissions, installing. Part of `words` (words.ts). */
export const pairingWords: typeof english = {
  pairing: {
    steps: ['Enter the code', 'Allow notifications', 'Check'],
    stepOf: (step: number, count: number) => `Step ${step} of ${count}`,
    startTitle: (here: Here) => `Pair this ${here}`,
    startBody: 'Open your account where you sign in and choose to add a device. You get a code there.',
    scan: 'Scan the code',
    or: 'or type it',
    typedLabel: 'Pairing code',
    typedHint: '12 letters and digits. Capitals don’t matter.',
    typedHintLink: '12 letters and digits. Capitals don’t matter. A pairing link can be pasted here, too.',
    typedShort: (missing: number) =>
      `The code has 12 letters and digits: ${missing === 1 ? 'one is' : `${missing} are`} missing.`,
    nameMissing: (here: Here) => `Give this ${here} a name first.`,
    next: 'Continue',
    checking: 'Looking it up…',
    confirmTitle: 'Is this your account?',
    account: 'Account',
    realm: 'Belongs to',
    server: 'Server',
    askedBy: 'Given by',
    deviceName: (here: Here) => `Name of this ${here}`,
    deviceNameHint: 'So that you can tell your devices apart.',
    pair: (here: Here) => `Pair this ${here}`,
    notMine: 'Not my account',
    otherServer: (host: string, origin: string) => ({
      title: 'That code is another server’s',
      body: `It belongs to ${host}.`,
      nextStep: `Open ${origin} on this device and pair there.`,
    }),
    testTitle: 'One last check',
    testBody: (here: Here) => `Nod is sending a test notification to this ${here}.`,
    testWaiting: 'Waiting for it to arrive…',
    testSlow: 'It is taking longer than usual.',
    testAgain: 'Send it again',
    testPull: 'Go on without notifications',
    readyTitle: 'You’re set.',
    readyBody: (here: Here) => `This ${here} now answers for your account. Try it the next time you sign in.`,
  },

  settingUp: {
    title: (here: Here) => `Setting up this ${here}`,
    subscribing: 'Turning on notifications…',
    binding: 'Pairing…',
    body: (here: Here) => `This can take up to 20 seconds. Leave this ${here} on.`,
  },

  notifications: {
    title: 'Allow notifications',
    body: 'So that you hear at once when somebody signs in as you.',
    reasons: [
      'When a sign-in waits for your answer',
      'Without a sound, when something changed on your account',
      'Never advertising',
      'The code is never in the notification',
    ],
    next: (here: Here) => `Your ${here} asks you next. Choose Allow.`,
    allow: 'Allow notifications',
    asking: 'Waiting for your choice…',
    skip: 'Go on without',
    sampleTitle: 'Example Shop',
    sampleBody: 'Sign in as alice? Chrome on macOS, Lisbon',
    sampleName: 'What a notification looks like',
  },

  pull: {
    title: (here: Here) => `This ${here} gets no notifications`,
    hung: 'The network didn’t answer when Nod asked for notifications.',
    unavailable: 'This browser doesn’t offer them, or can’t reach the service that carries them.',
    unsupported: 'This browser can’t be woken by the server.',
    declined: 'They are off for Nod.',
    facts: (here: Here) => ['Requests show up while Nod is open', `With Nod closed, this ${here} stays silent`],
    canTurnOn: 'You can turn notifications on at any time',
    go: 'Go on without notifications',
    retry: 'Try notifications again',
  },

  /** Instead of those of `pull`, where the app asks by itself with no page open: in a browser's extension. */
  rounds: {
    title: (here: Here) => `Requests reach this ${here} late`,
    facts: [
      'As long as the browser runs, Nod asks every half minute',
      'A request rings that much later, and one with a short time may be missed',
    ],
    go: 'Go on like this',
    quiet: 'Nod asks every half minute',
    quietNext: 'A request may ring that much later.',
    account: 'Asked every half minute',
  },

  scan: {
    title: 'Scan the code',
    hint: 'Hold the code on the other screen inside the frame.',
    typeInstead: 'Type it instead',
    starting: 'Starting the camera…',
  },

  install: {
    title: (here: Here) => `Put Nod on this ${here}`,
    iosBody: 'iPhones and iPads let only apps on the Home Screen send notifications. It takes three taps.',
    androidBody: 'As an app of its own, Nod opens at once and its notifications are not lost among tabs.',
    desktopBody: 'As an app of its own, Nod starts by itself and its notifications are not lost among tabs.',
    ios: [
      'Tap Share at the bottom of Safari',
      'Choose Add to Home Screen, then Add',
      'Open Nod from the Home Screen and pair there',
    ],
    iosOther: [
      'Open this page in Safari',
      'Tap Share, then Add to Home Screen',
      'Open Nod from the Home Screen and pair there',
    ],
    android: [
      'Tap the menu at the top of Chrome',
      'Choose Add to Home screen, then Install',
      'Open Nod from the Home screen',
    ],
    desktop: ['Open the browser’s menu', 'Choose Install Nod', 'Open Nod from your apps'],
    install: 'Install Nod',
    skip: 'Use it in the browser',
    insideTitle: 'Pair inside the app',
    insideBody: 'Safari and the app on the Home Screen don’t share anything, so pair after opening it from there.',
  },
};
