import { beforeEach, describe, expect, test } from 'vitest';
import { awaitApproval } from './await-approval.ts';
import { createNodClient, type NodClient } from './client.ts';
import type { ReceiptVerifier } from './receipt.ts';
import { API_KEY, createStandIn, problem, type StandIn } from './testing/stand-in.ts';

let nod: StandIn;
let client: NodClient;

beforeEach(async () => {
  nod = await createStandIn();
  nod.addDevice('alice', 'Pixel 9');
  client = createNodClient({ origin: nod.origin, apiKey: nod.apiKey, fetch: nod.fetch, retryDelaysMs: [1, 1] });
});

const lost = () => Promise.reject(new TypeError('fetch failed'));

describe('where the API key may go', () => {
  test.each(['http://nod.example.com', 'ftp://localhost', 'not an address', 'http://localhost.evil.example'])(
    '%s is refused',
    (origin) => {
      expect(() => createNodClient({ origin, apiKey: API_KEY })).toThrow(
        expect.objectContaining({ code: 'misconfigured' }),
      );
    },
  );

  test('a text that is no key is refused without being quoted', () => {
    const attempt = () => createNodClient({ origin: nod.origin, apiKey: 'hunter2' });
    expect(attempt).toThrow(expect.objectContaining({ code: 'misconfigured' }));
    expect(attempt).not.toThrow(/hunter2/);
  });

  test('a redirect is not followed', async () => {
    await client.createChallenge({ user: 'alice' });
    expect(nod.requests.every((request) => request.redirect === 'error')).toBe(true);
  });

  test('no error holds it', async () => {
    nod.overrides.push(() => problem(401, 'unauthorized'));
    const error = await client.createChallenge({ user: 'alice' }).catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(API_KEY);
  });

  test('a username cannot climb out of its path', async () => {
    await client.listDevices('../../challenges').catch(() => undefined);
    expect(new URL(nod.requests.at(-1)?.url ?? '').pathname).toBe('/v1/users/..%2F..%2Fchallenges/devices');
  });
});

describe('one call asks once', () => {
  test('a lost answer is asked for again under the same key', async () => {
    let first: string | undefined;
    nod.overrides.push(async (request) => {
      // The server received the call, and its answer got lost.
      first = request.headers.get('Idempotency-Key') ?? undefined;
      await nod.fetch(request.clone());
      return lost();
    });
    const challenge = await client.createChallenge({ user: 'alice' });
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(nod.challenges.size).toBe(1);
    expect(challenge.id).toBe(nod.newest().id);
  });

  test('two calls ask twice', async () => {
    await client.createChallenge({ user: 'alice' });
    await client.createChallenge({ user: 'alice' });
    expect(nod.challenges.size).toBe(2);
  });

  test('a call that cannot be repeated safely is not', async () => {
    nod.overrides.push(lost);
    await expect(client.revokeDevice('alice', 'dev_AAAAAAAAAAAAAAAAAAAAAA')).rejects.toMatchObject({ code: 'network' });
    expect(nod.requests).toHaveLength(1);
  });

  test('a first try that still runs at the server is waited for', async () => {
    nod.overrides.push(lost, () => problem(409, 'idempotency_in_progress'));
    await expect(client.createChallenge({ user: 'alice' })).resolves.toMatchObject({ state: 'pending' });
  });

  test('a limit is an answer: the call is not repeated', async () => {
    nod.overrides.push(() => problem(429, 'push_limit', { retryAfterSeconds: 90 }));
    await expect(client.createChallenge({ user: 'alice' })).rejects.toMatchObject({
      code: 'push_limit',
      retryAfterSeconds: 90,
      status: 429,
    });
    expect(nod.requests).toHaveLength(1);
  });

  test('after the last try the caller gets the error', async () => {
    nod.overrides.push(lost, () => problem(503, 'unavailable'), lost);
    await expect(client.createChallenge({ user: 'alice' })).rejects.toMatchObject({ code: 'network' });
    expect(nod.requests).toHaveLength(3);
  });
});

describe('answers', () => {
  test('a challenge comes with its code, its QR and the devices that are asked', async () => {
    const challenge = await client.createChallenge({ user: 'alice' });
    expect(challenge).toMatchObject({ state: 'pending', code: '482913', devices: [{ name: 'Pixel 9' }] });
    expect(challenge.qr).toBe(`${nod.origin}/#/match/${challenge.id}/482913`);
    expect(challenge.expiresAtMs).toBeGreaterThan(Date.now());
  });

  test.each([
    ['no JSON', 'oops'],
    ['another shape', '{"id":"chl_short","state":"approved"}'],
    ['a state that is no word', '{"id":"chl_AAAAAAAAAAAAAAAAAAAAAA","state":1}'],
  ])('%s is a bad response', async (_, text) => {
    nod.overrides.push(() => new Response(text, { status: 201 }));
    await expect(client.createChallenge({ user: 'alice' })).rejects.toMatchObject({ code: 'bad_response' });
  });

  /** What a newer server may answer: words and members that this version has never heard of. */
  const newer = (challenge: object, state: string) =>
    Response.json({
      ...challenge,
      state,
      match: 'voice',
      quiet: true,
      mood: { calm: true },
      createdAt: new Date(0).toISOString(),
      expiresAt: new Date(60_000).toISOString(),
      devices: [{ id: `dev_${'A'.repeat(22)}`, name: 'Ring', kind: 'ring', delivery: 'whispered', size: 9 }],
    });

  test('unknown words and members are read as they come', async () => {
    const { id } = await client.createChallenge({ user: 'alice' });
    nod.overrides.push(() => newer({ id }, 'pending'));
    expect(await client.getChallenge(id)).toMatchObject({
      state: 'pending',
      match: 'voice',
      quiet: true,
      devices: [{ kind: 'ring', delivery: 'whispered' }],
    });
    nod.overrides.push(() =>
      Response.json({ devices: [{ id, name: 'R', kind: 'ring', state: 'asleep', delivery: '' }] }),
    );
    await expect(client.listDevices('alice')).rejects.toMatchObject({ code: 'bad_response' }); // An id is no word.
  });

  test('why a request was canceled is told', async () => {
    const { id } = await client.createChallenge({ user: 'alice' });
    nod.overrides.push(async () =>
      Response.json({ ...(await newer({ id }, 'canceled').json()), reason: 'superseded' }),
    );
    expect(await client.getChallenge(id)).toMatchObject({ state: 'canceled', reason: 'superseded' });
  });

  test('an unknown state ends the wait, and is no yes', async () => {
    const { id } = await client.createChallenge({ user: 'alice' });
    nod.overrides.push(() => newer({ id }, 'half_approved'));
    const receipts = { verify: () => Promise.reject(new Error('not asked')) } as unknown as ReceiptVerifier;
    const waiting = awaitApproval({ client, receipts, challengeId: id, userId: 'usr_x', match: 'code' });
    await expect(waiting).rejects.toMatchObject({ code: 'not_approved', state: 'half_approved' });
  });

  test('a code that this version does not know is unexpected, with the document at hand', async () => {
    nod.overrides.push(() => problem(418, 'teapot'));
    await expect(client.getUser('alice')).rejects.toMatchObject({ code: 'unexpected', problem: { code: 'teapot' } });
  });

  test('an error page of a proxy is unexpected too', async () => {
    nod.overrides.push(() => new Response('<h1>Forbidden</h1>', { status: 403 }));
    await expect(client.getUser('alice')).rejects.toMatchObject({ code: 'unexpected', status: 403 });
  });
});

describe('waiting', () => {
  test('a wait returns at the final state', async () => {
    const { id } = await client.createChallenge({ user: 'alice' });
    const waiting = client.waitForFinal(id);
    nod.settle(id, 'denied', 'Pixel 9');
    await expect(waiting).resolves.toMatchObject({ state: 'denied', decidedBy: { name: 'Pixel 9' } });
  });

  test('a wait that is answered at once, as by a server that stops, isn’t asked for again and again', async () => {
    const { id } = await client.createChallenge({ user: 'alice' });
    const { fetch } = nod;
    let asked = 0;
    const hasty = createNodClient({
      origin: nod.origin,
      apiKey: nod.apiKey,
      fetch: async (input, init) => {
        asked += 1;
        return fetch(String(input).replace(/[?]wait=.*/, ''), init);
      },
    });
    const waiting = hasty.waitForFinal(id, { signal: AbortSignal.timeout(400) });
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    expect(asked).toBeLessThanOrEqual(3);
  });

  test('a wait ends when the caller gives up', async () => {
    const { id } = await client.createChallenge({ user: 'alice' });
    const giveUp = new AbortController();
    const waiting = client.waitForFinal(id, { signal: giveUp.signal });
    setTimeout(() => giveUp.abort(), 5);
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
  });

  test('watching tells deliveries as they happen and ends with the final state', async () => {
    const { id } = await client.createChallenge({ user: 'alice' });
    const seen: string[] = [];
    for await (const challenge of client.watchChallenge(id)) {
      seen.push(`${challenge.state} ${challenge.devices[0]?.delivery}`);
      if (seen.length === 1) nod.deliver(id, 'received');
      if (seen.length === 2) nod.settle(id, 'approved');
    }
    expect(seen).toEqual(['pending queued', 'pending received', 'approved received']);
  });

  test('watching survives a broken stream', async () => {
    const { id } = await client.createChallenge({ user: 'alice' });
    nod.overrides.push(lost, () => new Response('event: challenge\ndata: {"half":', { status: 200 }));
    setTimeout(() => nod.settle(id, 'expired'), 5);
    const states: string[] = [];
    for await (const { state } of client.watchChallenge(id)) states.push(state);
    expect(states.at(-1)).toBe('expired');
  });

  test('watching a challenge that is not ours stops at once', async () => {
    const watching = client.watchChallenge('chl_AAAAAAAAAAAAAAAAAAAAAA').next();
    await expect(watching).rejects.toMatchObject({ code: 'challenge_unknown' });
  });
});
