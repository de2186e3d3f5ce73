import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNod, type TestApplication, type TestNod } from '../e2e/kit/index.ts';

/**
 * docs/tutorial.md begins with a site that a stranger pastes. Here it runs as it is printed, with the package as `npm run pack` fills
 * it and a real server; the installation from tarballs is in scripts/pack.long.test.ts.
 */
const root = path.join(import.meta.dirname, '..');
const directory = mkdtempSync(path.join(tmpdir(), 'nod-tutorial-'));
const children: ChildProcess[] = [];
let nod: TestNod;
let site: TestApplication;
let printed = '';

beforeAll(async () => {
  // Its public names are compared with etc/ on the way.
  execFileSync(process.execPath, [path.join(root, 'scripts/pack.mjs'), '--check', 'nod-sdk'], { stdio: 'pipe' });
  nod = await startNod();
  site = await nod.application({ name: 'Site', scopes: ['challenges', 'enroll'] });
  writeFileSync(path.join(directory, 'app.json'), JSON.stringify({ id: site.id, apiKey: site.apiKey }));
  const [, text = ''] = /^cat > site\.mjs <<'END'\n(.*?)^END$/ms.exec(read('docs/tutorial.md')) ?? [];
  const here = text.replaceAll('4600', portOf(nod.origin)).replaceAll('3000', portOf(site.origin));
  writeFileSync(path.join(directory, 'site.mjs'), here);
  mkdirSync(path.join(directory, 'node_modules'), { recursive: true });
  for (const name of ['express', 'express-session']) {
    symlinkSync(path.join(root, 'node_modules', name), path.join(directory, 'node_modules', name));
  }
  symlinkSync(path.join(root, 'dist/packages/nod-sdk'), path.join(directory, 'node_modules/nod-sdk'));
  const child = spawn(process.execPath, ['site.mjs'], { cwd: directory, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  child.stdout.on('data', (data) => {
    printed += data;
  });
  for (let tries = 0; tries < 200 && !printed.includes(site.origin); tries++) await pause(100);
});

afterAll(async () => {
  for (const child of children) child.kill();
  await nod?.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('the pasted site signs alice in by her phone, and nobody without it', async () => {
  let cookie = '';
  const call = async (target: string, fields?: Record<string, string>) => {
    const init = fields ? { method: 'POST', body: new URLSearchParams(fields) } : {};
    const response = await fetch(site.origin + target, {
      ...init,
      headers: { cookie, origin: site.origin },
      redirect: 'manual',
    });
    cookie = response.headers.getSetCookie().at(-1)?.split(';')[0] ?? cookie;
    return response;
  };
  const phone = nod.phone('iPhone');
  await phone.pair(/\S+#\/pair\/\S+/.exec(printed)?.[0] ?? '');

  expect((await call('/login', { password: 'wrong' })).headers.get('location')).toBe('/');
  expect((await call('/login', { password: 'seven tame herons' })).headers.get('location')).toBe('/login/wait');
  const page = await (await call('/login/wait')).text();
  expect(await (await call('/nod-login.js')).text()).toContain('nod-login');
  expect((await call('/login/finish', {})).status).toBe(500);
  expect(await (await call('/')).text()).not.toContain('Hello');
  const heard = (await call('/login/events')).text();
  await phone.approve({ code: / code="(\d+)"/.exec(page)?.[1] ?? '' });
  expect(await heard).toContain('"state":"approved"');
  expect((await call('/login/finish', {})).headers.get('location')).toBe('/');
  expect(await (await call('/')).text()).toContain('Hello, alice');
});

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

const portOf = (origin: string) => new URL(origin).port;
