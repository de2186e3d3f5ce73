import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { drawQr } from '../../../shared/sdk/qr.ts';
import { NO_PLACES } from '../../net/places.ts';
import { makeRecoveryCodes } from '../../recovery/recovery-codes.ts';
import { locationOf, onBothStores, TEST_REALM } from '../../store/testing.ts';
import {
  type Answered,
  type CallOptions,
  ORIGIN,
  pairDevice,
  startTestServer,
  type TestServer,
} from '../testing-server.ts';

onBothStores('the account page', (fresh) => {
  let server: TestServer;
  let apiKey: string;
  let user: string;
  let code: string;
  let ip: string;
  let count = 0;

  beforeAll(async () => {
    const { databaseUrl } = locationOf(await fresh());
    server = await startTestServer({ environment: databaseUrl === undefined ? {} : { NOD_DATABASE_URL: databaseUrl } });
    ({ apiKey } = await server.application());
  });
  afterAll(() => server.close());

  const SAME = { 'sec-fetch-site': 'same-origin', origin: ORIGIN };
  const post = (path: string, fields: Record<string, string>, options: CallOptions = {}) =>
    server.call('POST', `/account${path}`, {
      ip,
      body: new URLSearchParams(fields).toString(),
      ...options,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...SAME, ...options.headers },
    });
  const userIdOf = async (username: string) => (await server.nod.accounts.usersNamed(username))[0]?.id ?? '';
  const codesOf = async (username: string) => {
    const core = { store: server.nod.store, clock: () => server.clock.nowMs, randomBytes, places: NO_PLACES };
    const userId = await userIdOf(username);
    return makeRecoveryCodes(core, { userId, byDeviceId: null, ip, spend: async () => {} });
  };
  const cookieOf = (answered: Answered) => (answered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const tokenIn = (page: string) => /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const overview = (cookie: string) => server.call('GET', '/account', { ip, headers: { cookie } });

  /** Opens the page with a code. */
  async function signIn(with_ = code) {
    const opened = await post('/open', { username: user, code: with_ });
    expect(opened.status, opened.text).toBe(303);
    const cookie = cookieOf(opened);
    const page = await overview(cookie);
    const act = (path: string, fields: Record<string, string> = {}, options: CallOptions = {}) =>
      post(path, { form: tokenIn(page.text), ...fields }, { ...options, headers: { cookie, ...options.headers } });
    return { cookie, page, act, form: tokenIn(page.text) };
  }
  const stateOf = async (id: string) =>
    (await server.nod.store.db.selectFrom('devices').select('state').where('id', '=', id).executeTakeFirst())?.state;

  beforeEach(async () => {
    count++;
    user = `alice${count}`;
    ip = `198.51.100.${count}`;
    await server.call('POST', '/v1/users', { apiKey, body: { username: user } });
    code = (await codesOf(user))[0] ?? '';
    server.clock.nowMs += 1_000;
  });

  it('N15, N16: from lost to calm: sign in, pause the phone, pair a new one, make new codes, close', async () => {
    const lost = await pairDevice(server, apiKey, user, { name: 'Lost <b>phone</b>' });
    const { page, act, cookie } = await signIn();
    expect(page.text).toContain('Lost &lt;b&gt;phone&lt;/b&gt;');
    expect(page.text).not.toContain('<b>phone');
    expect(page.text).toContain('9 are left');

    expect((await act('/pause', { device: lost.id })).headers.get('location')).toBe('/account');
    expect(await stateOf(lost.id)).toBe('suspended');
    expect((await overview(cookie)).text).toContain('No device can answer for you now.');

    const pairing = await act('/pair');
    expect(pairing.status).toBe(200);
    const [url = ''] = /http:[^"]+#\/pair\/[\w-]{22}/.exec(pairing.text) ?? [];
    expect(pairing.text).toContain(drawQr(url).path);
    const found = await pairDevice(server, apiKey, user, { name: 'Found', token: url.slice(-22) });
    expect(await stateOf(found.id)).toBe('active');
    expect((await overview(cookie)).text).toContain('Found</bdi> is paired');

    // Codes that are left don't end by one press; where none is left, nothing ends.
    const asks = /<details><summary class="button">Make new codes<.*?end at once.*?action="\/account\/codes"/s;
    expect((await overview(cookie)).text).toMatch(asks);
    const { db } = server.nod.store;
    await db
      .updateTable('recovery_codes')
      .set({ used_at_ms: 1 })
      .where('user_id', '=', await userIdOf(user))
      .execute();
    expect((await overview(cookie)).text).not.toMatch(asks);
    const sheet = await act('/codes');
    const codes = sheet.text.match(/(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/g) ?? [];
    expect(new Set(codes).size).toBe(10);
    expect(sheet.text).toContain(`${ORIGIN}/account`);
    expect(sheet.text).toContain(user);

    expect((await act('/end')).headers.get('set-cookie')).toMatch(/^nod-account=; .*Max-Age=0/);
    expect((await overview(cookie)).text).toContain('This page was closed');
    expect((await post('/open', { username: user, code })).status).toBe(403);
    ip = `203.0.113.${count}`;
    expect((await post('/open', { username: user, code: codes[0] ?? '' })).status).toBe(303);
  });

  it('N15: a code opens the page once', async () => {
    await signIn();
    expect((await post('/open', { username: user, code })).status).toBe(403);
  });

  it('A6.3.8: whatever is wrong, the answer is the same, and rings nobody', async () => {
    const lost = await pairDevice(server, apiKey, user);
    const wrong = '0000-0000-0000-0000';
    const strip = ({ status, text, headers }: Answered) => [
      status,
      text.replaceAll(/value="[^"]*"/g, ''),
      [...headers].filter(([name]) => !['x-request-id', 'date'].includes(name)),
    ];
    const expected = strip(await post('/open', { username: user, code: wrong }));
    expect(expected[0]).toBe(403);
    const tries: Record<string, string>[] = [
      { username: 'nobody-of-this-name', code: wrong },
      { username: user, code: 'what' },
      { username: user, code: '0000-0000-00000' },
      { username: 'nobody-of-this-name', code },
      { realm: 'Elsewhere', username: user, code },
      { realm: 'x'.repeat(200), username: 'y'.repeat(200), code },
    ];
    for (const fields of tries) {
      expect(strip(await post('/open', fields)), JSON.stringify(fields)).toEqual(expected);
    }
    const lock = (at: number | null) =>
      server.nod.store.db.updateTable('users').set({ locked_at_ms: at }).where('username', '=', user).execute();
    await lock(1);
    expect(strip(await post('/open', { username: user, code }))).toEqual(expected);
    await lock(null);
    const about = await server.nod.store.db
      .selectFrom('announcements')
      .select('what')
      .where('user_id', '=', await userIdOf(user))
      .where('what', '!=', 'recovery.codes_made')
      .where('what', '!=', 'device.added')
      .execute();
    expect(about).toEqual([]);
    expect(await stateOf(lost.id)).toBe('active');
    await signIn();
  });

  it('A6.6.3: tries are limited per address, and not per user', async () => {
    const answers = [];
    for (let time = 0; time < 12; time++) answers.push(await post('/open', { username: user, code: 'wrong' }));
    expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(403), 429, 429]);
    expect(answers.at(-1)?.text).toContain('Too many tries from here');
    expect(answers.at(-1)?.headers.get('content-type')).toContain('text/html');
    expect(answers.at(-1)?.headers.get('retry-after')).toMatch(/^\d+$/);
    ip = `203.0.113.${count}`;
    await signIn();
  });

  it('A6.6.3: an open page fills no mailbox with new codes, nor the log with tickets', async () => {
    const { act } = await signIn();
    const answers = [];
    for (let time = 0; time < 12; time++) answers.push((await act(time % 2 ? '/codes' : '/pair')).status);
    expect(answers).toEqual([...Array(9).fill(200), 429, 429, 429]);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a neighbouring host', { 'sec-fetch-site': 'same-site', origin: 'http://app.localhost:4400' }],
    ['a frame without an origin', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['an address that was typed', { 'sec-fetch-site': 'none', origin: 'null' }],
    ['a browser that contradicts itself', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
  ])('N15: a form of %s is refused, with the cookie and the right token', async (_name, headers) => {
    const lost = await pairDevice(server, apiKey, user);
    const { act } = await signIn();
    const refused = await act('/pause', { device: lost.id }, { headers });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Nothing was changed');
    expect(await stateOf(lost.id)).toBe('active');
    const [, second = ''] = await codesOf(user);
    expect((await post('/open', { username: user, code: second }, { headers })).headers.get('set-cookie')).toBeNull();
    await signIn(second);
  });

  it('N15: a browser that tells only its origin has to tell ours', async () => {
    const lost = await pairDevice(server, apiKey, user);
    const { cookie, form } = await signIn();
    const body = new URLSearchParams({ form, device: lost.id }).toString();
    const send = (origin?: string) =>
      server.call('POST', '/account/pause', {
        ip,
        body,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          cookie,
          ...(origin === undefined ? {} : { origin }),
        },
      });
    for (const origin of [undefined, 'null', 'https://evil.example', `${ORIGIN}.evil.example`]) {
      expect((await send(origin)).status).toBe(403);
    }
    expect(await stateOf(lost.id)).toBe('active');
    expect((await send(ORIGIN)).status).toBe(303);
    expect(await stateOf(lost.id)).toBe('suspended');
  });

  it('N15: the cookie alone does nothing, nor does another session’s token, nor the token without the cookie', async () => {
    const lost = await pairDevice(server, apiKey, user);
    const mine = await signIn();
    const otherUser = user;
    user = `bob${count}`;
    await server.call('POST', '/v1/users', { apiKey, body: { username: user } });
    const theirs = await signIn((await codesOf(user))[0]);
    user = otherUser;
    const send = (form: string, cookie: string) => post('/pause', { form, device: lost.id }, { headers: { cookie } });
    expect((await send('', mine.cookie)).status).toBe(403);
    expect((await send(theirs.form, mine.cookie)).status).toBe(403);
    expect((await send(mine.form, '')).status).toBe(403);
    expect((await send(mine.form, `${mine.cookie}; ${theirs.cookie}`)).status).toBe(403);
    for (const path of ['/pair', '/codes', '/end']) {
      expect((await post(path, {}, { headers: { cookie: mine.cookie } })).status).toBe(403);
    }
    expect(await stateOf(lost.id)).toBe('active');
    // Another user's device, with everything else right.
    const foreign = await theirs.act('/pause', { device: lost.id });
    expect(foreign.status).toBe(404);
    expect(foreign.text).toContain('not on the list');
    expect(await stateOf(lost.id)).toBe('active');
    expect((await send(mine.form, mine.cookie)).status).toBe(303);
  });

  it('N15: after 15 minutes, and for a locked user, nothing is shown or done', async () => {
    const lost = await pairDevice(server, apiKey, user);
    const { act, cookie } = await signIn();
    const lock = (at: number | null) =>
      server.nod.store.db.updateTable('users').set({ locked_at_ms: at }).where('username', '=', user).execute();
    const expectClosed = async () => {
      for (const path of ['/pause', '/pair', '/codes', '/end']) {
        const refused = await act(path, { device: lost.id });
        expect(refused.status).toBe(403);
        expect(refused.headers.get('set-cookie')).toMatch(/Max-Age=0/);
      }
      expect((await overview(cookie)).text).not.toContain(user);
    };
    await lock(1);
    await expectClosed();
    await lock(null);
    server.clock.nowMs += 15 * 60_000;
    await expectClosed();
    expect(await stateOf(lost.id)).toBe('active');
  });

  it('N15: no script, no frame, no copy, no other address; a GET changes nothing', async () => {
    const opened = await post('/open', { username: user, code });
    expect(opened.headers.get('set-cookie')).toMatch(
      /^nod-account=[\w-]{22}; Path=\/account; Max-Age=900; HttpOnly; SameSite=Strict$/,
    );
    const cookie = cookieOf(opened);
    for (const answered of [opened, await overview(cookie), await server.call('GET', '/account')]) {
      const policy = answered.headers.get('content-security-policy') ?? '';
      for (const rule of ["script-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "default-src 'none'"]) {
        expect(policy).toContain(rule);
      }
      expect(policy).not.toContain('unsafe');
      expect(answered.headers.get('cache-control')).toBe('no-store');
      expect(answered.headers.get('referrer-policy')).toBe('same-origin');
      expect(answered.text).not.toMatch(/<script|javascript:|\son\w+=|\sstyle=/i);
    }
    for (const path of ['open', 'pause', 'pair', 'codes', 'end']) {
      const answered = await server.call('GET', `/account/${path}?code=${code}`, { headers: { cookie } });
      expect(answered.status).toBe(405);
    }
    const { act } = {
      act: (body: string, type: string) => post('/pause', {}, { body, headers: { cookie, 'content-type': type } }),
    };
    expect((await act('{}', 'application/json')).status).toBe(415);
    expect(server.logged()).not.toContain(code.replaceAll('-', ''));
    expect(server.logged()).not.toContain(code);
    expect(server.logged()).not.toContain(cookie.split('=')[1]);
  });

  it('N15: the realm is asked for where there are several, and the same name elsewhere is somebody else', async () => {
    expect((await server.call('GET', '/account')).text).not.toContain('name="realm"');
    const { apiKey: elsewhere } = await server.application({ name: 'Shop', realm: 'Shop' });
    await server.call('POST', '/v1/users', { apiKey: elsewhere, body: { username: user } });
    expect((await server.call('GET', '/account')).text).toContain('name="realm"');
    expect((await post('/open', { username: user, code })).status).toBe(403);
    expect((await post('/open', { realm: 'Shop', username: user, code })).status).toBe(403);
    const opened = await post('/open', { realm: TEST_REALM.name, username: user, code });
    expect((await overview(cookieOf(opened))).text).toContain(TEST_REALM.name);
  });
});

it('N15: over https the cookie is marked so, by its name too', async () => {
  const server = await startTestServer({
    environment: { NOD_ORIGIN: 'https://nod.example', NOD_DEMO: '', NOD_VAPID_SUBJECT: 'mailto:ops@nod.example' },
  });
  const answered = await server.call('GET', '/account', {
    headers: { cookie: `__Secure-nod-account=${'A'.repeat(22)}` },
  });
  expect(answered.headers.get('set-cookie')).toMatch(
    /^__Secure-nod-account=; Path=\/account; .*SameSite=Strict; Secure$/,
  );
  await server.close();
});
