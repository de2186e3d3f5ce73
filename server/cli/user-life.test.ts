import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { deviceRow, locationOf, onBothStores, TEST_REALM } from '../store/testing.ts';
import { nod } from './testing-terminal.ts';

/** A server with an alice who has a device, and ways to call `nod`. */
async function commands(store: Store) {
  const { dataDir, databaseUrl } = locationOf(store);
  const ownDir = mkdtempSync(path.join(tmpdir(), 'nod-user-life-'));
  onTestFinished(() => rmSync(ownDir, { recursive: true, force: true }));
  const environment = {
    NOD_ORIGIN: 'https://nod.example.org',
    NOD_VAPID_SUBJECT: 'mailto:ops@example.org',
    NOD_DATA_DIR: dataDir === '' ? ownDir : dataDir,
    NOD_DATABASE_URL: databaseUrl,
  };
  const call = (...argv: string[]) => nod(argv, environment);
  const answer = async (...argv: string[]) => JSON.parse((await call(...argv, '--json')).out);
  const { id } = await answer('user', 'create', 'alice');
  await store.db
    .insertInto('devices')
    .values(deviceRow(`dev_${'a'.repeat(22)}`, id))
    .execute();
  const typing = (said: string) => {
    const asked: string[] = [];
    const ask = async (question: string) => {
      asked.push(question);
      return said;
    };
    return { asked, world: { ask } };
  };
  return { environment, call, answer, id, typing };
}

onBothStores('nod user lock, unlock, rename, delete', (fresh) => {
  test('lock wants a reason, is shown, and keeps the first one; unlock takes it back', async () => {
    const { call, answer, id } = await commands(await fresh());
    expect(await call('user', 'lock', 'alice')).toMatchObject({ exitCode: 2, out: '' });
    const locked = await call('user', 'lock', 'alice', '--reason', 'laptop stolen');
    expect(locked.out).toBe(`alice is locked. Lift it: nod user unlock alice --realm "${TEST_REALM.name}"\n`);
    expect(await answer('user', 'lock', 'alice', '--reason', 'another')).toMatchObject({
      locked: true,
      changed: false,
    });
    expect(await answer('user', 'show', 'alice')).toMatchObject({
      lockedAt: expect.stringMatching(/^20/),
      lockReason: 'laptop stolen',
    });
    expect((await call('user', 'show', 'alice')).out).toMatch(
      /^locked \d+ s ago: laptop stolen\nLift it: nod user unlock/m,
    );
    for (const refused of [
      ['enroll', 'alice'],
      ['bypass', 'alice', '--account', '--reason', 'x'],
    ]) {
      const { exitCode, err } = await call(...refused, '--json');
      expect([exitCode, JSON.parse(err).error.code]).toEqual([1, 'user_locked']);
    }
    expect(await answer('user', 'unlock', 'alice')).toEqual({ id, username: 'alice', locked: false, changed: true });
    expect((await call('user', 'unlock', 'alice')).out).toBe('alice wasn’t locked.\n');
    expect(await answer('user', 'show', 'alice')).toMatchObject({ lockedAt: null, lockReason: null });
    const [unlocked, first] = await answer('events', '--type', 'user.locked,user.unlocked');
    expect(first).toMatchObject({ type: 'user.locked', detail: { reason: 'laptop stolen', madeBy: 'olga' } });
    expect(unlocked).toMatchObject({ type: 'user.unlocked', detail: { madeBy: 'olga' } });
    expect((await call('user', 'lock', 'nobody', '--reason', 'x')).exitCode).toBe(3);
  });

  test('rename keeps the person and what they have, and refuses a name that somebody has', async () => {
    const { call, answer, id } = await commands(await fresh());
    await call('user', 'create', 'bob');
    const renamed = await answer('user', 'rename', 'alice', 'Alice.B', '--realm', TEST_REALM.name);
    expect(renamed).toEqual({ id, username: 'alice.b', previously: 'alice', realm: TEST_REALM.name });
    expect((await call('user', 'rename', 'alice.b', 'bob')).exitCode).toBe(5);
    expect((await call('user', 'rename', 'alice.b', 'two words')).exitCode).toBe(2);
    expect((await call('user', 'rename', 'alice', 'carol')).exitCode).toBe(3);
    expect((await answer('user', 'show', 'alice.b')).devices).toHaveLength(1);
    const [event] = await answer('events', '--type', 'user.renamed');
    expect(event).toMatchObject({ userId: id, detail: { from: 'alice', to: 'alice.b', madeBy: 'olga' } });
  });

  test('delete says what will be gone and asks for the name; a script says --yes', async () => {
    const { environment, call, answer, id, typing } = await commands(await fresh());
    const words = ['user', 'delete', 'alice'];
    // Nobody there to be asked.
    for (const more of [[], ['--json']]) expect(await call(...words, ...more)).toMatchObject({ exitCode: 2, out: '' });
    const wrong = typing('alcie');
    expect(await nod(words, environment, wrong.world)).toMatchObject({ exitCode: 1, out: '' });
    expect(wrong.asked[0]).toContain(`Of alice (${id}`);
    expect(wrong.asked[0]).toContain('devices: 1');
    expect((await call('user', 'show', 'alice')).exitCode).toBe(0);
    const right = typing('alice\n');
    expect((await nod(words, environment, right.world)).out).toContain('alice is deleted');
    expect((await call('user', 'show', 'alice')).exitCode).toBe(3);
    await call('user', 'create', 'alice');
    expect(await answer(...words, '--yes')).toMatchObject({ username: 'alice', deleted: { devices: 0, requests: 0 } });
    const events = await answer('events', '--type', 'user.created,user.deleted');
    expect(events.map(({ user }: { user: unknown }) => user)).toEqual([null, null, null, null]);
    expect(JSON.stringify(events)).not.toContain('"alice"');
  });
});
