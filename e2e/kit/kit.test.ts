import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBeenAsked, hasBeenAskedNothing } from './asked.ts';
import { readDuration } from './clock.ts';
import { startNod, type TestApplication, type TestNod } from './index.ts';
import { SoftwarePhone } from './software-phone.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let nod: TestNod;
let shop: TestApplication;
let lights: TestApplication;

beforeAll(async () => {
  nod = await startNod({ name: 'Harbour Nod' });
  shop = await nod.application({ name: 'Shop', origin: 'https://shop.example' });
  lights = await nod.application({ name: 'Lights', match: 'none' });
});

afterAll(() => nod.stop());

let people = 0;
async function person(): Promise<{ user: string; phone: SoftwarePhone }> {
  people += 1;
  const user = `alice-${people}`;
  const phone = nod.phone();
  await phone.pair(user);
  return { user, phone };
}

const stateOf = async (id: string, application = shop) => (await application.client.getChallenge(id)).state;

describe('a software phone', () => {
  test('is asked, and approves with the code of the page', async () => {
    const { user, phone } = await person();
    const { id, code = '' } = await shop.client.createChallenge({
      user,
      action: { title: 'Pay Tom', details: [{ label: 'Amount', value: '€ 40' }] },
      context: { location: 'Lisbon, Portugal', ip: '203.0.113.7', userAgent: FIREFOX },
    });
    const asked = await hasBeenAsked(phone, { application: 'Shop', title: 'Pay Tom', details: { Amount: '€ 40' } });
    expect(asked).toMatchObject({ place: 'Lisbon, Portugal', browser: 'Firefox 140 on Linux' });
    await phone.approve({ code });
    expect(await stateOf(id)).toBe('approved');
  });

  test('shows a request by itself: the application hears that it is displayed', async () => {
    const { user } = await person();
    const { id } = await shop.client.createChallenge({ user });
    await expect.poll(async () => (await shop.client.getChallenge(id)).devices[0]?.delivery).toBe('displayed');
  });

  test('denies, and reports', async () => {
    const { user, phone } = await person();
    const denied = await lights.client.createChallenge({ user });
    await phone.deny();
    expect(await stateOf(denied.id, lights)).toBe('denied');
    const other = await person();
    const reported = await shop.client.createChallenge({ user: other.user });
    await other.phone.report();
    expect(await stateOf(reported.id)).toBe('reported');
  });

  test('shows what is attached, asked on phones alone, and says why it says no', async () => {
    const { user, phone } = await person();
    const attachments = [{ name: 'plan.txt', mediaType: 'text/plain' as const, text: 'destroy all' }];
    const action = { title: 'Apply the plan', attachments };
    const { id } = await shop.client.createChallenge({ user, action, answerBy: 'phone' });
    await hasBeenAsked(phone, { title: 'Apply the plan', attachments: { 'plan.txt': 'destroy all' } });
    await phone.deny({ reason: 'Not on a Friday' });
    expect(await shop.client.getChallenge(id)).toMatchObject({ state: 'denied', denyReason: 'Not on a Friday' });
  });

  test('a code that is needed, a wrong one, and one that is typed before', async () => {
    const { user, phone } = await person();
    const { id, code = '' } = await shop.client.createChallenge({ user });
    await expect(phone.approve()).rejects.toMatchObject({ code: 'code_needed' });
    const wrong = code === '000000' ? '111111' : '000000';
    await expect(phone.approve({ code: wrong })).rejects.toMatchObject({
      code: 'wrong_code',
      params: { triesLeft: 2 },
    });
    await phone.typeCode(code);
    await phone.approve();
    expect(await stateOf(id)).toBe('approved');
  });

  test('fetches by its digits what rang nobody', async () => {
    const { user, phone } = await person();
    await shop.client.createChallenge({ user });
    await phone.report();
    const { id, code = '' } = await shop.client.createChallenge({ user });
    await phone.look();
    expect(phone.asked).toHaveLength(1);
    await phone.typeCode(code);
    expect(phone.asked).toHaveLength(2);
    await phone.approve();
    expect(await stateOf(id)).toBe('approved');
  });

  test('is asked nothing without a network, and gets the request once it is back', async () => {
    const { user, phone } = await person();
    await phone.offline();
    const { id } = await lights.client.createChallenge({ user });
    await hasBeenAskedNothing(phone, 100);
    await expect(phone.approve()).rejects.toMatchObject({ code: 'offline' });
    await phone.online();
    await phone.approve();
    expect(await stateOf(id, lights)).toBe('approved');
  });

  test('a lost one answers no more', async () => {
    const { user, phone } = await person();
    const { id } = await lights.client.createChallenge({ user });
    await hasBeenAsked(phone, {});
    await phone.lose();
    await expect(phone.approve()).rejects.toMatchObject({ code: 'lost' });
    expect(await stateOf(id, lights)).toBe('pending');
  });

  test('approves nothing that only the browser of the login may approve', async () => {
    const { user, phone } = await person();
    const strict = await nod.application({ name: 'Vault', origin: 'https://vault.example', match: 'origin' });
    await strict.client.createChallenge({ user }).catch(() => undefined);
    const strictOrCode = await nod.application({ name: 'Safe', origin: 'https://safe.example', match: 'origin,code' });
    const { id, code = '' } = await strictOrCode.client.createChallenge({ user });
    await hasBeenAsked(phone, { application: 'Safe' });
    await phone.approve({ code });
    expect(await stateOf(id, strictOrCode)).toBe('approved');
  });

  test('is paired with the code or the link that an application shows', async () => {
    const { code } = await shop.client.createEnrollment({ user: { username: 'bob', displayName: 'Bob' } });
    await nod.phone('Pixel 9').pair(code);
    const { url } = await shop.client.createEnrollment({ user: { username: 'carol' } });
    await nod.phone('Tablet').pair(url);
    const names = async (user: string) => (await shop.client.listDevices(user)).map(({ name }) => name);
    expect([await names('bob'), await names('carol')]).toEqual([['Pixel 9'], ['Tablet']]);
  });

  test('shows nothing where an attachment was changed on the way', async () => {
    const somebodyBetween: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!String(input).includes('/attachments/')) return answer;
      return new Response((await answer.text()).replace('keep all', 'lose all'), answer);
    };
    const { origin, clock } = nod;
    const pairingCode = (user: string) => nod.pairingCode(user);
    const phone = new SoftwarePhone({ origin, clock, fetch: somebodyBetween, pairingCode }, 'Pixel');
    await phone.pair('nia');
    const attachments = [{ name: 'plan.txt', mediaType: 'text/plain' as const, text: 'keep all' }];
    await lights.client.createChallenge({ user: 'nia', action: { title: 'Apply', attachments } });
    await expect(phone.look()).rejects.toMatchObject({ name: 'ProtocolError' });
    await expect(phone.approve()).rejects.toMatchObject({ name: 'ProtocolError' });
    expect(phone.asked).toEqual([]);
    await phone.lose();
  });

  test('believes nothing that its pinned keys have not signed', async () => {
    const somebodyBetween: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!String(input).endsWith('/device/v1/challenges')) return answer;
      return Response.json(
        JSON.parse(await answer.text(), (_, value) => (isChallenge(value) ? changed(value) : value)),
      );
    };
    const { origin, clock } = nod;
    const phone = new SoftwarePhone(
      { origin, clock, fetch: somebodyBetween, pairingCode: (user) => nod.pairingCode(user) },
      'Pixel',
    );
    await phone.pair('mia');
    await lights.client.createChallenge({ user: 'mia', action: { title: 'Pay Tom' } });
    await expect(phone.look()).rejects.toMatchObject({ code: 'bad_signature' });
    expect(phone.asked).toEqual([]);
    await phone.lose();
  });
});

const isChallenge = (value: unknown): value is string => typeof value === 'string' && value.split('.').length === 3;

/** Another title, the same signature. */
function changed(jws: string): string {
  const [header, payload = '', signature] = jws.split('.');
  const claims = Buffer.from(payload, 'base64url').toString().replace('Pay Tom', 'Pay Tim');
  return [header, Buffer.from(claims).toString('base64url'), signature].join('.');
}

describe('the clock', () => {
  test('a request has expired when it has been moved, and the phone answers it no more', async () => {
    const { user, phone } = await person();
    const { id } = await lights.client.createChallenge({ user, ttlSeconds: 90 });
    await hasBeenAsked(phone, {});
    await nod.clock.advance('2m');
    expect(await stateOf(id, lights)).toBe('expired');
    const next = await lights.client.createChallenge({ user });
    await phone.approve();
    expect(await stateOf(next.id, lights)).toBe('approved');
  });

  test.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['4d', 345_600_000],
    [250, 250],
  ])('%s', (text, ms) => expect(readDuration(text)).toBe(ms));

  test.each(['', '10', '10 m', '-1m', '1w', 'NaN'])('“%s” is no time', (text) => {
    if (text === '10') expect(readDuration(text)).toBe(10);
    else expect(() => readDuration(text)).toThrow(/^A time looks like/);
  });
});

describe('what is said where a test fails', () => {
  test('what was shown in its place', async () => {
    const { user, phone } = await person();
    await shop.client.createChallenge({ user, context: { ip: '203.0.113.7' } });
    await hasBeenAsked(phone, {});
    const failed = await hasBeenAsked(phone, { application: 'Shop', place: /Lisbon/ }, 0).catch(
      (error) => error.message,
    );
    expect(failed).toBe(
      `The phone was to be asked\n  application: "Shop"\n  place: /Lisbon/\nand was asked\n  application: "Shop"\n  title: "Sign in as ${user}"\n  place: "203.0.113.7"\n  browser: ""`,
    );
  });

  test('that it was asked nothing', async () => {
    const { phone } = await person();
    await expect(hasBeenAsked(phone, { title: 'Pay' }, 0)).rejects.toThrow('title: "Pay"\nand was asked\n  nothing');
  });

  test('what came although nothing was to come', async () => {
    const { user, phone } = await person();
    await shop.client.createChallenge({ user });
    await expect(hasBeenAskedNothing(phone)).rejects.toThrow('asked nothing, and was asked\n  application: "Shop"');
  });
});
