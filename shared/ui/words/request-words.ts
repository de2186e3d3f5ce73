import { spoken } from '../../languages/spoken.ts';
import type { Here } from './here.ts';

const tries = (count: number) => (count === 1 ? '1 try left' : `${count} tries left`);

/** A request: what it asks, how it is answered, how it ends; those that wait and those that are over. Part of `words`. */
export const requestWords = spoken('requestWords', {
  request: {
    signIn: (username: string) => `Sign in as ${username}`,
    forAccount: 'Your account:',
    browserOn: (browser: string, system: string) => `${browser} on ${system}`,
    unknownBrowser: 'Unknown browser',
    unknownPlace: 'Place unknown',
    address: 'Address',
    details: 'What is asked',
    firstPlace: (place: string) => `First time from ${place}`,
    firstBrowser: (browser: string) => `First time with ${browser}`,
    firstApplication: (application: string) => `First request from ${application}`,
    /** Asked before, and never approved: as unusual as the first time, but not the first. */
    strangePlace: (place: string) => `You have approved nothing from ${place} here yet`,
    strangeBrowser: (browser: string) => `You have approved nothing with ${browser} here yet`,
    strangeApplication: (application: string) => `You have approved nothing for ${application} here yet`,
    /** Requests in five minutes; none of them was approved. */
    manyLately: (count: number) => `${count} requests in 5 minutes, and you approved none`,
    /** The application says so; where it says nothing, or knows it, nothing is said. */
    siteKnowsNot: 'This site doesn’t know that browser yet',
    firstHint: 'If you didn’t start this, choose Deny.',
    codeLabel: 'Type the code from the other screen',
    codeName: (count: number) => `${count}-digit code from the other screen`,
    shortCode: (count: number) => `A code of ${count} digits is easy to guess: look twice at who is asking.`,
    codeFirst: 'Type the code to approve.',
    wrongCode: (triesLeft: number) => `That is not the code. ${tries(triesLeft)}.`,
    scan: 'Scan it instead',
    paste: 'Paste',
    pasteNothing: 'No digits to paste: copy the code first',
    fetched: 'You fetched this: approve it only if you opened that page yourself.',
    originOpen: (site: string) => `This browser has ${site} open, and it is the real one.`,
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
    denyWith: 'Deny because…',
    attachedLead: 'Attached below:',
    attachedFirst: 'Look at what is attached first.',
    attachedToTheEnd: 'Scroll to the end of what is attached first.',
    approve: 'Approve',
    approveIn: (seconds: number) => `Approve in ${seconds}`,
    readFirst: 'Approve can be pressed in a few seconds: read first who asks.',
    denying: 'Denying…',
    approving: 'Approving…',
    reporting: 'Reporting…',
    sending: 'Sending your answer…',
    notMe: 'This wasn’t me',
    reportTitle: 'Report this request?',
    reportBody: (application: string) =>
      `Nod denies it, and ${application} can’t ring you for a while. If you didn’t start this, somebody may know your password.`,
    reportConfirm: 'Report it',
    ringName: (left: string) => `Time to answer: ${left}`,
  },

  signingIn: {
    entry: 'I am signing in',
    entryNote: 'And nobody was rung',
    title: 'I am signing in',
    body: 'Nod fetches the request from the page where you sign in. Only for a page that you opened yourself.',
    scan: 'Scan the code on that page',
    or: 'or type its digits',
    which: 'With which account?',
    digits: 'Digits on that page',
    digitsHint: 'Six or more.',
    fetch: 'Fetch the request',
    fetching: 'Fetching the request…',
    thisPageTitle: 'The page in front waits for you',
    thisPageBody: 'If you opened it yourself, fetch its request.',
    thisPage: 'Fetch the request of this page',
    unavailable: 'This server doesn’t know that: each request that waits shows here by itself.',
  },

  looking: {
    unpairedTitle: 'Nod isn’t paired here',
    unpairedBody:
      'Open Nod where you paired it, from your Home Screen for example, and choose “I am signing in” there. Or pair it here.',
    pair: 'Pair it here',
    title: 'Looking for the request…',
    body: 'Nod asks the server what is waiting for you.',
  },

  outcome: {
    anotherWaits: 'Another request waits. Choose Done to see it.',
    approved: {
      title: 'Approved',
      body: (application: string) => `Go back to ${application}: it carries on by itself.`,
      onPhone: 'If you sign in on this phone, switch back to the page in your browser.',
    },
    denied: {
      title: 'Denied',
      body: (application: string) => `${application} was told no. Nobody got in with this request.`,
    },
    reported: {
      title: 'Reported',
      body: (application: string) => `${application} was told no, and can’t ring you for a while.`,
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
      title: {
        approved: (device: string) => `Approved on ${device}`,
        denied: (device: string) => `Denied on ${device}`,
        reported: (device: string) => `Reported on ${device}`,
      },
      someDevice: 'another device',
      body: (application: string) =>
        `The request from ${application} has its answer. There is nothing left to do here.`,
      next: 'If that wasn’t you, remove that device at once.',
      devices: 'See your devices',
    },
    /** Which answer it is, since it isn't final: until it is sent, another one can still be given. */
    kept: {
      title: { approve: 'Your approval is kept', deny: 'Your denial is kept', report: 'Your report is kept' },
      offline: (here: Here, until: string) =>
        `This ${here} is offline. Nod sends it as soon as there is a network, if that is before ${until}.`,
      away: (server: string, until: string) =>
        `${server} can’t be reached. Nod sends it as soon as it answers, if that is before ${until}.`,
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

  pending: {
    title: 'Waiting for you',
    letIn: (name: string) => `Add “${name}” to your account?`,
    count: (count: number) => (count === 1 ? '1 request is waiting' : `${count} requests are waiting`),
  },

  history: {
    title: 'Past requests',
    empty: 'No answers yet. What you approve or deny is listed here.',
    /** How it ended, and on which device. */
    on: (answer: string, device: string) => `${answer} on ${device}`,
    /** The same where no device answered: “by six digits of another app”. */
    by: (answer: string, way: string) => `${answer} ${way}`,
    more: 'Show older answers',
    loadingMore: 'Loading older answers…',
  },
});
