import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNod, type TestNod } from '../e2e/kit/index.ts';

/**
 * The two files of docs/auth-js.md, as they stand there, in a folder of their own with the packed SDK. `next-auth` is a few lines around
 * @auth/core, whose handler it is in truth, since it runs nowhere but in Next.js.
 */
const root = path.join(import.meta.dirname, '..');
const directory = mkdtempSync(path.join(tmpdir(), 'nod-auth-js-'));
let nod: TestNod;

const FILES: Record<string, string> = {
  'package.json': JSON.stringify({ private: true, type: 'module' }),
  'node_modules/next-auth/package.json': JSON.stringify({
    name: 'next-auth',
    type: 'module',
    exports: { '.': './index.js', './providers/credentials': './credentials.js' },
  }),
  'node_modules/next-auth/index.js': `
import { Auth } from '@auth/core';
export default (config) => ({ handlers: (request) => Auth(request, { ...config, secret: 'x'.repeat(32), trustHost: true, basePath: '/auth' }) });`,
  'node_modules/next-auth/credentials.js': `export { default } from '@auth/core/providers/credentials';`,
  'cookies.js': `
export const jar = new Map();
export const openCookie = (name) => jar.get(name);
export const sealCookie = (name, value) => void (value === undefined ? jar.delete(name) : jar.set(name, value));`,
  'browser.js': `
import { handlers } from './auth.js';
let cookies = {};
async function call(path, form) {
  const headers = { cookie: Object.entries(cookies).map(([name, value]) => name + '=' + value).join('; ') };
  const body = form && new URLSearchParams(form);
  const answer = await handlers(new Request('http://localhost:3000/auth' + path, { method: form ? 'POST' : 'GET', headers, ...(body ? { body } : {}) }));
  for (const set of answer.headers.getSetCookie()) {
    const [name, value] = set.split(';')[0].split('=');
    cookies[name] = value;
  }
  return answer;
}
export const forget = () => void (cookies = {});
/** @returns who the session is of; null where nobody was let in */
export async function signIn(fields = {}) {
  const { csrfToken } = await (await call('/csrf')).json();
  await call('/callback/credentials', { csrfToken, ...fields });
  return (await (await call('/session')).json())?.user ?? null;
}`,
  'run.js': `
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { forget, signIn } from './browser.js';
import { jar } from './cookies.js';
import { login } from './nod.js';
const answered = createInterface({ input: process.stdin });
const said = {};
said.unasked = await signIn({ username: 'alice', password: 'seven tame herons' });
const { code } = await login.ask(undefined, { user: 'alice', userId: process.env.USER_ID });
const waiting = jar.get('nod');
said.early = await signIn();
console.log(JSON.stringify({ code }));
await once(answered, 'line');
said.approved = await signIn();
forget();
jar.set('nod', waiting);
said.again = await signIn();
await login.ask(undefined, { user: 'alice', userId: process.env.USER_ID });
console.log(JSON.stringify({ deny: true }));
await once(answered, 'line');
said.denied = await signIn();
console.log(JSON.stringify(said));
process.exit(0);`,
};

beforeAll(async () => {
  const page = readFileSync(path.join(root, 'docs', 'auth-js.md'), 'utf8');
  for (const [, name = '', code = ''] of page.matchAll(/^```js (\S+)\n(.*?)^```$/gms)) FILES[name] = code;
  // What the page calls the application's own.
  FILES['nod.js'] =
    `const used = new Set();\nconst insertOnce = (_, id) => used.size < used.add(id).size;\n${FILES['nod.js']}`;
  execFileSync(process.execPath, [path.join(root, 'scripts/pack.mjs'), 'nod-sdk'], { stdio: 'pipe' });
  const packages = path.join(root, 'dist', 'packages');
  const sdk = readdirSync(packages).find((file) => /^nod-sdk-.*\.tgz$/.test(file)) ?? '';
  writeFileSync(path.join(directory, 'package.json'), FILES['package.json'] ?? '');
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', '@auth/core@0.41.3'];
  execFileSync('npm', [...install, path.join(packages, sdk)], { cwd: directory });
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    writeFileSync(path.join(directory, name), text);
  }
  nod = await startNod();
});
afterAll(async () => {
  await nod?.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('who has said yes is in, once; nobody is who hasn’t been asked, hasn’t answered yet, or has said no', async () => {
  const { environment, client } = await nod.application({ name: 'Notes' });
  const phone = nod.phone('Pixel 9');
  await phone.pair('alice');
  const { id } = await client.getUser('alice');
  const child = spawn(process.execPath, ['run.js'], {
    cwd: directory,
    env: { ...process.env, ...environment, USER_ID: id },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let said = {};
  createInterface({ input: child.stdout }).on('line', async (line) => {
    if (!line.startsWith('{')) return;
    said = JSON.parse(line);
    const { code, deny } = said as { code?: string; deny?: boolean };
    if (deny) await phone.deny();
    else if (code) await phone.approve({ code });
    else return;
    child.stdin.write('\n');
  });
  await once(child, 'close');
  expect(said).toEqual({ unasked: null, early: null, approved: { id }, again: null, denied: null });
});
