import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBeenAsked, startNod, type TestNod } from '../e2e/kit/index.ts';
import { createReceiptVerifier } from '../shared/sdk/receipt.ts';
import { openSite, to, type Visitor } from './testing/visitor.ts';

/** The demo, the SDK and the real server, in one process; software phones. */
let nod: TestNod;
let site: Awaited<ReturnType<typeof openSite>>;

beforeAll(async () => {
  nod = await startNod({ vouch: 'required' });
  const { id, client } = await nod.application({ name: 'Harbour Notes', origin: 'http://localhost:4401' });
  site = await openSite({
    client,
    receipts: createReceiptVerifier({ origin: nod.origin, applicationId: id, now: () => nod.clock.now() }),
  });
});

afterAll(() => nod.stop());

const pairingCode = async (visitor: Visitor) =>
  /class="pair-code">([^<]+)</.exec((await visitor.open('/pair')).text)?.[1];
const matchingCode = async (visitor: Visitor) =>
  / code="(\d+)"/.exec((await visitor.open('/login/wait')).text)?.[1] ?? '';

async function signedUp(username: string) {
  const visitor = site.visitor();
  expect(to(await visitor.signUp(username, { displayName: 'Ålice O’Hara' }))).toBe('/pair');
  return { visitor, phone: nod.phone('Pixel 9'), code: (await pairingCode(visitor)) ?? '' };
}

async function pairedVisitor(username: string) {
  const { visitor, phone, code } = await signedUp(username);
  await phone.pair(code);
  await visitor.submit('/pair/finish');
  return { visitor, phone };
}

describe('against the real server', () => {
  test('sign up, pair, sign in with the typed code, and the page is told', async () => {
    const { visitor, phone, code } = await signedUp('alice');
    expect(to(await visitor.submit('/pair/finish'))).toBe('/pair');
    await phone.pair(code);
    expect(phone.account).toMatchObject({ username: 'alice', displayName: 'Ålice O’Hara' });
    expect(await (await visitor.request('/pair/events')).text()).toContain('"progress":"paired"');
    expect(to(await visitor.submit('/pair/finish'))).toBe('/login/wait');

    const events = await visitor.request('/login/events');
    expect(await hasBeenAsked(phone, { application: 'Harbour Notes' })).toMatchObject({ title: 'Sign in as alice' });
    await phone.approve({ code: await matchingCode(visitor) });
    const heard = await events.text();
    expect(heard).toContain('"delivery":"displayed"');
    expect(heard).toContain('"state":"approved"');
    expect(to(await visitor.submit('/login/finish'))).toBe('/notes');
    expect((await visitor.open('/notes')).text).toContain('Approved on Pixel 9, you carried over the code');
  });

  test('a denial, a request that rings nobody, and one that rings again', async () => {
    const { visitor, phone } = await pairedVisitor('dora');
    await phone.deny();
    expect(to(await visitor.submit('/login/finish'))).toBe('/login/wait');
    expect((await visitor.open('/login/wait')).text).toContain('&quot;state&quot;:&quot;denied&quot;');
    // Within the pause it can be fetched, and nobody is rung.
    expect(to(await visitor.submit('/login/again'))).toBe('/login/wait');
    await nod.clock.advance('11s');
    expect(to(await visitor.submit('/login/again'))).toBe('/login/wait');
    await phone.approve({ code: await matchingCode(visitor) });
    expect(to(await visitor.submit('/login/finish'))).toBe('/notes');
  });

  test('a wrong code three times ends it', async () => {
    const { visitor, phone } = await pairedVisitor('walt');
    const code = (await matchingCode(visitor)) ?? '';
    const wrong = code === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 3; tries += 1) {
      await expect(phone.approve({ code: wrong })).rejects.toThrow(/wrong_code|challenge_final/);
    }
    expect((await visitor.open('/login/wait')).text).toContain('&quot;state&quot;:&quot;failed&quot;');
    expect(to(await visitor.submit('/login/finish'))).toBe('/login/wait');
  });

  test('after a report signing in goes on, and rings nobody', async () => {
    const { visitor, phone } = await pairedVisitor('rita');
    await phone.report();
    await visitor.open('/login/wait');
    expect(to(await visitor.submit('/login/again'))).toBe('/login/wait');
    expect(await matchingCode(visitor)).toMatch(/^[0-9]{6}$/);
  });

  test('a second sign-in takes the place of the first', async () => {
    const { visitor, phone } = await pairedVisitor('sue');
    const other = site.visitor();
    expect(to(await other.enterPassword('sue'))).toBe('/login/wait');
    expect((await visitor.open('/login/wait')).text).toContain('&quot;state&quot;:&quot;canceled&quot;');
    await phone.approve({ code: await matchingCode(other) });
    expect(to(await other.submit('/login/finish'))).toBe('/notes');
    expect(to(await visitor.submit('/login/finish'))).toBe('/login/wait');
  });

  test('a removed device is asked no more', async () => {
    const { visitor, phone } = await pairedVisitor('rob');
    await phone.approve({ code: await matchingCode(visitor) });
    await visitor.submit('/login/finish');
    const { text } = await visitor.open('/devices');
    await visitor.submit('/devices/remove', { id: /value="(dev_[^"]+)"/.exec(text)?.[1] ?? '' });
    expect((await visitor.open('/devices')).text).not.toContain('Pixel 9');
    const answer = await site.visitor().enterPassword('rob');
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('No device can answer');
  });
});
