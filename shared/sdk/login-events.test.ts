import { beforeEach, expect, test } from 'vitest';
import { createNodClient, type NodClient } from './client.ts';
import { loginEvents } from './login-events.ts';
import { createStandIn, type StandIn } from './testing/stand-in.ts';

let nod: StandIn;
let client: NodClient;

beforeEach(async () => {
  nod = await createStandIn();
  nod.addDevice('alice', 'Pixel 9');
  client = createNodClient({ origin: nod.origin, apiKey: nod.apiKey, fetch: nod.fetch, retryDelaysMs: [] });
});

test('a browser that goes away ends the call to Nod', async () => {
  const { id } = await client.createChallenge({ user: 'alice' });
  const reader = loginEvents({ client, challengeId: id, now: Date.now }).body?.getReader();
  await reader?.read();
  await reader?.read();
  const toNod = nod.requests.at(-1);
  expect(toNod?.url).toContain('/events');
  await reader?.cancel();
  expect(toNod?.signal.aborted).toBe(true);
});

test('a browser that asks for a challenge that is gone is told so, and stops asking', async () => {
  const response = loginEvents({ client, challengeId: 'chl_AAAAAAAAAAAAAAAAAAAAAA', now: Date.now });
  expect(await response.text()).toContain('event: gone\n');
});

test('the stream is never cached, and not buffered on the way', () => {
  const { headers } = loginEvents({ client, challengeId: 'chl_AAAAAAAAAAAAAAAAAAAAAA', now: Date.now });
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('X-Accel-Buffering')).toBe('no');
  expect(headers.get('Content-Type')).toMatch(/^text\/event-stream/);
});
