import { expect, it } from 'vitest';
import { readChallenge } from '../../shared/protocol/challenge.ts';
import { parseMessage } from '../../shared/protocol/jws.ts';
import { verifyReceiptOffline } from '../../shared/protocol/offline-receipt.ts';
import { onBothStores } from '../store/testing.ts';
import { engineOn, ORIGIN } from './testing-engine.ts';

onBothStores('the reason of a denial', (fresh) => {
  it('is in the signed decision, in the receipt, and told to the application', async () => {
    const { challenges, application, addDevice, decide, keys } = await engineOn(await fresh());
    const phone = await addDevice();
    const { id } = await challenges.create({ application, username: 'alice' });
    await decide(phone, id, { decision: 'deny', reason: 'Wrong branch: use main' });
    expect(await challenges.get(application, id)).toMatchObject({
      state: 'denied',
      denyReason: 'Wrong branch: use main',
    });
    const receipt = verifyReceiptOffline(await challenges.receipt(application, id), {
      keys: keys.publicJwks,
      issuer: ORIGIN,
      audience: application.id,
    });
    expect(readChallenge(receipt.challenge).jti).toBe(id);
    expect(parseMessage('decision', receipt.decision ?? '').claims).toMatchObject({ reason: 'Wrong branch: use main' });
  });

  it('isn’t told where denials are concealed, not even once the time is over, or the request was canceled', async () => {
    const { challenges, addApplication, addDevice, decide, time } = await engineOn(await fresh());
    const application = await addApplication({ name: 'Secretive', revealDenial: false });
    const phone = await addDevice();
    const look = async (id: string) => challenges.get(application, id);
    const { id } = await challenges.create({ application, username: 'alice' });
    await decide(phone, id, { decision: 'deny', reason: 'Not mine' });
    expect(await look(id)).toMatchObject({ state: 'pending', denyReason: null });
    expect(await challenges.cancel(application, id)).toMatchObject({ state: 'canceled', denyReason: null });
    const again = await challenges.create({ application, username: 'alice' });
    await challenges.fetch(phone.row, {
      challengeId: again.id,
      deviceIp: '',
      proof: { isSpent: false, spend: async () => {} },
    });
    await decide(phone, again.id, { decision: 'deny', reason: 'Not mine' });
    time.nowMs += 600_000;
    expect(await look(again.id)).toMatchObject({ state: 'expired', denyReason: null });
  });

  it('no other answer has one, and it follows the rule for texts', async () => {
    const { challenges, application, addDevice, decide, sign } = await engineOn(await fresh());
    const phone = await addDevice();
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    await expect(sign(phone, id, { code, reason: 'x' })).rejects.toMatchObject({ code: 'invalid_claims' });
    for (const reason of ['', ' ', 'a\nb', 'a\u202Eb', 'x'.repeat(201)]) {
      await expect(sign(phone, id, { decision: 'deny', reason })).rejects.toMatchObject({ code: 'invalid_claims' });
    }
    await decide(phone, id, { decision: 'deny', reason: 'ä'.repeat(200) });
    expect(await challenges.get(application, id)).toMatchObject({ denyReason: 'ä'.repeat(200) });
    const silent = await challenges.create({ application, username: 'alice' });
    await challenges.fetch(phone.row, {
      challengeId: silent.id,
      deviceIp: '',
      proof: { isSpent: false, spend: async () => {} },
    });
    await decide(phone, silent.id, { decision: 'deny' });
    expect(await challenges.get(application, silent.id)).toMatchObject({ state: 'denied', denyReason: null });
  });
});
