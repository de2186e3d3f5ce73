import { expect, it } from 'vitest';
import { verifyNotice } from '../../shared/protocol/notice.ts';
import { onBothStores } from '../store/testing.ts';
import { engineOn, ORIGIN } from './testing-engine.ts';

onBothStores('the stream of an open authenticator', (fresh) => {
  it('tells each waiting challenge once, oldest first, and then how each of them ended', async () => {
    const { challenges, application, addApplication, addDevice, decide, challengeJws, keys, time } = await engineOn(
      await fresh(),
    );
    const [phone, laptop] = [await addDevice(), await addDevice('alice', { name: 'ThinkPad' })];
    const other = await addApplication({ match: 'none' });
    const older = await challenges.create({ application, username: 'alice' });
    time.nowMs += 1000;
    const newer = await challenges.create({ application: other, username: 'alice' });
    const stream = challenges.openStream(phone.row);
    expect(await stream.look()).toEqual([
      { type: 'challenge', challenge: await challengeJws(older.id) },
      { type: 'challenge', challenge: await challengeJws(newer.id) },
    ]);
    expect(await stream.look()).toEqual([]);

    await challenges.cancel(application, older.id);
    await decide(laptop, newer.id, {});
    const told = (await stream.look()) ?? [];
    const expected = { keys: keys.publicJwks, issuer: ORIGIN, deviceId: phone.row.id, now: time.nowMs };
    const notices = await Promise.all(
      told.map((event) => verifyNotice(event.type === 'notice' ? event.notice : '', expected)),
    );
    expect(notices).toHaveLength(2);
    expect(notices).toContainEqual(expect.objectContaining({ challengeId: older.id, state: 'canceled' }));
    expect(notices).toContainEqual(
      expect.objectContaining({ challengeId: newer.id, state: 'approved', decidedBy: 'ThinkPad', thisDevice: false }),
    );
    expect(await stream.look()).toEqual([]);
  });

  it('a challenge whose time is over is told as expired once that is written down', async () => {
    const { challenges, application, addDevice, time } = await engineOn(await fresh());
    const phone = await addDevice();
    const { id } = await challenges.create({ application, username: 'alice' });
    const stream = challenges.openStream(phone.row);
    expect(await stream.look()).toHaveLength(1);
    time.nowMs += 121_000;
    expect(await stream.look()).toEqual([]);
    expect((await challenges.get(application, id)).state).toBe('expired');
    expect(await stream.look()).toMatchObject([{ type: 'notice' }]);
  });

  it('N16: a device that is no longer active is told nothing more', async () => {
    const { challenges, application, addDevice, store } = await engineOn(await fresh());
    const phone = await addDevice();
    const stream = challenges.openStream(phone.row);
    await challenges.create({ application, username: 'alice' });
    await store.db.updateTable('devices').set({ state: 'suspended' }).execute();
    expect(await stream.look()).toBeUndefined();
  });

  it('wakes its device for a challenge and for its end, until the subscription is ended', async () => {
    const { challenges, application, addDevice } = await engineOn(await fresh());
    const phone = await addDevice();
    const stream = challenges.openStream(phone.row);
    const told: string[] = [];
    let looking = Promise.resolve();
    // Wakes may come twice and in bursts; looks must not overlap.
    const endWakes = stream.onWake(() => {
      looking = looking.then(async () => {
        for (const { type } of (await stream.look()) ?? []) told.push(type);
      });
    });
    const { id } = await challenges.create({ application, username: 'alice' });
    await expect.poll(() => told).toEqual(['challenge']);
    await challenges.cancel(application, id);
    await expect.poll(() => told).toEqual(['challenge', 'notice']);
    endWakes();
    await challenges.create({ application, username: 'alice' });
    await looking;
    expect(told).toEqual(['challenge', 'notice']);
  });
});
