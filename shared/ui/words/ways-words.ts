import type { FallbackWay } from '../../protocol/receipt.ts';

/** What the list of ways to sign in without a device says. */
export const waysWords = {
  title: 'Without a device',
  lead: 'Ways to sign in when no device is at hand. Each application decides which of them it takes.',
  names: {
    offline: 'Digits of an offline phone',
    totp: 'Digits of another app',
    email: 'A code from an e-mail',
    bypass: 'A one-time code',
  } satisfies Record<FallbackWay, string>,
  none: 'No wrong codes',
  wrong: (count: number) => (count === 1 ? 'One wrong code' : `${count} wrong codes in a row`),
  paused: (minutes: number) => `Takes none for ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`,
  closed: (when: string) => `Closed ${when}`,
  open: 'Open again',
  opening: 'Opening…',
  openNext:
    'Somebody typed wrong codes there. If it wasn’t you, they may have your password: change it, then open it again.',
};
