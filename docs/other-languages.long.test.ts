import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { serve } from '@hono/node-server';
import { afterAll, describe, expect, test } from 'vitest';
import { withProgram } from '../scripts/testing-program.ts';
import type { ReceiptClaims } from '../shared/protocol/receipt.ts';
import { createStandIn, type StandIn } from '../shared/sdk/testing/stand-in.ts';

/** The programs of docs/other-languages.md, run by Debian's versions against a server that is honest, and one that lies. */
const folder = path.join(import.meta.dirname, 'examples', 'login');
const directory = mkdtempSync(path.join(tmpdir(), 'nod-languages-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const OTHER_ID = 'BAAAAAAAAAAAAAAAAAAAAA';

async function standInThatListens(): Promise<StandIn & { stop: () => void }> {
  let standIn: StandIn | undefined;
  const server = serve({ port: 0, fetch: (request) => standIn?.fetch(request) ?? new Response() });
  await once(server, 'listening');
  standIn = await createStandIn({ origin: `http://localhost:${(server.address() as AddressInfo).port}` });
  standIn.addDevice('alice', 'iPhone');
  return { ...standIn, stop: () => void server.close() };
}

/** Runs one login; `answer` is called once the code is shown. */
async function run(command: readonly string[], answer: (nod: StandIn) => void | Promise<void>, userId?: string) {
  const nod = await standInThatListens();
  const keyFile = path.join(directory, 'key');
  writeFileSync(keyFile, `${nod.apiKey}\n`);
  const [program = '', ...args] = [...command, 'alice', userId ?? nod.userId('alice')];
  const env = {
    ...process.env,
    NOD_ORIGIN: nod.origin,
    NOD_APPLICATION_ID: nod.applicationId,
    NOD_API_KEY_FILE: keyFile,
  };
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  child.stderr.on('data', (data) => {
    err += data;
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', async (line) => {
    lines.push(line);
    if (line.includes('482913')) await answer(nod);
  });
  const [exitCode] = await once(child, 'close');
  nod.stop();
  return { exitCode, out: lines.join('\n'), err };
}

/** The receipt that the server gives, with these claims in place of the true ones. */
const lie = (altered: Partial<ReceiptClaims>) => async (nod: StandIn) => {
  const challenge = nod.newest();
  challenge.receipt = await nod.receiptOf({ ...challenge, state: 'approved' }, altered);
  nod.settle(challenge.id, 'approved');
};

const rewritten = (change: (parts: string[]) => string[]) => async (nod: StandIn) => {
  const challenge = nod.newest();
  const receipt = await nod.receiptOf({ ...challenge, state: 'approved' });
  challenge.receipt = change(receipt.split('.')).join('.');
  nod.settle(challenge.id, 'approved');
};
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const LIES: [string, (nod: StandIn) => Promise<void>][] = [
  ['of another server', lie({ iss: 'https://evil.example' })],
  ['for another application', lie({ aud: `app_${OTHER_ID}` })],
  ['of another login', lie({ jti: `chl_${OTHER_ID}` })],
  ['of another user', lie({ sub: `usr_${OTHER_ID}` })],
  ['of a denial', lie({ outcome: 'denied' })],
  ['of a mere tap', lie({ match: 'none' })],
  ['without a device', lie({ fallback: 'bypass' })],
  ['of long ago', lie({ iat: Math.floor(Date.now() / 1000) - 3600 })],
  [
    'by a key that the server doesn’t publish',
    async (nod) => {
      const { key } = await nod.newSigningKey();
      const challenge = nod.newest();
      challenge.receipt = await nod.receiptOf({ ...challenge, state: 'approved' }, {}, { key } as never);
      nod.settle(challenge.id, 'approved');
    },
  ],
  [
    'with a changed signature',
    rewritten(([a = '', b = '', c = '']) => [a, b, (c[0] === 'A' ? 'B' : 'A') + c.slice(1)]),
  ],
  ['with changed claims', rewritten(([a = '', b = '', c = '']) => [a, `${b.slice(0, -4)}AAAA`, c])],
  ['without a signature', rewritten(([, b = '']) => [encoded({ alg: 'none', typ: 'nod-receipt+jwt' }), b, ''])],
  [
    'that is the challenge',
    async (nod) => {
      const challenge = nod.newest();
      challenge.receipt = challenge.jws;
      nod.settle(challenge.id, 'approved');
    },
  ],
];

function letsIn(command: () => readonly string[]): void {
  test('a yes lets in', async () => {
    const result = await run(command(), (nod) => nod.settle(nod.newest().id, 'approved'));
    expect(result).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^Type this in Nod: 482913\nLet in: usr_/),
    });
  });

  test('a no doesn’t', async () => {
    const result = await run(command(), (nod) => nod.settle(nod.newest().id, 'denied'));
    expect(result.err).toContain('Nobody is let in: denied');
    expect(result.exitCode).toBe(1);
  });

  test.each(LIES)('a receipt %s doesn’t', async (_what, answer) => {
    const result = await run(command(), answer);
    expect(result.exitCode).not.toBe(0);
    expect(result.out).not.toContain('Let in');
    // It is refused for what it is, and the program has not just failed at something else.
    expect(result.err).toMatch(/receipt|signature|token|issuer|audience|algorithm|Signature|Issuer|Audience|Algorithm/);
  });
}

withProgram('python3', () => {
  // Another Python on the PATH knows nothing of Debian's packages.
  describe('docs/examples/login/login.py', () => letsIn(() => ['/usr/bin/python3', path.join(folder, 'login.py')]));
});

withProgram('php', (php) => {
  describe('docs/examples/login/login.php', () => letsIn(() => [php, path.join(folder, 'login.php')]));
});

withProgram('go', (go) => {
  describe('docs/examples/login/login.go', () => {
    const program = path.join(directory, 'login');
    test('is built', () => {
      const env = { ...process.env, GOCACHE: path.join(directory, 'cache'), GOTOOLCHAIN: 'local' };
      execFileSync(go, ['build', '-o', program, path.join(folder, 'login.go')], { env });
    });
    letsIn(() => [program]);
  });
});
