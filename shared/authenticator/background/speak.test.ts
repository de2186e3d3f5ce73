import { afterEach, expect, test } from 'vitest';
import type { AnnouncementView } from '../../protocol/trust-api.ts';
import { happenedNotification } from '../announcement-words.ts';
import type { Database } from '../indexeddb/database.ts';
import { endedNotification } from '../notification-words.ts';
import { speakInWorker } from './speak.ts';

/** Nothing was chosen, or nothing can be read: the browser's languages count. */
const unchosen = { use: async () => undefined } as unknown as Database;
const id = { deviceId: 'dev_1', challengeId: 'chl_1' } as const;
const ended = { state: 'approved', decidedBy: 'iPhone (2)', atMs: 0 } as const;

afterEach(() => speakInWorker(unchosen, ['en']));

test('a notification is in the language of the browser', async () => {
  await speakInWorker(unchosen, ['de-AT', 'en']);
  expect(endedNotification(id, null, ended).body).toBe('Freigegeben auf iPhone (2).');
});

test('in Arabic the names on it are isolated, so that they keep their own marks', async () => {
  await speakInWorker(unchosen, ['ar']);
  expect(endedNotification(id, null, ended).body).toBe('تمت الموافقة من \u2068iPhone (2)\u2069.');
  const told = {
    id: 'ann_1',
    what: 'device.removed',
    device: { name: 'iPhone (2)' },
    by: { whom: 'server' },
    detail: {},
  };
  const account = { deviceId: 'dev_1', user: { username: 'alice' } } as unknown as Parameters<
    typeof happenedNotification
  >[1];
  const { title, body } = happenedNotification(told as unknown as AnnouncementView, account);
  expect(title).toContain('«\u2068iPhone (2)\u2069»');
  expect(body).toContain('\u2068alice\u2069');
});
