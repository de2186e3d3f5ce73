import type { FallbackWay } from '../../../protocol/receipt.ts';
import type { waysWords as english } from '../ways-words.ts';

/** What can be typed at a login page in place of a device's answer, on the account's screen; named as that page names it. */
export const waysWords: typeof english = {
  lead: 'A login page takes these under “Phone not at hand?”, where its application allows it.',
  names: {
    offline: 'Digits of an offline phone',
    totp: 'Six digits of another app',
    email: 'A code from an e-mail',
    bypass: 'A one-time code',
  } satisfies Record<FallbackWay, string>,
  /** What each is, where nobody has typed a wrong code. */
  what: {
    offline: 'Your phone makes them from the login page’s QR, also in flight mode',
    totp: 'Of the app that you have set up',
    email: 'Sent to your address for notices',
    bypass: 'You were given one by whoever runs the server',
  } satisfies Record<FallbackWay, string>,
  wrong: (count: number) => (count === 1 ? 'One wrong code' : `${count} wrong codes in a row`),
  paused: (minutes: number) => `Takes none for ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`,
  closed: (when: string) => `Closed ${when}`,
  open: 'Open again',
  opening: 'Opening…',
  openNext:
    'Somebody typed wrong codes at a login page. If it wasn’t you, they may have your password: change it, then open the way again.',

  /** Behind "Approved". */
  by: {
    offline: 'by digits of an offline phone',
    totp: 'by six digits of another app',
    email: 'by a code from an e-mail',
    bypass: 'by a one-time code',
  } satisfies Record<FallbackWay, string>,
  bySome: 'without a device',

  /** A request that no device answered, on the screen of its end. */
  approved: {
    title: 'Approved without a device',
    body: (application: string, by: string) =>
      `The request from ${application} was approved ${by}. There is nothing left to do here.`,
    next: {
      offline: 'Wasn’t it you? Somebody has that phone: pause it at once, and change your password.',
      totp: 'Wasn’t it you? Somebody has those digits and your password: remove that app, and change your password.',
      email:
        'Wasn’t it you? Somebody reads your e-mail: change its password and yours, and say so under “Past requests”.',
      bypass: 'Wasn’t it you? Tell whoever runs the server, change your password, and say so under “Past requests”.',
    } satisfies Record<FallbackWay, string>,
    nextSome: 'Wasn’t it you? Change your password, and say so under “Past requests”.',
  },
};
