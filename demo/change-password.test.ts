import { beforeEach, describe, expect, test } from 'vitest';
import { openSite, PASSWORD, to, type Visitor } from './testing/visitor.ts';

const NEW = 'eight quiet harbours';
let site: Awaited<ReturnType<typeof openSite>>;
let alice: Visitor;

async function signIn(password = PASSWORD): Promise<Visitor> {
  const visitor = site.visitor();
  await visitor.enterPassword('alice', password);
  site.nod.settle(site.nod.newest().id, 'approved', 'Pixel 9');
  await visitor.open('/login/wait');
  await visitor.submit('/login/finish');
  await visitor.open('/password');
  return visitor;
}

const change = (visitor: Visitor, current = PASSWORD, password = NEW) =>
  visitor.submit('/password', { current, password });
const hash = () => site.accounts.byUsername('alice')?.passwordHash;

beforeEach(async () => {
  site = await openSite();
  await site.visitor().signUp('alice');
  site.nod.addDevice('alice', 'Pixel 9');
  alice = await signIn();
});

test('the new password counts and the old one doesn’t; this session goes on', async () => {
  const response = await change(alice);
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Your password is changed')]);
  expect((await alice.request('/notes')).status).toBe(200);
  expect((await site.visitor().enterPassword('alice')).status).toBe(401);
  expect(to(await site.visitor().enterPassword('alice', NEW))).toBe('/login/wait');
});

test('all other sessions end, also that of a thief who waits for the phone', async () => {
  const elsewhere = await signIn();
  const thief = site.visitor();
  await thief.enterPassword('alice');
  const bob = site.visitor();
  await bob.signUp('bob');
  await change(alice);
  expect(to(await elsewhere.request('/notes'))).toBe('/login?next=/notes');
  site.nod.settle(site.nod.newest().id, 'approved', 'Pixel 9');
  expect(to(await thief.request('/login/wait'))).toBe('/login');
  expect((await thief.submit('/login/finish')).status).not.toBe(200);
  expect(to(await thief.request('/notes'))).toBe('/login?next=/notes');
  // Somebody else's isn't touched.
  expect((await bob.request('/pair')).status).toBe(200);
});

describe('nothing is changed', () => {
  test('for a visitor, and for one who has only shown the password: both have to sign in first', async () => {
    const before = hash();
    const visitor = site.visitor();
    await visitor.open('/login');
    expect(to(await visitor.request('/password'))).toBe('/login?next=/password');
    expect(to(await change(visitor))).toBe('/login?next=/password');
    const thief = site.visitor();
    await thief.enterPassword('alice');
    await thief.open('/login/wait');
    expect(to(await thief.request('/password'))).toBe('/login?next=/password');
    expect(to(await change(thief))).toBe('/login?next=/password');
    expect(hash()).toBe(before);
  });

  test('by a wrong password, which can be tried five times', async () => {
    const before = hash();
    for (let tries = 0; tries < 5; tries += 1) expect((await change(alice, 'wrong')).status).toBe(401);
    expect((await change(alice)).status).toBe(429);
    expect(hash()).toBe(before);
    site.clock.nowMs += 5 * 60_000;
    expect((await change(alice)).status).toBe(200);
  });

  test.each([
    ['too short', 'short', /at least 8/],
    ['with the name in it', 'I am Alice of the sea', /without your name/],
    ['the old one', PASSWORD, /Choose another one/],
  ])('by a new one that is %s', async (_what, password, words) => {
    const before = hash();
    const response = await change(alice, PASSWORD, password);
    expect([response.status, await response.text()]).toEqual([422, expect.stringMatching(words)]);
    expect(hash()).toBe(before);
  });
});

test('after a report the site leads there', async () => {
  const owner = site.visitor();
  await owner.enterPassword('alice');
  site.nod.settle(site.nod.newest().id, 'reported', 'Pixel 9');
  const { text } = await owner.open('/login/wait');
  expect(text).toContain('<a class="button change" href="/password">Change your password now</a>');
  expect((await alice.open('/devices')).text).toContain('href="/password"');
  // Signing in leads on to it.
  await owner.open('/login?next=/password');
  await owner.enterPassword('alice', PASSWORD, { next: '/password' });
  site.nod.settle(site.nod.newest().id, 'approved', 'Pixel 9');
  await owner.open('/login/wait');
  expect(to(await owner.submit('/login/finish'))).toBe('/password');
});
