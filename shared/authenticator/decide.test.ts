import { expect, test } from 'vitest';
import { readChallenge } from '../protocol/challenge.ts';
import { parseMessage } from '../protocol/jws.ts';
import { decide } from './decide.ts';
import { receivePush } from './receive.ts';
import { resume } from './resume.ts';
import type { FakeServer } from './testing/fake-server.ts';
import { type Harness, pair, startHarness } from './testing/harness.ts';

type Changes = Parameters<FakeServer['challenge']>[0];

/** A paired authenticator with one request waiting. */
async function waiting(changes: Changes = {}) {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { id, jws, push } = await harness.server.challenge(changes);
  await receivePush(harness.core, push);
  return { harness, deviceId, challengeId: id, jws, id: { deviceId, challengeId: id } };
}

/** Asks for the origin of the login's tab, and for nothing else. */
const AT_ORIGIN: Changes = { match: 'origin', origins: ['https://bank.example'] };

const stateAt = (harness: Harness, challengeId: string) => harness.server.challenges.get(challengeId)?.state;

test('approve with the right code: the server verifies it, the notification goes, the history knows', async () => {
  const { harness, id } = await waiting({ code: '482913' });
  expect(await decide(harness.core, { ...id, choice: 'approve', code: '482913', from: 'app' })).toEqual({
    kind: 'approved',
  });
  expect(stateAt(harness, id.challengeId)).toBe('approved');
  expect(harness.notifications.size).toBe(0);
  expect(await harness.core.inbox.history({ limit: 5 })).toMatchObject([
    { state: 'approved', decidedBy: { name: 'Pixel 9', thisDevice: true } },
  ]);
});

test.each([
  ['deny', 'denied'],
  ['report', 'reported'],
] as const)('%s needs no code, whatever the policy', async (choice, kind) => {
  for (const changes of [{ code: '482913' }, AT_ORIGIN, { uv: 'required' }] as const) {
    const { harness, id } = await waiting(changes);
    expect(await decide(harness.core, { ...id, choice, from: 'notification' })).toEqual({ kind });
  }
});

test.each([
  ['a user verification', { uv: 'required' }, undefined],
  ['a user verification and a code', { uv: 'required', code: '482913' }, '482913'],
  ['the origin of the tab', AT_ORIGIN, undefined],
] as const)('what asks for %s can’t be approved here', async (_what, changes, code) => {
  const { harness, id } = await waiting(changes);
  const answer = { ...id, choice: 'approve', from: 'app', ...(code ? { code } : {}) } as const;
  await expect(decide(harness.core, answer)).rejects.toMatchObject({ code: 'approval_unsupported' });
  expect(harness.server.decisions).toEqual([]);
});

test('N1: a code can’t be skipped, shortened, or approved around from the notification', async () => {
  const { harness, id } = await waiting({ code: '482913' });
  for (const code of [undefined, '', '48291', '4829130', 'abcdef', '48291٣']) {
    const answer = { ...id, choice: 'approve', from: 'app', ...(code === undefined ? {} : { code }) } as const;
    await expect(decide(harness.core, answer)).rejects.toMatchObject({ code: 'code_malformed' });
  }
  const tap = { ...id, choice: 'approve', code: '482913', from: 'notification' } as const;
  await expect(decide(harness.core, tap)).rejects.toMatchObject({ code: 'approval_needs_app' });
  expect(harness.server.decisions).toEqual([]);
});

test('a stored request that was tampered with is neither signed nor sent', async () => {
  const { harness, id, jws } = await waiting();
  const [head, , signature] = jws.split('.');
  const claims = { ...readChallenge(jws), app: { id: 'app_aaaaaaaaaaaaaaaaaaaaaa', name: 'Other' } };
  const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
  await harness.core.inbox.change(id, (item) => ({ ...item, challenge: `${head}.${body}.${signature}` }));
  const answer = { ...id, choice: 'approve', from: 'app' } as const;
  await expect(decide(harness.core, answer)).rejects.toMatchObject({ code: 'signature_invalid' });
  expect(harness.server.decisions).toEqual([]);
});

test('a request that was never taken in can’t be answered', async () => {
  const { harness, deviceId } = await waiting();
  const other = await harness.server.challenge();
  const answer = { deviceId, challengeId: other.id, choice: 'approve', from: 'app' } as const;
  await expect(decide(harness.core, answer)).rejects.toMatchObject({ code: 'challenge_unknown' });
});

test('N2: wrong codes count down and the third closes the request', async () => {
  const { harness, id } = await waiting({ code: '482913' });
  const wrong = { ...id, choice: 'approve', code: '000000', from: 'app' } as const;
  expect(await decide(harness.core, wrong)).toEqual({ kind: 'wrong_code', triesLeft: 2 });
  expect((await harness.core.inbox.get(id))?.triesLeft).toBe(2);
  expect(await decide(harness.core, wrong)).toEqual({ kind: 'wrong_code', triesLeft: 1 });
  expect(await decide(harness.core, wrong)).toEqual({ kind: 'failed' });
  expect(await decide(harness.core, { ...wrong, code: '482913' })).toEqual({ kind: 'failed' });
});

test('a double tap is one decision', async () => {
  const { harness, id } = await waiting();
  const answer = { ...id, choice: 'approve', from: 'app' } as const;
  const outcomes = await Promise.all([decide(harness.core, answer), decide(harness.core, answer)]);
  expect(outcomes).toEqual([{ kind: 'approved' }, { kind: 'approved' }]);
  expect(harness.server.decisions).toHaveLength(1);
  expect(await decide(harness.core, answer)).toEqual({ kind: 'approved' });
  expect(harness.server.decisions).toHaveLength(1);
});

test('a tap in the page and one on the notification at the same moment: one decision leaves', async () => {
  const { harness, id } = await waiting();
  const worker = harness.another();
  const outcomes = await Promise.all([
    decide(harness.core, { ...id, choice: 'approve', from: 'app' }),
    decide(worker, { ...id, choice: 'deny', from: 'notification' }),
  ]);
  expect(harness.server.decisions).toHaveLength(1);
  const winner = stateAt(harness, id.challengeId);
  expect(outcomes.map(({ kind }) => kind)).toContain(winner);
  // The slower one is told what this device has answered, or that it is being answered; never that its own choice counted.
  expect(outcomes.filter(({ kind }) => ['approved', 'denied'].includes(kind) && kind !== winner)).toEqual([]);
});

test('an answer that comes after another device’s: says where it was answered', async () => {
  const { harness, id } = await waiting();
  const served = harness.server.challenges.get(id.challengeId);
  if (!served) throw new Error('no challenge');
  served.state = 'denied';
  served.decidedBy = { ...harness.server.devices[0], name: 'Laptop' } as typeof served.decidedBy;
  expect(await decide(harness.core, { ...id, choice: 'approve', from: 'app' })).toEqual({
    kind: 'elsewhere',
    state: 'denied',
    decidedBy: 'Laptop',
  });
});

test('an answer that comes too late is not signed', async () => {
  const { harness, id } = await waiting({ lifeSeconds: 30 });
  harness.tick(31_000);
  expect(await decide(harness.core, { ...id, choice: 'approve', from: 'app' })).toEqual({ kind: 'expired' });
  expect(harness.server.decisions).toEqual([]);
});

test('offline: the answer is kept and sent, as signed, when the network is back', async () => {
  const { harness, id } = await waiting();
  harness.online.value = false;
  const outcome = await decide(harness.core, { ...id, choice: 'approve', from: 'app' });
  expect(outcome).toMatchObject({ kind: 'kept', choice: 'approve', why: 'offline' });
  const [kept] = await harness.core.inbox.outbox();
  harness.online.value = true;
  expect(await resume(harness.another())).toMatchObject([{ outcome: { kind: 'approved' } }]);
  expect(harness.server.decisions).toEqual([kept?.decision]);
  expect(await harness.core.inbox.outbox()).toEqual([]);
});

test('a kept answer is not sent after its request ran out', async () => {
  const { harness, id } = await waiting({ lifeSeconds: 30 });
  harness.online.value = false;
  await decide(harness.core, { ...id, choice: 'approve', from: 'app' });
  harness.tick(31_000);
  harness.online.value = true;
  expect(await resume(harness.core)).toMatchObject([{ outcome: { kind: 'expired' } }]);
  expect(harness.server.decisions).toEqual([]);
});

test('second thoughts: a kept approval becomes a denial', async () => {
  const { harness, id } = await waiting();
  harness.online.value = false;
  await decide(harness.core, { ...id, choice: 'approve', from: 'app' });
  harness.online.value = true;
  expect(await decide(harness.core, { ...id, choice: 'deny', from: 'app' })).toEqual({ kind: 'denied' });
  expect(harness.server.decisions).toHaveLength(1);
});

test('digits that were being sent when others were typed are not sent in place of those, whenever that broke off', async () => {
  const { harness, id } = await waiting({ code: '482913' });
  const { core, online } = harness;
  let sent: () => void = () => {};
  const isSent = new Promise<void>((resolve) => (sent = resolve));
  let breakOff: () => void = () => {};
  const broken = new Promise<void>((resolve) => (breakOff = resolve));
  const slow = harness.another();
  const first = decide(
    {
      ...slow,
      api: {
        ...slow.api,
        decide: async (...call) => {
          sent();
          await broken;
          online.value = false;
          return slow.api.decide(...call);
        },
      },
    },
    { ...id, choice: 'approve', code: '111111', from: 'app' },
  );
  await isSent;
  const second: typeof core = {
    ...core,
    inbox: {
      ...core.inbox,
      async hold(...call) {
        const held = await core.inbox.hold(...call);
        // It breaks off between this look and the next.
        breakOff();
        await first;
        online.value = true;
        return held;
      },
    },
  };
  expect(await decide(second, { ...id, choice: 'approve', code: '482913', from: 'app' })).toEqual({
    kind: 'in_progress',
    choice: 'approve',
  });
  expect(harness.server.decisions).toEqual([]);
  expect(await decide(core, { ...id, choice: 'approve', code: '482913', from: 'app' })).toEqual({ kind: 'approved' });
});

test('an answer whose acknowledgement got lost is sent again as the same bytes, and counts as ours', async () => {
  const { harness, id } = await waiting();
  harness.server.losesAnswers = true;
  const answer = { ...id, choice: 'approve', from: 'app' } as const;
  expect(await decide(harness.core, answer)).toMatchObject({ kind: 'kept', why: 'server_unreachable' });
  harness.server.losesAnswers = false;
  expect(await resume(harness.core)).toMatchObject([{ outcome: { kind: 'approved' } }]);
  expect(new Set(harness.server.decisions).size).toBe(1);
});

test('an answer that was sent before counts as another device’s when that one was first, whatever its name', async () => {
  const { harness, id } = await waiting();
  harness.server.broken = () => true;
  const answer = { ...id, choice: 'approve', from: 'app' } as const;
  expect(await decide(harness.core, answer)).toMatchObject({ kind: 'kept' });
  harness.server.broken = null;
  const served = harness.server.challenges.get(id.challengeId);
  if (!served) throw new Error('no challenge');
  served.state = 'approved';
  // The same model, so the same name.
  served.decidedBy = { ...harness.server.devices[0] } as typeof served.decidedBy;
  expect(await resume(harness.core)).toMatchObject([{ outcome: { kind: 'elsewhere', decidedBy: 'Pixel 9' } }]);
  expect(await harness.core.inbox.familiar(id.deviceId)).toEqual([]);
});

test('a worker stopped while sending: the answer is sent by the page or worker that wakes after the lease', async () => {
  const { harness, id } = await waiting();
  const dying = harness.another();
  const stopped = { ...dying, api: { ...dying.api, decide: () => Promise.reject(new Error('stopped')) } };
  await expect(decide(stopped, { ...id, choice: 'deny', from: 'notification' })).rejects.toThrow('stopped');
  // Not before: the first sender may be alive.
  expect(await resume(harness.core)).toEqual([]);
  harness.tick(41_000);
  expect(await resume(harness.core)).toMatchObject([{ outcome: { kind: 'denied' } }]);
});

test('a page and a worker that come online together send a kept answer once', async () => {
  const { harness, id } = await waiting();
  harness.online.value = false;
  await decide(harness.core, { ...id, choice: 'deny', from: 'app' });
  harness.online.value = true;
  await Promise.all([resume(harness.core), resume(harness.another())]);
  expect(harness.server.decisions).toHaveLength(1);
});

test('a revoked device learns it from the answer, and the request stays unanswered', async () => {
  const { harness, deviceId, id } = await waiting();
  for (const device of harness.server.devices) device.state = 'revoked';
  const answer = { ...id, choice: 'approve', from: 'app' } as const;
  await expect(decide(harness.core, answer)).rejects.toMatchObject({ code: 'device_revoked' });
  expect((await harness.core.keys.account(deviceId))?.state).toBe('revoked');
  expect(await harness.core.inbox.outbox()).toEqual([]);
});

test('the key that signs can’t be taken out', async () => {
  const { harness, deviceId } = await waiting();
  const account = await harness.core.keys.account(deviceId);
  const { privateKey } = await harness.core.keys.signingKey(account?.thumbprint ?? '');
  expect(privateKey.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow();
});

test('only an approval makes a place familiar', async () => {
  const { harness, deviceId, id } = await waiting();
  expect(await harness.core.inbox.familiar(deviceId)).toEqual([]);
  await decide(harness.core, { ...id, choice: 'deny', from: 'app' });
  expect(await harness.core.inbox.familiar(deviceId)).toEqual([]);
  const next = await harness.server.challenge();
  await receivePush(harness.core, next.push);
  await decide(harness.core, { deviceId, challengeId: next.id, choice: 'approve', from: 'app' });
  expect(await harness.core.inbox.familiar(deviceId)).toContainEqual({ kind: 'place', value: 'Lisbon' });
});

test('the decision names the exact bytes that were shown', async () => {
  const { harness, id, jws } = await waiting({ code: '482913' });
  await decide(harness.core, { ...id, choice: 'approve', code: '482913', from: 'app' });
  const { claims } = parseMessage('decision', harness.server.decisions[0]);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(jws));
  expect(claims).toMatchObject({
    challenge: Buffer.from(hash).toString('base64url'),
    aud: harness.server.origin,
    code: '482913',
  });
});
