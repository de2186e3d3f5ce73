import { expect, it } from 'vitest';
import { verifyReceipt } from '../../shared/protocol/receipt.ts';
import { ORIGIN } from '../challenges/testing-engine.ts';
import { onBothStores } from '../store/testing.ts';
import { fallbacksOn, guessWithoutEnd } from './testing-fallbacks.ts';

const wrong = { code: 'wrong_code' };

onBothStores('digits of another app (TOTP)', (fresh) => {
  it('A6.6: they approve; the receipt says otp, and who doesn’t list the way refuses it', async () => {
    const world = await fallbacksOn(await fresh());
    const { ask, answer, setUpTotp, digitsOf, challenges, application, keys, open } = world;
    const uri = await setUpTotp();
    const { id } = await ask();
    expect(await open(id, 'totp')).toEqual({});
    const digits = digitsOf(uri);
    const view = await answer(id, `${digits.slice(0, 3)} ${digits.slice(3)}`, application, 'totp');
    expect(view).toMatchObject({ state: 'approved', fallback: 'totp', decidedBy: null });
    const receipt = await challenges.receipt(application, id);
    const expected = { keys: keys.publicJwks, issuer: ORIGIN, audience: application.id, challengeId: id };
    expect(await verifyReceipt(receipt, { ...expected, fallbacks: ['totp'] })).toMatchObject({
      fallback: 'totp',
      amr: ['otp'],
      acr: 'urn:nod:acr:fallback',
    });
    await expect(verifyReceipt(receipt, expected)).rejects.toMatchObject({ code: 'fallback' });
    expect(await world.announced()).toEqual(expect.arrayContaining(['totp.added', 'fallback.used']));
    await world.expectUntouched();
  });

  it('N2: a code counts once, in its step and the ones beside it, and none from before it afterwards', async () => {
    const { ask, answer, setUpTotp, digitsOf, application, time } = await fallbacksOn(await fresh());
    const uri = await setUpTotp();
    const type = async (code: string) => answer((await ask()).id, code, application, 'totp');
    const digits = digitsOf(uri);
    await type(digits);
    await expect(type(digits)).rejects.toMatchObject(wrong);
    // One that is used ends those before it: whoever has read an earlier one comes too late.
    await type(digitsOf(uri, 1));
    await expect(type(digits)).rejects.toMatchObject(wrong);
    time.nowMs += 600_000;
    await expect(type(digitsOf(uri, -2))).rejects.toMatchObject(wrong);
    await expect(type(digitsOf(uri, 2))).rejects.toMatchObject(wrong);
    time.nowMs += 60_000;
    await type(digitsOf(uri, -1));
  });

  it('N2: the same digits twice at the same moment approve once', async () => {
    const { ask, answer, setUpTotp, digitsOf, application, addApplication } = await fallbacksOn(await fresh());
    const uri = await setUpTotp();
    const lights = await addApplication({ name: 'Lights', fallbacks: ['totp'] });
    const [here, there] = [await ask(), await ask(lights)];
    const digits = digitsOf(uri);
    const answers = await Promise.all([
      answer(here.id, digits, application, 'totp').catch(({ code }) => code),
      answer(there.id, digits, lights, 'totp').catch(({ code }) => code),
    ]);
    expect(answers.filter((one) => one === 'wrong_code')).toHaveLength(1);
    expect(answers.filter(({ state }) => state === 'approved')).toHaveLength(1);
  });

  it('the first digits, typed at set-up, sign nobody in', async () => {
    const { ask, answer, fallbacks, callOf, device, digitsOf, application } = await fallbacksOn(await fresh());
    const { uri } = await fallbacks.totp.begin(callOf(device));
    const { id } = await ask();
    await expect(answer(id, digitsOf(uri), application, 'totp')).rejects.toMatchObject(wrong);
    await fallbacks.totp.confirm({ ...callOf(device), code: digitsOf(uri) });
    await expect(answer(id, digitsOf(uri), application, 'totp')).rejects.toMatchObject(wrong);
    await answer(id, digitsOf(uri, 1), application, 'totp');
  });

  it('another user’s digits, and those of nobody, are wrong and say no more', async () => {
    const world = await fallbacksOn(await fresh());
    const { accounts, addDevice, ask, answer, setUpTotp, digitsOf, application, store } = world;
    await accounts.createUser({ username: 'bob' });
    const uri = await setUpTotp(await addDevice('bob'));
    const said = new Set<string>();
    const { id } = await ask();
    const tell = async () => {
      const error = await answer(id, digitsOf(uri), application, 'totp').catch((thrown) => thrown);
      said.add(JSON.stringify([error.code, error.message, error.params]));
      await store.db.deleteFrom('fallback_counters').execute();
    };
    await tell();
    await setUpTotp();
    await tell();
    expect([...said]).toHaveLength(1);
    expect([...said][0]).toContain('wrong_code');
    await answer((await ask(application, 'bob')).id, digitsOf(uri), application, 'totp');
  });

  it('N16: they count only while the device that set them up is active', async () => {
    const { ask, answer, setUpTotp, digitsOf, application, device, store, addDevice } = await fallbacksOn(
      await fresh(),
    );
    await addDevice();
    const uri = await setUpTotp();
    const { id } = await ask();
    const become = (state: 'active' | 'suspended') =>
      store.db.updateTable('devices').set({ state }).where('id', '=', device.row.id).execute();
    await become('suspended');
    await expect(answer(id, digitsOf(uri), application, 'totp')).rejects.toMatchObject(wrong);
    await become('active');
    await answer(id, digitsOf(uri), application, 'totp');
  });

  it('N4: guesses without end cost the owner that fallback and nothing else', async () => {
    await guessWithoutEnd(await fresh(), 1_000, 'totp');
  });
});
