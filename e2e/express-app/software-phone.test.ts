import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasBeenAsked, type SoftwarePhone, startNod, type TestNod } from '../kit/index.ts';
import { type Shop, startShop } from './app.ts';

let nod: TestNod;
let shop: Shop;

beforeAll(async () => {
  nod = await startNod({ name: 'Nod' });
  // Its origin is a free port of this machine, where the shop is going to listen.
  const { origin, id, apiKey } = await nod.application({ name: 'Toy Shop' });
  shop = await startShop({ origin, nodOrigin: nod.origin, applicationId: id, apiKey, now: () => nod.clock.now() });
});

afterAll(async () => {
  await shop.stop();
  await nod.stop();
});

/** A browser as far as forms and cookies go. */
function browser() {
  let cookie = '';
  return async (method: 'GET' | 'POST', path: string, fields: Record<string, string> = {}): Promise<string> => {
    const headers = { cookie, origin: shop.origin };
    const body = method === 'POST' ? { body: new URLSearchParams(fields) } : {};
    const answer = await fetch(shop.origin + path, { method, headers, redirect: 'manual', ...body });
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return answer.headers.get('location') ?? (await answer.text());
  };
}

async function signUp(name: string): Promise<SoftwarePhone> {
  const page = await browser()('POST', '/signup', { name });
  const phone = nod.phone();
  await phone.pair(/<output>(.*)<\/output>/.exec(page)?.[1] ?? '');
  return phone;
}

test('who approves on the phone is in', async () => {
  const phone = await signUp('alice');
  const visit = browser();
  expect(await visit('POST', '/login', { name: 'alice' })).toBe('/wait');
  await hasBeenAsked(phone, { application: 'Toy Shop', title: 'Sign in as alice', place: '127.0.0.1' });
  const code = / code="(\d+)"/.exec(await visit('GET', '/wait'))?.[1] ?? '';
  await phone.approve({ code });
  await visit('POST', '/finish');
  expect(await visit('GET', '/')).toContain('Hello alice');
});

test('who denies is not, nor who takes too long', async () => {
  const phone = await signUp('bob');
  const visit = browser();
  await visit('POST', '/login', { name: 'bob' });
  await phone.deny();
  await visit('POST', '/finish');
  expect(await visit('GET', '/')).not.toContain('Hello');

  await nod.clock.advance('1h');
  await visit('POST', '/login', { name: 'bob' });
  await hasBeenAsked(phone, { title: 'Sign in as bob' });
  await nod.clock.advance('10m');
  await visit('POST', '/finish');
  expect(await visit('GET', '/')).not.toContain('Hello');
});
