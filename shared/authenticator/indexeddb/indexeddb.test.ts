import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { createKeys } from './keys.ts';

test('a key survives closing and opening again, and still can’t be exported', async () => {
  const database = openDatabase('keys-survive');
  const { signingKey } = await createKeys(database).generate();
  await database.close();
  const again = await createKeys(openDatabase('keys-survive')).signingKey(signingKey.kid);
  expect(again.privateKey.extractable).toBe(false);
  expect(again.privateKey.usages).toEqual(['sign']);
});

test('an older page that is still open doesn’t keep a newer version of the app from upgrading', async () => {
  const older = createKeys(openDatabase('upgrade'));
  await older.changeClockOffset('https://nod.example', () => 5);
  let blocked = false;
  const newer = await openDB('upgrade', 2, {
    blocked: () => {
      blocked = true;
    },
  });
  expect(blocked).toBe(false);
  expect(await newer.get('clocks', 'https://nod.example')).toBe(5);
  newer.close();
});

test('a connection that the browser has cut is opened again', async () => {
  const database = openDatabase('cut');
  const keys = createKeys(database);
  await keys.changeClockOffset('https://nod.example', () => 7);
  await database.use(async (db) => db.close());
  expect(await keys.clockOffsetMs('https://nod.example')).toBe(7);
});

test('a browser that lets nothing be kept is told apart from everything else', async () => {
  const newerExists = await openDB('refused', 99);
  newerExists.close();
  const call = createKeys(openDatabase('refused')).accounts();
  await expect(call).rejects.toMatchObject({ code: 'storage_refused' });
});

test('two changes at the same moment are both made', async () => {
  const name = 'two-changes';
  const [page, worker] = [createKeys(openDatabase(name)), createKeys(openDatabase(name))];
  const issuer = 'https://nod.example';
  await Promise.all([
    page.changeClockOffset(issuer, (offsetMs) => offsetMs + 1),
    worker.changeClockOffset(issuer, (offsetMs) => offsetMs + 10),
  ]);
  expect(await page.clockOffsetMs(issuer)).toBe(11);
});
