import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { APIError } from 'better-auth/api';
import { expect, test } from 'vitest';
import { nod } from './better-auth.ts';
import { createNodClient } from './client.ts';
import { createReceiptVerifier } from './receipt.ts';
import { createStandIn } from './testing/stand-in.ts';

const ORIGIN = 'http://localhost:4411';
const PASSWORD = 'seven tame herons';

/** An application with better-auth, whose alice has a phone, and bob none; Nod is a stand-in. */
async function open({ cookieCache = false } = {}) {
  const standIn = await createStandIn();
  standIn.addDevice('alice', 'iPhone');
  const client = createNodClient({ ...standIn, retryDelaysMs: [] });
  const auth = betterAuth({
    baseURL: ORIGIN,
    secret: 'a secret of forty characters, for this test',
    telemetry: { enabled: false },
    logger: { disabled: true },
    session: { cookieCache: { enabled: cookieCache, maxAge: 300 } },
    database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      // As strong as a test needs.
      password: {
        hash: async (text) => `hash of ${text}`,
        verify: async ({ hash, password }) => hash === `hash of ${password}`,
      },
    },
    plugins: [
      nod({
        client,
        receipts: createReceiptVerifier(standIn),
        expect: { match: 'code' },
        question({ name }) {
          if (name === 'dave') throw new APIError('FORBIDDEN', { message: 'Not without a phone.' });
          return name === 'bob' ? null : { user: String(name), userId: standIn.userId(String(name)) };
        },
      }),
    ],
  });
  const browser = () => {
    const cookies = new Map<string, string>();
    return async (method: string, path: string, body?: unknown) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await auth.handler(
        new Request(`${ORIGIN}/api/auth${path}`, {
          method,
          headers: { origin: ORIGIN, cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
          ...(body ? { body: JSON.stringify(body) } : {}),
        }),
      );
      for (const set of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        if (/max-age=0/i.test(set) || value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
      return {
        status: response.status,
        sets: response.headers.getSetCookie(),
        body: response.body && (await response.json()),
        cookies,
      };
    };
  };
  const who = async (call: ReturnType<typeof browser>) => (await call('GET', '/get-session')).body?.user?.name;
  const visit = browser();
  for (const name of ['alice', 'bob', 'carol', 'dave']) {
    const made = await visit('POST', '/sign-up/email', { name, email: `${name}@example.org`, password: PASSWORD });
    expect(made.status).toBe(200);
  }
  const password = (call: ReturnType<typeof browser>, name: string) =>
    call('POST', '/sign-in/email', { email: `${name}@example.org`, password: PASSWORD });
  return { standIn, browser, who, password, auth };
}

test('no session before the approval, one after it, and no second use', async () => {
  const { standIn, browser, who, password } = await open();
  const call = browser();
  const asked = await password(call, 'alice');
  expect(asked.body).toMatchObject({ nod: { challengeId: standIn.newest().id, code: '482913' } });
  expect(asked.body).not.toHaveProperty('token');
  expect(await who(call)).toBeUndefined();
  expect((await call('GET', '/nod/waiting')).body).toMatchObject({ nod: { code: '482913' } });
  expect(await call('POST', '/nod/finish', {})).toMatchObject({ status: 409, body: { state: 'pending' } });
  standIn.settle(standIn.newest().id, 'approved', 'iPhone');

  const waiting = new Map(asked.cookies);
  expect(await call('POST', '/nod/finish', {})).toMatchObject({ status: 200, body: { user: { name: 'alice' } } });
  expect(await who(call)).toBe('alice');

  const thief = browser();
  for (const [name, value] of waiting) (await thief('GET', '/ok')).cookies.set(name, value);
  expect((await thief('POST', '/nod/finish', {})).status).toBe(401);
  expect(await who(thief)).toBeUndefined();
});

test('of two that finish at once, one is let in', async () => {
  const { standIn, browser, password } = await open();
  const call = browser();
  await password(call, 'alice');
  standIn.settle(standIn.newest().id, 'approved');
  const answers = await Promise.all([call('POST', '/nod/finish', {}), call('POST', '/nod/finish', {})]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
});

test('a no, a forged answer and another browser let nobody in', async () => {
  const { standIn, browser, who, password } = await open();
  const call = browser();
  await password(call, 'alice');
  standIn.settle(standIn.newest().id, 'denied');
  expect(await call('POST', '/nod/finish', {})).toMatchObject({ status: 409, body: { state: 'denied' } });

  await password(call, 'alice');
  const newest = standIn.newest();
  newest.receipt = await standIn.receiptOf({ ...newest, username: 'mallory', state: 'approved' });
  standIn.settle(newest.id, 'approved');
  expect(await call('POST', '/nod/finish', {})).toMatchObject({ status: 403, body: { code: 'NOD_RECEIPT_INVALID' } });
  expect(await who(call)).toBeUndefined();
  expect((await browser()('POST', '/nod/finish', {})).status).toBe(401);
});

test('where Nod can’t ask nobody is in; an account without Nod is let in as before', async () => {
  const { browser, who, password } = await open();
  const call = browser();
  expect(await password(call, 'carol')).toMatchObject({ status: 403, body: { code: 'NOD_NO_ACTIVE_DEVICE' } });
  expect(await who(call)).toBeUndefined();
  expect((await password(call, 'bob')).status).toBe(200);
  expect(await who(call)).toBe('bob');
});

test('what a password alone is answered with opens no session, where sessions are kept in a cookie for a while', async () => {
  const { browser, password, auth } = await open({ cookieCache: true });
  const { sets } = await password(browser(), 'alice');
  // Not as a browser reads them: each that was sent counts.
  const cookie = sets
    .map((set) => set.split(';')[0])
    .filter((pair) => !pair?.endsWith('='))
    .join('; ');
  const seen = await auth.handler(new Request(`${ORIGIN}/api/auth/get-session`, { headers: { cookie } }));
  expect(await seen.json()).toBeNull();
  expect(sets.filter((set) => /session_(token|data)=[^;]/.test(set))).toEqual([]);
});

test('an application that refuses somebody by an error of better-auth’s leaves no session behind, nor its cookie', async () => {
  const { browser, password, who } = await open({ cookieCache: true });
  const call = browser();
  const { status, sets } = await password(call, 'dave');
  expect(status).toBe(403);
  expect(sets.filter((set) => /session_(token|data)=[^;]/.test(set))).toEqual([]);
  expect(await who(call)).toBeUndefined();
});
