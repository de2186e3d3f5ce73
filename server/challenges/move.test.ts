import { expect, it } from 'vitest';
import { readChallenge } from '../../shared/protocol/challenge.ts';
import { onBothStores } from '../store/testing.ts';
import { anyProof, otherCode } from './testing-engine.ts';
import { KNOWS, vouchingEngine } from './testing-vouching.ts';

const MOVE = `mov_${'M'.repeat(22)}`;
const call = () => ({ deviceIp: '198.51.100.9', proof: anyProof() });

onBothStores('moving to a new phone', (fresh) => {
  /** The user's old phone, a tablet beside it, and the new phone of a move. */
  async function move(store: Parameters<typeof vouchingEngine>[0]) {
    const engine = await vouchingEngine(store);
    const tablet = await engine.addDevice('alice', { features: KNOWS, name: 'Tablet' });
    const ticket = { application_id: null, moves_device_id: engine.phone.row.id, move_id: MOVE };
    const next = await engine.newDevice(ticket);
    return { ...engine, tablet, next };
  }

  it('the old phone alone is asked: nobody else is rung, sees it, fetches it or answers it', async () => {
    const { ask, next, phone, tablet, challenges, decide, rowOf, requestOf, store } = await move(await fresh());
    const { challengeId, code, devices } = await ask(next);
    expect(devices).toEqual([{ name: phone.row.name, kind: 'pwa' }]);
    expect(readChallenge((await requestOf(challengeId)).jws)).toMatchObject({
      action: { title: 'Move your account to “iPhone”?' },
      vouch: { moves: true, device: next.row.id },
    });
    const deliveries = await store.db.selectFrom('deliveries').select('device_id').execute();
    expect(deliveries).toEqual([{ device_id: phone.row.id }]);
    expect(await challenges.pendingFor(phone.row)).toHaveLength(1);
    expect(await challenges.pendingFor(tablet.row)).toEqual([]);
    await expect(challenges.fetch(tablet.row, { challengeId, ...call() })).rejects.toMatchObject({
      code: 'challenge_unknown',
    });
    await expect(challenges.find(tablet.row, { code, ...call() })).rejects.toMatchObject({ code: 'code_unknown' });
    await challenges.acknowledge(tablet.row, { challengeId, event: 'received', proof: anyProof() });
    for (const answer of [{ code }, { decision: 'deny' as const }, { decision: 'report' as const }]) {
      await expect(decide(tablet, challengeId, answer)).rejects.toMatchObject({ code: 'decision_invalid' });
    }
    expect((await challenges.history(tablet.row, { beforeMs: 9e15, limit: 9 })).items).toEqual([]);
    expect((await rowOf(next)).state).toBe('unvouched');
  });

  it('approved: the new phone is active under the old one’s name, the old one is suspended and goes in a day', async () => {
    const { ask, next, phone, decide, rowOf, vouchOf, announced, events, time, requestOf } = await move(await fresh());
    const { challengeId, code } = await ask(next);
    await decide(phone, challengeId, { code });
    expect(await rowOf(next)).toMatchObject({ state: 'active', name: phone.row.name });
    expect(await vouchOf(next)).toMatchObject({
      how: 'moved',
      by_device_id: phone.row.id,
      receipt_jws: (await requestOf(challengeId)).receipt_jws,
    });
    expect(await rowOf(phone)).toMatchObject({
      state: 'suspended',
      suspension: 'moved',
      suspended_by: next.row.id,
      suspension_confirmed: 0,
      removal_at_ms: time.nowMs + 24 * 3_600_000,
    });
    expect((await announced()).map(({ what, device_id, by_device_id }) => [what, device_id, by_device_id])).toEqual([
      ['device.moved', next.row.id, phone.row.id],
    ]);
    expect((await events()).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['device.vouched', 'device.moved', 'device.suspended']),
    );
  });

  it('a photographed QR is worth nothing: its request is denied on the old phone, which stays as it is', async () => {
    const { ask, next, phone, decide, rowOf } = await move(await fresh());
    const { challengeId, code } = await ask(next);
    await expect(decide(phone, challengeId, { code: otherCode(code) })).rejects.toMatchObject({ code: 'wrong_code' });
    await decide(phone, challengeId, { decision: 'deny' });
    expect((await rowOf(next)).state).toBe('revoked');
    expect(await rowOf(phone)).toMatchObject({ state: 'active', removal_at_ms: null });
  });

  it('an old phone that isn’t active any more can’t be asked, and no other device is in its place', async () => {
    const { ask, next, phone, store } = await move(await fresh());
    await store.db.updateTable('devices').set({ state: 'suspended' }).where('id', '=', phone.row.id).execute();
    await expect(ask(next)).rejects.toMatchObject({ code: 'vouching_unavailable' });
  });

  it('N1: several accounts: the digits of one are taken for the others, if they are live in the same move', async () => {
    const { accounts, ask, next, phone, addDevice, newDevice, decide, rowOf, time } = await move(await fresh());
    await accounts.createUser({ username: 'alice.work' });
    const work = { username: 'alice.work' };
    const oldWork = await addDevice('alice.work', { features: KNOWS });
    const ticket = { application_id: null, moves_device_id: oldWork.row.id, move_id: MOVE };
    const first = await ask(next);
    const second = await newDevice(ticket, work);
    const asked = await ask(second, first.code);
    expect(asked.code).toBe(first.code);
    // Guessed ones are left aside, and so are those of another move.
    expect((await ask(await newDevice(ticket, work), otherCode(first.code))).code).not.toBe(otherCode(first.code));
    const elsewhere = await newDevice({ ...ticket, move_id: `mov_${'X'.repeat(22)}` }, work);
    expect((await ask(elsewhere, first.code)).code).not.toBe(first.code);
    expect((await ask(await newDevice({}, work), first.code)).code).not.toBe(first.code);
    // Whoever photographed the QR and reads the digits over a shoulder has another browser.
    const stranger = await newDevice(ticket, { ...work, endpoint: 'https://fcm.googleapis.com/fcm/send/stranger' });
    expect((await ask(stranger, first.code)).code).not.toBe(first.code);
    const pulling = await newDevice(ticket, { ...work, delivery: 'pull', endpoint: null });
    expect((await ask(pulling, first.code)).code).not.toBe(first.code);
    // One old phone answers both, each by the device of its account.
    await decide(phone, first.challengeId, { code: first.code });
    await decide(oldWork, asked.challengeId, { code: first.code });
    expect([(await rowOf(next)).state, (await rowOf(second)).state]).toEqual(['active', 'active']);
    // Once they are answered, they are nobody's any more.
    const late = await newDevice(ticket, work);
    time.nowMs += 1;
    await expect(ask(late, first.code)).rejects.toMatchObject({ code: 'vouching_unavailable' });
  });
});
