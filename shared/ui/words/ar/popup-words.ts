import type { popupWords as english } from '../popup-words.ts';

/** Sentences that only the extension says; those both shells share are in shared/ui. */
export const popupWords: typeof english = {
  pairTitle: 'Pair this computer',
  pairBody: 'Pairing opens in a tab, since it asks your browser a question or two.',
  pairInTab: 'Pair in a tab',
  pairPageTitle: (host: string) => `This page pairs with ${host}`,
  pairPageBody: 'One click takes over its code. You see whose account it is before anything is made.',
  pairPage: 'Pair with this page',

  startBody: 'Open your account where you sign in and choose to add a device. You get a code and a link there.',
  server: 'Address of the server, or the pairing link',
  serverHint: 'Where Nod runs, such as nod.example.org.',
  serverWrong: 'This can’t be a Nod server. Its address looks like nod.example.org and is reached by https.',
  serverMissing: 'Enter the address first.',
  sitesNote: (sites: string) =>
    `Your browser asks next whether Nod may look at ${sites}: to see that a sign-in page is the real one and no copy, and for nothing else.`,

  sites: 'Sites Nod may look at',
  sitesNone: 'None yet. Nod asks when you pair, or when a sign-in needs it.',
  sitesRemove: 'Take permission back',
  sitesWhy: 'Only there can one click approve a sign-in, because Nod sees that the page is the real one.',
};
