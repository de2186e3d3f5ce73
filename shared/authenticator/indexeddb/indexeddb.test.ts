import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, test, vi } from 'vitest';
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

describe('a browser is tried out before a person is asked for anything', () => {
  afterEach(() => vi.restoreAllMocks());
  const tryOut = (name: string) => createKeys(openDatabase(name)).tryOut();
  const refused = { code: 'storage_refused' };

  test('a good one passes, and nothing is left behind', async () => {
    const database = openDatabase('tried');
    await createKeys(database).tryOut();
    expect(await database.use((db) => db.getAllKeys('keys'))).toEqual([]);
  });

  test('one that stores no key is refused by name (private windows, Lockdown Mode)', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('The object could not be cloned.', 'DataCloneError');
    });
    await expect(tryOut('clone')).rejects.toMatchObject(refused);
    await expect(createKeys(openDatabase('clone')).generate()).rejects.toMatchObject(refused);
  });

  test('one that gives something else back than was stored is refused', async () => {
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value) {
      return put.call(this, { ...value, privateKey: {} });
    });
    await expect(tryOut('emptied')).rejects.toMatchObject(refused);
  });

  test('one that forgets at once is refused', async () => {
    const get = IDBObjectStore.prototype.get;
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore) {
      return get.call(this, 'another');
    });
    await expect(tryOut('forgetful')).rejects.toMatchObject(refused);
  });
});
