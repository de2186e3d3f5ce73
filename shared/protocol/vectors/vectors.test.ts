import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../errors.ts';
import { findByKid, type MessageType, verifyMessage } from '../jws.ts';
import type { PublicJwk } from '../keys.ts';
import { verifyMessageOffline } from '../offline-receipt.ts';
import { runVector, type Vector } from './vector.ts';

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));
const vectors = files.flatMap((name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Vector[]);

describe('vectors', () => {
  it('are mostly rejections, of every kind of message', () => {
    expect(files.length).toBe(13);
    expect(vectors.filter((vector) => vector.result !== 'accept').length).toBeGreaterThan(vectors.length * 0.8);
  });

  for (const vector of vectors) {
    it(`${vector.message}: ${vector.name} → ${vector.result}`, async () => {
      expect(await runVector(vector)).toBe(vector.result);
    });
  }
});

describe('noble and the platform agree on every signature', () => {
  const types: Partial<Record<Vector['message'], MessageType>> = {
    challenge: 'challenge',
    decision: 'decision',
    receipt: 'receipt',
    proof: 'proof',
    notice: 'notice',
  };
  for (const vector of vectors) {
    const type = types[vector.message];
    if (!type) continue;
    const expected = vector.expected as { keys?: PublicJwk[]; device?: { jwk: PublicJwk; thumbprint: string } };
    const keys = expected.keys ?? [{ ...(expected.device?.jwk as PublicJwk), kid: expected.device?.thumbprint }];
    const find = findByKid(keys);
    it(`${vector.message}: ${vector.name}`, async () => {
      const byPlatform = await answer(() => verifyMessage(type, vector.input, find));
      const byNoble = await answer(async () =>
        verifyMessageOffline(type, vector.input, (kid) => find(kid === undefined ? {} : { kid })),
      );
      expect(byNoble).toEqual(byPlatform);
    });
  }
});

async function answer(verify: () => Promise<unknown>): Promise<unknown> {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}
