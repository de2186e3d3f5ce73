import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { countEvent, recordEvent } from '../events/record.ts';
import type { Store } from '../store/store.ts';
import { locationOf, onBothStores } from '../store/testing.ts';
import { nod } from './testing-terminal.ts';

function environmentOf(store: Store) {
  const { dataDir, databaseUrl } = locationOf(store);
  const ownDir = mkdtempSync(path.join(tmpdir(), 'nod-events-'));
  onTestFinished(() => rmSync(ownDir, { recursive: true, force: true }));
  return {
    NOD_ORIGIN: 'https://nod.example.org',
    NOD_VAPID_SUBJECT: 'mailto:ops@example.org',
    NOD_DATA_DIR: dataDir === '' ? ownDir : dataDir,
    NOD_DATABASE_URL: databaseUrl,
  };
}

/** A server on which somebody tries passwords, one user denied, and something happened long ago. */
async function aDay(store: Store) {
  const environment = environmentOf(store);
  const created = JSON.parse((await nod(['app', 'create', 'Wiki', '--json'], environment)).out);
  const { id: userId } = JSON.parse(
    (await nod(['user', 'create', 'alice', '--realm', 'Wiki', '--json'], environment)).out,
  );
  const applicationId: string = created.id;
  const nowMs = Date.now();
  const burst = {
    type: 'application.burst',
    applicationId,
    sourceIp: '203.0.113.66',
    detail: { users: 12, minutes: 10 },
  } as const;
  await store.db
    .updateTable('events')
    .set({ at_ms: nowMs - 3 * 86_400_000 })
    .execute();
  const atMs = nowMs - 60_000;
  // Both in one hour of the clock, whatever it says.
  await countEvent(store.db, { ...burst, atMs }, 'same');
  await countEvent(store.db, { ...burst, atMs }, 'same');
  await recordEvent(store.db, {
    type: 'challenge.denied',
    atMs,
    userId,
    applicationId,
    challengeId: `chl_${'a'.repeat(22)}`,
    deviceIp: '198.51.100.9',
    detail: { reason: 'tricky\u001b[2J\u202e' },
  });
  return { environment, userId, applicationId, events: (...more: string[]) => nod(['events', ...more], environment) };
}

onBothStores('nod events', (fresh) => {
  test('M2: lists a day, newest first, in lines with names, and shows what a terminal would obey as it is', async () => {
    const { events } = await aDay(await fresh());
    const { out, exitCode } = await events('--type', 'challenge.denied,application.burst');
    expect(exitCode).toBe(0);
    const [denied = '', burst = '', ...more] = out.trimEnd().split('\n');
    expect(more).toEqual([]);
    expect(denied).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}challenge\.denied {2}alice · Wiki · answer from 198\.51\.100\.9/,
    );
    expect(denied).toContain('reason: tricky\uFFFD[2J\uFFFD · chl_');
    expect(burst).toMatch(
      /application\.burst {2}Wiki · from 203\.0\.113\.66 · 2 times until \S+Z · users: 12 · minutes: 10$/,
    );
  });

  test('M2: time, user, type and number narrow it; --json has all members', async () => {
    const { events, userId, applicationId } = await aDay(await fresh());
    const types = async (...more: string[]) =>
      JSON.parse((await events('--json', ...more)).out).map(({ type }: { type: string }) => type);
    expect(await types('--user', 'alice')).toEqual(['challenge.denied']);
    expect(await types('--user', 'alice', '--realm', 'Wiki', '--since', '4d')).toEqual([
      'challenge.denied',
      'user.created',
    ]);
    expect(await types('--since', '2000-01-01', '--type', 'user.created')).toEqual(['user.created']);
    expect(await types('--since', new Date(Date.now() + 60_000).toISOString())).toEqual([]);
    expect(await types('--limit', '1')).toHaveLength(1);
    const [burst] = JSON.parse((await events('--json', '--type', 'application.burst')).out);
    expect(burst).toMatchObject({ applicationId, application: 'Wiki', user: null, count: 2, detail: { users: 12 } });
    const [denied] = JSON.parse((await events('--json', '--type', 'challenge.denied')).out);
    expect(denied).toMatchObject({ userId, user: 'alice' });
    expect((await events('--since', '1m', '--type', 'user.created')).out).toBe('Nothing of this happened.\n');
  });

  test('a mistyped option says what is wanted', async () => {
    const { events } = await aDay(await fresh());
    for (const wrong of [
      ['--since', 'yesterday'],
      ['--since', '2h ago'],
      ['--since', '2026-13-77'],
      ['--type', 'user.burst'],
      ['--limit', '0'],
      ['--limit', '10001'],
      ['--realm', 'Wiki'],
    ]) {
      expect((await events(...wrong)).exitCode, wrong.join(' ')).toBe(2);
    }
    expect((await events('--user', 'nobody')).exitCode).toBe(3);
  });
});

onBothStores('nod app', (fresh) => {
  test('M2: --unknown-browser is set, shown, kept, and taken back', async () => {
    const environment = environmentOf(await fresh());
    const words = ['app', 'create', 'Shop', '--match', 'none', '--unknown-browser', 'verify'];
    const { id } = JSON.parse((await nod([...words, '--json'], environment)).out);
    const policy = async (...more: string[]) =>
      JSON.parse((await nod(['app', 'policy', id, '--json', ...more], environment)).out);
    expect(await policy('--ttl', '60')).toMatchObject({ unknownBrowser: 'verify', ttlSeconds: 60 });
    expect((await nod(['app', 'policy', id, '--ttl', '90'], environment)).out).toContain('in an unknown browser');
    expect(await policy('--unknown-browser', 'same')).toMatchObject({ unknownBrowser: 'same', match: 'none' });
    const wrong = await nod(['app', 'policy', id, '--unknown-browser', 'ask'], environment);
    expect([wrong.exitCode, wrong.err.includes('--unknown-browser')]).toEqual([2, true]);
  });
});
