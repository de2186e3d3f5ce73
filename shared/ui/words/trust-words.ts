import { spoken } from '../../languages/spoken.ts';
import type { SuspensionView } from '../../protocol/trust-api.ts';
import type { Here } from './here.ts';

/**
 * What happened to an account, its devices one by one, and undoing: read by people who are worried. Apart from `words`, since
 * only screens that are loaded when they are opened say this.
 */
export const trustWords = spoken('trustWords', {
  happened: {
    lead: (saysSo: boolean) =>
      `What changed who answers for you, and from where. If something wasn’t you, ${saysSo ? 'say so, and ' : ''}change your password where you sign in.`,
    empty: 'Nothing yet. When a device is added, paused or removed, it stands here.',
    kept: 'This is what Nod knew when it last reached the server.',
    more: 'Show what was before',
    loadingMore: 'Loading…',
    times: (count: number) => `${count} times`,
    reason: (given: string) => `reason: “${given}”`,
    undone: 'You said that this wasn’t you',
    notMe: 'This wasn’t me',
    undoing: 'Pausing…',
    askTitle: (name: string) => `Pause ${name}?`,
    askBody: (name: string) =>
      `${name} stops answering for you at once, and so does every device that it has let in. You can bring them back.`,
    askConfirm: 'Pause it',
    that: 'the device that did this',
    letIn: (when: string) => `let in on ${when}`,
    letInAfter: (delay: string) => `let in ${delay} after you have seen this`,
    waits: {
      no: 'Say no',
      saying: 'Turning it away…',
      askTitle: (name: string) => `Turn ${name} away?`,
      askBody:
        'It isn’t let in, and for a week nobody can ask to be let in without a yes. If it was let in just now, it is paused.',
      askConfirm: 'Turn it away',
      done: 'You said no',
    },
    deniedTitle: 'Turned away',
    deniedBody: 'Nothing was added to your account. Change your password where you sign in: somebody may know it.',
    pausedTitle: (names: string) => `Paused: ${names}`,
    pausedBody: 'Nothing there answers for you any more. Change your password where you sign in: somebody may know it.',
    devices: 'See your devices',
  },

  device: {
    unknown: 'This device is no longer on your account.',
    kinds: { pwa: 'Nod on a phone or in a browser', extension: 'Nod in a computer’s browser' },
    facts: 'What is known of it',
    added: 'On your account since',
    lastSeen: 'Last seen',
    letIn: 'Let in',
    fingerprint: 'Fingerprint',
    fingerprintHint: 'It tells apart two devices of the same name.',
    confirms: 'Asks for finger, face or PIN',
    vouched: {
      first: 'It was the first one',
      operator: 'By whoever runs the server',
      recovery: 'By a recovery code',
      off: 'Without asking another device',
      waited: 'After a wait, in which nobody said no',
      device: (name: string) => `By ${name}`,
      moved: (name: string) => `It took the place of ${name}`,
      someDevice: 'a device that is gone',
    },
    name: 'Name',
    rename: 'Save name',
    renaming: 'Saving…',
    nameMissing: 'Give it a name.',
    pause: 'Pause',
    pausing: 'Pausing…',
    pauseTitle: (name: string) => `Pause ${name}?`,
    pauseBody: 'It stops answering for you at once. You can bring it back from here whenever you like.',
    pauseConfirm: 'Pause it',
    resume: 'Bring it back',
    resuming: 'Bringing it back…',
    resumeTitle: (name: string) => `Bring ${name} back?`,
    resumeBody: 'It answers for you again, everywhere. Only if you know where it is.',
    remove: 'Remove',
    removing: 'Removing…',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeBody:
      'It is paused now and gone for good in a day. Until then it can be brought back, from here or from another of your devices.',
    removeThisBody: (here: Here) =>
      `This is the ${here} in your hand. It stops answering for you at once and for good; to use it again, pair it again.`,
    removeConfirm: 'Remove device',
    lastTitle: 'That is your last way in',
    lastBody:
      'Nothing else would answer for you. You couldn’t sign in where Nod is asked for, until whoever runs the server helps.',
    lastBodyCodes:
      'Nothing else would answer for you. You couldn’t sign in where Nod is asked for, until one of your recovery codes lets a new device in.',
    lastConfirm: 'Do it anyway',
  },

  /** Instead of words.removeOffline, of an account that is locked: the server was told, and refused. */
  removeLocked: (here: Here) => ({
    title: 'Your account is locked',
    body: `This ${here} forgets it now, but the server takes no word from it while you are locked out, and hears of it no later either: it lists this ${here} until whoever runs the server removes it.`,
  }),

  paused: {
    title: (here: Here) => `This ${here} is paused`,
    lead: 'It is asked nothing, and its answers don’t count.',
    account: 'Account',
    when: 'Since',
    why: 'Why',
    removal: 'Gone for good',
    removalAt: (when: string) => `${when}, unless one of your other devices brings it back`,
    someDevice: 'another of your devices',
    mineTitle: 'If this is yours and should go on',
    mineBody: (until: string) =>
      `Bring it back from another of your devices. If somebody else has that one, say so here until ${until}.`,
    mine: 'It’s mine',
    objecting: 'Saying so…',
    askTitle: 'Pause the other one too?',
    askBody:
      'The device that paused this one is paused as well. Then neither answers for you until whoever runs the server has decided. Say so only if somebody else has the other device.',
    askConfirm: 'Pause both',
    waitsTitle: 'Whoever runs the server decides',
    waitsBody: 'Call or visit them, and say what happened: they can bring back the one that is yours.',
    otherBody: 'Bring it back from another of your devices, under Account.',
    backTitle: (here: Here) => `This ${here} answers for you again`,
    backBody: 'It was brought back. There is nothing left to do.',
  },

  takeBack: {
    press: 'Sent by mistake? Take it back',
    pressing: 'Taking it back…',
    doneTitle: 'Your report is taken back',
    done: (application: string) =>
      `${application} can ring you again. This request stays answered with no: if it was you, start again where you sign in.`,
  },

  /** Of a past request that was approved within a day. */
  disown: {
    notMe: 'This wasn’t me',
    telling: 'Telling the site…',
    said: 'You said that this wasn’t you.',
    askTitle: (application: string) => `Wasn’t it you who signed in to ${application}?`,
    askBody: (application: string) =>
      `${application} is told, and can end what this let in. The device that answered is paused, unless it is this one or was there before it.`,
    askConfirm: 'It wasn’t me',
    toldTitle: (application: string) => `${application} was told`,
    pausedTitle: (application: string, device: string) => `${application} was told, and “${device}” is paused`,
    toldBody: 'Change your password there too: whoever signed in has it.',
    devices: 'See your devices',
  },

  /** Why a device is paused: first on the device itself (`by` did it), then in the list of another one. */
  why: {
    undo: (by: string) => `${by} said “This wasn’t me”`,
    list: (by: string) => `${by} paused it`,
    removal: (by: string) => `${by} removed it`,
    replaced: () => 'It was paired anew, and stands in the list a second time',
    moved: (by: string) => `${by} took the account over`,
    objection: () => 'Two devices each say that the other isn’t yours',
    wrong_codes: () => 'Too many wrong codes were typed',
    idle: () => 'It was not used for a long time',
    operator: () => 'Whoever runs the server paused it',
  } satisfies Record<SuspensionView['why'], (by: string) => string>,
  whyAccountPage: 'It was paused on the account page, with a recovery code',
  until: (when: string) => `Gone for good ${when}`,

  waitLink: {
    title: 'A new device wants in',
    lead: 'You came by the link of an e-mail about your account.',
    body: 'Somebody who is signed in as you wants to add a device, and none of your others was at hand to say yes. If it wasn’t you, say no: it is turned away, and nobody can ask like this for a week.',
    press: 'Say no, turn it away',
    pressing: 'Turning it away…',
    seenBody: 'If it was you, say so: then the wait begins, and until it is over you can still say no here.',
    seen: 'I have seen this, and it was me',
    seeing: 'Saying so…',
    seenTitle: 'The wait has begun',
    seenDone: (when: string) =>
      `The new device is let in on ${when}, unless you or one of your devices says no. Keep the e-mail until then.`,
    doneTitle: 'Turned away',
    doneBody:
      'The new device was not added to your account. Now change your password where you sign in: somebody may know it.',
  },

  undoLink: {
    title: 'Was this not you?',
    lead: 'You came by the link of an e-mail about your account.',
    body: 'Press the button, and the device that the e-mail is about is paused at once, with every device that it has let in. It can be brought back. If it was you, close this page: nothing has changed.',
    press: 'This wasn’t me, pause it',
    pressing: 'Pausing…',
    doneTitle: (names: string) => `Paused: ${names}`,
    doneBody:
      'Nothing there answers for you any more. Now change your password where you sign in, and look at your devices in Nod on one that is yours.',
    missingTitle: 'Open the link again',
    missingBody:
      'What it carried is no longer here. Press it once more in the e-mail; until you press the button, it stays good.',
  },

  email: {
    what: 'Nod writes when a device is added, paused or removed. Each mail says how to undo it.',
    field: (username: string, place: string) => `Address for ${username} on ${place}`,
    hint: 'Leave it empty for no e-mail.',
    wrong: 'That isn’t an e-mail address.',
    save: 'Save address',
    saving: 'Saving…',
    counts: (when: string) =>
      `It counts from ${when}. Until then mail goes to the address before it, if there was one, which is told of the change.`,
  },
});

/** What follows where the last way in goes. @param hasCodes recovery codes are left */
export function lastBody(hasCodes: boolean): string {
  return trustWords.device[hasCodes ? 'lastBodyCodes' : 'lastBody'];
}
