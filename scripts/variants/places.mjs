/** Places by address (NOD_PLACES). */
export const PLACES = [
  {
    name: 'places: a private address is somewhere',
    file: 'server/net/places.ts',
    old: '!isPublicAddress(address) || ',
    weaker: '',
    tests: ['server/net/places.test.ts'],
    named: 'a private address is nowhere',
  },
  {
    name: 'places: the database wins over the application',
    file: 'server/challenges/place.ts',
    old: ' || context.location !== undefined ?',
    weaker: ' ?',
    tests: ['server/challenges/place.test.ts'],
    named: '\\bM2\\b',
  },
  {
    name: 'places: damage fails the login',
    file: 'server/challenges/place.ts',
    old: 'if (!(error instanceof ProtocolError)) throw error;',
    weaker: 'throw error;',
    tests: ['server/challenges/place.test.ts'],
    named: 'no room for it',
  },
  {
    name: 'places: a country makes a town usual',
    file: 'server/challenges/signs.ts',
    old: 'location !== undefined && location !== places.countryOf(ip);',
    weaker: 'location !== undefined;',
    tests: ['server/challenges/signs.test.ts'],
    named: '\\bM2\\b',
  },
  {
    name: 'N14: a long name silences the notice',
    file: 'server/announcements/device-channel.ts',
    old: 'if (notice.length <= MESSAGE_TYPES.notice.maxBytes) return notice;',
    weaker: 'if (notice.length > 0) return notice;',
    tests: ['server/announcements/announce.test.ts'],
    named: 'no name is so long',
  },
];
