import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pairPhone } from '../demo/testing/phone.ts';
import { createLog } from '../server/diagnostics/log.ts';
import { type RunningServer, serve } from '../server/listen.ts';
import { createNod } from '../server/nod.ts';
import { readConfig } from '../server/settings/config.ts';

/**
 * docs/tutorial.md begins with a site that a stranger pastes. Here it runs as it is printed, with the package as `npm run pack` fills
 * it and a real server; the installation from tarballs is in scripts/pack.long.test.ts.
 */
const root = path.join(import.meta.dirname, '..');
const directory = mkdtempSync(path.join(tmpdir(), 'nod-tutorial-'));
const children: ChildProcess[] = [];
let nod: RunningServer;
let ports: { nod: number; site: number };
let printed = '';

beforeAll(async () => {
  // Its public names are compared with etc/ on the way.
  execFileSync(process.execPath, [path.join(root, 'scripts/pack.mjs'), '--check', 'nod-sdk'], { stdio: 'pipe' });
  ports = { nod: await freePort(), site: await freePort() };
  const [NOD_ORIGIN, NOD_PORT] = [`http://localhost:${ports.nod}`, `${ports.nod}`];
  const config = readConfig({ NOD_ORIGIN, NOD_PORT, NOD_DEMO: '1', NOD_DATA_DIR: path.join(directory, 'data') });
  const log = createLog({ level: 'silent' });
  const made = await createNod(config, { clock: Date.now, randomBytes, log });
  nod = await serve(made, log);
  const origins = [`http://localhost:${ports.site}`];
  const site = await made.accounts.createApplication({ name: 'Site', origins, scopes: ['challenges', 'enroll'] });
  writeFileSync(path.join(directory, 'app.json'), JSON.stringify({ id: site.id, apiKey: site.apiKey }));
  const [, text = ''] = /^cat > site\.mjs <<'END'\n(.*?)^END$/ms.exec(read('docs/tutorial.md')) ?? [];
  const here = text.replaceAll('4400', `${ports.nod}`).replaceAll('3000', `${ports.site}`);
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
  for (let tries = 0; tries < 200 && !printed.includes(origins[0] ?? ''); tries++) await pause(100);
});

afterAll(async () => {
  for (const child of children) child.kill();
  await nod?.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('the pasted site signs alice in by her phone, and nobody without it', async () => {
  const site = `http://localhost:${ports.site}`;
  let cookie = '';
  const call = async (target: string, fields?: Record<string, string>) => {
    const init = fields ? { method: 'POST', body: new URLSearchParams(fields) } : {};
    const response = await fetch(site + target, { ...init, headers: { cookie, origin: site }, redirect: 'manual' });
    cookie = response.headers.getSetCookie().at(-1)?.split(';')[0] ?? cookie;
    return response;
  };
  const origin = `http://localhost:${ports.nod}`;
  const [, token = ''] = /#\/pair\/(\S+)/.exec(printed) ?? [];
  const phone = await pairPhone({ origin, code: { token }, name: 'iPhone', fetch });
  await phone.activate();

  expect((await call('/login', { password: 'wrong' })).headers.get('location')).toBe('/');
  expect((await call('/login', { password: 'seven tame herons' })).headers.get('location')).toBe('/login/wait');
  const page = await (await call('/login/wait')).text();
  expect(await (await call('/nod-login.js')).text()).toContain('nod-login');
  expect((await call('/login/finish', {})).status).toBe(500);
  expect(await (await call('/')).text()).not.toContain('Hello');
  const heard = (await call('/login/events')).text();
  await phone.answer('approve', / code="(\d+)"/.exec(page)?.[1]);
  expect(await heard).toContain('"state":"approved"');
  expect((await call('/login/finish', {})).headers.get('location')).toBe('/');
  expect(await (await call('/')).text()).toContain('Hello, alice');
});

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
