import { expect, test } from 'vitest';
import { parseMessage } from '../protocol/jws.ts';
import { actionChallenge, otherVerifier } from '../protocol/user-verification.ts';
import { makeSoftwareVerifier } from '../protocol/vectors/software-verifier.ts';
import { answerFromNotification } from './background/notification-click.ts';
import { prepareAction } from './confirmation.ts';
import { decide, prepareConfirmation } from './decide.ts';
import type { LoginPlace } from './login-place.ts';
import type { Core } from './ports.ts';
import { receivePush } from './receive.ts';
import type { FakeServer } from './testing/fake-server.ts';
import { pair, startHarness } from './testing/harness.ts';
import { approveVerifier, offerVerifier, registerVerifier, removeVerifier } from './verifier.ts';

type Changes = Parameters<FakeServer['challenge']>[0];

const BANK = 'https://bank.example';
const REQUIRED: Changes = { uv: 'required' };
const AT_ORIGIN: Changes = { uv: 'required', match: 'origin', origins: [BANK] };

/** A paired authenticator, whose person can be confirmed unless `unset`, with one request waiting. */
async function waiting(
  changes: Changes,
  options: { unset?: boolean; place?: LoginPlace; countsFrom?: (nowMs: number) => number } = {},
) {
  const harness = await startHarness();
  harness.server.verifiersCountFromMs = options.countsFrom?.(harness.server.now()) ?? 0;
  const now: { place: LoginPlace } = { place: options.place ?? { kind: 'found', origin: BANK } };
  const core: Core = { ...harness.core, logins: { find: async () => now.place } };
  const deviceId = await pair(harness);
  const user = await makeSoftwareVerifier();
  const account = async () => {
    const found = await core.keys.account(deviceId);
    if (!found) throw new Error('no account');
    return found;
  };
  if (!options.unset) {
    const { challenge } = await offerVerifier(await account());
    await registerVerifier(core, await account(), await user.register({ challenge }));
  }
  const { id, push } = await harness.server.challenge(changes);
  await receivePush(core, push);
  const request = { deviceId, challengeId: id };
  const confirm = async (code?: string) => {
    const ask = await prepareConfirmation(core, { ...request, ...(code === undefined ? {} : { code }) });
    if (!ask) throw new Error('nothing to confirm');
    return user.assert(ask);
  };
  const approve = { ...request, choice: 'approve', from: 'app' } as const;
  const signed = () => harness.server.decisions.map((jws) => parseMessage('decision', jws).claims);
  return { harness, core, now, account, user, request, approve, confirm, signed };
}

test('N10: a confirmed approval counts: the server checks the person’s own signature', async () => {
  const { core, account, user, approve, confirm, signed } = await waiting(REQUIRED);
  expect((await account()).verifier).toMatchObject({ credentialId: user.verifier.credentialId });
  expect(await decide(core, { ...approve, verification: await confirm() })).toEqual({ kind: 'approved' });
  expect(signed()).toMatchObject([{ decision: 'approve', uv: { credentialId: user.verifier.credentialId } }]);
});

test('N10: the code that was typed, and the origin that was found, are what is confirmed', async () => {
  const byCode = await waiting({ ...REQUIRED, code: '482913' });
  const verification = await byCode.confirm('482913');
  const other = { ...byCode.approve, code: '482914', verification } as const;
  await expect(decide(byCode.core, other)).rejects.toMatchObject({ code: 'confirmation_missing' });
  expect(byCode.signed()).toEqual([]);
  expect(await decide(byCode.core, { ...other, code: '482913' })).toEqual({ kind: 'approved' });

  const byOrigin = await waiting(AT_ORIGIN);
  const there = { ...byOrigin.approve, verification: await byOrigin.confirm() };
  expect(await decide(byOrigin.core, there)).toEqual({ kind: 'approved' });
  expect(byOrigin.signed()).toMatchObject([{ origin: BANK }]);
});

test('a login that has moved since it was confirmed is not approved, and a fake one is reported', async () => {
  const { core, now, approve, confirm, signed } = await waiting(AT_ORIGIN);
  const verification = await confirm();
  now.place = { kind: 'found', origin: 'https://m.bank.example' };
  await expect(decide(core, { ...approve, verification })).rejects.toMatchObject({ code: 'login_not_here' });
  expect(signed()).toEqual([]);
  now.place = { kind: 'foreign', origin: 'https://bank.evil.test' };
  expect(await prepareConfirmation(core, approve)).toBeNull();
  expect(await decide(core, { ...approve, verification })).toMatchObject({ kind: 'phishing' });
  expect(signed()).toEqual([expect.not.objectContaining({ uv: expect.anything() })]);
});

test('N10: without the person nothing is signed: not from the app, not from the notification', async () => {
  for (const changes of [REQUIRED, AT_ORIGIN]) {
    const { harness, core, request, approve, signed } = await waiting(changes);
    await expect(decide(core, approve)).rejects.toMatchObject({ code: 'confirmation_missing' });
    expect(await answerFromNotification(core, request, 'approve')).toBe('needs_app');
    expect(harness.shown[0]).toMatchObject({ actions: ['deny'], body: expect.stringContaining('Open Nod to answer.') });
    expect(signed()).toEqual([]);
    expect(await answerFromNotification(core, request, 'deny')).toBe('answered');
  }
});

test('without a verifier a request that requires one can’t be approved, and the person is not asked', async () => {
  const { core, approve } = await waiting(REQUIRED, { unset: true });
  await expect(prepareConfirmation(core, approve)).rejects.toMatchObject({ code: 'approval_unsupported' });
  await expect(decide(core, approve)).rejects.toMatchObject({ code: 'approval_unsupported' });
});

test('N10: a verifier that doesn’t count yet asks nobody, and approves nothing that requires it', async () => {
  const countsFrom = (nowMs: number) => nowMs + 1_000;
  const required = await waiting(REQUIRED, { countsFrom });
  await expect(required.confirm()).rejects.toMatchObject({ code: 'approval_unsupported' });
  await expect(decide(required.core, required.approve)).rejects.toMatchObject({ code: 'approval_unsupported' });
  const preferred = await waiting({ uv: 'preferred' }, { countsFrom });
  expect(await prepareConfirmation(preferred.core, preferred.approve)).toBeNull();
  expect(await decide(preferred.core, preferred.approve)).toEqual({ kind: 'approved' });
  expect(preferred.signed()).toEqual([expect.not.objectContaining({ uv: expect.anything() })]);
});

test('N10: a press on the notification doesn’t get past what the person has set up: it opens the app', async () => {
  const { harness, core, request, confirm, approve, signed } = await waiting({ uv: 'preferred' });
  expect(harness.shown[0]).toMatchObject({ actions: ['deny'], body: expect.stringContaining('Open Nod to answer.') });
  expect(await answerFromNotification(core, request, 'approve')).toBe('needs_app');
  expect(signed()).toEqual([]);
  expect(await decide(core, { ...approve, verification: await confirm() })).toEqual({ kind: 'approved' });
  for (const [changes, options] of [
    [{ uv: 'preferred' }, { unset: true }],
    [{ uv: 'discouraged' }, {}],
  ] as const) {
    const other = await waiting(changes, options);
    expect(other.harness.shown[0]).toMatchObject({ actions: ['deny', 'approve'] });
    expect(await answerFromNotification(other.core, other.request, 'approve')).toBe('answered');
  }
});

test('preferred asks where there is a verifier, and an approval without it counts; discouraged never asks', async () => {
  const preferred = await waiting({ uv: 'preferred' });
  const verification = await preferred.confirm();
  expect(await decide(preferred.core, { ...preferred.approve, verification })).toEqual({ kind: 'approved' });
  for (const [changes, options] of [
    [{ uv: 'preferred' }, { unset: true }],
    [{ uv: 'discouraged' }, {}],
  ] as const) {
    const { core, approve } = await waiting(changes, options);
    expect(await prepareConfirmation(core, approve)).toBeNull();
    expect(await decide(core, approve)).toEqual({ kind: 'approved' });
  }
});

test('an approval that can’t be given in this way fails before the person is asked', async () => {
  const byCode = await waiting({ ...REQUIRED, code: '482913' });
  await expect(byCode.confirm('48')).rejects.toMatchObject({ code: 'code_malformed' });
  const absent = await waiting(AT_ORIGIN, { place: { kind: 'absent' } });
  await expect(absent.confirm()).rejects.toMatchObject({ code: 'login_not_here' });
});

test('an approval that waits for the network is sent as it was confirmed', async () => {
  const { harness, core, approve, confirm } = await waiting(REQUIRED);
  const verification = await confirm();
  harness.online.value = false;
  expect(await decide(core, { ...approve, verification })).toMatchObject({ kind: 'kept' });
  harness.online.value = true;
  expect(await decide(core, { ...approve, verification: await confirm() })).toEqual({ kind: 'approved' });
});

test('a verifier that the person has removed is gone here and at the server', async () => {
  const { core, account, user } = await waiting(REQUIRED);
  const about = { action: 'verifier-removal', target: user.verifier.credentialId } as const;
  const ask = await prepareAction(core, await account(), about);
  if (!ask) throw new Error('nothing to remove');
  const confirmed = { ...(await user.assert(ask)), ...ask.fresh };
  await expect(removeVerifier(core, await account(), { ...confirmed, iat: confirmed.iat + 1 })).rejects.toMatchObject({
    code: 'confirmation_missing',
  });
  await removeVerifier(core, await account(), confirmed);
  expect((await account()).verifier).toBeNull();
});

test('N10: the verifier of another device is approved by the person of this one', async () => {
  const other = { deviceId: 'dev_other', credentialId: 'AAAA' };
  const about = { target: otherVerifier(other), action: 'verifier-approval' } as const;
  {
    const { core, account, user } = await waiting(REQUIRED);
    const ask = await prepareAction(core, await account(), about);
    if (!ask) throw new Error('nobody is asked');
    const { issuer: server, thumbprint: device } = await account();
    const { fresh } = ask;
    const challenge = await actionChallenge({ server, device, ...about, ...fresh });
    expect(ask).toEqual({ challenge, credentialId: user.verifier.credentialId, fresh });
    const wrong = { ...(await user.assert(ask)), ...fresh, nonce: 'A'.repeat(22) };
    const refused = { code: 'confirmation_missing' };
    await expect(approveVerifier(core, await account(), other, wrong)).rejects.toMatchObject(refused);
  }
  const { core, account, user } = await waiting(REQUIRED, { unset: true });
  expect(await prepareAction(core, await account(), about)).toBeNull();
  const sent: unknown[] = [];
  const api = { ...core.api, approveVerifier: async (...call: unknown[]) => void sent.push(call.slice(1)) };
  const { issuer: server, thumbprint: device } = await account();
  const verification = await user.confirm({ server, device, ...about }, { atMs: core.now() });
  await approveVerifier({ ...core, api }, await account(), other, undefined);
  await approveVerifier({ ...core, api }, await account(), other, verification);
  expect(sent).toEqual([
    ['dev_other', { credentialId: 'AAAA' }],
    ['dev_other', { credentialId: 'AAAA', verification }],
  ]);
});
