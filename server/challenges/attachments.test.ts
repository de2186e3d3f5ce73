import { expect, it } from 'vitest';
import { checkAttachment } from '../../shared/protocol/attachment.ts';
import { readChallenge } from '../../shared/protocol/challenge.ts';
import { verifyReceiptOffline } from '../../shared/protocol/offline-receipt.ts';
import { sha256 } from '../crypto/seal.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { ATTACHMENTS_MAX_BYTES, type Attachment, forgetAttachments } from './attachments.ts';
import type { Engine } from './challenges.ts';
import { engineOn, ORIGIN } from './testing-engine.ts';

const KNOWS = JSON.stringify(['attachments']);
const DIFF: Attachment = {
  name: 'change.diff',
  mediaType: 'text/x-diff',
  text: '--- a/rights.ts\n+++ b/rights.ts\n-const admins = [];\n+const admins = ["m\u202Eallory"];\n',
};
const PLAN: Attachment = { name: 'plan.json', mediaType: 'application/json', text: '{"delete": ["db"], "n": 1e400}' };
const HOUR_MS = 3_600_000;

async function attachmentsOn(store: Store) {
  const engine = await engineOn(store);
  const { challenges, application } = engine;
  const add = (changes: Partial<DeviceRow> = {}) => engine.addDevice('alice', { features: KNOWS, ...changes });
  const ask = (attachments: readonly Attachment[] = [DIFF, PLAN], more: object = {}) =>
    challenges.create({
      application,
      username: 'alice',
      action: { title: 'Apply', details: [] },
      attachments,
      ...more,
    });
  const claimsOf = async (id: string) => readChallenge(await engine.challengeJws(id));
  const count = async () => (await store.db.selectFrom('attachments').select('position').execute()).length;
  return { ...engine, add, ask, claimsOf, count };
}

onBothStores('attachments', (fresh) => {
  it('V9.2.2: the parameters that are approved are complete: all of each text is named in what is signed, fetched, and in the receipt', async () => {
    const world = await attachmentsOn(await fresh());
    const phone = await world.add();
    const { id, code = '' } = await world.ask([DIFF, PLAN], { readAll: true });
    const { action } = await world.claimsOf(id);
    expect(action.readAll).toBe(true);
    expect(action.attachments).toEqual(
      [DIFF, PLAN].map(({ name, mediaType, text }) => ({
        name,
        mediaType,
        size: Buffer.byteLength(text),
        sha256: sha256(text),
      })),
    );
    for (const [position, { text }] of [DIFF, PLAN].entries()) {
      const fetched = await world.challenges.attachment(phone.row, { challengeId: id, position });
      expect(fetched).toBe(text);
      const [entry, other] = [action.attachments?.[position], action.attachments?.[1 - position]];
      if (!entry || !other) throw new Error('both are named');
      await expect(checkAttachment(fetched, entry)).resolves.toBe(text);
      // Changed on the way, or another one of the same request.
      for (const changed of [`${text} `, text.slice(1), text.replace('m', 'M'), '']) {
        if (changed === text) continue;
        await expect(checkAttachment(changed, entry)).rejects.toMatchObject({ code: 'wrong_attachment' });
      }
      await expect(checkAttachment(fetched, other)).rejects.toMatchObject({ code: 'wrong_attachment' });
    }
    await world.decide(phone, id, { code });
    const receipt = await world.challenges.receipt(world.application, id);
    const expected = { keys: world.keys.publicJwks, issuer: ORIGIN, audience: world.application.id, challengeId: id };
    expect(readChallenge(verifyReceiptOffline(receipt, expected).challenge).action).toEqual(action);
  });

  it('V9.2.8: an approval is bound to who asked, for what, once: the same texts again are another question', async () => {
    const world = await attachmentsOn(await fresh());
    const phone = await world.add();
    const other = await world.addApplication({ name: 'Lights' });
    const first = await world.ask();
    const approval = await world.sign(phone, first.id, { code: first.code });
    const answer = (id: string) => world.challenges.decide({ challengeId: id, decisionJws: approval, deviceIp: '' });
    const ofOther = await world.ask([DIFF, PLAN], { application: other });
    await expect(answer(ofOther.id)).rejects.toMatchObject({ code: 'decision_invalid' });
    expect(await answer(first.id)).toMatchObject({ state: 'approved' });
    const again = await world.ask();
    const nonces = await Promise.all([first, ofOther, again].map(async ({ id }) => (await world.claimsOf(id)).nonce));
    expect(new Set(nonces).size).toBe(3);
    await expect(answer(again.id)).rejects.toMatchObject({ code: 'decision_invalid' });
    expect((await world.challenges.get(world.application, again.id)).state).toBe('pending');
    // Who asked is in the receipt, and no other application gets it.
    await expect(world.challenges.receipt(other, first.id)).rejects.toMatchObject({ code: 'challenge_unknown' });
  });

  it('V9.2.9: only a key of the person’s own device approves: none that an application, or the server, holds', async () => {
    const world = await attachmentsOn(await fresh());
    const phone = await world.add();
    const { id, code = '' } = await world.ask();
    const serversOwn = { row: phone.row, key: { ...world.keys.signing, publicJwk: phone.key.publicJwk } };
    await expect(world.decide(serversOwn, id, { iss: world.keys.signing.kid, code })).rejects.toMatchObject({
      code: 'decision_invalid',
    });
    await world.accounts.createUser({ username: 'mallory' });
    const mallorys = await world.addDevice('mallory', { features: KNOWS });
    await expect(world.decide(mallorys, id, { code })).rejects.toMatchObject({ code: 'decision_invalid' });
    const own = { challengeId: id, position: 0 };
    await expect(world.challenges.attachment(mallorys.row, own)).rejects.toMatchObject({ code: 'challenge_unknown' });
    expect(await world.decide(phone, id, { code })).toMatchObject({ state: 'approved' });
  });

  it('a device that doesn’t know attachments isn’t asked, gets none and can’t answer', async () => {
    const world = await attachmentsOn(await fresh());
    const old = await world.add({ features: '[]' });
    await expect(world.ask()).rejects.toMatchObject({ code: 'no_active_device' });
    const phone = await world.add({ created_at_ms: old.row.created_at_ms + 1 });
    const { id, code = '', devices } = await world.ask();
    expect(devices.map((device) => device.id)).toEqual([phone.row.id]);
    expect(await world.challenges.pendingFor(old.row)).toEqual([]);
    const first = { challengeId: id, position: 0 };
    await expect(world.challenges.attachment(old.row, first)).rejects.toMatchObject({ code: 'challenge_unknown' });
    for (const answer of [{ code }, { decision: 'deny' as const }]) {
      await expect(world.decide(old, id, answer)).rejects.toMatchObject({ code: 'decision_invalid' });
    }
  });

  it('they lie sealed until an hour after the request’s time; then they are gone, and the hashes stay', async () => {
    const world = await attachmentsOn(await fresh());
    const phone = await world.add();
    const { id, code = '', expiresAtMs } = await world.ask();
    expect(JSON.stringify(await world.store.db.selectFrom('attachments').selectAll().execute())).not.toContain(
      'admins',
    );
    await world.decide(phone, id, { code });
    await expect(world.challenges.attachment(phone.row, { challengeId: id, position: 0 })).rejects.toMatchObject({
      code: 'challenge_final',
    });
    const engine = { store: world.store, clock: world.clock } as Engine;
    world.time.nowMs = expiresAtMs + HOUR_MS - 1;
    await forgetAttachments(engine);
    expect(await world.count()).toBe(2);
    world.time.nowMs += 1;
    await forgetAttachments(engine);
    expect(await world.count()).toBe(0);
    const { items } = await world.challenges.history(phone.row, { beforeMs: world.time.nowMs, limit: 10 });
    expect(items[0]?.attachments?.map(({ name, sha256: hash }) => [name, hash])).toEqual(
      [DIFF, PLAN].map(({ name, text }) => [name, sha256(text)]),
    );
    expect(await world.challenges.receipt(world.application, id)).toContain('.');
  });

  it('the room that they take is told by no answer: a denial frees it when the end of the time would', async () => {
    const world = await attachmentsOn(await fresh());
    const phone = await world.add();
    const denied = await world.ask([PLAN]);
    await world.decide(phone, denied.id, { decision: 'deny' });
    const engine = { store: world.store, clock: world.clock } as Engine;
    world.time.nowMs = denied.expiresAtMs + HOUR_MS - 1;
    await forgetAttachments(engine);
    expect(await world.count()).toBe(1);
    world.time.nowMs += 1;
    await forgetAttachments(engine);
    expect(await world.count()).toBe(0);
  });

  it('those of what waits are kept, also for long, and an expired one has none to show', async () => {
    const world = await attachmentsOn(await fresh());
    const phone = await world.add();
    const { id } = await world.ask();
    const asked = { challengeId: id, position: 0 };
    await expect(world.challenges.attachment(phone.row, { ...asked, position: 2 })).rejects.toMatchObject({
      code: 'attachment_unknown',
    });
    world.time.nowMs += 600_000;
    await expect(world.challenges.attachment(phone.row, asked)).rejects.toMatchObject({ code: 'challenge_final' });
    world.time.nowMs += 2 * HOUR_MS;
    await forgetAttachments({ store: world.store, clock: world.clock } as Engine);
    expect(await world.count()).toBe(2);
  });

  it('64 MiB of one application at once; the next is refused, and changes nothing', async () => {
    const world = await attachmentsOn(await fresh());
    await world.add();
    const { id } = await world.ask([PLAN]);
    const fill = (bytes: number) => world.store.db.updateTable('attachments').set({ size_bytes: bytes }).execute();
    await fill(ATTACHMENTS_MAX_BYTES - DIFF.text.length + 1);
    await expect(world.ask([DIFF])).rejects.toMatchObject({ code: 'attachments_full' });
    expect((await world.challenges.get(world.application, id)).state).toBe('pending');
    expect(await world.count()).toBe(1);
    // Another application has its own.
    const application = await world.addApplication({ name: 'Other' });
    expect(await world.ask([DIFF], { application })).toMatchObject({ state: 'pending' });
    await fill(1);
    expect(await world.ask([DIFF])).toMatchObject({ state: 'pending' });
  });

  it('a text that can’t be shown, or is too large, is refused and changes nothing', async () => {
    const world = await attachmentsOn(await fresh());
    await world.add();
    const largest = 'ä'.repeat(128 * 1024);
    const plain = (text: string): Attachment => ({ name: 'a.txt', mediaType: 'text/plain', text });
    for (const [attachment, code] of [
      [plain(`${largest}x`), 'attachment_too_large'],
      [plain(''), 'attachment_invalid'],
      [plain('a\0b'), 'attachment_invalid'],
      [plain('a\ud800b'), 'attachment_invalid'],
      [{ ...PLAN, text: '{"a":' }, 'attachment_invalid'],
      [{ ...PLAN, text: '{"to":"alice","to":"mallory"}' }, 'attachment_invalid'],
    ] as const) {
      await expect(world.ask([attachment])).rejects.toMatchObject({ code });
    }
    // Their entries count towards what fits into a push.
    const details = [{ label: 'l', value: 'v'.repeat(1400) }];
    await expect(world.ask([PLAN], { action: { title: 'Apply', details } })).rejects.toMatchObject({
      code: 'action_too_large',
    });
    expect(await world.store.db.selectFrom('challenges').select('id').execute()).toEqual([]);
    expect(await world.ask([plain(largest)])).toMatchObject({ state: 'pending' });
  });
});
