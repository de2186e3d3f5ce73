import { expect, test } from 'vitest';
import { parseMoveUrl } from '../protocol/move-url.ts';
import { startMove } from './move.ts';
import { pair, startHarness } from './testing/harness.ts';

test('a move has one ticket per account of that server that is in use, all of the same move', async () => {
  const harness = await startHarness();
  const { core, server } = harness;
  const firstId = await pair(harness);
  server.user = { ...server.user, id: `usr_${'b'.repeat(22)}`, username: 'bea' };
  await pair(harness);
  const { qr, expiresAtMs } = await startMove(core, server.origin);
  expect(parseMoveUrl(qr)).toMatchObject({ origin: server.origin, tokens: { length: 2 } });
  expect(expiresAtMs).toBe(server.now() + 120_000);
  await core.keys.changeAccount(firstId, (account) => ({ ...account, state: 'suspended' }));
  expect(parseMoveUrl((await startMove(core, server.origin)).qr).tokens).toHaveLength(1);
});

test('there is nothing to move for another server', async () => {
  const harness = await startHarness();
  await pair(harness);
  await expect(startMove(harness.core, 'https://other.example')).rejects.toMatchObject({ code: 'account_unknown' });
});
