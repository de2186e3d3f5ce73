import { expect, it } from 'vitest';
import { readChallenge } from '../../shared/protocol/challenge.ts';
import { DEVICE_FEATURES } from '../../shared/protocol/features.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { anyProof, engineOn } from './testing-engine.ts';

const KNOWS = JSON.stringify([...DEVICE_FEATURES].sort());

async function phonesEngine(store: Store) {
  const engine = await engineOn(store);
  const application = await engine.addApplication({ name: 'Agents', match: 'none' });
  const add = (name: string, changes: Partial<DeviceRow>) =>
    engine.addDevice('alice', { name, features: KNOWS, ...changes });
  const ask = () => engine.challenges.create({ application, username: 'alice', answerBy: 'phone' });
  return { ...engine, application, add, ask };
}

onBothStores('what is asked on phones alone', (fresh) => {
  it('N16: an extension, and the app on a computer, see nothing of it, and their signed answers count for nothing', async () => {
    const { challenges, add, ask, decide, challengeJws } = await phonesEngine(await fresh());
    const phone = await add('Pixel', { platform: 'Chrome on Android' });
    const others = [
      await add('Chrome', { kind: 'extension', platform: 'Chrome on Linux' }),
      // In a browser for phones: what runs there can be pressed by whatever drives that browser.
      await add('Firefox', { kind: 'extension', platform: 'Firefox on Android' }),
      await add('Laptop', { platform: 'Chrome on Linux' }),
      await add('Nameless', { platform: '' }),
      await add('Liar', { platform: 'Chrome on Android on Linux' }),
    ];
    const { id, devices } = await ask();
    expect(readChallenge(await challengeJws(id))).toMatchObject({ answerBy: 'phone', match: 'none' });
    expect(devices.map(({ name }) => name)).toEqual(['Pixel']);
    for (const other of others) {
      expect(await challenges.pendingFor(other.row)).toEqual([]);
      for (const decision of ['approve', 'deny', 'report'] as const) {
        await expect(decide(other, id, { decision })).rejects.toMatchObject({ code: 'decision_invalid' });
      }
      const fetching = challenges.fetch(other.row, { challengeId: id, deviceIp: '198.51.100.9', proof: anyProof() });
      await expect(fetching).rejects.toMatchObject({ code: 'challenge_unknown' });
    }
    expect(await challenges.pendingFor(phone.row)).toHaveLength(1);
    expect(await decide(phone, id, {})).toMatchObject({ state: 'approved' });
  });

  it.each(['Chrome on Android', 'Safari on iOS', 'Safari on iPadOS', 'Android 16', 'iOS 26.1'])(
    '%s is a phone',
    async (platform) => {
      const { add, ask, decide } = await phonesEngine(await fresh());
      const phone = await add('Phone', { platform });
      const { id } = await ask();
      expect(await decide(phone, id, { decision: 'deny' })).toMatchObject({ state: 'denied' });
    },
  );

  it('nobody is asked where no device says that it is a phone, and the refusal says what to do', async () => {
    const { add, ask, store } = await phonesEngine(await fresh());
    await add('Laptop', { platform: 'Chrome on Linux' });
    await expect(ask()).rejects.toMatchObject({
      code: 'no_phone',
      message: expect.stringContaining('Pair Nod on a phone'),
    });
    // Paired before this existed: it is a phone, and has to learn the word.
    await add('Old', { platform: 'Chrome on Android', features: '[]' });
    await expect(ask()).rejects.toMatchObject({
      code: 'no_active_device',
      message: expect.stringContaining('updates itself'),
    });
    expect(await store.db.selectFrom('challenges').select('id').execute()).toEqual([]);
  });
});
