import { beforeEach, describe, expect, test } from 'vitest';
import { shownBy } from '../protocol/receipt.ts';
import { awaitApproval } from './await-approval.ts';
import { createNodClient, type NodClient } from './client.ts';
import { createReceiptVerifier, type ReceiptVerifier } from './receipt.ts';
import { createStandIn, newId, problem, type StandIn } from './testing/stand-in.ts';

let nod: StandIn;
let client: NodClient;
let receipts: ReceiptVerifier;
let nowMs: number;
let challengeId: string;
let expected: { challengeId: string; userId: string };

beforeEach(async () => {
  nowMs = 1_800_000_000_000;
  nod = await createStandIn({ now: () => nowMs });
  nod.addDevice('alice', 'Pixel 9');
  client = createNodClient({ origin: nod.origin, apiKey: nod.apiKey, fetch: nod.fetch, retryDelaysMs: [] });
  receipts = createReceiptVerifier({ ...nod, now: () => nowMs });
  challengeId = (await client.createChallenge({ user: 'alice' })).id;
  expected = { challengeId, userId: nod.userId('alice') };
});

const approved = async () => {
  nod.settle(challengeId, 'approved', 'Pixel 9');
  return nod.receiptOf(nod.newest());
};
const refused = (reason: string) => ({ code: 'receipt_invalid', reason });

describe('an application never trusts the bare state', () => {
  test('approved without a valid receipt lets nobody in', async () => {
    nod.settle(challengeId, 'approved');
    nod.newest().receipt = 'eyJ.eyJ.sig';
    await expect(awaitApproval({ client, receipts, ...expected })).rejects.toMatchObject({ code: 'receipt_invalid' });
  });

  test('approved with no receipt at all lets nobody in', async () => {
    nod.settle(challengeId, 'approved');
    nod.overrides.push(
      () => undefined,
      () => problem(404, 'challenge_unknown'),
    );
    await expect(awaitApproval({ client, receipts, ...expected })).rejects.toMatchObject({ code: 'challenge_unknown' });
  });

  test('approved with the receipt of a denial lets nobody in', async () => {
    nod.settle(challengeId, 'approved');
    nod.newest().receipt = await nod.receiptOf({ ...nod.newest(), state: 'denied' });
    await expect(awaitApproval({ client, receipts, ...expected })).rejects.toMatchObject(refused('wrong_outcome'));
  });

  test('a verified receipt does', async () => {
    const waiting = awaitApproval({ client, receipts, ...expected, match: 'code' });
    await approved();
    const { receipt, receiptJws } = await waiting;
    expect(receipt).toMatchObject({ jti: challengeId, outcome: 'approved', sub: expected.userId, match: 'code' });
    expect(receiptJws.split('.')).toHaveLength(3);
  });

  test.each(['denied', 'reported', 'expired', 'canceled', 'failed'] as const)('%s throws', async (state) => {
    nod.settle(challengeId, state);
    await expect(awaitApproval({ client, receipts, ...expected })).rejects.toMatchObject({
      code: 'not_approved',
      state,
    });
  });
});

describe('a receipt proves one thing only', () => {
  test('one of a question that anything could answer is refused where it was to be asked on phones alone', async () => {
    const receipt = await approved();
    await receipts.verify(receipt, expected);
    const onPhones = receipts.verify(receipt, { ...expected, answerBy: 'phone' });
    await expect(onPhones).rejects.toMatchObject(refused('wrong_answer_by'));
  });

  test('a denial is proven only to who expects one', async () => {
    nod.settle(challengeId, 'denied', 'Pixel 9');
    const receipt = await nod.receiptOf(nod.newest());
    // The stand-in's denials hold no device's decision, which is asked for next.
    const denied = receipts.verify(receipt, { ...expected, outcome: 'denied' });
    await expect(denied).rejects.toMatchObject(refused('no_decision'));
    await expect(receipts.verify(receipt, expected)).rejects.toMatchObject(refused('wrong_outcome'));
    const other = receipts.verify(receipt, { ...expected, outcome: 'reported' });
    await expect(other).rejects.toMatchObject(refused('wrong_outcome'));
  });

  test("another login's receipt is refused", async () => {
    const receipt = await approved();
    const other = { ...expected, challengeId: newId('chl') };
    await expect(receipts.verify(receipt, other)).rejects.toMatchObject(refused('wrong_challenge'));
  });

  test("another user's receipt is refused", async () => {
    const receipt = await approved();
    const other = { ...expected, userId: nod.userId('mallory') };
    await expect(receipts.verify(receipt, other)).rejects.toMatchObject(refused('wrong_user'));
  });

  test("another application's receipt is refused", async () => {
    await approved();
    const receipt = await nod.receiptOf(nod.newest(), { aud: newId('app') });
    await expect(receipts.verify(receipt, expected)).rejects.toMatchObject(refused('wrong_audience'));
  });

  test("another server's receipt is refused", async () => {
    await approved();
    const receipt = await nod.receiptOf(nod.newest(), { iss: 'https://nod.attacker.example' });
    await expect(receipts.verify(receipt, expected)).rejects.toMatchObject(refused('wrong_issuer'));
  });

  test('a receipt signed by a key outside the JWKS is refused', async () => {
    await approved();
    const receipt = await nod.receiptOf(nod.newest(), {}, await nod.newSigningKey());
    await expect(receipts.verify(receipt, expected)).rejects.toMatchObject(refused('unknown_key'));
  });

  test('an altered receipt is refused', async () => {
    const [head, body = '', signature] = (await approved()).split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const altered = Buffer.from(JSON.stringify({ ...claims, sub: nod.userId('mallory') })).toString('base64url');
    const receipt = [head, altered, signature].join('.');
    const mallory = { ...expected, userId: nod.userId('mallory') };
    await expect(receipts.verify(receipt, mallory)).rejects.toMatchObject(refused('bad_signature'));
  });

  test('an approval without a decision inside is refused', async () => {
    await approved();
    const receipt = await nod.receiptOf(nod.newest(), { decision: undefined });
    await expect(receipts.verify(receipt, expected)).rejects.toMatchObject(refused('no_decision'));
  });

  test("a receipt around another user's challenge is refused", async () => {
    const mine = nod.newest();
    nod.addDevice('mallory', 'Nokia');
    await client.createChallenge({ user: 'mallory' });
    const theirs = nod.newest().jws;
    mine.state = 'approved';
    const receipt = await nod.receiptOf(mine, { challenge: theirs });
    await expect(receipts.verify(receipt, expected)).rejects.toMatchObject(refused('wrong_challenge'));
  });

  test('N10: where the person has to be verified the device alone is not enough', async () => {
    const byDevice = await approved();
    const byPerson = await nod.receiptOf(nod.newest(), { amr: ['swk', 'mca', 'user'] });
    const insisting = { ...expected, userVerified: true };
    await expect(receipts.verify(byDevice, insisting)).rejects.toMatchObject(refused('user_not_verified'));
    await expect(receipts.verify(byPerson, insisting)).resolves.toMatchObject({ outcome: 'approved' });
  });

  test('a tap does not pass for a typed code, an origin match does', async () => {
    await approved();
    const tapped = await nod.receiptOf(nod.newest(), { match: 'none' });
    const bound = await nod.receiptOf(nod.newest(), { match: 'origin' });
    await expect(receipts.verify(tapped, { ...expected, match: 'code' })).rejects.toMatchObject(refused('wrong_match'));
    await expect(receipts.verify(bound, { ...expected, match: 'code' })).resolves.toMatchObject({ match: 'origin' });
  });
});

describe("the server's keys", () => {
  const jwksReads = () => nod.requests.filter((request) => request.url.endsWith('/jwks.json')).length;

  test('are fetched once for many receipts', async () => {
    const receipt = await approved();
    await Promise.all([1, 2, 3].map(() => receipts.verify(receipt, expected)));
    await receipts.verify(receipt, expected);
    expect(jwksReads()).toBe(1);
  });

  test('are fetched again for a kid not seen before', async () => {
    await receipts.verify(await approved(), expected);
    await nod.rotate();
    nowMs += 31_000;
    await expect(receipts.verify(await nod.receiptOf(nod.newest()), expected)).resolves.toBeDefined();
    expect(jwksReads()).toBe(2);
  });

  test('forged kids cannot make us hammer the server', async () => {
    await receipts.verify(await approved(), expected);
    const forged = await nod.receiptOf(nod.newest(), {}, await nod.newSigningKey());
    for (let tries = 0; tries < 20; tries += 1) {
      await expect(receipts.verify(forged, expected)).rejects.toMatchObject(refused('unknown_key'));
    }
    nowMs += 31_000;
    await expect(receipts.verify(forged, expected)).rejects.toMatchObject(refused('unknown_key'));
    await expect(receipts.verify(forged, expected)).rejects.toMatchObject(refused('unknown_key'));
    expect(jwksReads()).toBe(2);
  });

  test('are forgotten after ten minutes, so a withdrawn key stops working', async () => {
    const receipt = await approved();
    await receipts.verify(receipt, expected);
    nowMs += 11 * 60_000;
    nod.overrides.push(() => Response.json({ keys: [] }));
    await expect(receipts.verify(receipt, expected)).rejects.toMatchObject({ code: 'bad_response' });
  });

  test('that cannot be fetched let nobody in', async () => {
    const receipt = await approved();
    nod.overrides.push(() => Promise.reject(new TypeError('fetch failed')));
    await expect(receipts.verify(receipt, expected)).rejects.toMatchObject({ code: 'network' });
  });
});

describe('fallbacks', () => {
  const byFallback = async () => {
    await approved();
    const shown = shownBy({ outcome: 'approved', match: 'code', userVerified: false, fallback: 'totp' });
    const said = { ...shown, fallback: 'totp' as const, decision: undefined, cnf: undefined };
    return nod.receiptOf(nod.newest(), said);
  };

  test('A6.6: an approval by a fallback lets nobody in where it isn’t listed', async () => {
    const receipt = await byFallback();
    await expect(receipts.verify(receipt, expected)).rejects.toMatchObject(refused('fallback'));
    const others = { ...expected, fallbacks: ['offline', 'email', 'bypass'] as const };
    await expect(receipts.verify(receipt, others)).rejects.toMatchObject(refused('fallback'));
    nod.newest().receipt = receipt;
    await expect(awaitApproval({ client, receipts, ...expected })).rejects.toMatchObject(refused('fallback'));
  });

  test('a listed one is taken, whatever is asked of a device’s answer', async () => {
    nod.newest().receipt = await byFallback();
    const listed = { ...expected, fallbacks: ['totp'] as const };
    const strict = { match: 'origin', userVerified: true, deviceKeys: [] } as const;
    const { receipt } = await awaitApproval({ client, receipts, ...listed, ...strict });
    expect(receipt).toMatchObject({ fallback: 'totp', acr: 'urn:nod:acr:fallback', amr: ['otp'] });
    const mallory = { ...listed, userId: nod.userId('mallory') };
    await expect(receipts.verify(nod.newest().receipt ?? '', mallory)).rejects.toMatchObject(refused('wrong_user'));
  });

  test('listing them takes nothing from what a device’s answer has to show', async () => {
    const listed = { ...expected, fallbacks: ['totp'] as const, userVerified: true };
    await expect(receipts.verify(await approved(), listed)).rejects.toMatchObject(refused('user_not_verified'));
  });
});

describe('the keys of the devices', () => {
  const newKey = { code: 'new_device_key', keyThumbprint: expect.stringMatching(/^[\w-]{43}$/) };

  test('an approval by a key that this user isn’t known to have lets nobody in', async () => {
    const receipt = await approved();
    await expect(receipts.verify(receipt, { ...expected, deviceKeys: [] })).rejects.toMatchObject(newKey);
    const error = await receipts.verify(receipt, { ...expected, deviceKeys: [] }).catch((thrown) => thrown);
    const deviceKeys = [error.keyThumbprint];
    await expect(receipts.verify(receipt, { ...expected, deviceKeys })).resolves.toMatchObject({ outcome: 'approved' });
    await expect(awaitApproval({ client, receipts, ...expected, deviceKeys: ['A'.repeat(43)] })).rejects.toMatchObject(
      newKey,
    );
  });

  test('a function judges a key once all the rest is right, and may remember it', async () => {
    const asked: { thumbprint: string; userId: string }[] = [];
    const remember = async (key: (typeof asked)[number]) => asked.push(key) === 1;
    const receipt = await approved();
    const wrong = [
      { ...expected, userId: nod.userId('mallory') },
      { ...expected, match: 'origin' as const },
    ];
    for (const one of wrong) {
      await expect(receipts.verify(receipt, { ...one, deviceKeys: remember })).rejects.toMatchObject({
        code: 'receipt_invalid',
      });
    }
    expect(asked).toEqual([]);
    await receipts.verify(receipt, { ...expected, deviceKeys: remember });
    expect(asked).toEqual([{ thumbprint: expect.any(String), userId: expected.userId }]);
    await expect(receipts.verify(receipt, { ...expected, deviceKeys: remember })).rejects.toMatchObject(newKey);
  });

  test('the decision must really be by that key', async () => {
    const receipt = await approved();
    const { keyThumbprint } = await receipts.verify(receipt, { ...expected, deviceKeys: [] }).catch((thrown) => thrown);
    const claims = JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString());
    const [head, body, signature = ''] = claims.decision.split('.');
    const decision = [head, body, signature.replace(/^./, (first: string) => (first === 'A' ? 'B' : 'A'))].join('.');
    const forged = await nod.receiptOf(nod.newest(), { decision });
    await expect(receipts.verify(forged, expected)).resolves.toBeDefined();
    await expect(receipts.verify(forged, { ...expected, deviceKeys: [keyThumbprint] })).rejects.toMatchObject(
      refused('bad_signature'),
    );
  });
});
