import { describe, expect, it } from 'vitest';
import { type ChallengeClaims, hashChallenge, signChallenge } from './challenge.ts';
import { signDecision } from './decision.ts';
import { bareJwk } from './keys.ts';
import { verifyReceiptOffline } from './offline-receipt.ts';
import { APPROVED_BY_DEVICE_KEY, type ReceiptClaims, signReceipt, verifyReceipt } from './receipt.ts';
import { makeTestKey } from './vectors/forge.ts';

const issuer = 'https://nod.example';
const id = (prefix: string, letter: string) => `${prefix}_${letter.repeat(22)}`;
const application = id('app', 'A');

/** An approval by a device, and whatever receipt a server that lies makes of it. */
async function receiptOf(asked: Partial<ChallengeClaims>, said: Partial<ReceiptClaims>) {
  const server = await makeTestKey();
  const device = await makeTestKey();
  const challenge = await signChallenge(
    {
      iss: issuer,
      sub: id('usr', 'U'),
      aud: 'nod-device',
      jti: id('chl', 'C'),
      iat: 1_790_000_000,
      exp: 1_790_000_120,
      nonce: 'A'.repeat(22),
      app: { id: application, name: 'Wiki' },
      action: { title: 'Sign in as alice', details: [] },
      context: {},
      match: 'none',
      uv: 'discouraged',
      ...asked,
    },
    server,
  );
  const decision = await signDecision(
    {
      iss: device.kid,
      aud: issuer,
      jti: id('chl', 'C'),
      iat: 1_790_000_005,
      challenge: await hashChallenge(challenge),
      decision: 'approve',
    },
    device,
  );
  const claims: ReceiptClaims = {
    iss: issuer,
    sub: id('usr', 'U'),
    aud: application,
    jti: id('chl', 'C'),
    iat: 1_790_000_006,
    outcome: 'approved',
    amr: [...APPROVED_BY_DEVICE_KEY.amr],
    acr: APPROVED_BY_DEVICE_KEY.acr,
    match: 'none',
    cnf: { jwk: bareJwk(device.publicJwk) },
    challenge,
    decision,
    ...said,
  };
  return { receipt: await signReceipt(claims, server), keys: [server.publicJwk] };
}

describe('the offline verifier, against a server that lies', () => {
  const verdict = async (asked: Partial<ChallengeClaims>, said: Partial<ReceiptClaims>) => {
    const { receipt, keys } = await receiptOf(asked, said);
    return verifyReceiptOffline(receipt, { keys, issuer, audience: application });
  };

  it('takes what the user has seen and answered', async () => {
    expect(await verdict({}, {})).toMatchObject({ outcome: 'approved' });
  });

  it('a yes to one application is none to another', async () => {
    await expect(verdict({ app: { id: id('app', 'B'), name: 'Lights' } }, {})).rejects.toMatchObject({
      code: 'wrong_challenge',
    });
  });

  it('a device that the server made up is found out by those who know the devices', async () => {
    const { receipt, keys } = await receiptOf({}, {});
    const expected = { keys, issuer, audience: application };
    const seen: string[] = [];
    const never = (thumbprint: string) => seen.push(thumbprint) === 0;
    const newKey = { code: 'new_device_key' };
    expect(() => verifyReceiptOffline(receipt, { ...expected, deviceKeys: [] })).toThrow(
      expect.objectContaining(newKey),
    );
    expect(() => verifyReceiptOffline(receipt, { ...expected, deviceKeys: never })).toThrow(
      expect.objectContaining(newKey),
    );
    await expect(verifyReceipt(receipt, { ...expected, deviceKeys: async () => false })).rejects.toMatchObject(newKey);
    expect(verifyReceiptOffline(receipt, { ...expected, deviceKeys: seen })).toMatchObject({ outcome: 'approved' });
    await expect(verifyReceipt(receipt, { ...expected, deviceKeys: seen })).resolves.toMatchObject({
      outcome: 'approved',
    });
  });

  it('a tap doesn’t pass for a transferred code', async () => {
    await expect(verdict({}, { match: 'code' })).rejects.toMatchObject({ code: 'wrong_state' });
  });
});
