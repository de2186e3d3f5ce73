import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { createKeys } from './keys.ts';
import { createReader } from './reader.ts';

test('a reader sees what the core on the same database has written', async () => {
  const keys = createKeys(openDatabase('reader'));
  const reader = createReader(openDatabase('reader'), () => 5);
  const { signingKey } = await keys.generate();
  await keys.changeClockOffset('https://nod.example', () => 7);
  expect(await reader.keys.hasKey(signingKey.kid)).toBe(true);
  expect(await reader.keys.hasKey('another')).toBe(false);
  expect(await reader.keys.clockOffsetMs('https://nod.example')).toBe(7);
  expect(await reader.inbox.waiting()).toEqual([]);
  expect(reader.now()).toBe(5);
});
