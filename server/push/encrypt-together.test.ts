import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createEncryptTogether } from './encrypt-together.ts';

const RECEIVER = { p256dh: '', auth: '' };

function setUp() {
  const encrypted: string[] = [];
  const encrypt = createEncryptTogether((plaintext) => {
    if (plaintext === 'bad') throw new Error('no such key');
    encrypted.push(plaintext);
    return Buffer.from(plaintext);
  });
  return { encrypted, ask: (plaintext: string) => encrypt(plaintext, RECEIVER) };
}

describe('encrypting together', () => {
  it('gives everybody their own message, in one turn of the event loop', async () => {
    const { encrypted, ask } = setUp();
    const asked = ['a', 'b', 'c'].map(ask);
    expect(encrypted).toEqual([]);
    await turn();
    expect(encrypted).toEqual(['a', 'b', 'c']);
    expect((await Promise.all(asked)).map(String)).toEqual(['a', 'b', 'c']);
  });

  it('one that can not be encrypted fails alone', async () => {
    const { ask } = setUp();
    const settled = await Promise.allSettled(['a', 'bad', 'c'].map(ask));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('does not hold up the event loop for a long fan-out', async () => {
    const { encrypted, ask } = setUp();
    const asked = Array.from({ length: 40 }, (_, at) => ask(String(at)));
    const done = [];
    for (let i = 0; i < 3; i++) {
      await turn();
      done.push(encrypted.length);
    }
    expect(done).toEqual([16, 32, 40]);
    expect((await Promise.all(asked)).map(String)).toEqual(Array.from({ length: 40 }, (_, at) => String(at)));
  });

  it('takes what comes while it works, and what comes later', async () => {
    const { ask } = setUp();
    const first = await ask('a');
    const second = await Promise.all([ask('b'), ask('c').then(() => ask('d'))]);
    expect([first, ...second].map(String)).toEqual(['a', 'b', 'd']);
  });
});
