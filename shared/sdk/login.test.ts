import { describe, expect, test } from 'vitest';
import { createNodClient } from './client.ts';
import { createLogin, type LoginOptions, type WaitingLogin } from './login.ts';
import { guardDeed, isOwnPost } from './login-guard.ts';
import { createReceiptVerifier } from './receipt.ts';
import { createStandIn } from './testing/stand-in.ts';

/** Two sessions of an application, known by their names. */
async function open(options: Partial<LoginOptions<string>> = {}) {
  const clock = { nowMs: 1_800_000_000_000 };
  const now = () => clock.nowMs;
  const nod = await createStandIn({ now });
  nod.addDevice('alice', 'iPhone');
  const kept = new Map<string, WaitingLogin>();
  const sessions = {
    read: (at: string) => kept.get(at),
    write: (at: string, login?: WaitingLogin) => void (login ? kept.set(at, login) : kept.delete(at)),
  };
  const client = createNodClient({ ...nod, retryDelaysMs: [] });
  const login = createLogin<string>({
    client,
    receipts: createReceiptVerifier({ ...nod, now }),
    sessions,
    now,
    expect: { match: 'code' },
    ...options,
  });
  const question = { user: 'alice', userId: nod.userId('alice') };
  return { nod, login, sessions, kept, clock, question };
}

describe('a login', () => {
  test('lets in once, after the receipt, and only the session that asked', async () => {
    const { nod, login, kept, question } = await open();
    const page = await login.ask('mine', question);
    expect(page).toMatchObject({ code: '482913', update: { state: 'pending' } });
    await expect(login.finish('mine')).rejects.toMatchObject({ code: 'not_approved', state: 'pending' });
    nod.settle(page.challengeId, 'approved', 'iPhone');
    await expect(login.finish('another')).rejects.toMatchObject({ code: 'nothing_waiting' });
    const waiting = kept.get('mine');
    expect(await login.finish('mine')).toMatchObject({ receipt: { jti: page.challengeId, outcome: 'approved' } });
    // A session that was stored in a cookie can be brought back; the approval can't.
    if (waiting) kept.set('mine', waiting);
    await expect(login.finish('mine')).rejects.toMatchObject({ code: 'nothing_waiting' });
  });

  test('of several at once lets in one', async () => {
    const { nod, login, question } = await open();
    nod.settle((await login.ask('mine', question)).challengeId, 'approved');
    const results = await Promise.allSettled([1, 2, 3].map(() => login.finish('mine')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('by an answer of long ago lets nobody in', async () => {
    const { nod, login, clock, question } = await open({ maxAgeSeconds: 60 });
    const { challengeId } = await login.ask('mine', question);
    nod.settle(challengeId, 'approved');
    const challenge = nod.challenges.get(challengeId);
    if (challenge) challenge.receipt = await nod.receiptOf(challenge);
    clock.nowMs += 61_000;
    await expect(login.finish('mine')).rejects.toMatchObject({ code: 'receipt_invalid', reason: 'too_old' });
  });

  test('that was denied, or answered by another person, lets nobody in', async () => {
    const { nod, login, question } = await open();
    nod.settle((await login.ask('mine', question)).challengeId, 'denied');
    await expect(login.finish('mine')).rejects.toMatchObject({ code: 'not_approved', state: 'denied' });
    nod.settle((await login.ask('mine', { ...question, userId: nod.userId('mallory') })).challengeId, 'approved');
    await expect(login.finish('mine')).rejects.toMatchObject({ code: 'receipt_invalid', reason: 'wrong_user' });
  });

  test('without a session has nothing to hear, to type, or to take back', async () => {
    const { login } = await open();
    expect((await login.events('nobody')).status).toBe(204);
    expect((await login.fallback('nobody', { way: 'offline' })).status).toBe(409);
    expect(await login.waiting('nobody')).toBeUndefined();
    await login.cancel('nobody');
  });

  test('that is called off is forgotten, at Nod too', async () => {
    const { nod, login, kept, question } = await open();
    const { challengeId } = await login.ask('mine', question);
    await login.cancel('mine');
    expect(kept.size).toBe(0);
    expect(nod.challenges.get(challengeId)?.state).toBe('canceled');
  });
});

describe('a deed that needs a yes of its own', () => {
  const pay = (value: string) => ({ title: 'Pay', details: [{ label: 'amount', value }] });

  test('is let through once, when exactly it was approved', async () => {
    const { nod, login, sessions, question } = await open();
    const guard = (value: string) => guardDeed({ login, sessions }, 'mine', { ...question, action: pay(value) });
    expect(await guard('5')).toMatchObject({ waiting: { update: { state: 'pending' } } });
    // The page asks again while the person looks: nobody is rung anew.
    expect(await guard('5')).toMatchObject({ waiting: { update: { state: 'pending' } } });
    expect(nod.challenges.size).toBe(1);
    nod.settle(nod.newest().id, 'approved');
    expect(await guard('5')).toMatchObject({ approval: { receipt: { outcome: 'approved' } } });
    expect(await guard('5')).toHaveProperty('waiting');
    expect(nod.challenges.size).toBe(2);
  });

  test('isn’t let through by the yes to another, or to a sign-in, which it doesn’t make either', async () => {
    const { nod, login, sessions, question } = await open();
    const guard = (value: string) => guardDeed({ login, sessions }, 'mine', { ...question, action: pay(value) });
    await guard('5');
    nod.settle(nod.newest().id, 'approved');
    await expect(login.finish('mine')).rejects.toMatchObject({ code: 'nothing_waiting' });
    expect(await guard('5000')).toHaveProperty('waiting');
    await login.ask('mine', question);
    nod.settle(nod.newest().id, 'approved');
    expect(await guard('5')).toHaveProperty('waiting');
  });

  test('isn’t let through by the yes to another text that was attached', async () => {
    const { nod, login, sessions, question } = await open();
    const sign = (text: string) => {
      const attachments = [{ name: 'contract.txt', mediaType: 'text/plain' as const, text }];
      return guardDeed({ login, sessions }, 'mine', { ...question, action: { title: 'Sign', attachments } });
    };
    await sign('I pay 5.');
    nod.settle(nod.newest().id, 'approved');
    expect(await sign('I pay 5000.')).toHaveProperty('waiting');
    nod.settle(nod.newest().id, 'approved');
    expect(await sign('I pay 5000.')).toHaveProperty('approval');
  });

  test('after a no is shown as such once, and asked anew by the next try', async () => {
    const { nod, login, sessions, question } = await open();
    const guard = () => guardDeed({ login, sessions }, 'mine', { ...question, action: pay('5') });
    await guard();
    nod.settle(nod.newest().id, 'denied');
    expect(await guard()).toMatchObject({ waiting: { update: { state: 'denied' } } });
    expect(await guard()).toMatchObject({ waiting: { update: { state: 'pending' } } });
    expect(nod.challenges.size).toBe(2);
  });

  test('isn’t let through by a receipt that proves nothing', async () => {
    const { nod, login, sessions, question } = await open();
    const guard = () => guardDeed({ login, sessions }, 'mine', { ...question, action: pay('5') });
    await guard();
    const { id } = nod.newest();
    nod.newest().receipt = await nod.receiptOf({ ...nod.newest(), username: 'mallory', state: 'approved' });
    nod.settle(id, 'approved');
    await expect(guard()).rejects.toMatchObject({ code: 'receipt_invalid' });
  });
});

test('a form of another site is told apart by the browser’s own word', () => {
  const from = (headers: Record<string, string>) => isOwnPost((name) => headers[name], 'https://wiki.example');
  expect(from({ origin: 'https://wiki.example' })).toBe(true);
  expect(from({ 'sec-fetch-site': 'same-origin' })).toBe(true);
  expect(from({ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' })).toBe(false);
  expect(from({ origin: 'null' })).toBe(false);
  expect(from({ 'sec-fetch-site': 'same-site' })).toBe(false);
  expect(from({})).toBe(false);
});
