import { beforeEach, describe, expect, test } from 'vitest';
import { FALLBACK_CODE, newId, problem } from '../shared/sdk/testing/stand-in.ts';
import { openSite, PASSWORD, to, type Visitor } from './testing/visitor.ts';

let site: Awaited<ReturnType<typeof openSite>>;
let alice: Visitor;

/** Every test begins with an account that is paired, and not signed in. */
beforeEach(async () => {
  site = await openSite();
  alice = site.visitor();
  await alice.signUp('alice');
  site.nod.addDevice('alice', 'Pixel 9');
  alice = site.visitor();
});

async function passwordGiven(visitor: Visitor, username = 'alice') {
  expect(to(await visitor.enterPassword(username))).toBe('/login/wait');
  await visitor.open('/login/wait');
  return site.nod.newest();
}

async function signedIn(visitor: Visitor) {
  site.nod.settle((await passwordGiven(visitor)).id, 'approved', 'Pixel 9');
  expect(to(await visitor.submit('/login/finish'))).toBe('/notes');
}

describe('the whole way', () => {
  test('password, code on the page, approval, notes, and out again', async () => {
    const challenge = await passwordGiven(alice);
    const waiting = await alice.open('/login/wait');
    expect(waiting.text).toContain(`code="${challenge.code}"`);
    expect(waiting.text).toContain(`<meta name="nod-challenge" content="${challenge.id}">`);
    site.nod.settle(challenge.id, 'approved', 'Pixel 9');
    expect(to(await alice.submit('/login/finish'))).toBe('/notes');
    expect((await alice.open('/notes')).text).toContain('Approved on Pixel 9, you carried over the code');
    expect(to(await alice.submit('/logout'))).toBe('/');
    expect(to(await alice.request('/notes'))).toBe('/login?next=/notes');
  });

  test('the request says where the attempt comes from', async () => {
    await alice.open('/login');
    await alice.request('/login', {
      method: 'POST',
      headers: {
        Origin: 'http://localhost:4401',
        'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/152.0',
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ csrf: alice.csrf, username: 'alice', password: PASSWORD }),
    });
    const asked = site.nod.requests.findLast((request) => request.url.endsWith('/v1/challenges'));
    expect(await asked?.json()).toMatchObject({
      user: 'alice',
      context: { ip: '203.0.113.7', origin: 'http://localhost:4401', userAgent: expect.stringContaining('Firefox') },
    });
  });
});

describe('a browser that was here before', () => {
  const told = async () => {
    const asked = site.nod.requests.findLast((request) => request.url.endsWith('/v1/challenges'));
    return (await asked?.clone().json())?.context?.browserKnown;
  };

  test('M2: is known after it was let in, and not before', async () => {
    await signedIn(alice);
    expect(await told()).toBe(false);
    await alice.open('/notes');
    await alice.submit('/logout');
    await passwordGiven(alice);
    expect(await told()).toBe(true);
    const other = site.visitor();
    await passwordGiven(other);
    expect(await told()).toBe(false);
  });

  test('M2: is known to that account alone, and its mark is out of reach of scripts', async () => {
    await signedIn(alice);
    const mark = alice.cookies.get('harbour-known') ?? '';
    expect(mark).toMatch(/^1\.\d+\./);
    const bob = site.visitor();
    await bob.signUp('bob');
    site.nod.addDevice('bob', 'Pixel 8');
    const again = site.visitor();
    again.cookies.set('harbour-known', mark);
    await passwordGiven(again, 'bob');
    expect(await told()).toBe(false);
    await alice.open('/notes');
    await alice.submit('/logout');
    site.nod.settle((await passwordGiven(alice)).id, 'approved', 'Pixel 9');
    const finish = await alice.submit('/login/finish');
    const cookie = finish.headers.getSetCookie().find((one) => one.startsWith('harbour-known='));
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
  });

  test('M2: a refused answer leaves no mark', async () => {
    site.nod.settle((await passwordGiven(alice)).id, 'denied', 'Pixel 9');
    await alice.submit('/login/finish');
    expect(alice.cookies.has('harbour-known')).toBe(false);
  });
});

describe('without a device', () => {
  test('A6.6: the page offers what the site and Nod both take; a right code ends the request, and the receipt signs in', async () => {
    await passwordGiven(alice);
    const { text } = await alice.open('/login/wait');
    expect(text).toContain('&quot;fallbacks&quot;:[&quot;offline&quot;,&quot;bypass&quot;]');
    expect(text).toMatch(/<form slot="fallback" action="\/login\/fallback"><input type="hidden" name="csrf"/);
    const opened = await alice.submit('/login/fallback', { way: 'offline' });
    expect(await opened.json()).toEqual({ opened: { qr: 'NOD1:A', digits: 8 } });
    const wrong = await alice.submit('/login/fallback', { way: 'offline', code: '00000000' });
    expect([wrong.status, await wrong.json()]).toEqual([422, { refused: 'wrong_code' }]);
    expect(to(await alice.submit('/login/finish'))).toBe('/login/wait');
    expect((await alice.submit('/login/fallback', { way: 'offline', code: FALLBACK_CODE })).status).toBe(200);
    // The code alone opens nothing.
    expect(to(await alice.request('/notes'))).toBe('/login?next=/notes');
    expect(to(await alice.submit('/login/finish'))).toBe('/notes');
    expect((await alice.open('/notes')).text).toContain('Signed in without a device, by eight digits of a phone');
    expect(JSON.stringify(site.logged)).not.toContain(FALLBACK_CODE);
  });

  test('A6.6: nobody types for another session, or from another site', async () => {
    await passwordGiven(alice);
    const stranger = site.visitor();
    await stranger.open('/login');
    expect((await stranger.submit('/login/fallback', { way: 'offline', code: FALLBACK_CODE })).status).toBe(409);
    const foreign = { Origin: 'https://evil.example' };
    expect((await alice.submit('/login/fallback', { way: 'offline', code: FALLBACK_CODE }, foreign)).status).toBe(403);
    alice.csrf = 'guessed';
    expect((await alice.submit('/login/fallback', { way: 'offline', code: FALLBACK_CODE })).status).toBe(403);
    expect(site.nod.newest().state).toBe('pending');
  });
});

describe('approved, but', () => {
  test('the request is still pending: a browser that claims otherwise stays out', async () => {
    await passwordGiven(alice);
    expect(to(await alice.submit('/login/finish'))).toBe('/login/wait');
    expect(to(await alice.request('/notes'))).toBe('/login?next=/notes');
  });

  test.each(['denied', 'reported', 'expired', 'canceled', 'failed'] as const)('%s: nobody is let in', async (state) => {
    site.nod.settle((await passwordGiven(alice)).id, state);
    expect(to(await alice.submit('/login/finish'))).toBe('/login/wait');
    expect(to(await alice.request('/notes'))).toBe('/login?next=/notes');
    expect((await alice.open('/login/wait')).text).toContain(`&quot;state&quot;:&quot;${state}&quot;`);
  });

  test.each([
    ['no receipt', () => 'nothing'],
    ["another user's receipt", (c: Challenge) => site.nod.receiptOf(c, { sub: site.nod.userId('mallory') })],
    ["another application's receipt", (c: Challenge) => site.nod.receiptOf(c, { aud: newId('app') })],
    ["another challenge's receipt", (c: Challenge) => site.nod.receiptOf(c, { jti: newId('chl') })],
    ['a receipt by another key', async (c: Challenge) => site.nod.receiptOf(c, {}, await site.nod.newSigningKey())],
    ['the receipt of a denial', (c: Challenge) => site.nod.receiptOf({ ...c, state: 'denied' })],
    ['the receipt of a mere tap', (c: Challenge) => site.nod.receiptOf(c, { match: 'none' })],
  ])('with %s: nobody is let in', async (_, receipt) => {
    const challenge = await passwordGiven(alice);
    site.nod.settle(challenge.id, 'approved');
    challenge.receipt = await receipt(challenge);
    const answer = await alice.submit('/login/finish');
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('can’t be trusted');
    expect(to(await alice.request('/notes'))).toBe('/login?next=/notes');
  });

  test('Nod is away: a page says so, and the answer counts later', async () => {
    const challenge = await passwordGiven(alice);
    site.nod.settle(challenge.id, 'approved');
    site.nod.overrides.push(() => Promise.reject(new TypeError('fetch failed')));
    expect((await alice.submit('/login/finish')).status).toBe(503);
    expect(to(await alice.submit('/login/finish'))).toBe('/notes');
  });
});
type Challenge = ReturnType<typeof site.nod.newest>;

describe("another person's login", () => {
  test('one approval signs in one session, once', async () => {
    const challenge = await passwordGiven(alice);
    site.nod.settle(challenge.id, 'approved');
    const twice = await Promise.all([alice.submit('/login/finish'), alice.submit('/login/finish')]);
    expect(twice.map(to).filter((path) => path === '/notes')).toHaveLength(1);
  });

  test('a challenge that was used to sign in is spent, even if a session points at it again', async () => {
    await signedIn(alice);
    const spent = site.nod.newest();
    const mallory = site.visitor();
    await passwordGiven(mallory);
    site.db.prepare('update logins set challenge_id = ?').run(spent.id);
    expect(to(await mallory.submit('/login/finish'))).toBe('/login');
    expect(to(await mallory.request('/notes'))).toBe('/login?next=/notes');
  });

  test("another user's approval does not count, even if a session points at it", async () => {
    const bob = site.visitor();
    await bob.signUp('bob');
    site.nod.addDevice('bob', 'Nokia');
    const bobs = site.visitor();
    const challengeOfBob = await passwordGiven(bobs, 'bob');
    const mallory = site.visitor();
    await passwordGiven(mallory);
    site.db.prepare("update logins set challenge_id = ? where qr like '%'").run(challengeOfBob.id);
    site.nod.settle(challengeOfBob.id, 'approved');
    expect((await mallory.submit('/login/finish')).status).toBe(403);
  });

  test('a session without a password step has nothing to wait for', async () => {
    await passwordGiven(alice);
    const stranger = site.visitor();
    await stranger.open('/login');
    expect(to(await stranger.request('/login/wait'))).toBe('/login');
    expect((await stranger.request('/login/events')).status).toBe(204);
    expect(to(await stranger.submit('/login/finish'))).toBe('/login');
    expect(to(await stranger.submit('/login/again'))).toBe('/login');
  });

  test('no address holds a challenge', async () => {
    const challenge = await passwordGiven(alice);
    const { text } = await alice.open('/login/wait');
    expect(/(?:href|src|action)="[^"]*chl_[^"]*"/.exec(text)).toBeNull();
    expect(text).not.toContain(site.nod.apiKey);
    expect(text).toContain(challenge.id);
  });
});

describe('sessions', () => {
  test('the id changes when the password is given and again at the approval (session fixation)', async () => {
    await alice.open('/login');
    const planted = alice.sessionCookie;
    const challenge = await passwordGiven(alice);
    const halfway = alice.sessionCookie;
    site.nod.settle(challenge.id, 'approved');
    await alice.submit('/login/finish');
    expect(new Set([planted, halfway, alice.sessionCookie]).size).toBe(3);
    for (const old of [planted, halfway]) {
      const attacker = site.visitor();
      attacker.cookies.set('harbour', old);
      expect(to(await attacker.request('/notes'))).toBe('/login?next=/notes');
    }
  });

  test('an id that this site did not give out is not adopted', async () => {
    alice.cookies.set('harbour', 'chosenByTheAttacker1234');
    await alice.open('/login');
    expect(alice.sessionCookie).not.toBe('chosenByTheAttacker1234');
  });

  test('the cookie is out of reach of scripts and of other sites, 128 bits long', async () => {
    await alice.open('/login');
    expect(alice.lastSetCookie).toMatch(/HttpOnly/);
    expect(alice.lastSetCookie).toMatch(/SameSite=Lax/);
    expect(alice.lastSetCookie).not.toMatch(/Secure/);
    expect(Buffer.from(alice.sessionCookie, 'base64url')).toHaveLength(16);
  });

  test('under https the cookie is Secure and bound to the host', async () => {
    const secure = (await openSite({ origin: 'https://notes.example.com' })).visitor();
    await secure.open('/login');
    expect(secure.lastSetCookie).toMatch(/^__Host-harbour=.*Secure/);
  });

  test('the database holds no id that opens a session', async () => {
    await signedIn(alice);
    const ids = site.db.prepare('select id_hash from sessions').all();
    expect(JSON.stringify(ids)).not.toContain(alice.sessionCookie);
  });

  test('a session ends by itself', async () => {
    await signedIn(alice);
    site.clock.nowMs += 12 * 3_600_000;
    expect(to(await alice.request('/notes'))).toBe('/login?next=/notes');
  });

  test('signing out ends the session at the server, not only the cookie', async () => {
    await signedIn(alice);
    const before = alice.sessionCookie;
    await alice.open('/notes');
    await alice.submit('/logout');
    alice.cookies.set('harbour', before);
    expect(to(await alice.request('/notes'))).toBe('/login?next=/notes');
  });
});

describe('other things that happen while a login waits', () => {
  test('canceling takes the question back', async () => {
    const challenge = await passwordGiven(alice);
    expect(to(await alice.submit('/login/cancel'))).toBe('/login');
    expect(challenge.state).toBe('canceled');
    expect(to(await alice.submit('/login/finish'))).not.toBe('/notes');
  });

  test('an approval that crosses a cancel lets nobody in', async () => {
    site.nod.settle((await passwordGiven(alice)).id, 'approved');
    expect(to(await alice.submit('/login/cancel'))).toBe('/login');
    expect(to(await alice.request('/notes'))).toBe('/login?next=/notes');
  });

  test('“try again” asks anew and keeps the destination', async () => {
    expect(to(await alice.enterPassword('alice', PASSWORD, { next: '/devices' }))).toBe('/login/wait');
    site.nod.settle(site.nod.newest().id, 'expired');
    await alice.open('/login/wait');
    expect(to(await alice.submit('/login/again'))).toBe('/login/wait');
    expect(site.nod.challenges.size).toBe(2);
    site.nod.settle(site.nod.newest().id, 'approved');
    expect(to(await alice.submit('/login/finish'))).toBe('/devices');
  });

  test('after a while “try again” wants the password', async () => {
    await passwordGiven(alice);
    site.clock.nowMs += 20 * 60_000;
    await alice.open('/login');
    expect(to(await alice.submit('/login/again'))).toBe('/login');
  });

  test.each([
    [429, 'push_limit', { retryAfterSeconds: 300 }, 'in 5 minutes'],
    [429, 'user_backing_off', { retryAfterSeconds: 30 }, 'in 30 seconds'],
    [429, 'user_quarantined', { retryAfterSeconds: 7200 }, 'in 2 hours'],
    [503, 'unavailable', {}, 'Wait a little'],
    [401, 'unauthorized', {}, 'Wait a little'],
  ])('%i %s is said in words with a next step', async (status, code, params, words) => {
    site.nod.overrides.push(() => problem(status, code, params));
    const answer = await alice.enterPassword('alice');
    const text = await answer.text();
    expect(text).toContain(words);
    expect(text).toMatch(/<(a class="button"|button class="button")/);
    expect(text).not.toContain(code);
  });

  test('the events of a login go to its own session, and end with the answer', async () => {
    const challenge = await passwordGiven(alice);
    const events = await alice.request('/login/events');
    expect(events.headers.get('Content-Type')).toContain('text/event-stream');
    site.nod.deliver(challenge.id, 'received');
    site.nod.settle(challenge.id, 'denied', 'Pixel 9');
    const text = await events.text();
    expect(text).toContain('"delivery":"received"');
    expect(text).toContain('"state":"denied"');
    expect(text).not.toMatch(/chl_|dev_|nod_|482913/);
  });

  test('shutting down ends open streams', async () => {
    await passwordGiven(alice);
    const events = await alice.request('/login/events');
    const text = events.text();
    site.stopping.abort();
    await expect(text).resolves.toContain('retry');
  });
});

describe('open redirects', () => {
  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/notes/../../evil',
    'javascript:alert(1)',
    '',
  ])('next=%j leads to the notes', async (next) => {
    await alice.enterPassword('alice', PASSWORD, { next });
    await alice.open('/login/wait');
    site.nod.settle(site.nod.newest().id, 'approved');
    expect(to(await alice.submit('/login/finish'))).toBe('/notes');
  });
});
