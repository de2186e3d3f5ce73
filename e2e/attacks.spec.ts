import type { Page } from '@playwright/test';
import { readChallenge } from '../shared/protocol/challenge.ts';
import type { PublicJwk } from '../shared/protocol/keys.ts';
import { verifyReceiptOffline } from '../shared/protocol/offline-receipt.ts';
import { buildPushPayload } from '../shared/protocol/push-payload.ts';
import { createReceiptVerifier } from '../shared/sdk/receipt.ts';
import { words } from '../shared/ui/words/words.ts';
import {
  anyAddress,
  callDoor,
  claimAndComplete,
  postDecision,
  problemOf,
  SoftwareDevice,
} from './kit/software-device.ts';
import { expect, test } from './world/test.ts';

// An attacker that speaks HTTP with a running server: with captured messages, with other keys, without a key.

const OTHER_CODE = (code: string) => (code === '482913' ? '482914' : '482913');

test.describe('decisions', () => {
  test('N2: a captured approval counts once, and never for another request', async ({ world, username }) => {
    const { nod, wiki } = world;
    const device = await SoftwareDevice.pair(nod, wiki, username);
    const first = await wiki.client.createChallenge({ user: username });
    const captured = await device.decision(await device.challenge(first.id), { code: first.code });
    expect(await postDecision(nod.origin, first.id, captured)).toMatchObject({
      status: 200,
      body: { state: 'approved' },
    });
    const receipt = await wiki.client.getReceipt(first.id);

    // The same decision again gets the same answer and changes nothing.
    expect(await postDecision(nod.origin, first.id, captured)).toMatchObject({
      status: 200,
      body: { state: 'approved' },
    });
    expect(await wiki.client.getReceipt(first.id)).toBe(receipt);

    const second = await wiki.client.createChallenge({ user: username });
    const replayed = await postDecision(nod.origin, second.id, captured);
    expect([replayed.status, problemOf(replayed).code]).toEqual([422, 'decision_invalid']);
    const reused = await device.decide(await device.challenge(second.id), {
      code: first.code === second.code ? OTHER_CODE(first.code ?? '') : first.code,
    });
    expect(problemOf(reused)).toMatchObject({ code: 'wrong_code', params: { triesLeft: 2 } });
    expect((await wiki.client.getChallenge(second.id)).state).toBe('pending');
  });

  test('an answer by any other key is refused and changes nothing', async ({ world, username }) => {
    const { nod, wiki } = world;
    const device = await SoftwareDevice.pair(nod, wiki, username);
    const stranger = await SoftwareDevice.pair(nod, wiki, `mallory-${username}`);
    const { id, code = '' } = await wiki.client.createChallenge({ user: username });
    const challenge = await device.challenge(id);
    const genuine = await device.decision(challenge, { code });
    const [header = '', payload = '', signature = ''] = genuine.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

    const forgeries: Record<string, string> = {
      "another user's device": await stranger.decision(challenge, { code }),
      'turned from deny into approve': [
        header,
        payload,
        (await device.decision(challenge, { decision: 'deny' })).split('.')[2],
      ].join('.'),
      'no algorithm': `${encode({ alg: 'none', typ: 'nod-decision+jwt', kid: device.key.kid })}.${payload}.`,
      'a symmetric algorithm': `${encode({ alg: 'HS256', typ: 'nod-decision+jwt', kid: device.key.kid })}.${payload}.${signature}`,
      'another type': `${encode({ alg: 'ES256', typ: 'nod-proof+jwt', kid: device.key.kid })}.${payload}.${signature}`,
      'changed claims': `${header}.${encode({ ...claims, iat: claims.iat + 1 })}.${signature}`,
      'another server': await device.decision(challenge, { code, aud: 'https://nod.example.org' }),
      'another challenge': await device.decision(challenge, { code, challenge: 'A'.repeat(43) }),
      truncated: genuine.slice(0, -8),
      'not a token at all': 'approve',
    };
    for (const [forgery, jws] of Object.entries(forgeries)) {
      const { status, body } = await postDecision(nod.origin, id, jws);
      expect({ forgery, status, body }).toMatchObject({ forgery, status: 422, body: { code: 'decision_invalid' } });
    }
    expect((await wiki.client.getChallenge(id)).state).toBe('pending');
    expect(await postDecision(nod.origin, id, genuine)).toMatchObject({ status: 200 });
  });

  test('N4: wrong codes in parallel are counted, the third ends the request, and a new one has to wait', async ({
    world,
    username,
  }) => {
    const { nod, wiki } = world;
    const device = await SoftwareDevice.pair(nod, wiki, username);
    const { id, code = '' } = await wiki.client.createChallenge({ user: username });
    const challenge = await device.challenge(id);
    const guesses = Array.from({ length: 12 }, (_, i) => String((Number(code) + 1 + i) % 1_000_000).padStart(6, '0'));
    const answers = await Promise.all(guesses.map((guess) => device.decide(challenge, { code: guess })));
    const codes = answers.map((answer) => problemOf(answer).code);
    expect(codes.filter((answer) => answer === 'wrong_code')).toHaveLength(3);
    expect(codes.filter((answer) => answer === 'challenge_final')).toHaveLength(9);
    expect((await wiki.client.getChallenge(id)).state).toBe('failed');
    expect(problemOf(await device.decide(challenge, { code }))).toMatchObject({ code: 'challenge_final' });
    await expect(wiki.client.createChallenge({ user: username })).rejects.toMatchObject({
      code: 'user_backing_off',
      status: 429,
      retryAfterSeconds: expect.any(Number),
    });
  });

  test('of two devices that answer at once exactly one wins, and the other is told how it ended', async ({
    world,
    username,
  }) => {
    const { nod, lights } = world;
    const devices = [
      await SoftwareDevice.pair(nod, lights, username, 'Pixel'),
      await SoftwareDevice.pair(nod, lights, username, 'Tablet'),
    ];
    for (let round = 0; round < 3; round++) {
      const { id } = await lights.client.createChallenge({ user: username });
      const challenge = await devices[0]?.challenge(id);
      const answers = await Promise.all(devices.map((device) => device.decide(challenge ?? '', {})));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const { decidedBy, state } = await lights.client.getChallenge(id);
      const loser = answers.find(({ status }) => status === 409);
      expect(loser && problemOf(loser).params).toEqual({ state, decidedBy: decidedBy?.name, thisDevice: false });
    }
  });

  test('N16: a removed device answers nothing any more, whatever it had signed before', async ({ world, username }) => {
    const { nod, wiki } = world;
    const kept = await SoftwareDevice.pair(nod, wiki, username, 'Kept');
    const lost = await SoftwareDevice.pair(nod, wiki, username, 'Lost');
    const { id, code } = await wiki.client.createChallenge({ user: username });
    const signed = await lost.decision(await lost.challenge(id), { code });
    expect((await kept.call('DELETE', `/device/v1/devices/${lost.id}`)).status).toBe(204);
    // For good a day later.
    expect(problemOf(await postDecision(nod.origin, id, signed)).code).toBe('device_suspended');
    expect(problemOf(await lost.call('GET', '/device/v1/challenges')).code).toBe('device_suspended');
    expect((await wiki.client.getChallenge(id)).state).toBe('pending');
  });
});

test('R1: a receipt proves an approval, to the application and to an auditor without the server', async ({
  world,
  username,
}) => {
  const { nod, wiki } = world;
  const device = await SoftwareDevice.pair(nod, wiki, username);
  const { id, code } = await wiki.client.createChallenge({ user: username });
  await device.decide(await device.challenge(id), { code });
  const receipt = await wiki.client.getReceipt(id);
  const userId = (await wiki.client.getUser(username)).id;
  const verifier = createReceiptVerifier({ origin: nod.origin, applicationId: wiki.id });
  const online = await verifier.verify(receipt, { challengeId: id, userId, match: 'code' });
  const { keys } = (await (await fetch(`${nod.origin}/.well-known/jwks.json`)).json()) as { keys: PublicJwk[] };
  const expected = { keys, issuer: nod.origin, audience: wiki.id };
  const { action, ...claims } = online;
  expect(verifyReceiptOffline(receipt, expected)).toEqual(claims);
  expect(action.title).toBe(`Sign in as ${username}`);
  expect(online).toMatchObject({ jti: id, outcome: 'approved', match: 'code', amr: ['swk', 'mca'] });

  const other = await wiki.client.createChallenge({ user: username });
  await expect(verifier.verify(receipt, { challengeId: other.id, userId })).rejects.toMatchObject({
    code: 'receipt_invalid',
  });
  const [header, payload = '', signature] = receipt.split('.');
  const read = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...read, sub: read.sub.replace(/.$/, 'x') })).toString('base64url');
  expect(() => verifyReceiptOffline([header, changed, signature].join('.'), expected)).toThrow('signature');
});

test.describe('calls by a device', () => {
  test('a captured call can be neither repeated, nor changed, nor kept for later', async ({ world, username }) => {
    const { nod, wiki } = world;
    const device = await SoftwareDevice.pair(nod, wiki, username);
    const call = (path: string, authorization: string, body?: unknown, method = 'GET') =>
      callDoor(nod.origin, method, path, { authorization, ...(body === undefined ? {} : { body }) });

    const captured = await device.proof('GET', '/device/v1/devices');
    expect((await call('/device/v1/devices', captured)).status).toBe(200);
    expect(problemOf(await call('/device/v1/devices', captured)).code).toBe('proof_replayed');
    const moved = await device.proof('GET', '/device/v1/devices');
    expect(problemOf(await call('/device/v1/history', moved)).code).toBe('proof_invalid');
    const renamed = await device.proof('PATCH', '/device/v1/self', '{"name":"Mine"}');
    expect(problemOf(await call('/device/v1/self', renamed, { name: 'Theirs' }, 'PATCH')).code).toBe('proof_invalid');
    const stale = await device.proof('GET', '/device/v1/devices', '', -5 * 60_000);
    expect(problemOf(await call('/device/v1/devices', stale))).toMatchObject({
      code: 'clock_skew',
      params: { serverTimeMs: expect.any(Number) },
    });
    const none = await callDoor(nod.origin, 'GET', '/device/v1/devices');
    expect([none.status, problemOf(none).code]).toEqual([401, 'proof_invalid']);
  });

  test("one user's device sees and touches nothing of another's", async ({ world, username }) => {
    const { nod, wiki } = world;
    const device = await SoftwareDevice.pair(nod, wiki, username);
    const stranger = await SoftwareDevice.pair(nod, wiki, `mallory-${username}`);
    const { id } = await wiki.client.createChallenge({ user: username });
    expect((await stranger.call('GET', '/device/v1/challenges')).body).toMatchObject({ challenges: [] });
    await stranger.call('POST', `/device/v1/challenges/${id}/delivery`, { event: 'displayed' });
    expect((await wiki.client.getChallenge(id)).devices).toMatchObject([{ id: device.id, delivery: 'pull' }]);
    expect((await stranger.call('DELETE', `/device/v1/devices/${device.id}`)).status).toBe(404);
    expect((await device.call('GET', '/device/v1/self')).status).toBe(200);
  });
});

test.describe('pairing', () => {
  test('N12: a code works once, and five wrong tries use it up', async ({ world, username }) => {
    const { nod, wiki } = world;
    const { code } = await world.ticketFor(username);
    await claimAndComplete(nod.origin, { code, ip: anyAddress() });
    await expect(claimAndComplete(nod.origin, { code, ip: anyAddress() })).rejects.toThrow(/enrollment_used/);

    const { code: second } = await wiki.client.createEnrollment({ user: { username } });
    const last = second.endsWith('0') ? '1' : '0';
    for (let tries = 0; tries < 5; tries++) {
      const wrong = `${second.slice(0, -1)}${last}`;
      await expect(claimAndComplete(nod.origin, { code: wrong, ip: anyAddress() })).rejects.toThrow(
        /enrollment_invalid/,
      );
    }
    await expect(claimAndComplete(nod.origin, { code: second, ip: anyAddress() })).rejects.toThrow(/enrollment_/);
  });

  test('A6.3.8: a wrong code sounds the same whether or not there is something to find', async ({
    world,
    username,
  }) => {
    const { nod } = world;
    const { code } = await world.ticketFor(username);
    const claim = (text: string) =>
      callDoor(nod.origin, 'POST', '/device/v1/enrollments/claim', { body: { code: text }, ip: anyAddress() });
    const wrongSecret = problemOf(await claim(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`));
    const nothingThere = problemOf(await claim('ZZZZ-ZZZZ-ZZZZ'));
    expect({ ...wrongSecret, requestId: '' }).toEqual({ ...nothingThere, requestId: '' });
  });

  test('an endpoint that is no push service is refused: the server calls no other host', async ({
    world,
    username,
  }) => {
    const { nod } = world;
    const keys = {
      p256dh: 'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM',
      auth: 'tBHItJI5svbpez7KI4CCXg',
    };
    const addresses = [
      `${nod.origin}/v1/challenges`,
      'https://127.0.0.1/',
      'https://169.254.169.254/latest/meta-data/',
      'https://fcm.googleapis.com.evil.example/fcm/send/x',
      'https://evil.example/fcm/send/x',
    ];
    for (const endpoint of addresses) {
      const { code } = await world.ticketFor(username);
      const subscription = { endpoint, keys };
      const { completed } = await claimAndComplete(nod.origin, { code, ip: anyAddress(), subscription });
      expect({ endpoint, code: problemOf(completed).code }).toEqual({ endpoint, code: 'endpoint_not_allowed' });
    }
  });

  test('a caller that tries codes from one address is slowed down', async ({ world }) => {
    const ip = anyAddress();
    const tries = Array.from({ length: 15 }, () =>
      callDoor(world.nod.origin, 'POST', '/device/v1/enrollments/claim', { body: { code: 'ZZZZ-ZZZZ-ZZZZ' }, ip }),
    );
    const answers = await Promise.all(tries);
    const slowed = answers.filter(({ status }) => status === 429);
    expect(slowed.length).toBeGreaterThanOrEqual(4);
    expect(Number(slowed[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

test.describe('applications', () => {
  test('N5, A6.6.4: an attacker with the password alone can ring five times, not more', async ({ world, username }) => {
    const { nod, wiki, lights } = world;
    await SoftwareDevice.pair(nod, wiki, username);
    for (const { apiKey } of [wiki, lights]) {
      const ask = async () => {
        const body = { user: username };
        return callDoor(nod.origin, 'POST', '/v1/challenges', { body, authorization: `Bearer ${apiKey}` });
      };
      for (let asked = 0; asked < 5; asked++) expect((await ask()).body).not.toHaveProperty('quiet');
      const sixth = await ask();
      // What no page shows a code for could be fetched by nobody.
      if (apiKey === lights.apiKey) expect([sixth.status, problemOf(sixth).code]).toEqual([429, 'push_limit']);
      else expect([sixth.status, sixth.body]).toMatchObject([201, { quiet: true }]);
    }
  });

  test("a key shows nothing of another application's, and without a key there is nothing to see", async ({
    world,
    username,
  }) => {
    const { nod, wiki, lights } = world;
    await SoftwareDevice.pair(nod, wiki, username);
    const { id } = await wiki.client.createChallenge({ user: username });
    await expect(lights.client.getChallenge(id)).rejects.toMatchObject({ code: 'challenge_unknown', status: 404 });
    await expect(lights.client.cancelChallenge(id)).rejects.toMatchObject({ code: 'challenge_unknown' });
    for (const authorization of [undefined, 'Bearer nod_000000000000_0000000000000000000000']) {
      for (const user of [username, 'nobody-at-all']) {
        const answer = await callDoor(nod.origin, 'POST', '/v1/challenges', {
          body: { user },
          ...(authorization === undefined ? {} : { authorization }),
        });
        expect([answer.status, problemOf(answer).code]).toEqual([401, 'unauthorized']);
      }
    }
    const got = await fetch(`${nod.origin}/v1/challenges`, { headers: { authorization: `Bearer ${wiki.apiKey}` } });
    expect(got.status).toBe(405);
  });

  test('A6.5.1, A6.6.2: the request never holds the code, and a code belongs to its request', async ({
    world,
    username,
  }) => {
    const { nod, wiki } = world;
    const device = await SoftwareDevice.pair(nod, wiki, username);
    const { id, code = '' } = await wiki.client.createChallenge({ user: username });
    const challenge = await device.challenge(id);
    const { nonce } = readChallenge(challenge);
    // A6.7.2: 128 bits.
    expect(Buffer.from(nonce, 'base64url')).toHaveLength(16);
    const told = Buffer.from(challenge.split('.')[1] ?? '', 'base64url').toString();
    expect(told).not.toContain(code);
    expect(JSON.stringify(await wiki.client.getChallenge(id))).not.toContain(code);
  });
});

test.describe('messages captured from a real phone', () => {
  test('N1, N2: what the app has sent can be neither replayed nor turned around', async ({
    phone,
    username,
    world,
  }) => {
    const { nod, wiki } = world;
    const sent: string[] = [];
    const authorizations: string[] = [];
    phone.page.on('request', (request) => {
      if (request.url().endsWith('/decision')) sent.push(request.postDataJSON().decision);
      const { authorization } = request.headers();
      if (authorization && request.method() === 'GET' && request.url().endsWith('/self'))
        authorizations.push(authorization);
    });
    await phone.pair((await world.ticketFor(username)).code);
    await phone.isQuiet();
    await phone.open();
    const first = await wiki.client.createChallenge({ user: username });
    await phone.seesRequestFrom(wiki.name);
    await phone.press(words.request.deny);
    await phone.showsOutcome(words.outcome.denied.title);
    const denial = sent[0] ?? '';
    expect(Buffer.from(denial.split('.')[1] ?? '', 'base64url').toString()).toContain('"deny"');
    await phone.press(words.common.done);

    // So soon after a denial nobody is rung.
    const second = await wiki.client.createChallenge({ user: username });
    expect(second.quiet).toBe(true);
    expect(problemOf(await postDecision(nod.origin, second.id, denial)).code).toBe('decision_invalid');
    const [header, payload = '', signature] = denial.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const turned = Buffer.from(JSON.stringify({ ...claims, decision: 'approve', code: second.code })).toString(
      'base64url',
    );
    const forged = [header, turned, signature].join('.');
    expect(problemOf(await postDecision(nod.origin, second.id, forged)).code).toBe('decision_invalid');
    expect(problemOf(await postDecision(nod.origin, first.id, forged)).code).toBe('decision_invalid');
    expect((await wiki.client.getChallenge(second.id)).state).toBe('pending');

    await phone.fetchByDigits(second.code ?? '');
    await phone.press(words.request.approve);
    await phone.showsOutcome(words.outcome.approved.title);
    expect(authorizations.length).toBeGreaterThan(0);
    const replayed = await callDoor(nod.origin, 'GET', '/device/v1/self', { authorization: authorizations[0] ?? '' });
    expect(problemOf(replayed).code).toBe('proof_replayed');
  });

  test('N1: a link with the code in it opens the request, but the code is not taken from a link', async ({
    phone,
    username,
    world,
  }) => {
    const { wiki } = world;
    await phone.pair((await world.ticketFor(username)).code);
    await phone.isQuiet();
    const { id, qr = '' } = await wiki.client.createChallenge({ user: username });
    await phone.page.goto('about:blank');
    await phone.page.goto(qr);
    await phone.seesRequestFrom(wiki.name);
    await expect(phone.codeField).toHaveValue('');
    expect(phone.page.url()).not.toContain(qr.split('/').at(-1));
    expect((await wiki.client.getChallenge(id)).state).toBe('pending');
  });

  test('a push that the server did not sign asks for nothing', async ({ phone, phoneBrowser, username, world }) => {
    const { lights, wiki } = world;
    await phone.pair((await world.ticketFor(username)).code);
    await phone.isQuiet();
    // Another user's genuine challenge, and a changed one: both as plaintext from a push service that cheats.
    const stranger = await SoftwareDevice.pair(world.nod, lights, `mallory-${username}`);
    const { id } = await lights.client.createChallenge({ user: stranger.username });
    const foreign = await stranger.challenge(id);
    const own = await wiki.client.createChallenge({ user: username });
    await phone.seesRequestFrom(wiki.name);
    await phone.press(words.request.deny);
    await phone.showsOutcome(words.outcome.denied.title);
    await phone.press(words.common.done);
    await phone.isQuiet();
    const lies = { title: 'Your bank', body: 'Approve?', navigate: 'https://evil.example', tag: id };
    const payloads = [
      buildPushPayload({ challenge: foreign }, lies),
      buildPushPayload({ challenge: foreign.replace(/.{8}$/, 'AAAAAAAA') }, lies),
      JSON.stringify({ web_push: 8030, notification: lies }),
      'not even JSON',
    ];
    const unverified = () => phoneBrowser.notifications.history.filter(({ body }) => body.includes('couldn’t check'));
    const before = unverified().length;
    for (const data of payloads) await deliverPush(phone.page, world.nod.origin, data);
    await expect.poll(() => unverified().length).toBe(before + payloads.length);
    for (const { actions } of unverified()) expect(actions.map(({ label }) => label)).not.toContain('Approve');
    const said = phoneBrowser.notifications.history.map(({ summary, body }) => `${summary} ${body}`).join('\n');
    expect(said).not.toContain('Your bank');
    await phone.isQuiet();
    expect((await wiki.client.getChallenge(own.id)).state).toBe('denied');
  });
});

/** Hands plaintext to the worker's push handler, as a push service that broke the encryption could. */
async function deliverPush(page: Page, origin: string, data: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(origin) && !isDeleted);
      if (ours) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data });
  await devtools.detach();
}
