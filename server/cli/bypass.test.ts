import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nod } from './testing-terminal.ts';

let environment: Record<string, string>;
const dataDir = mkdtempSync(path.join(tmpdir(), `nod-cli-${randomBytes(4).toString('hex')}`));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
beforeAll(async () => {
  environment = {
    NOD_ORIGIN: 'https://nod.example.org',
    NOD_VAPID_SUBJECT: 'mailto:ops@example.org',
    NOD_DATA_DIR: dataDir,
  };
  await nod(['app', 'create', 'Wiki', '--origin', 'https://wiki.example'], environment);
  await nod(['user', 'create', 'alice', '--realm', 'Wiki'], environment);
});
const run = (...words: string[]) => nod(words, environment);

test('A6.6: --fallback is set, shown, taken back, and says what it gives away where the origin or the person is required', async () => {
  const policy = async (...words: string[]) => JSON.parse((await run('app', 'policy', 'Wiki', ...words, '--json')).out);
  expect(await policy('--fallback', 'bypass,offline')).toMatchObject({ fallbacks: ['offline', 'bypass'] });
  expect((await run('app', 'list')).out).toContain('without a device offline, bypass');
  expect(await policy('--fallback', 'none')).toMatchObject({ fallbacks: [] });
  expect(await policy('--fallback', 'default')).toMatchObject({ fallbacks: null });
  for (const wrong of ['sms', 'none,totp', '']) {
    expect((await run('app', 'policy', 'Wiki', '--fallback', wrong)).exitCode).not.toBe(0);
  }
  const quiet = await run('app', 'policy', 'Wiki', '--fallback', 'totp');
  expect(quiet.out).not.toContain('named');
  const origin = await run('app', 'policy', 'Wiki', '--match', 'origin');
  expect(origin.out).toContain('With totp named, nothing shows that a login is at its origin');
  const person = await run('app', 'policy', 'Wiki', '--match', 'code', '--user-verification', 'required');
  expect(person.out).toContain('With totp named, nothing shows that the person is confirmed');
  await run('app', 'policy', 'Wiki', '--user-verification', 'discouraged', '--fallback', 'bypass');
});

test('bypass prints a code for one application or the account page, this once, and wants a reason', async () => {
  const made = JSON.parse(
    (await run('bypass', 'alice', '--app', 'Wiki', '--reason', 'repair', '--for', '8h', '--json')).out,
  );
  expect(made).toMatchObject({ username: 'alice', application: expect.stringMatching(/^app_/) });
  expect(made.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}$/);
  const left = Date.parse(made.expiresAt) - Date.now();
  expect(left).toBeGreaterThan(7.9 * 3_600_000);
  expect(left).toBeLessThan(8.1 * 3_600_000);
  expect((await run('bypass', 'alice', '--account', '--reason', 'lost')).out).toContain('on the account page');
  expect((await run('events', '--json')).out).not.toContain(made.code);
  const refused = [
    ['alice', '--app', 'Wiki'],
    ['alice', '--reason', 'x'],
    ['alice', '--app', 'Wiki', '--account', '--reason', 'x'],
    ['alice', '--app', 'Wiki', '--reason', 'x', '--for', '25h'],
    ['alice', '--app', 'Wiki', '--reason', 'x', '--for', '0h'],
    ['alice', '--app', 'Lights', '--reason', 'x'],
    ['bob', '--app', 'Wiki', '--reason', 'x'],
  ];
  for (const words of refused) expect((await run('bypass', ...words)).exitCode).not.toBe(0);
  await run('app', 'create', 'Lights');
  const other = await run('bypass', 'alice', '--app', 'Lights', '--reason', 'x');
  expect([other.exitCode, other.err]).toEqual([1, expect.stringContaining('in another realm')]);
  await run('app', 'policy', 'Wiki', '--fallback', 'offline');
  const named = await run('bypass', 'alice', '--app', 'Wiki', '--reason', 'x');
  expect([named.exitCode, named.err]).toEqual([1, expect.stringContaining('--fallback offline,bypass')]);
});
