import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withProgram } from './testing-program.ts';

/** The tarballs in empty projects: what a stranger gets. npm fetches what they depend on, from its cache where it can. */
const root = path.join(import.meta.dirname, '..');
const packages = path.join(root, 'dist', 'packages');
const directory = mkdtempSync(path.join(tmpdir(), 'nod-packages-'));
const children: ChildProcess[] = [];
const environment = {
  ...process.env,
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
};

beforeAll(() => {
  execFileSync(process.execPath, [path.join(root, 'scripts/pack.mjs')], { stdio: 'pipe' });
});
afterAll(() => {
  for (const child of children) if (child.pid) process.kill(-child.pid);
  rmSync(directory, { recursive: true, force: true });
});

const tarball = (name: string) => {
  const found = readdirSync(packages).find((file) => file.startsWith(`${name}-`) && file.endsWith('.tgz'));
  return path.join(packages, found ?? '');
};

/** An empty folder with these packages. */
function project(name: string, ...installed: string[]): string {
  const folder = path.join(directory, name);
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }));
  execFileSync('npm', ['install', '--prefer-offline', '--loglevel=error', ...installed], {
    cwd: folder,
    env: environment,
  });
  return folder;
}

const run = (folder: string, program: string, ...args: string[]) =>
  execFileSync(program, args, { cwd: folder, env: environment, encoding: 'utf8' });

/** A program that uses every entry of the package. */
const USE = `
import { createNodClient, isNodError, verifyWebhook } from 'nod-sdk';
import { expressLogin } from 'nod-sdk/express';
import { honoLogin } from 'nod-sdk/hono';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
const client = createNodClient({ origin: 'http://127.0.0.1:1', apiKey: 'nod_0123456789ab_00112233445566778899aabbccddeeff', retryDelaysMs: [] });
const refused = await client.createChallenge({ user: 'alice' }).catch((error) => isNodError(error, 'network'));
const forged = await verifyWebhook({ secret: 'whsec_' + btoa('x'.repeat(24)), headers: {}, body: '' }).catch((error) => error.reason);
const script = readFileSync(fileURLToPath(import.meta.resolve('nod-sdk/nod-login.js')), 'utf8');
console.log(JSON.stringify([refused, forged, typeof expressLogin, typeof honoLogin, script.includes('nod-login')]));
`;
const USED = [true, 'no_signature', 'function', 'function', true];

const TYPED = `
import { type Approval, awaitApproval, createNodClient, createReceiptVerifier, type WaitingLogin } from 'nod-sdk';
import { nod } from 'nod-sdk/better-auth';
import { expressLogin } from 'nod-sdk/express';
import { honoLogin, honoWebhook } from 'nod-sdk/hono';
import { defineNodLogin } from 'nod-sdk/login-element';
import { betterAuth } from 'better-auth';
import express, { type Request } from 'express';
import { type Context, Hono } from 'hono';

const origin = 'https://nod.example.org';
const client = createNodClient({ origin, apiKey: 'nod_…' });
const receipts = createReceiptVerifier({ origin, applicationId: 'app_…' });
export const approval: Promise<Approval> = awaitApproval({ client, receipts, challengeId: 'chl_…', userId: 'usr_…', match: 'code' });
// @ts-expect-error there is no such way
awaitApproval({ client, receipts, challengeId: 'chl_…', userId: 'usr_…', match: 'telepathy' });

const kept = new Map<string, WaitingLogin | undefined>();
const login = expressLogin<Request>({ client, receipts, origin, sessions: { read: (req) => kept.get(req.ip ?? ''), write: (req, waiting) => void kept.set(req.ip ?? '', waiting) } });
const question = { user: 'alice', userId: 'usr_…', action: { title: 'Pay' } };
express().get('/events', login.events).post('/pay', login.needsApproval(() => question, (_req, res: express.Response, page) => res.json(page)), (req, res) => {
  res.json(login.approvalOf(req)?.receipt.outcome);
});
const inHono = honoLogin<Context>({ client, receipts, origin, sessions: { read: () => undefined, write: () => undefined } });
new Hono().get('/events', inHono.events).post('/nod', honoWebhook({ secret: 'whsec_…', onEvent: (event) => console.log(event.data.id) }))
  .post('/pay', inHono.needsApproval(() => question, (c, page) => Response.json([c.req.path, page])), (c) => c.text('paid'));
export const auth = betterAuth({ plugins: [nod({ client, receipts, question: ({ email }) => ({ user: email, userId: 'usr_…' }) })] });
defineNodLogin();
document.querySelector('nod-login')?.mark('chl_…');
`;

describe('nod-sdk', () => {
  let folder: string;
  beforeAll(() => {
    folder = project('plain', tarball('nod-sdk'));
    writeFileSync(path.join(folder, 'use.js'), USE);
  });

  test('brings three packages along, and no file of ours that nothing needs', () => {
    const installed = readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installed.sort()).toEqual(['jose', 'nod-sdk', 'qr', 'valibot']);
    const files = readdirSync(path.join(folder, 'node_modules/nod-sdk'), { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => /test|stand-in|\.ts$/.test(file) && !/^types\/[a-z-]+\.d\.ts$/.test(file))).toEqual(
      [],
    );
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'nod-login.js', 'types/index.d.ts']));
  });

  test('is used from plain JavaScript', () => {
    expect(JSON.parse(run(folder, process.execPath, 'use.js'))).toEqual(USED);
  });

  const system = '/usr/bin/node';
  const version = existsSync(system) ? run(directory, system, '--version').trim() : 'none';
  if (!version.startsWith('v20.')) console.log(`skipped: /usr/bin/node is not Node 20 (${version})`);
  test.runIf(version.startsWith('v20.'))('is used from plain JavaScript on Node 20', () => {
    expect(JSON.parse(run(folder, system, 'use.js'))).toEqual(USED);
  });

  withProgram('chromium', (executablePath) => {
    test('draws <nod-login> by its one file, under a policy that lets in files alone', async () => {
      const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
      try {
        const page = await browser.newPage();
        const script = readFileSync(path.join(folder, 'node_modules/nod-sdk/nod-login.js'));
        await page.route('http://site.test/**', (route) => {
          const isScript = route.request().url().endsWith('.js');
          if (isScript) return route.fulfill({ contentType: 'text/javascript', body: script });
          const body = '<script src="/nod-login.js"></script><nod-login code="482913"></nod-login>';
          return route.fulfill({
            contentType: 'text/html',
            body,
            headers: { 'content-security-policy': "default-src 'self'" },
          });
        });
        await page.goto('http://site.test/');
        expect(await page.locator('nod-login section').innerText()).toMatch(/482\s*913/);
      } finally {
        await browser.close();
      }
    });
  });

  test('has types for `nodenext` and for `bundler`', () => {
    const { devDependencies, dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    const beside = ['express', '@types/express', 'better-auth', '@types/node'].map(
      (name) => `${name}@${devDependencies[name]}`,
    );
    const typed = project('typed', tarball('nod-sdk'), `hono@${dependencies.hono}`, ...beside);
    writeFileSync(path.join(typed, 'use.ts'), TYPED);
    const tsc = path.join(root, 'node_modules/.bin/tsc');
    for (const module of [
      ['nodenext', 'nodenext'],
      ['esnext', 'bundler'],
    ] as const) {
      const flags = [
        '--noEmit',
        '--strict',
        '--target',
        'es2023',
        '--lib',
        'es2024,esnext.disposable,dom,dom.iterable',
        '--skipLibCheck',
      ];
      const types = ['--types', 'node', '--ignoreConfig'];
      run(typed, tsc, ...flags, ...types, '--module', module[0], '--moduleResolution', module[1], 'use.ts');
    }
  });

  test('is a package as publint and “are the types wrong?” want it', () => {
    const tools = project('tools', 'publint@0.3.25', '@arethetypeswrong/cli@0.18.5');
    const bin = path.join(tools, 'node_modules/.bin');
    expect(run(tools, path.join(bin, 'publint'), '--strict', path.join(packages, 'nod-sdk'))).toContain('All good');
    const entries = ['--exclude-entrypoints', 'nod-login.js'];
    run(tools, path.join(bin, 'attw'), tarball('nod-sdk'), '--profile', 'esm-only', ...entries);
  });
});

test('on a clean checkout it installs first', () => {
  const clone = path.join(directory, 'clone');
  run(directory, 'git', 'clone', '--quiet', '--depth=1', `file://${root}`, clone);
  expect(run(clone, 'npm', 'run', 'pack', 'nod-sdk')).toContain('dist/packages/nod-sdk-');
  expect(readdirSync(path.join(clone, 'dist', 'packages'))).toContain(path.basename(tarball('nod-sdk')));
});

test('the tutorial’s first lines, pasted into an empty folder', async () => {
  const tutorial = readFileSync(path.join(root, 'docs/tutorial.md'), 'utf8');
  const [, pasted = ''] = /^## In a minute\n.*?^```sh\n(.*?)^```$/ms.exec(tutorial) ?? [];
  const folder = path.join(directory, 'pasted');
  mkdirSync(folder);
  const here = pasted.replaceAll('~/nod/', `${root}/`).replaceAll('4600', '44173').replaceAll('3000', '44174');
  const env = {
    ...environment,
    NOD_DATA_DIR: path.join(folder, 'data'),
    npm_config_prefer_offline: 'true',
  };
  // A group of its own: what runs in its background is ended with it.
  const child = spawn('sh', ['-ec', here], { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let printed = '';
  child.stdout.on('data', (data) => {
    printed += data;
  });
  for (let tries = 0; tries < 1200 && !printed.includes('Sign in'); tries++) await pause(100);
  expect(printed).toMatch(/Pair alice’s phone: http:\/\/localhost:44173\/#\/pair\/\S+\nSign in/);
  expect(await (await fetch('http://127.0.0.1:44174/')).text()).toContain('<form');
  // The app that answers is in the package.
  expect(await (await fetch('http://localhost:44173/')).text()).toContain('<title>Nod</title>');
});
