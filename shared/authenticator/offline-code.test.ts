import { expect, test } from 'vitest';
import { generateDeviceKey } from '../protocol/keys.ts';
import { encodeOfflineQr, generateEphemeralKey, offlineDigits } from '../protocol/offline-code.ts';
import { makeSoftwareVerifier } from '../protocol/vectors/software-verifier.ts';
import { decide } from './decide.ts';
import { makeOfflineCode, readOfflineRequest } from './offline-code.ts';
import { receivePush } from './receive.ts';
import type { FakeServer } from './testing/fake-server.ts';
import { pair, startHarness } from './testing/harness.ts';
import { offerVerifier, registerVerifier } from './verifier.ts';

type Changes = Parameters<FakeServer['challenge']>[0];

/** A paired phone that has lost its network, and the QR of a login that waits. */
async function offlinePhone(changes: Changes = {}, options: { push?: boolean; verifier?: boolean } = {}) {
  const harness = await startHarness();
  const { core, server, online } = harness;
  const deviceId = await pair(harness);
  const user = await makeSoftwareVerifier();
  const account = async () => {
    const found = await core.keys.account(deviceId);
    if (!found) throw new Error('no account');
    return found;
  };
  if (options.verifier) {
    const { challenge } = await offerVerifier(await account());
    await registerVerifier(core, await account(), await user.register({ challenge }));
  }
  const { id, jws, push } = await server.challenge({ code: '482913', ...changes });
  if (options.push) await receivePush(core, push);
  const { privateKey, ephemeralKey } = await generateEphemeralKey();
  /** What the server has worked out for this phone. */
  const expected = async () => {
    const [device] = server.devices;
    if (!device?.offlineJwk) throw new Error('no second key');
    const of = { privateKey, publicKey: device.offlineJwk, challenge: jws, thumbprint: device.thumbprint };
    return offlineDigits(of);
  };
  server.calls.length = 0;
  online.value = false;
  const text = encodeOfflineQr({ challenge: jws, ephemeralKey });
  return { ...harness, deviceId, account, user, id, text, ephemeralKey, expected };
}

test('N1: without a network it shows the signed request, and makes the digits that the server knows', async () => {
  const { core, server, text, id, deviceId, expected } = await offlinePhone();
  const { item, account, ask } = await readOfflineRequest(core, text);
  expect(item).toMatchObject({ deviceId, challengeId: id, claims: { context: { location: 'Lisbon' } }, ended: null });
  expect(account.deviceId).toBe(deviceId);
  expect(ask).toBeNull();
  expect(await makeOfflineCode(core, text)).toBe(await expected());
  expect(server.calls).toEqual([]);
  // Nothing is kept of it.
  expect(await core.inbox.find(id)).toEqual([]);
  expect(await core.inbox.outbox()).toEqual([]);
});

test('N6: a request by another key than the pinned ones gets no digits', async () => {
  const { kid, privateKey } = await generateDeviceKey();
  const stranger = await offlinePhone({ key: { kid, privateKey } });
  await expect(makeOfflineCode(stranger.core, stranger.text)).rejects.toMatchObject({ code: 'signature_invalid' });
  const { core, server, text, ephemeralKey } = await offlinePhone();
  // The name of the pinned key, and the signature of another.
  const forged = (await server.challenge({ code: '482913', key: { kid: server.signing.kid, privateKey } })).jws;
  await expect(makeOfflineCode(core, encodeOfflineQr({ challenge: forged, ephemeralKey }))).rejects.toMatchObject({
    code: 'signature_invalid',
  });
  await expect(makeOfflineCode(core, `${text.slice(0, -3)}000`)).rejects.toThrow();
});

test('N2: after its time, on the server’s clock as it was last known, there are none', async () => {
  const { core, text, tick } = await offlinePhone({ lifeSeconds: 60 });
  await core.keys.changeClockOffset('https://nod.example', () => 30_000);
  tick(29_000);
  await makeOfflineCode(core, text);
  tick(1_500);
  const over = { code: 'challenge_final', params: { state: 'expired' } };
  await expect(readOfflineRequest(core, text)).rejects.toMatchObject(over);
  await expect(makeOfflineCode(core, text)).rejects.toMatchObject(over);
});

test.each(['deny', 'report'] as const)(
  'a request that a %s has answered here gets none, sent or kept',
  async (choice) => {
    for (const online of [true, false]) {
      const phone = await offlinePhone({}, { push: true });
      phone.online.value = online;
      const { kind } = await decide(phone.core, {
        deviceId: phone.deviceId,
        challengeId: phone.id,
        choice,
        from: 'app',
      });
      const state = choice === 'deny' ? 'denied' : 'reported';
      expect(kind).toBe(online ? state : 'kept');
      phone.online.value = false;
      const refused = { code: 'challenge_final', params: { state } };
      await expect(readOfflineRequest(phone.core, phone.text)).rejects.toMatchObject(refused);
    }
  },
);

test('an approval that is kept for sending doesn’t stand in the way', async () => {
  const { core, text, id, deviceId, expected } = await offlinePhone({}, { push: true });
  const approve = { deviceId, challengeId: id, choice: 'approve', from: 'app', code: '482913' } as const;
  expect(await decide(core, approve)).toMatchObject({ kind: 'kept' });
  expect(await makeOfflineCode(core, text)).toBe(await expected());
});

test('N10: who is confirmed for approvals is confirmed for the digits too', async () => {
  const { core, text, user, expected } = await offlinePhone({ uv: 'preferred' }, { verifier: true });
  const { ask } = await readOfflineRequest(core, text);
  if (!ask) throw new Error('nothing to confirm');
  const missing = { code: 'confirmation_missing' };
  await expect(makeOfflineCode(core, text)).rejects.toMatchObject(missing);
  const other = await user.assert({ ...ask, challenge: 'A'.repeat(43) });
  await expect(makeOfflineCode(core, text, other)).rejects.toMatchObject(missing);
  expect(await makeOfflineCode(core, text, await user.assert(ask))).toBe(await expected());

  const without = await offlinePhone({ uv: 'required' });
  await expect(makeOfflineCode(without.core, without.text)).rejects.toMatchObject({
    code: 'approval_unsupported',
  });
});

test.each<[string, Changes]>([
  [
    'with attachments',
    {
      action: {
        title: 'Apply',
        details: [],
        attachments: [{ name: 'plan.txt', mediaType: 'text/plain', size: 1, sha256: 'A'.repeat(43) }],
      },
    },
  ],
  ['that takes a tap', { match: 'none', digits: undefined as never }],
  [
    'to let a device in',
    { vouch: { device: `dev_${'a'.repeat(22)}`, name: 'x', kind: 'pwa', platform: '', thumbprint: 'A'.repeat(43) } },
  ],
])('a request %s has none', async (_what, changes = {}) => {
  const { code, ...rest } = { code: '482913', ...changes };
  const { core, text } = await offlinePhone(changes.match === 'none' ? { ...rest, code: '' } : { code, ...rest });
  await expect(readOfflineRequest(core, text)).rejects.toMatchObject({ code: 'qr_not_for_this' });
});

test('an account whose server has no second key, is paused, or lost its key, says what to do', async () => {
  const unready = { code: 'offline_unready' };
  for (const change of [{ offlineKey: false }, { state: 'suspended' as const }]) {
    const { core, text, deviceId } = await offlinePhone();
    await core.keys.changeAccount(deviceId, (current) => ({ ...current, ...change }));
    await expect(readOfflineRequest(core, text)).rejects.toMatchObject(unready);
  }
  const { core, text, account, deleteKey } = await offlinePhone();
  await deleteKey((await account()).thumbprint);
  await expect(readOfflineRequest(core, text)).rejects.toMatchObject(unready);
});

test('another server’s, a later version’s, and what is none: each says so', async () => {
  const [mine, other] = [await offlinePhone(), await offlinePhone()];
  const of = (text: string) => readOfflineRequest(mine.core, text);
  await expect(of(other.text)).rejects.toMatchObject({ code: 'account_unknown' });
  await expect(of(`NOD2:${mine.text.slice(5)}`)).rejects.toMatchObject({ code: 'update_needed' });
  for (const text of ['NOD1:', `NOD1:${'0'.repeat(3000)}`, mine.text.slice(0, -1), mine.text.toLowerCase()]) {
    await expect(of(text)).rejects.toMatchObject({ code: 'qr_not_for_this' });
  }
});
