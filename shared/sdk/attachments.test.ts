import { expect, test } from 'vitest';
import type { AttachmentEntry } from '../protocol/attachment.ts';
import { type ChallengeClaims, hashChallenge, signChallenge } from '../protocol/challenge.ts';
import { signDecision } from '../protocol/decision.ts';
import { sha256 } from '../protocol/hash.ts';
import { bareJwk } from '../protocol/keys.ts';
import { type ReceiptClaims, shownBy, signReceipt } from '../protocol/receipt.ts';
import { makeTestKey } from '../protocol/vectors/forge.ts';
import { createReceiptVerifier, verifyAttachment } from './receipt.ts';

const PLAN = 'Delete the database\n';
const ORIGIN = 'https://nod.example';
const id = (prefix: string) => `${prefix}_AAAAAAAAAAAAAAAAAAAAAA`;

/** A server's receipt of a request with a plan, and what verifies it. */
async function planned(change: Partial<ReceiptClaims> = {}) {
  const [server, device] = [await makeTestKey(), await makeTestKey()];
  const entry: AttachmentEntry = {
    name: 'plan.txt',
    mediaType: 'text/plain',
    size: PLAN.length,
    sha256: await sha256(PLAN),
  };
  const claims: ChallengeClaims = {
    iss: ORIGIN,
    sub: id('usr'),
    aud: 'nod-device',
    jti: id('chl'),
    iat: 1_790_000_000,
    exp: 1_790_000_060,
    nonce: 'bm9uY2Vub25jZW5vbmNlMQ',
    app: { id: id('app'), name: 'Deploys' },
    action: { title: 'Apply', details: [], attachments: [entry] },
    context: {},
    match: 'code',
    digits: 6,
    uv: 'discouraged',
  };
  const challenge = await signChallenge(claims, server);
  const decision = await signDecision(
    {
      iss: device.kid,
      aud: ORIGIN,
      jti: claims.jti,
      iat: claims.iat,
      challenge: await hashChallenge(challenge),
      decision: 'approve',
      code: '482913',
    },
    device,
  );
  const approved = { outcome: 'approved', match: 'code', userVerified: false } as const;
  const receipt = await signReceipt(
    {
      ...{ iss: ORIGIN, sub: claims.sub, aud: claims.app.id, jti: claims.jti, iat: claims.iat + 5 },
      ...{ outcome: 'approved', match: 'code', ...shownBy(approved) },
      cnf: { jwk: bareJwk(device.publicJwk) },
      challenge,
      decision,
      ...change,
    },
    server,
  );
  const fetchKeys = async () => Response.json({ keys: [server.publicJwk] });
  const receipts = createReceiptVerifier({ origin: ORIGIN, applicationId: claims.app.id, fetch: fetchKeys });
  return { receipt, receipts, entry, expected: { challengeId: claims.jti, userId: claims.sub } };
}

test('V9.2.2: a verified receipt names what was attached, and proves the very text, and no other', async () => {
  const { receipt, receipts, entry, expected } = await planned();
  const verified = await receipts.verify(receipt, expected);
  expect(verified.action).toEqual({ title: 'Apply', details: [], attachments: [entry] });
  await expect(verifyAttachment(verified, 'plan.txt', PLAN)).resolves.toBeUndefined();
  const refused = { code: 'receipt_invalid', reason: 'wrong_attachment' };
  for (const [name, text] of [
    ['plan.txt', `${PLAN} `],
    ['plan.txt', PLAN.replace('D', 'd')],
    ['plan.txt', ''],
    ['other.txt', PLAN],
  ] as const) {
    await expect(verifyAttachment(verified, name, text)).rejects.toMatchObject(refused);
  }
});

test('a fallback proves nothing of a request with attachments, whoever takes fallbacks', async () => {
  const { receipt, receipts, expected } = await planned({
    ...{ fallback: 'bypass', cnf: undefined, decision: undefined },
    ...shownBy({ outcome: 'approved', match: 'code', userVerified: false, fallback: 'bypass' }),
  });
  await expect(receipts.verify(receipt, { ...expected, fallbacks: ['bypass'] })).rejects.toMatchObject({
    code: 'receipt_invalid',
    reason: 'wrong_state',
  });
});
