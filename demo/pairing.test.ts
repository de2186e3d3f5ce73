import { beforeEach, describe, expect, test } from 'vitest';
import { openSite, PASSWORD, to, type Visitor } from './testing/visitor.ts';

let site: Awaited<ReturnType<typeof openSite>>;
let alice: Visitor;

beforeEach(async () => {
  site = await openSite({ nodOrigin: 'https://nod.example.org' });
  alice = site.visitor();
});

const tickets = () => site.nod.requests.filter((request) => request.url.endsWith('/v1/enrollments')).length;

async function signedIn(): Promise<Visitor> {
  const visitor = site.visitor();
  await visitor.enterPassword('alice');
  site.nod.settle(site.nod.newest().id, 'approved', 'Pixel 9');
  await visitor.open('/login/wait');
  expect(to(await visitor.submit('/login/finish'))).toBe('/notes');
  await visitor.open('/notes');
  return visitor;
}

describe('the first device', () => {
  test('sign-up leads to a code, a link and its QR; signing in with the phone comes next', async () => {
    expect(to(await alice.signUp('alice'))).toBe('/pair');
    const { text } = await alice.open('/pair');
    expect(text).toContain('ABCD-EFGH-JKMN');
    expect(text).toContain('/#/pair/');
    expect(text).toContain('<svg class="qr"');
    expect(to(await alice.submit('/pair/finish'))).toBe('/pair');
    site.nod.addDevice('alice', 'Pixel 9');
    expect(to(await alice.submit('/pair/finish'))).toBe('/login/wait');
    expect(to(await alice.request('/notes'))).toBe('/login?next=/notes');
  });

  test('where Nod is at localhost, no phone is sent there: Nod opens in another window, and no QR is shown', async () => {
    for (const nodOrigin of ['http://localhost:4400', 'http://127.0.0.1:4400', 'http://nod.localhost']) {
      const local = await openSite({ nodOrigin });
      const visitor = local.visitor();
      await visitor.signUp('alice');
      const { text } = await visitor.open('/pair');
      expect(text).toMatch(/<a class="button" href="[^"]+#\/pair\/[^"]+"[^>]*>Open Nod in another window</);
      expect(text).toContain('ABCD-EFGH-JKMN');
      expect(text).not.toContain('class="qr"');
      expect(text).not.toContain('On your phone, open');
    }
    await alice.signUp('alice');
    expect((await alice.open('/pair')).text).toContain('On your phone, open');
  });

  test('the page says in numbers for how long the code is good', async () => {
    await alice.signUp('alice');
    const [, seconds, shown] = /data-seconds="(\d+)">([\d:]+)</.exec((await alice.open('/pair')).text) ?? [];
    expect(Number(seconds)).toBeGreaterThan(0);
    expect(shown).toMatch(/^\d+:\d\d$/);
    site.clock.nowMs += 60_000;
    expect((await alice.open('/pair')).text).toContain(`data-seconds="${Number(seconds) - 60}"`);
  });

  test('a device still being checked is not enough', async () => {
    await alice.signUp('alice');
    site.nod.addDevice('alice', 'Pixel 9', 'pending');
    await alice.open('/pair');
    expect(to(await alice.submit('/pair/finish'))).toBe('/pair');
  });

  test('a person who left before pairing gets a code after the password', async () => {
    await alice.signUp('alice');
    expect(to(await site.visitor().enterPassword('alice'))).toBe('/pair');
    expect(tickets()).toBe(2);
  });

  test('the page follows: waiting, checking, paired', async () => {
    await alice.signUp('alice');
    const device = site.nod.addDevice('alice', 'Pixel 9', 'pending');
    const events = await alice.request('/pair/events');
    setTimeout(() => {
      device.state = 'active';
    }, 20);
    const text = await events.text();
    expect([...text.matchAll(/"progress":"(\w+)"/g)].map(([, progress]) => progress)).toEqual(['checking', 'paired']);
  });
});

describe('a further device', () => {
  beforeEach(async () => {
    await alice.signUp('alice');
    site.nod.addDevice('alice', 'Pixel 9');
  });

  const told = (text: string) => [...text.matchAll(/"progress":"(\w+)"/g)].map(([, progress]) => progress);

  test.each([
    ['active', 'paired', '/devices'],
    ['revoked', 'refused', '/pair'],
  ] as const)('waits until one that alice has already says yes or no: %s', async (state, progress, next) => {
    const visitor = await signedIn();
    await visitor.submit('/pair');
    await visitor.open('/pair');
    const laptop = site.nod.addDevice('alice', 'Work laptop', 'pending');
    expect(to(await visitor.submit('/pair/finish'))).toBe('/pair');
    const events = await visitor.request('/pair/events');
    setTimeout(() => {
      laptop.state = state;
    }, 20);
    expect(told(await events.text())).toEqual(['asking', progress]);
    expect(to(await visitor.submit('/pair/finish'))).toBe(next);
  });
});

describe('an attacker with the password alone', () => {
  beforeEach(async () => {
    await alice.signUp('alice');
    site.nod.addDevice('alice', 'Pixel 9');
    await alice.open('/pair');
    await alice.submit('/pair/finish');
  });

  test('gets no ticket once a device was paired', async () => {
    const before = tickets();
    const mallory = site.visitor();
    await mallory.enterPassword('alice');
    await mallory.open('/login/wait');
    expect(to(await mallory.submit('/pair'))).toBe('/login');
    expect(to(await mallory.request('/pair'))).toBe('/login');
    expect((await mallory.request('/pair/events')).status).toBe(204);
    expect(tickets()).toBe(before);
  });

  test('gets none even after the device was removed', async () => {
    const [device] = [...(await listed())];
    await (await signedIn()).submit('/devices/remove', { id: device ?? '' });
    const before = tickets();
    const answer = await site.visitor().enterPassword('alice');
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('No device can answer');
    expect(tickets()).toBe(before);
  });

  test('is not let in because the owner pairs a phone meanwhile', async () => {
    // Two people know the password of an account without a device; the second one's phone must not sign in the first.
    const fresh = await openSite();
    await fresh.visitor().signUp('bob');
    const mallory = fresh.visitor();
    await mallory.enterPassword('bob');
    await mallory.open('/pair');
    fresh.nod.addDevice('bob', "Bob's phone");
    expect(to(await mallory.submit('/pair/finish'))).toBe('/login/wait');
    expect(to(await mallory.request('/notes'))).toBe('/login?next=/notes');
  });

  async function listed(): Promise<string[]> {
    const { text } = await (await signedIn()).open('/devices');
    return [...text.matchAll(/name="id" value="(dev_[^"]+)"/g)].map(([, id]) => id ?? '');
  }
});

describe('a person who is signed in', () => {
  test('may add and remove devices', async () => {
    await alice.signUp('alice');
    site.nod.addDevice('alice', 'Pixel 9');
    const visitor = await signedIn();
    expect(to(await visitor.submit('/pair'))).toBe('/pair');
    await visitor.open('/pair');
    expect(to(await visitor.submit('/pair/finish'))).toBe('/pair');
    site.nod.addDevice('alice', 'Work laptop');
    expect(to(await visitor.submit('/pair/finish'))).toBe('/devices');
    expect((await visitor.open('/devices')).text).toContain('Work laptop');
  });

  test('N14: is told beforehand that a device of theirs lets a further one in; who pairs the first one isn’t', async () => {
    const step = 'type them in Nod on a device that you have already';
    for (const nodOrigin of ['https://nod.example.org', 'http://localhost:4400']) {
      site = await openSite({ nodOrigin });
      alice = site.visitor();
      await alice.signUp('alice');
      expect((await alice.open('/pair')).text).not.toContain(step);
      site.nod.addDevice('alice', 'Pixel 9');
      const visitor = await signedIn();
      await visitor.submit('/pair');
      expect((await visitor.open('/pair')).text).toContain(step);
    }
  });

  test('N13: two phones of one name are told apart, also for who only hears the page', async () => {
    await alice.signUp('alice');
    site.nod.addDevice('alice', 'Pixel 9');
    site.clock.nowMs += 86_400_000;
    site.nod.addDevice('alice', 'Pixel 9');
    const { text } = await (await signedIn()).open('/devices');
    const labels = [...text.matchAll(/aria-label="(Remove Pixel 9, paired [^"]+)"/g)].map(([, label]) => label);
    expect(new Set(labels).size).toBe(2);
    expect(text.match(/>Paired \d+ \w+ \d{4}, \d\d:\d\d</g)).toHaveLength(2);
  });

  test('a device that waits to be let in, and one that is paused, are listed as that', async () => {
    await alice.signUp('alice');
    site.nod.addDevice('alice', 'Pixel 9');
    const visitor = await signedIn();
    site.nod.addDevice('alice', 'iPhone', 'pending');
    site.nod.addDevice('alice', 'Old phone', 'suspended');
    const { text } = await visitor.open('/devices');
    expect(text).toContain('Waits until you let it in on another device');
    expect(text).toContain('Paused: look in Nod');
  });

  test("cannot remove another user's device", async () => {
    await alice.signUp('alice');
    site.nod.addDevice('alice', 'Pixel 9');
    const theirs = site.nod.addDevice('bob', 'Nokia');
    const visitor = await signedIn();
    await visitor.submit('/devices/remove', { id: theirs.id });
    expect(site.nod.requests.at(-1)?.url).toContain('/v1/users/alice/devices/');
  });

  test("cannot remove another user's note", async () => {
    await alice.signUp('alice');
    site.nod.addDevice('alice', 'Pixel 9');
    const visitor = await signedIn();
    const insert = site.db.prepare("insert into notes (user_id, text, created_at_ms) values (?, 'hers', 1)");
    site.accounts.create({ username: 'bob', displayName: 'Bob', passwordHash: PASSWORD });
    const { lastInsertRowid } = insert.run(site.accounts.byUsername('bob')?.id);
    await visitor.submit('/notes/remove', { id: String(lastInsertRowid) });
    expect(site.db.prepare('select count(*) as n from notes').get()).toEqual({ n: 1 });
  });
});
