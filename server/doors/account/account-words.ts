/** What the account page says: to somebody who has lost a phone, is worried, and reads half of it. */
export const accountWords = {
  /** For dates by Intl; no sentence. */
  locale: 'en-GB',
  signIn: {
    title: 'I have lost my phone',
    body: 'With a recovery code you pause a lost phone at once and pair a new one. It takes about three minutes, on any browser. Nobody is rung by it.',
    realm: 'Belongs to',
    realmHint: 'As it stands on the sheet with your codes.',
    username: 'User name',
    code: 'Recovery code',
    codeHint: 'One that you have not used yet. Capitals and hyphens don’t matter.',
    go: 'Go on',
    wrong:
      'That didn’t work. Look at all that you have typed, and take a code that was not used before. Nothing is locked by it: try again.',
    noCode: 'I have no code',
    noCodeBody: (server: string) =>
      `Call or visit whoever runs ${server}. Once they are sure that it is you, they give you a code for this page.`,
    haveDevice: 'I still have another device',
    haveDeviceBody: 'Open Nod there. It pauses the lost one too, and needs no code.',
    closed: 'This page was closed, as it is after 15 minutes. Nothing is lost: go on with another code.',
  },
  overview: {
    title: 'Three steps to be safe again',
    open: (minutes: number) =>
      minutes === 1 ? 'This page closes in a minute.' : `This page closes by itself in ${minutes} minutes.`,
    done: 'Done',
    seen: (ago: string) => `last seen ${ago}`,
    added: (ago: string) => `added ${ago}`,
    pauseTitle: 'Pause what is lost',
    pauseBody: 'A paused device answers nothing from that moment on, and can’t undo it by itself.',
    pause: 'Pause this device',
    turnAway: 'Turn it away',
    noActive: 'No device can answer for you now.',
    others: 'Paused or removed',
    pairTitle: 'Pair a new phone',
    pairBody: 'You need it at hand, or you do this on it. It counts at once.',
    pair: 'Pair a new phone',
    paired: ' is paired, and can sign you in.',
    codesTitle: 'Make new recovery codes',
    codesBody: (left: number) =>
      left === 0
        ? 'None is left.'
        : `${left === 1 ? 'One is' : `${left} are`} left. If the sheet may be lost too, make new ones: the old ones end then.`,
    codes: 'Make new codes',
    codesAsk: 'The old codes end at once, also those on a sheet that you still have.',
    codesSure: 'End the old codes, make new ones',
    codesMade: (left: number) => `You have made new ones: ${left} are good.`,
    restTitle: 'And the rest',
    end: 'Close this page',
  },
  rest: [
    'Change your passwords where you sign in, most of all those that the lost phone knew.',
    'Stop the phone itself: Find My (Apple) or Find My Device (Google) lock and wipe it from afar.',
    'Have your phone company block the SIM card.',
    'Tell whoever runs this server. They see what the lost phone answered last.',
  ],
  pair: {
    title: 'Pair your new phone',
    scan: 'Point the new phone’s camera at this, and open what it finds.',
    type: (origin: string) => `Or open ${origin} on it and type this code:`,
    until: 'Both are good once, for 10 minutes.',
    here: 'This is the new phone: pair it here',
    hereBody: 'This page stays open behind it.',
    back: 'It is paired: go on',
  },
  codes: {
    title: 'Your new recovery codes',
    body: 'They are shown this once. Print this page or write them down, and keep them where the phone isn’t. Each is good once. The old ones are good for nothing now.',
    where: 'When you have lost your phone, open',
    type: 'Type them on that page or in the app, never anywhere else.',
    back: 'I have them: go on',
  },
  ended: {
    title: 'This page is closed',
    body: 'What you have done here counts. What is left for you:',
  },
  problem: {
    title: 'That didn’t go through',
    form: 'This didn’t come from the page itself. Nothing was changed. Open the page again and repeat it there.',
    wait: (seconds: number) =>
      `Too many tries from here. Wait ${seconds} seconds, then try again. Nothing is locked by it.`,
    gone: 'This device is not on the list any more. Nothing was changed.',
    tooMany: (limit: number) =>
      `This account has ${limit} devices, which is the most it can have. Nothing was changed. Ask whoever runs this server to remove one.`,
    server: 'The server can’t do this now. Nothing was changed. Try again in a minute.',
    back: 'Back',
  },
  /** How one of the devices came to be there. @param other the name of the device that did it; null for one that is gone */
  letIn: {
    first: () => 'The first device of this account',
    device: (other: string | null) => `${other === null ? 'a device that is gone' : `“${other}”`} said yes`,
    moved: (other: string | null) => `It took the place of ${other === null ? 'a device that is gone' : `“${other}”`}`,
    operator: () => 'Whoever runs the server let it in',
    recovery: () => 'A recovery code let it in',
    off: () => 'Nobody was asked',
    waited: () => 'It waited, and nobody said no',
  },
  state: {
    removed: 'Removed',
    paused: 'Paused',
    pausedByOperator: 'Paused by whoever runs the server',
    active: 'Answers for you',
    notYet: 'Not let in yet',
  },
  ago: {
    justNow: 'just now',
    minutes: (count: number) => `${count} min ago`,
    hours: (count: number) => (count === 1 ? 'an hour ago' : `${count} hours ago`),
    days: (count: number) => `${count} days ago`,
  },
};

/** The same in any language. */
export type AccountPageWords = typeof accountWords;
