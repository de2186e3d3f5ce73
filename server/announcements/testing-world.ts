import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { AnnouncementView } from '../../shared/protocol/trust-api.ts';
import { createAccounts } from '../accounts/accounts.ts';
import type { NewApplication } from '../accounts/new-application.ts';
import type { Core } from '../core/core.ts';
import { ownNotice } from '../crypto/es256.ts';
import { newId } from '../crypto/ids.ts';
import { loadOrCreateKeys } from '../crypto/keys.ts';
import { createLog } from '../diagnostics/log.ts';
import { NO_PLACES, type Places } from '../net/places.ts';
import type { Notice } from '../push/messages.ts';
import type { NoticeOutcome } from '../push/sender.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { deviceRow, TEST_REALM } from '../store/testing.ts';
import { type Announcement, announce } from './announce.ts';
import { type AnnouncementsParts, createAnnouncements } from './announcements.ts';

/** What a device was pushed: the signed notice opened, and what shows where the worker can't run. */
export interface Told {
  deviceId: string;
  announcement: AnnouncementView;
  notification: Notice['notification'];
}

/** Announcements on a fresh store: a clock that stands still, a user ("alice"), an application, and a push that remembers. */
export async function announcementsWorld(
  store: Store,
  parts: Partial<AnnouncementsParts> = {},
  places: Places = NO_PLACES,
) {
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-announcements-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const keys = await loadOrCreateKeys(directory, { randomBytes });
  const time = { nowMs: 1_790_000_000_000 };
  const lines: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } });
  const core: Core = {
    store,
    keys,
    clock: () => time.nowMs,
    randomBytes,
    log,
    places,
    origin: 'https://nod.example',
  };
  const accounts = createAccounts(core);
  const told: Told[] = [];
  /** What the push service says to each device; `sent` where nothing is set. */
  const outcomes = new Map<string, NoticeOutcome>();
  const push: AnnouncementsParts['push'] = {
    async sendNotice(deviceId, { notice, notification }) {
      const claims = ownNotice(notice);
      if (claims.notice !== 'announcement') throw new Error('no announcement');
      told.push({ deviceId, announcement: claims.announcement, notification });
      return outcomes.get(deviceId) ?? 'sent';
    },
  };
  const open = () =>
    createAnnouncements(core, {
      push,
      mail: undefined,
      serverName: 'Example',
      fetch: () => Promise.reject(new Error('no network in this test')),
      privateWebhooks: false,
      ...parts,
    });
  const announcements = open();
  onTestFinished(() => announcements.stop());

  async function addApplication(options: Partial<NewApplication> = {}) {
    const { id } = await accounts.createApplication({
      name: 'Wiki',
      origins: ['https://wiki.example'],
      realm: TEST_REALM.name,
      ...options,
    });
    return accounts.getApplication(id);
  }
  const alice = await accounts.createUser(TEST_REALM.id, { username: 'alice', displayName: 'Alice' });

  let devices = 0;
  async function addDevice(changes: Partial<DeviceRow> = {}): Promise<DeviceRow> {
    devices++;
    const row = deviceRow(newId('dev_', randomBytes), alice.id, {
      features: '["announcements"]',
      name: `Device ${devices}`,
      activated_at_ms: time.nowMs - 90 * 86_400_000 + devices,
      ...changes,
    });
    await store.db.insertInto('devices').values(row).execute();
    return row;
  }

  return {
    store,
    core,
    accounts,
    time,
    told,
    outcomes,
    logged: () => lines.join(''),
    alice,
    announcements,
    open,
    addApplication,
    addDevice,
    /** Announces in a transaction of its own. */
    announce: (input: Partial<Announcement> & Pick<Announcement, 'what'>) =>
      store.transaction((trx) => announce(core, trx, { userId: alice.id, by: 'server', ...input })),
    outbox: () => store.db.selectFrom('outbox').selectAll().orderBy('id').execute(),
  };
}
export type AnnouncementsWorld = Awaited<ReturnType<typeof announcementsWorld>>;
