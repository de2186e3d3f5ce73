import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { placesFile } from '../net/testing-mmdb.ts';
import { checkClock } from './check-dependencies.ts';
import type { CheckResult } from './check-server.ts';
import { nod } from './testing-terminal.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'nod-doctor-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Answers for hosts by name; whatever isn't listed is unreachable. */
function network(answers: Record<string, () => Response>): typeof fetch {
  return async (input) => {
    const answer = answers[new URL(String(input)).host];
    if (answer === undefined)
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) });
    return answer();
  };
}

const pushServices = (headers: Record<string, string> = {}) =>
  Object.fromEntries(
    [
      'fcm.googleapis.com',
      'updates.push.services.mozilla.com',
      'web.push.apple.com',
      'wns2-par02p.notify.windows.com',
    ].map((host) => [host, () => new Response(null, { status: 404, headers })]),
  );

async function examine(environment: Record<string, string | undefined>, fetch: typeof globalThis.fetch) {
  const call = await nod(['doctor', '--json'], { NOD_DATA_DIR: directory, ...environment }, { fetch });
  const { ok, checks }: { ok: boolean; checks: CheckResult[] } = JSON.parse(call.out);
  const find = (name: string) => checks.find((result) => result.check === name);
  return { exitCode: call.exitCode, ok, checks, find };
}

const jwksOf = (kid: string) => Response.json({ keys: [{ kid, kty: 'EC' }] });

describe('nod doctor', () => {
  test('a demo that runs, with everything reachable, has nothing failed', async () => {
    await nod(['realm', 'create', 'home'], { NOD_DATA_DIR: directory });
    const { loadOrCreateKeys } = await import('../crypto/keys.ts');
    const keys = await loadOrCreateKeys(path.join(directory, 'keys'), { randomBytes: () => new Uint8Array(32) });
    const { ok, exitCode, find } = await examine(
      {},
      network({
        ...pushServices({ date: new Date().toUTCString() }),
        'localhost:4400': () => jwksOf(keys.signing.kid),
      }),
    );
    expect(find('origin')).toMatchObject({ status: 'ok' });
    expect(find('database')).toMatchObject({ status: 'ok' });
    expect(find('keys')).toMatchObject({ status: 'ok' });
    expect(find('clock')).toMatchObject({ status: 'ok' });
    expect(find('push service fcm.googleapis.com')).toMatchObject({ status: 'ok' });
    expect({ ok, exitCode }).toEqual({ ok: true, exitCode: 0 });
  });

  test('each result that is not ok says what to do next', async () => {
    const { checks, exitCode } = await examine({}, network({}));
    expect(exitCode).toBe(1);
    for (const result of checks) {
      if (result.status !== 'ok') expect(result.next, result.check).toMatch(/\w/);
    }
  });

  test('it changes nothing: no keys, no database', async () => {
    await examine({}, network({}));
    expect(readdirSync(directory)).toEqual([]);
  });

  test('a wrong configuration ends with 4 and one failed line per variable', async () => {
    const { exitCode, checks } = await examine({ NOD_ORIGIN: 'http://nod.example.org', NOD_PORT: 'x' }, network({}));
    expect(exitCode).toBe(4);
    expect(checks.map((result) => result.status)).toEqual(['failed', 'failed', 'failed']);
    expect(checks.map((result) => result.detail).join()).toMatch(/NOD_ORIGIN.*NOD_PORT.*NOD_VAPID_SUBJECT/s);
  });

  test('an origin that another server answers, or a Nod server with other keys, is told apart from one that works', async () => {
    await nod(['realm', 'create', 'home'], { NOD_DATA_DIR: directory });
    const cases: [() => Response, RegExp][] = [
      [() => jwksOf('somebody-else'), /other keys/],
      [() => new Response('<html>', { status: 200 }), /not as a Nod server/],
      [() => new Response('', { status: 502 }), /502/],
    ];
    for (const [answer, detail] of cases) {
      const { find } = await examine({}, network({ 'localhost:4400': answer }));
      expect(find('origin')).toMatchObject({ status: 'failed', detail: expect.stringMatching(detail) });
    }
  });

  test('an unreachable push service fails a server, and is a warning for the demo', async () => {
    const server = { NOD_ORIGIN: 'https://127.0.0.1:1', NOD_VAPID_SUBJECT: 'mailto:ops@example.org' };
    const name = 'push service web.push.apple.com';
    expect((await examine({}, network({}))).find(name)).toMatchObject({ status: 'warning' });
    // A loopback origin is the demo's, whatever its scheme.
    expect((await examine(server, network({}))).find(name)).toMatchObject({ status: 'warning' });
    const real = { ...server, NOD_ORIGIN: 'https://nod.invalid', NOD_PUSH_HOSTS: 'push.example.org *.example.net' };
    const { find, checks } = await examine(real, network({}));
    expect(find(name)).toMatchObject({ status: 'failed', detail: expect.stringContaining('ENOTFOUND') });
    expect(find('push service push.example.org')).toMatchObject({ status: 'failed' });
    expect(checks.filter((result) => result.check.includes('example.net'))).toEqual([]);
  });

  test('W3: a contact for push services that leads to nobody fails', async () => {
    const server = { NOD_ORIGIN: 'https://nod.invalid', NOD_VAPID_SUBJECT: 'mailto:ops@nod.local' };
    expect((await examine(server, network({}))).find('vapid subject')).toMatchObject({ status: 'failed' });
  });

  test('places: whether they are read, and how old they are', async () => {
    const places = async (file: string | undefined) =>
      (await examine({ NOD_PLACES: file }, network({}))).find('places');
    const builtDaysAgo = (days: number) =>
      placesFile({ networks: [], type: 'DBIP-City-Lite', builtAtMs: Date.now() - days * 86_400_000 - 1000 });
    expect(await places(undefined)).toMatchObject({ status: 'ok', detail: expect.stringContaining('NOD_PLACES') });
    expect(await places(builtDaysAgo(365))).toMatchObject({
      status: 'ok',
      detail: expect.stringMatching(/^DBIP-City-Lite of \d{4}-\d\d-\d\d, 365 days old$/),
    });
    expect(await places(builtDaysAgo(366))).toMatchObject({
      status: 'warning',
      next: expect.stringContaining('newer'),
    });
    expect(await places(path.join(directory, 'none'))).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('ENOENT'),
    });
  });

  test('a push host that is rewritten for tests is asked at its rewritten address', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.method ?? '');
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const rewrite = `fcm.googleapis.com=http://127.0.0.1:${port}`;
    const environment = { NOD_ORIGIN: 'http://localhost:4400', NOD_TEST_PUSH_REWRITE: rewrite };
    const { find } = await examine(environment, (input, init) =>
      String(input).startsWith(`http://127.0.0.1:${port}`) ? fetch(input, init) : Promise.reject(new TypeError('no')),
    );
    server.close();
    expect(asked).toEqual(['HEAD']);
    expect(find('push service fcm.googleapis.com')).toMatchObject({ status: 'ok' });
  });

  test('people get one line per check, with the next step below', async () => {
    const { out, exitCode } = await nod(['doctor'], { NOD_DATA_DIR: directory }, { fetch: network({}) });
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^FAILED {3}origin: .*\n +→ Start the server/m);
    expect(out).toMatch(/1 failed, \d+ warnings\.\n$/);
  });
});

describe('the clock', () => {
  test.each([
    [0, 'ok'],
    [-2_900, 'ok'],
    [3_100, 'warning'],
    [-29_000, 'warning'],
    [31_000, 'failed'],
    [-3_600_000, 'failed'],
    [undefined, 'warning'],
  ] as const)('%s ms off is %s', (offsetMs, status) => {
    expect(checkClock(offsetMs, 'the database').status).toBe(status);
  });
});
