import type { Encrypt, ReceiverKeys } from './encrypt.ts';

export type EncryptTogether = (plaintext: string, receiver: ReceiverKeys) => Promise<Buffer>;

/** About 1.5 ms of work: a challenge for many devices doesn't keep others from being answered. */
const MOST_AT_ONCE = 16;

interface Job {
  readonly plaintext: string;
  readonly receiver: ReceiverKeys;
  readonly resolve: (message: Buffer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Encrypts what one turn of the event loop has asked for in one go. The tables of the curve don't stay in the processor's
 * caches over a system call: a fan-out that encrypts, writes, encrypts, writes pays 7 % more than one that encrypts all and
 * then writes all (bench/push.ts).
 *
 * @returns a function that rejects with what `encrypt` throws
 */
export function createEncryptTogether(encrypt: Encrypt): EncryptTogether {
  let waiting: Job[] = [];

  function run(): void {
    const jobs = waiting.slice(0, MOST_AT_ONCE);
    waiting = waiting.slice(MOST_AT_ONCE);
    if (waiting.length > 0) setImmediate(run);
    for (const { plaintext, receiver, resolve, reject } of jobs) {
      try {
        resolve(encrypt(plaintext, receiver));
      } catch (error) {
        reject(error);
      }
    }
  }

  return (plaintext, receiver) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ plaintext, receiver, resolve, reject }) === 1) setImmediate(run);
    });
}
