import { expect, test } from 'vitest';
import { decide } from './decide.ts';
import { fetchRequest, findRequest, noteServerFeatures } from './fetch.ts';
import { canFetch } from './health.ts';
import { pullPending } from './pull.ts';
import { receivePush } from './receive.ts';
import { ingestChallenge } from './take-in.ts';
import { FakeServer } from './testing/fake-server.ts';
import { type Harness, pair, startHarness } from './testing/harness.ts';

async function paired() {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  return { harness, deviceId, ...harness };
}

const account = async ({ core }: Harness, deviceId: string) => {
  const found = await core.keys.account(deviceId);
  if (!found) throw new Error('no account');
  return found;
};

test('a request that rang nobody is fetched by its id, answered like any other, and stays in the list', async () => {
  const { harness, deviceId, core, server } = await paired();
  const { id } = await server.challenge({ code: '482913', quiet: true });
  expect(await pullPending(core, await account(harness, deviceId))).toEqual([]);
  const request = await fetchRequest(core, { challengeId: id, issuer: server.origin });
  expect(request).toEqual({ deviceId, challengeId: id });
  expect(await core.inbox.get(request)).toMatchObject({ arrivedBy: 'fetch', ended: null });
  expect(server.challenges.get(id)?.acknowledged).toEqual(['received']);
  expect(harness.shown).toEqual([]);
  await pullPending(core, await account(harness, deviceId));
  expect((await core.inbox.get(request))?.ended).toBeNull();
  const approve = { ...request, choice: 'approve', code: '482913', from: 'app' } as const;
  expect(await decide(core, approve)).toEqual({ kind: 'approved' });
});

test('by the digits of the page; they have to be those of this user', async () => {
  const { core, server, deviceId } = await paired();
  const { id } = await server.challenge({ code: '482913', quiet: true });
  await expect(findRequest(core, { deviceId, code: '000000' })).rejects.toMatchObject({ code: 'code_unknown' });
  expect(await findRequest(core, { deviceId, code: '482913' })).toEqual({ deviceId, challengeId: id });
  await server.challenge({ code: '482913', quiet: true });
  await expect(findRequest(core, { deviceId, code: '482913' })).rejects.toMatchObject({ code: 'code_ambiguous' });
});

test('a request in the list isn’t one that was fetched: it would have rung', async () => {
  const { core, server } = await paired();
  const { id } = await server.challenge({ code: '482913' });
  const request = await fetchRequest(core, { challengeId: id });
  expect(await core.inbox.get(request)).toMatchObject({ arrivedBy: 'pull' });
  server.calls.length = 0;
  expect(await fetchRequest(core, { challengeId: id })).toEqual(request);
  expect(server.calls).toEqual([]);
});

test('one that the open stream brings before the answer to the fetch is told as fetched all the same', async () => {
  const { core, server, deviceId } = await paired();
  const first = async (answer: Promise<{ challenge: string; timeMs: number }>) => {
    await ingestChallenge(core, (await answer).challenge, 'pull');
    return answer;
  };
  const api: typeof core.api = {
    ...core.api,
    challenge: (...asked) => first(core.api.challenge(...asked)),
    findChallenge: (...asked) => first(core.api.findChallenge(...asked)),
  };
  const { id } = await server.challenge({ code: '482913', quiet: true });
  const byId = await fetchRequest({ ...core, api }, { challengeId: id });
  expect(await core.inbox.get(byId)).toMatchObject({ arrivedBy: 'fetch' });
  await server.challenge({ code: '137042', quiet: true });
  const byDigits = await findRequest({ ...core, api }, { deviceId, code: '137042' });
  expect(await core.inbox.get(byDigits)).toMatchObject({ arrivedBy: 'fetch' });
});

test('what is fetched is verified like a push, and has to be what was asked for', async () => {
  const { core, server, deviceId } = await paired();
  const evil = await FakeServer.start('https://evil.example', server.now);
  const key = { ...evil.signing, kid: server.signing.kid };
  const forged = await server.challenge({ code: '482913', quiet: true, key });
  await expect(fetchRequest(core, { challengeId: forged.id })).rejects.toMatchObject({ code: 'signature_invalid' });
  const asked = await server.challenge({ code: '111111', quiet: true });
  const other = await server.challenge({ code: '2222222', quiet: true });
  const swapped = {
    ...core,
    api: {
      ...core.api,
      challenge: async () => ({ challenge: other.jws, timeMs: 0 }),
      findChallenge: async () => ({ challenge: other.jws, timeMs: 0 }),
    },
  };
  const another = { code: 'answer_malformed' };
  await expect(fetchRequest(swapped, { challengeId: asked.id })).rejects.toMatchObject(another);
  await expect(findRequest(swapped, { deviceId, code: '111111' })).rejects.toMatchObject(another);
});

test('several accounts: by id each is asked in turn, only those of the server that the QR names', async () => {
  const { harness, core, server } = await paired();
  const office = await FakeServer.start('https://office.example', server.now);
  harness.connect(office);
  const officeDevice = await pair(harness, office);
  const { id } = await office.challenge({ code: '482913', quiet: true });
  server.broken = () => true;
  await expect(fetchRequest(core, { challengeId: id, issuer: server.origin })).rejects.toMatchObject({
    code: 'server_unreachable',
  });
  expect(await fetchRequest(core, { challengeId: id })).toEqual({ deviceId: officeDevice, challengeId: id });
  const gone = { challengeId: `chl_${'x'.repeat(22)}`, issuer: office.origin };
  await expect(fetchRequest(core, gone)).rejects.toMatchObject({ code: 'challenge_unknown' });
});

test('one that is over can’t be fetched', async () => {
  const { core, server, tick } = await paired();
  const { id } = await server.challenge({ code: '482913', quiet: true });
  const served = server.challenges.get(id);
  if (served) served.state = 'denied';
  await expect(fetchRequest(core, { challengeId: id })).rejects.toMatchObject({ code: 'challenge_final' });
  const { id: late } = await server.challenge({ code: '482914', quiet: true });
  tick(61_000);
  await expect(fetchRequest(core, { challengeId: late })).rejects.toMatchObject({ code: 'challenge_unknown' });
});

test('a list or a stream that is faster than the answer, or comes when it got lost, says that the request was fetched', async () => {
  const { harness, core, server, deviceId } = await paired();
  const { id } = await server.challenge({ code: '482913', quiet: true });
  const pull = async () => pullPending(harness.another(), await account(harness, deviceId));
  const slow = { ...core, api: { ...core.api } };
  slow.api.challenge = async (caller, challengeId) => {
    const answer = await core.api.challenge(caller, challengeId);
    await pull();
    return answer;
  };
  const request = await fetchRequest(slow, { challengeId: id });
  expect(await core.inbox.get(request)).toMatchObject({ arrivedBy: 'fetch' });

  const { id: lost } = await server.challenge({ code: '482914', quiet: true });
  server.losesAnswers = true;
  await expect(findRequest(core, { deviceId, code: '482914' })).rejects.toMatchObject({ code: 'server_unreachable' });
  server.losesAnswers = false;
  await pull();
  expect(await core.inbox.get({ deviceId, challengeId: lost })).toMatchObject({ arrivedBy: 'fetch' });
});

test('a late push of a request that was fetched is the same request', async () => {
  const { core, server } = await paired();
  const { id, push } = await server.challenge({ code: '482913', quiet: true });
  await fetchRequest(core, { challengeId: id });
  await receivePush(core, push);
  expect(await core.inbox.waiting()).toMatchObject([{ challengeId: id, arrivedBy: 'fetch' }]);
});

test('fetching is offered where the server says so; it is asked once an hour', async () => {
  const { harness, core, server, deviceId, tick } = await paired();
  const offered = async () => canFetch(await account(harness, deviceId));
  expect(await offered()).toBe(false);
  expect(await noteServerFeatures(core, await account(harness, deviceId))).toBe(true);
  expect(await offered()).toBe(true);
  server.features = [];
  expect(await noteServerFeatures(core, await account(harness, deviceId))).toBe(false);
  expect(await offered()).toBe(true);
  tick(60 * 60_000);
  await noteServerFeatures(core, await account(harness, deviceId));
  expect(await offered()).toBe(false);
  // An older server has no such call: what waits there is in its list.
  await expect(fetchRequest(core, { challengeId: `chl_${'x'.repeat(22)}` })).rejects.toMatchObject({
    code: 'challenge_unknown',
  });
});
