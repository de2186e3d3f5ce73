import { spoken } from '../../languages/spoken.ts';
import type { Here } from './here.ts';

const times = (count: number) => (count === 1 ? 'once more' : `${count} more times`);

/**
 * A new device asks to be let in: its own screens, and the card on the devices that are asked. Apart from `words`, since only
 * screens that are loaded when they are opened say this.
 */
export const vouchingWords = spoken('vouchingWords', {
  waysIn: {
    title: (here: Here) => `Was Nod on this ${here} before?`,
    body: (here: Here) =>
      `The browser may have deleted it, or it was installed anew. Then this ${here} is paired again, like a new one:`,
    ways: (here: Here) => [
      'Get a code where you sign in, or from whoever runs the server.',
      `If Nod is on another of your devices too, have it at hand: it is asked to let this ${here} in.`,
      `If this ${here} was your only one, have a recovery code at hand, and open /account at the address of the server.`,
      'Without one ask whoever runs the server: their code needs no other device.',
    ],
  },

  waiting: {
    title: (here: Here) => `Let this ${here} in`,
    lead: 'Open Nod on another of your devices and type these digits there, or scan the code.',
    asking: 'Asking your other devices…',
    asked: (devices: string) => `Nod rang ${devices}.`,
    quiet:
      'Nobody was rung this time. Open Nod on another of your devices, choose “I am signing in”, and scan this or type the digits.',
    answerable: (devices: string) => `It can be answered on ${devices}.`,
    code: 'The digits',
    qr: 'The same as a code to scan',
    fingerprint: (print: string) => `Fingerprint of this device: ${print}. The other one shows the same.`,
    left: (left: string) => `${left}. You can close Nod meanwhile.`,
    askAgain: 'Ask again',
    askingAgain: 'Asking…',
    asksLeft: (count: number) =>
      count === 0 ? 'This is the last time that Nod asks.' : `You can ask ${times(count)}.`,
    noOther: 'No other device at hand?',
    noOtherBody: (server: string) =>
      `Whoever runs ${server} can let you in without one. Ask them for a new code, then pair again with it.`,
    stop: 'Stop pairing',
    stopTitle: (here: Here) => `Stop pairing this ${here}?`,
    stopBody: 'Nothing has been added to your account. To start again, you need a new code.',
    stopping: 'Stopping…',
    hereTitle: (here: Here) => `Nod was paired on this ${here} before`,
    hereBody: 'That earlier pairing can let the new one in. The new one then takes its place.',
    here: 'Let it in from here',
    ranOutTitle: 'The time ran out',
    ranOutBody: 'Nobody has answered. Ask again when you have the other device in your hand.',
    failedTitle: 'The digits were typed wrong three times',
    failedBody: 'Ask again, and type the new ones on the other device.',
    failedLast: 'These digits are good no more, and Nod has asked as often as it may.',
    refusedTitle: (here: Here) => `This ${here} was not let in`,
    refusedBody: 'One of your other devices said no.',
    lastBody: 'One of your other devices said no, or the digits were typed wrong three times.',
    lapsedBody: 'None of your other devices said yes in time.',
    keptOutNext: 'If you still want it on your account, get a new code where you sign in, and pair it again.',
    pairAgain: 'Pair again',
  },

  /** Nobody lets it in, and it waits for days instead. */
  days: {
    offer: (delay: string) => `Wait ${delay} instead`,
    offerBody: (delay: string) =>
      `Or wait: your other devices and your e-mail are told. ${delay} after somebody has seen that, you are let in, unless one of them says no.`,
    askTitle: (delay: string) => `Wait ${delay}?`,
    askBody:
      'All your devices, a lost one too, are told that this one wants in without a yes, and so is your e-mail if Nod knows it. The time begins when somebody has seen that on one of them. One no ends it.',
    askConfirm: 'Tell them and wait',
    asking: 'Telling your devices…',
    title: 'Waiting to be let in',
    unseen: (delay: string) =>
      `Nobody has seen the notice yet. Open the e-mail about it and say that it was you, or look under “What happened” on another of your devices. The ${delay} begin then.`,
    until: (when: string) => `You are let in on ${when}, unless one of your devices says no.`,
    off: (server: string) =>
      `${server} lets nobody in by waiting any more. Ask whoever runs it for a code, or have one of your other devices let this one in.`,
    lapses: (when: string) => `If nobody has seen it by ${when}, this pairing ends.`,
    close: 'You can close Nod meanwhile. A day before the end everybody is told once more.',
    askOthers: 'Ask my other devices',
    overBody: 'One of your devices said no, or nobody saw the notice in time.',
    refused: (here: Here) => ({
      title: `This ${here} can’t wait to be let in`,
      body: 'Another new device waits already, one of your devices said no within a week, or none is left that could say no.',
      nextStep: 'Ask whoever runs the server for a code, or have one of your other devices let it in.',
    }),
  },

  same: {
    title: (here: Here) => `Is one of these this very ${here}?`,
    lead: (here: Here) =>
      `If the browser has forgotten Nod, or you installed it anew, this ${here} is still in the list of your devices. Choose it, so that it isn’t there twice.`,
    after: 'The one you choose stops at once, and is removed after a day.',
    lastSeen: (when: string) => `Last used ${when}`,
    none: 'None of these',
    busy: 'One moment…',
    chosen: (name: string) => `It’s ${name}`,
  },

  card: {
    add: (device: string) => `Add ${device} to your account?`,
    move: (device: string) => `Move your account to ${device}?`,
    lead: 'It will answer as you, everywhere. Only if you hold it in your hand.',
    moveLead: (here: Here) =>
      `It takes the place of this ${here}, which stops answering at once. Only if you hold it in your hand.`,
    kinds: { pwa: 'Nod on a phone or in a browser', extension: 'Nod in a computer’s browser' },
    fingerprint: 'Fingerprint',
    account: 'Account',
    codeLabel: 'Type the digits that the new device shows',
    reportBody:
      'Nod turns the new device away for good and tells your other devices. If you asked for no code to add a device, somebody else did in your name: change your password where you sign in.',
    reportTitle: 'Turn this device away?',
    reportConfirm: 'Turn it away',
  },

  outcome: {
    approved: {
      title: 'Let in',
      body: (name: string) => `${name} now answers for your account, like this one.`,
      next: 'Your other devices are told. If it was a mistake, remove it under Account.',
    },
    moved: {
      title: 'Moved',
      body: (name: string) => `${name} now answers for this account.`,
      next: 'This one no longer does. It is removed from the account after a day.',
    },
    denied: {
      title: 'Turned away',
      body: (name: string) => `${name} was not added to your account, and can’t ask again with this code.`,
      next: 'If that was you, get a new code and pair it again.',
    },
    reported: {
      title: 'Turned away',
      body: (name: string) => `${name} was not added to your account, and your other devices are told.`,
      next: 'If you asked for no code, change your password where you sign in: somebody may know it.',
    },
    expired: {
      title: 'Too late for this one',
      body: (name: string) => `The request of ${name} ran out before it was answered. It was not added.`,
      next: 'If you hold it in your hand, choose “Ask again” on it.',
    },
    canceled: {
      title: 'No longer asked',
      body: (name: string) => `${name} stopped asking, or whoever runs the server let it in.`,
      next: 'If you don’t know it, look under Account.',
    },
    failed: {
      title: 'Too many wrong digits',
      body: (name: string) => `${name} was not added to your account.`,
      next: 'If you hold it in your hand, choose “Ask again” on it and type the new digits.',
    },
  },
});
