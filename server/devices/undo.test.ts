import { expect, it } from 'vitest';
import { generateDeviceKey } from '../../shared/protocol/keys.ts';
import { listFor } from '../announcements/view.ts';
import { sha256 } from '../crypto/seal.ts';
import { onBothStores } from '../store/testing.ts';
import { addDevice, announced, happened, hours, outcome, stateOf, statesOf, told, vouch } from './testing-family.ts';
import {
  bindingFor,
  createWorld,
  DEVICE,
  deviceRow,
  pairActiveDevice,
  randomToken,
  type World,
} from './testing-world.ts';

async function linkTo(world: World, announcementId: string, livesMs = hours(7 * 24)): Promise<string> {
  const token = randomToken();
  const expiresAtMs = world.clock.nowMs + livesMs;
  await world.store.db
    .insertInto('undo_links')
    .values({
      token_hash: sha256(token),
      announcement_id: announcementId,
      expires_at_ms: expiresAtMs,
      used_at_ms: null,
    })
    .execute();
  return token;
}

onBothStores('"This wasn’t me" in what the user is told', (fresh) => {
  it('N14: a mailbox suspends a device that was resumed with what it has let in since, and none of before', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    const tablet = await addDevice(world, 'Tablet', { hoursAgo: 900, vouchedBy: phone });
    const id = await told(world, 'device.resumed', { device: phone, by: tablet });
    world.clock.nowMs += hours(1);
    const since = await addDevice(world, 'Since', { hoursAgo: 0, vouchedBy: phone });
    await world.devices.undoByLink(await linkTo(world, id), {});
    expect(await statesOf(world, phone, tablet, since)).toEqual(['suspended undo', 'active', 'suspended undo']);
  });

  it('N14: what was added is suspended with all that it has vouched for, down the graph, and nothing else', async () => {
    const world = await createWorld(await fresh());
    const owner = await addDevice(world, 'Owner');
    const intruder = await addDevice(world, 'Intruder', { hoursAgo: 9, vouchedBy: owner });
    const child = await addDevice(world, 'Child', { hoursAgo: 8, vouchedBy: intruder });
    // Through one that is gone already.
    const gone = await addDevice(world, 'Gone', { hoursAgo: 7, vouchedBy: child, state: 'revoked' });
    const grandchild = await addDevice(world, 'Grandchild', { hoursAgo: 6, vouchedBy: gone });
    const own = await addDevice(world, 'Own', { hoursAgo: 5, vouchedBy: owner });
    const theirs = await addDevice(world, 'Theirs', { hoursAgo: 5, vouchedBy: intruder, user_id: world.bob.id });
    const id = await told(world, 'device.added', { device: intruder, by: owner });
    const suspended = await world.devices.undo(owner, id, { ip: '192.0.2.1' });
    expect(suspended.map(({ name }) => name).sort()).toEqual(['Child', 'Grandchild', 'Intruder']);
    expect(await statesOf(world, owner, intruder, child, gone, grandchild, own, theirs)).toEqual([
      'active',
      'suspended undo',
      'suspended undo',
      'revoked',
      'suspended undo',
      'active',
      'active',
    ]);
    expect(await deviceRow(world, child.id)).toMatchObject({ suspended_by: owner.id, suspension_confirmed: 0 });
    expect(await world.devices.undo(owner, id)).toEqual([]);
    expect(await happened(world)).toEqual([...Array(3).fill('device.suspended'), 'announcement.undone']);
    expect((await announced(world)).sort()).toEqual([
      'device.suspended Child',
      'device.suspended Grandchild',
      'device.suspended Intruder',
    ]);
  });

  it.each([
    ['of an application, where nobody is asked', 'off', undefined],
    ['of the operator, that lets in', 'required', { reason: 'lost her phone', madeBy: 'root' }],
  ] as const)(
    'N14: a stolen ticket %s, used first: the owner hears of it and undoes it in one step',
    async (_of, vouch, withoutVouching) => {
      const world = await createWorld(await fresh(), { settings: { vouch } });
      const { devices, store } = world;
      const { self } = await pairActiveDevice(world);
      await store.db.updateTable('devices').set({ features: '["announcements"]' }).execute();
      world.clock.nowMs += hours(100);
      const applicationId = withoutVouching === undefined ? world.applicationId : null;
      const { code } = await devices.createEnrollment({ user: world.alice, applicationId, withoutVouching });
      const claim = await devices.claim({ code }, { ip: '203.0.113.66' });
      await expect(devices.claim({ code }, { ip: '192.0.2.7' })).rejects.toMatchObject({ code: 'enrollment_used' });
      const binding = await bindingFor(world, claim, await generateDeviceKey(), null);
      const mallory = await devices.complete(
        claim.enrollmentId,
        { binding, device: DEVICE, subscription: null },
        { ip: '203.0.113.66' },
      );
      await devices.activate(await deviceRow(world, mallory.deviceId), { pull: true }, { ip: '203.0.113.66' });
      const [added] = await store.db
        .selectFrom('announcements')
        .selectAll()
        .where('device_id', '=', mallory.deviceId)
        .execute();
      expect(added).toMatchObject({ what: 'device.added', ip: '203.0.113.66' });
      expect(await store.db.selectFrom('outbox').select(['channel', 'target']).execute()).toContainEqual({
        channel: 'device',
        target: self.deviceId,
      });
      const owner = await deviceRow(world, self.deviceId);
      expect((await devices.undo(owner, added?.id ?? '')).map(({ id }) => id)).toEqual([mallory.deviceId]);
      expect(await statesOf(world, owner, { id: mallory.deviceId })).toEqual(['active', 'suspended undo']);
    },
  );

  it('N14: a circle in the graph, which no rule makes, has an end, and the presser stays', async () => {
    const world = await createWorld(await fresh());
    const owner = await addDevice(world, 'Owner', { hoursAgo: 10 });
    const chain = [await addDevice(world, 'First', { hoursAgo: 9 })];
    for (let deep = 0; deep < 200; deep++) {
      const vouchedBy = chain.at(-1);
      chain.push(await addDevice(world, `Deep ${deep}`, { hoursAgo: 8, vouchedBy }));
    }
    const [first, last] = [chain[0], chain.at(-1)];
    if (!first || !last) throw new Error('no chain');
    await vouch(world, first, last);
    await vouch(world, owner, last);
    const older = await addDevice(world, 'Older', { hoursAgo: 11, vouchedBy: last });
    const suspended = await world.devices.undo(owner, await told(world, 'device.added', { device: first }));
    expect(suspended).toHaveLength(201);
    expect(await statesOf(world, owner, older)).toEqual(['active', 'active']);
  });

  it('N16: it never acts on a device that was there before the one that presses, nor on that itself', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const owner = await addDevice(world, 'Owner');
    const intruder = await addDevice(world, 'Intruder', { hoursAgo: 100 });
    const renamed = await told(world, 'device.renamed', { device: intruder, by: owner });
    const added = await told(world, 'device.added', { device: owner, by: owner });
    for (const id of [renamed, added]) {
      expect(await outcome(devices.undo(intruder, id))).toBe('undo_impossible');
      expect(await outcome(devices.undo(owner, id))).toBe('undo_impossible');
    }
    expect(await statesOf(world, owner, intruder)).toEqual(['active', 'active']);
    // Not used up by a try in vain.
    const suspended = await told(world, 'device.suspended', { device: owner, by: intruder });
    expect(await outcome(devices.undo(intruder, suspended))).toBe('undo_impossible');
    expect(await devices.undo(owner, suspended)).toEqual([{ id: intruder.id, name: 'Intruder' }]);
    expect(await outcome(devices.undo(intruder, renamed))).toBe('device_suspended');
  });

  it('N16: what an undone device has begun to remove is not removed, and can be resumed', async () => {
    const world = await createWorld(await fresh());
    const owner = await addDevice(world, 'Owner');
    const intruder = await addDevice(world, 'Intruder', { hoursAgo: 0.5 });
    const tablet = await addDevice(world, 'Tablet');
    await world.devices.replace(intruder, tablet.id);
    await world.devices.undo(owner, await told(world, 'device.added', { device: intruder }));
    world.clock.nowMs += hours(48);
    await world.devices.sweep();
    expect(await stateOf(world, tablet)).toBe('suspended replaced');
    await world.devices.resume(owner, { targetId: tablet.id });
  });

  it('N14: what an intruder let in is suspended from the intruder’s own notice, after the intruder is gone', async () => {
    const world = await createWorld(await fresh());
    const { devices, store } = world;
    const owner = await addDevice(world, 'Owner');
    const intruder = await addDevice(world, 'Intruder', { hoursAgo: 2, vouchedBy: owner });
    const second = await addDevice(world, 'Second', { hoursAgo: 1, vouchedBy: intruder });
    const notice = await told(world, 'device.added', { device: intruder, by: owner });
    await devices.revoke(intruder.id, { by: 'operator' });
    const shown = async () => (await listFor(store.db, owner, { beforeMs: 1e15, limit: 100 })).items;
    expect((await shown()).find(({ id }) => id === notice)?.undo).toBe('possible');
    expect(await devices.undo(owner, notice)).toEqual([{ id: second.id, name: 'Second' }]);
    expect(await stateOf(world, second)).toBe('suspended undo');
    expect((await shown()).find(({ id }) => id === notice)?.undo).toBe('done');
  });

  it('N14: another user’s notice is unknown, and one about no device has nothing to undo', async () => {
    const world = await createWorld(await fresh());
    const owner = await addDevice(world, 'Owner');
    const theirs = await addDevice(world, 'Theirs', { user_id: world.bob.id });
    const foreign = await told(world, 'device.added', { device: theirs, userId: world.bob.id });
    expect(await outcome(world.devices.undo(owner, foreign))).toBe('announcement_unknown');
    // Not even where a row were to name another user's device.
    const crossed = await told(world, 'device.added', { device: theirs });
    expect(await outcome(world.devices.undo(owner, crossed))).toBe('undo_impossible');
    const login = await told(world, 'login.failed', {});
    expect(await outcome(world.devices.undo(owner, login))).toBe('undo_impossible');
    expect(await stateOf(world, theirs)).toBe('active');
  });

  it('N14: the link of an e-mail is good once, for seven days, for its own notice', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const owner = await addDevice(world, 'Owner');
    const intruder = await addDevice(world, 'Intruder', { hoursAgo: 1, vouchedBy: owner });
    const own = await addDevice(world, 'Own', { hoursAgo: 1, vouchedBy: owner });
    const token = await linkTo(world, await told(world, 'device.added', { device: intruder, by: owner }));
    const other = await linkTo(world, await told(world, 'device.added', { device: own, by: owner }));
    const source = { ip: '192.0.2.1' };
    for (const wrong of [randomToken(), sha256(token), '']) {
      expect(await outcome(devices.undoByLink(wrong, source))).toBe('link_invalid');
    }
    const outcomes = await Promise.all([1, 2, 3].map(() => outcome(devices.undoByLink(token, source))));
    expect(outcomes.sort()).toEqual(['done', 'link_used', 'link_used']);
    expect(await outcome(devices.undoByLink(token, source))).toBe('link_used');
    expect(await deviceRow(world, intruder.id)).toMatchObject({ suspension: 'undo', suspended_by: null });
    expect(await statesOf(world, owner, own)).toEqual(['active', 'active']);
    world.clock.nowMs += hours(7 * 24);
    for (const old of [token, other]) expect(await outcome(devices.undoByLink(old, source))).toBe('link_invalid');
    expect(await stateOf(world, own)).toBe('active');
    await devices.resume(owner, { targetId: intruder.id });
  });

  it('N14: a link by which nothing can be undone now stays good', async () => {
    const world = await createWorld(await fresh());
    const owner = await addDevice(world, 'Owner');
    const added = await addDevice(world, 'Added', { hoursAgo: 1 });
    const token = await linkTo(world, await told(world, 'device.added', { device: added, by: owner }));
    await world.devices.suspend(owner, { targetId: added.id });
    expect(await outcome(world.devices.undoByLink(token, {}))).toBe('undo_impossible');
    await world.devices.resume(owner, { targetId: added.id });
    expect(await outcome(world.devices.undoByLink(token, {}))).toBe('done');
  });
});
