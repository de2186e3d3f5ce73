import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { createPasswords } from './password-hash.ts';
import { openSite, PASSWORD, to } from './testing/visitor.ts';

let site: Awaited<ReturnType<typeof openSite>>;

beforeEach(async () => {
  site = await openSite();
  await site.visitor().signUp('alice');
  site.nod.addDevice('alice', 'Pixel 9');
  site.checked.length = 0;
});

async function answerTo(username: string, password: string) {
  const response = await site.visitor().enterPassword(username, password);
  return { status: response.status, text: (await response.text()).replace(/value="[^"]*"/g, '') };
}

describe('A6.3.8: an unknown name cannot be told from a known one', () => {
  test('by the words', async () => {
    expect(await answerTo('nobody', 'wrong password')).toEqual(await answerTo('alice', 'wrong password'));
  });

  test('by the work: one verification each', async () => {
    await answerTo('alice', 'wrong password');
    await answerTo('nobody', 'wrong password');
    expect(site.checked).toEqual([`hash of ${PASSWORD}`, undefined]);
  });

  test('by the limit', async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await answerTo('alice', 'wrong')).status).toBe(401);
      expect((await answerTo('nobody', 'wrong')).status).toBe(401);
    }
    expect(await answerTo('nobody', 'wrong')).toEqual(await answerTo('alice', 'wrong'));
    expect((await answerTo('nobody', 'wrong')).status).toBe(429);
  });

  test('by calls to Nod: there are none', async () => {
    const before = site.nod.requests.length;
    await answerTo('alice', 'wrong password');
    await answerTo('nobody', 'wrong password');
    expect(site.nod.requests.length).toBe(before);
  });
});

describe('guessing', () => {
  test('stops after five tries, with the right password as well', async () => {
    for (let tries = 0; tries < 5; tries += 1) await answerTo('alice', 'wrong');
    expect((await answerTo('alice', PASSWORD)).status).toBe(429);
    expect(site.checked).toHaveLength(5);
  });

  test('many tries at once get no further', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => answerTo('alice', 'wrong')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  });

  test('from another address does not lock the person out', async () => {
    site.ip.current = '198.51.100.9';
    for (let tries = 0; tries < 8; tries += 1) await answerTo('alice', 'wrong');
    site.ip.current = '203.0.113.7';
    expect(to(await site.visitor().enterPassword('alice'))).toBe('/login/wait');
  });

  test('may go on once the window is over', async () => {
    for (let tries = 0; tries < 6; tries += 1) await answerTo('alice', 'wrong');
    site.clock.nowMs += 5 * 60_000;
    expect(to(await site.visitor().enterPassword('alice'))).toBe('/login/wait');
  });

  test('a right password starts the count anew', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let tries = 0; tries < 4; tries += 1) await answerTo('alice', 'wrong');
      expect(to(await site.visitor().enterPassword('alice'))).toBe('/login/wait');
    }
  });
});

describe('argon2id', () => {
  test('fits only the password it was made from, and nothing fits an account that is not there', async () => {
    const passwords = await createPasswords(randomBytes);
    const hashed = await passwords.hash('café au lait');
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.matches('cafe\u0301 au lait', hashed)).toBe(true);
    expect(await passwords.matches('cafe au lait', hashed)).toBe(false);
    expect(await passwords.matches('café au lait', undefined)).toBe(false);
  });
});
