import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNod, type Nod } from '../server/nod.ts';
import { readConfig } from '../server/settings/config.ts';
import { createNodClient } from '../shared/sdk/client.ts';
import { createReceiptVerifier } from '../shared/sdk/receipt.ts';
import { pairPhone } from './testing/phone.ts';
import { openSite, to, type Visitor } from './testing/visitor.ts';

/** The demo, the SDK and the real server, in one process and without sockets. */
const NOD_ORIGIN = 'http://localhost:4400';

let nod: Nod;
let dataDir: string;
let laterMs = 0;
let site: Awaited<ReturnType<typeof openSite>>;
const toNod = (async (input, init) => nod.app.fetch(new Request(input, init))) as typeof fetch;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'nod-walkthrough-'));
  const config = readConfig({ NOD_ORIGIN, NOD_DEMO: '1', NOD_DATA_DIR: dataDir });
  nod = await createNod(config, { clock: () => Date.now() + laterMs, randomBytes, log: pino({ level: 'silent' }) });
  nod.start();
  const application = await nod.accounts.createApplication({
    name: 'Harbour Notes',
    origins: ['http://localhost:4401'],
    scopes: ['challenges', 'enroll', 'users'],
  });
  site = await openSite({
    client: createNodClient({ origin: NOD_ORIGIN, apiKey: application.apiKey, fetch: toNod, retryDelaysMs: [] }),
    receipts: createReceiptVerifier({ origin: NOD_ORIGIN, applicationId: application.id, fetch: toNod }),
  });
});

afterAll(async () => {
  await nod.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const pairingCode = async (visitor: Visitor) =>
  /class="pair-code">([^<]+)</.exec((await visitor.open('/pair')).text)?.[1];
const matchingCode = async (visitor: Visitor) => / code="(\d+)"/.exec((await visitor.open('/login/wait')).text)?.[1];

async function pairedVisitor(username: string) {
  const visitor = site.visitor();
  expect(to(await visitor.signUp(username, { displayName: 'Ålice O’Hara' }))).toBe('/pair');
  const code = (await pairingCode(visitor)) ?? '';
  const phone = await pairPhone({ origin: NOD_ORIGIN, code, name: 'Pixel 9', fetch: toNod });
  return { visitor, phone };
}

describe('against the real server', () => {
  test('sign up, pair, sign in with the typed code, and the page is told', async () => {
    const { visitor, phone } = await pairedVisitor('alice');
    expect(phone.account).toMatchObject({ username: 'alice', displayName: 'Ålice O’Hara' });
    expect(to(await visitor.submit('/pair/finish'))).toBe('/pair');
    await phone.activate();
    expect(await (await visitor.request('/pair/events')).text()).toContain('"progress":"paired"');
    expect(to(await visitor.submit('/pair/finish'))).toBe('/login/wait');

    const events = await visitor.request('/login/events');
    await phone.see('displayed');
    await phone.answer('approve', await matchingCode(visitor));
    const heard = await events.text();
    expect(heard).toContain('"delivery":"displayed"');
    expect(heard).toContain('"state":"approved"');
    expect(to(await visitor.submit('/login/finish'))).toBe('/notes');
    expect((await visitor.open('/notes')).text).toContain('Approved on Pixel 9, you carried over the code');
  });

  test('a denial, a request that rings nobody, and one that rings again', async () => {
    const { visitor, phone } = await pairedVisitor('dora');
    await phone.activate();
    await visitor.submit('/pair/finish');
    await phone.answer('deny');
    expect(to(await visitor.submit('/login/finish'))).toBe('/login/wait');
    expect((await visitor.open('/login/wait')).text).toContain('&quot;state&quot;:&quot;denied&quot;');
    // Within the pause it can be fetched, and nobody is rung.
    expect(to(await visitor.submit('/login/again'))).toBe('/login/wait');
    laterMs += 11_000;
    expect(to(await visitor.submit('/login/again'))).toBe('/login/wait');
    await phone.answer('approve', await matchingCode(visitor));
    expect(to(await visitor.submit('/login/finish'))).toBe('/notes');
  });

  test('a wrong code three times ends it', async () => {
    const { visitor, phone } = await pairedVisitor('walt');
    await phone.activate();
    await visitor.submit('/pair/finish');
    const code = (await matchingCode(visitor)) ?? '';
    const wrong = code === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 3; tries += 1) {
      await expect(phone.answer('approve', wrong)).rejects.toThrow(/wrong_code|challenge_final/);
    }
    expect((await visitor.open('/login/wait')).text).toContain('&quot;state&quot;:&quot;failed&quot;');
    expect(to(await visitor.submit('/login/finish'))).toBe('/login/wait');
  });

  test('after a report signing in goes on, and rings nobody', async () => {
    const { visitor, phone } = await pairedVisitor('rita');
    await phone.activate();
    await visitor.submit('/pair/finish');
    await phone.answer('report');
    await visitor.open('/login/wait');
    expect(to(await visitor.submit('/login/again'))).toBe('/login/wait');
    expect(await matchingCode(visitor)).toMatch(/^[0-9]{6}$/);
  });

  test('a second sign-in takes the place of the first', async () => {
    const { visitor, phone } = await pairedVisitor('sue');
    await phone.activate();
    await visitor.submit('/pair/finish');
    const other = site.visitor();
    expect(to(await other.enterPassword('sue'))).toBe('/login/wait');
    expect((await visitor.open('/login/wait')).text).toContain('&quot;state&quot;:&quot;canceled&quot;');
    await phone.answer('approve', await matchingCode(other));
    expect(to(await other.submit('/login/finish'))).toBe('/notes');
    expect(to(await visitor.submit('/login/finish'))).toBe('/login/wait');
  });

  test('a removed device is asked no more', async () => {
    const { visitor, phone } = await pairedVisitor('rob');
    await phone.activate();
    await visitor.submit('/pair/finish');
    await phone.answer('approve', await matchingCode(visitor));
    await visitor.submit('/login/finish');
    const { text } = await visitor.open('/devices');
    await visitor.submit('/devices/remove', { id: /value="(dev_[^"]+)"/.exec(text)?.[1] ?? '' });
    expect((await visitor.open('/devices')).text).not.toContain('Pixel 9');
    const answer = await site.visitor().enterPassword('rob');
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('No device can answer');
  });
});
