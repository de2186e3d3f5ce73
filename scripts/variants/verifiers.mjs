/** N10: whose finger, face or PIN it is, and from when it counts. */
export const VERIFIERS = [
  {
    name: 'N10: required, and not shown',
    file: 'server/challenges/verify-answer.ts',
    old: "if (isRequired) throw refused('no assertion');",
    weaker: '',
    tests: ['server/challenges/user-verification.test.ts'],
    named: '\\bN10\\b',
  },
  {
    name: 'N10: another key under the known id',
    file: 'server/devices/verifier.ts',
    old: 'JSON.stringify([credentialId, kty, crv, x, y, rpIdHash, origin])',
    weaker: 'JSON.stringify([credentialId, kty, crv, rpIdHash, origin].concat(x && y ? [] : [x, y]))',
    tests: ['server/devices/verifier.test.ts'],
    named: '.',
  },
];
