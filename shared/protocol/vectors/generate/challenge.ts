import { ACTION_LIMITS, type ChallengeClaims, signChallenge } from '../../challenge.ts';
import { sha256 } from '../../hash.ts';
import { forge, otherSpelling } from '../forge.ts';
import { envelopeAttacks } from './envelope-attacks.ts';
import {
  applicationId,
  challengeId,
  device,
  issuer,
  keys,
  nextServer,
  now,
  nowSeconds,
  server,
  subject,
  writeVectors,
} from './world.ts';
export const challengeClaims: ChallengeClaims = {
  iss: issuer,
  sub: subject,
  aud: 'nod-device',
  jti: challengeId,
  iat: nowSeconds,
  exp: nowSeconds + 120,
  nonce: 'bm9uY2Vub25jZW5vbmNlMQ',
  app: { id: applicationId, name: 'Harbour Notes' },
  action: { title: 'Sign in as alice', details: [{ label: 'Device', value: 'New laptop' }] },
  context: { ip: '203.0.113.7', location: 'Lisbon, Portugal', browser: 'Chrome', os: 'macOS' },
  match: 'code',
  digits: 6,
  uv: 'discouraged',
};
export const challenge = await signChallenge(challengeClaims, server);
export const challengeHeader = { alg: 'ES256', typ: 'nod-challenge+jwt', kid: server.kid };
export const forgeChallenge = (change: object) => forge(challengeHeader, { ...challengeClaims, ...change }, server);
const toDevice = { keys, issuer, subject, now };
const challengeRow = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { ...toDevice, ...expected },
  result,
});
const { digits: _, ...withoutDigits } = challengeClaims;
export const originClaims: ChallengeClaims = {
  ...challengeClaims,
  match: 'origin',
  origins: ['https://notes.example', 'https://notes.example:8443'],
};
export const originChallenge = await signChallenge(originClaims, server);
const { digits: __, ...onlyOriginClaims } = originClaims;
export const onlyOriginChallenge = await signChallenge(onlyOriginClaims, server);
const forgeOrigins = (origins: unknown) => forge(challengeHeader, { ...originClaims, origins }, server);
const { app, action, context } = challengeClaims;
const forgeKnown = (browserKnown: unknown) => forgeChallenge({ context: { ...context, browserKnown } });
const inRealm = { app: { ...app, realm: 'Harbour' } };
const forgePaths = (paths: unknown) => forge(challengeHeader, { ...originClaims, paths }, server);
const { origins: ___, ...withoutOrigins } = originClaims;
const attachment = {
  name: 'plan.txt',
  mediaType: 'text/plain',
  size: 12,
  sha256: await sha256('Delete it.\n\n'),
} as const;
/** A request with texts that have to be read. */
export const attachedClaims: ChallengeClaims = {
  ...challengeClaims,
  action: { ...action, attachments: [attachment, { ...attachment, name: 'change.diff', mediaType: 'text/x-diff' }] },
};
export const attachedChallenge = await signChallenge(attachedClaims, server);
export const phoneChallenge = await signChallenge({ ...challengeClaims, answerBy: 'phone' }, server);
const forgeAttached = (attachments: unknown, more: object = {}) =>
  forgeChallenge({ action: { ...action, attachments, ...more } });
writeVectors(
  'challenge',
  [
    challengeRow('genuine', challenge, 'accept'),
    challengeRow(
      'genuine, match none',
      await forge(challengeHeader, { ...withoutDigits, match: 'none' }, server),
      'accept',
    ),
    challengeRow('genuine, match origin or a code', originChallenge, 'accept'),
    challengeRow('genuine, match origin and nothing else', onlyOriginChallenge, 'accept'),
    challengeRow('genuine, of a named realm', await forgeChallenge(inRealm), 'accept'),
    challengeRow('genuine, from a browser that the application doesn’t know', await forgeKnown(false), 'accept'),
    challengeRow('genuine, with attachments', attachedChallenge, 'accept'),
    challengeRow(
      'genuine, with attachments that have to be read to their end',
      await forgeAttached([attachment], { readAll: true }),
      'accept',
    ),
    ...(await Promise.all(
      Object.entries({
        'no attachment in the list': [],
        'five attachments': ['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...attachment, name })),
        'two attachments of one name': [attachment, attachment],
        'an attachment without a hash': [{ ...attachment, sha256: undefined }],
        'an attachment whose hash is in another spelling': [
          { ...attachment, sha256: otherSpelling(attachment.sha256) },
        ],
        'an attachment of HTML': [{ ...attachment, mediaType: 'text/html' }],
        'an attachment of no bytes': [{ ...attachment, size: 0 }],
        'an attachment of more than 256 KiB': [{ ...attachment, size: 262_145 }],
        'an attachment of half a byte': [{ ...attachment, size: 0.5 }],
        'an attachment whose name turns the text around': [{ ...attachment, name: 'plan\u202Etxt.sh' }],
      }).map(async ([name, list]) => challengeRow(name, await forgeAttached(list), 'invalid_claims')),
    )),
    challengeRow(
      'unknown claim in an attachment',
      await forgeAttached([{ ...attachment, url: 'https://evil.example' }]),
      'unknown_claim',
    ),
    challengeRow('readAll without attachments', await forgeAttached(undefined, { readAll: true }), 'invalid_claims'),
    challengeRow('readAll that is no', await forgeAttached([attachment], { readAll: false }), 'invalid_claims'),
    challengeRow('a word for whether the browser is known', await forgeKnown('no'), 'invalid_claims'),
    challengeRow('genuine, for phones alone', phoneChallenge, 'accept'),
    ...(await Promise.all(
      ['any', 'Phone', '', ['phone'], true, null].map(async (answerBy) =>
        challengeRow(`answered by ${JSON.stringify(answerBy)}`, await forgeChallenge({ answerBy }), 'invalid_claims'),
      ),
    )),
    challengeRow(
      'answered by a phone, as applications write it in the action',
      await forgeChallenge({ action: { ...action, answerBy: 'phone' } }),
      'unknown_claim',
    ),
    challengeRow('genuine, on login pages', await forgePaths(['/login', '/account/', '/p%C3%BCtt']), 'accept'),
    challengeRow('paths without origins', await forgeChallenge({ paths: ['/login'] }), 'invalid_claims'),
    challengeRow('no path in the list', await forgePaths([]), 'invalid_claims'),
    ...(await Promise.all(
      [
        'login',
        '//evil.test/',
        '/a?b',
        '/a#b',
        '/a/../b',
        '/./a',
        '/ü',
        '/a b',
        '/a\\b',
        'https://notes.example/',
        '',
      ].map(async (path) => challengeRow(`path ${JSON.stringify(path)}`, await forgePaths([path]), 'invalid_claims')),
    )),
    challengeRow(
      'origins and paths over 400 bytes together',
      await forgePaths([`/${'p'.repeat(180)}`, `/${'q'.repeat(180)}`]),
      'invalid_claims',
    ),
    challengeRow(
      'unknown claim in the action',
      await forgeChallenge({ action: { ...action, urgent: 1 } }),
      'unknown_claim',
    ),
    challengeRow(
      'unknown claim in a detail',
      await forgeChallenge({ action: { ...action, details: [{ label: 'l', value: 'v', link: 'x' }] } }),
      'unknown_claim',
    ),
    challengeRow('unknown claim in the context', await forgeChallenge({ context: { vpn: 'yes' } }), 'unknown_claim'),
    challengeRow('unknown claim in app', await forgeChallenge({ app: { ...app, logo: 'x' } }), 'unknown_claim'),
    challengeRow(
      'unknown claim beside a value that is unknown',
      await forgeChallenge({ match: 'distance', meters: 3 }),
      'unknown_claim',
    ),
    challengeRow(
      'nonce in another spelling',
      await forgeChallenge({ nonce: otherSpelling(challengeClaims.nonce) }),
      'invalid_claims',
    ),
    challengeRow(
      'application whose name is not readable',
      await forgeChallenge({ app: { ...app, name: 'Bank\u{E0041}' } }),
      'invalid_claims',
    ),
    challengeRow(
      'place whose name is not readable',
      await forgeChallenge({ context: { location: 'Lisbon\u034F' } }),
      'invalid_claims',
    ),
    challengeRow(
      'match origin without origins',
      await forge(challengeHeader, withoutOrigins, server),
      'invalid_claims',
    ),
    challengeRow('match origin with no origin in the list', await forgeOrigins([]), 'invalid_claims'),
    challengeRow('origins that are no list', await forgeOrigins('https://notes.example'), 'invalid_claims'),
    challengeRow('origin with a path', await forgeOrigins(['https://notes.example/login']), 'invalid_claims'),
    challengeRow('origin with a slash at the end', await forgeOrigins(['https://notes.example/']), 'invalid_claims'),
    challengeRow('origin with a user name', await forgeOrigins(['https://a@notes.example']), 'invalid_claims'),
    challengeRow('origin with its default port', await forgeOrigins(['https://notes.example:443']), 'invalid_claims'),
    challengeRow('origin in capitals', await forgeOrigins(['https://Notes.example']), 'invalid_claims'),
    challengeRow('origin of a file', await forgeOrigins(['file://']), 'invalid_claims'),
    challengeRow('origin null', await forgeOrigins(['null']), 'invalid_claims'),
    challengeRow('origins with match code', await forgeChallenge({ origins: originClaims.origins }), 'invalid_claims'),
    challengeRow(
      'origins over 400 bytes',
      await forgeOrigins(['a', 'b', 'c'].map((name) => `https://${name.repeat(60)}.${name.repeat(60)}.example`)),
      'invalid_claims',
    ),
    challengeRow('genuine, device clock 50 s behind', challenge, 'accept', { now: now - 50_000 }),
    challengeRow('genuine, the last millisecond', challenge, 'accept', { now: now + 119_999 }),
    challengeRow(
      'largest action',
      await forgeChallenge({
        action: { title: 't'.repeat(ACTION_LIMITS.titleCharacters), details: [{ label: 'l', value: 'v'.repeat(500) }] },
      }),
      'accept',
    ),
    challengeRow('expired', challenge, 'expired', { now: now + 120_000 }),
    challengeRow('from the future', challenge, 'not_yet_valid', { now: now - 61_000 }),
    challengeRow('of another server', challenge, 'wrong_issuer', { issuer: 'https://nod.evil.example' }),
    challengeRow('for another user', challenge, 'wrong_subject', { subject: 'usr_BBBBBBBBBBBBBBBBBBBBBB' }),
    challengeRow('wrong aud', await forgeChallenge({ aud: 'nod-other' }), 'wrong_audience'),
    challengeRow('aud as a list', await forgeChallenge({ aud: ['nod-device'] }), 'invalid_claims'),
    challengeRow('signed by a key that is no longer pinned', challenge, 'unknown_key', {
      keys: [nextServer.publicJwk],
    }),
    challengeRow(
      'signed by a device key',
      await forge({ ...challengeHeader, kid: device.kid }, challengeClaims, device),
      'unknown_key',
    ),
    challengeRow('life over ten minutes (N3)', await forgeChallenge({ exp: nowSeconds + 601 }), 'invalid_claims'),
    challengeRow('exp before iat', await forgeChallenge({ exp: nowSeconds - 1 }), 'invalid_claims'),
    challengeRow('match code without digits', await forge(challengeHeader, withoutDigits, server), 'invalid_claims'),
    challengeRow('one digit', await forgeChallenge({ digits: 1 }), 'invalid_claims'),
    challengeRow('nine digits', await forgeChallenge({ digits: 9 }), 'invalid_claims'),
    challengeRow('unknown match', await forgeChallenge({ match: 'picklist' }), 'invalid_claims'),
    challengeRow('unknown uv', await forgeChallenge({ uv: 'maybe' }), 'invalid_claims'),
    challengeRow(
      'nonce of 64 bits (A6.7.2 with us: 128)',
      await forgeChallenge({ nonce: 'AAAAAAAAAAA' }),
      'invalid_claims',
    ),
    challengeRow(
      'title with a direction override',
      await forgeChallenge({ action: { title: 'Sign in \u202Eecila', details: [] } }),
      'invalid_claims',
    ),
    challengeRow(
      'title with a line break',
      await forgeChallenge({ action: { title: 'Sign in\nas alice', details: [] } }),
      'invalid_claims',
    ),
    challengeRow(
      'title of 121 characters',
      await forgeChallenge({ action: { title: 't'.repeat(121), details: [] } }),
      'invalid_claims',
    ),
    challengeRow(
      '13 details',
      await forgeChallenge({ action: { title: 't', details: Array(13).fill({ label: 'l', value: 'v' }) } }),
      'invalid_claims',
    ),
    challengeRow(
      'action over 1,500 bytes',
      await forgeChallenge({ action: { title: 't', details: Array(4).fill({ label: 'l', value: 'v'.repeat(400) }) } }),
      'invalid_claims',
    ),
    challengeRow(
      'lone surrogate in the title',
      await forge(challengeHeader, JSON.stringify(challengeClaims).replace('Sign in as alice', 'Sign \\ud800'), server),
      'invalid_claims',
    ),
    ...(await envelopeAttacks('nod-challenge+jwt', challenge, server, toDevice)),
  ],
  'challenge',
);
