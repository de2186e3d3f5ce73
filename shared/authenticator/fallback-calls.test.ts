import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { Caller } from './account.ts';
import { callFallbacks, callReopenFallback } from './fallback-calls.ts';
import type { Core } from './ports.ts';

const caller = { issuer: 'https://nod.example' } as Caller;

function answering(answer: unknown) {
  const asked: string[] = [];
  const api: Pick<Core['api'], 'ask'> = {
    async ask(call, schema) {
      asked.push(`${call.method} ${call.path}`);
      return v.parse(schema, answer);
    },
  };
  return { core: { api: api as Core['api'] }, asked };
}

const closed = { way: 'totp', failures: 20, pausedUntilMs: null, closedAtMs: 1_700_000_000_000 } as const;

test('how each way stands is asked for, and what isn’t a way is refused', async () => {
  const { core, asked } = answering({ fallbacks: [closed] });
  expect(await callFallbacks(core, caller)).toEqual({ fallbacks: [closed] });
  expect(asked).toEqual(['GET /device/v1/account/fallbacks']);
  const other = answering({ fallbacks: [{ ...closed, way: 'sms' }] });
  await expect(callFallbacks(other.core, caller)).rejects.toThrow();
});

test('that very way is opened again', async () => {
  const { core, asked } = answering(undefined);
  await callReopenFallback(core, caller, 'totp');
  expect(asked).toEqual(['POST /device/v1/account/fallbacks/totp/opening']);
});
