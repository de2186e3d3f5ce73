import type { Device } from '../../authenticator/accounts.ts';
import type { AnnouncementView, SuspensionView } from '../../protocol/trust-api.ts';
import { happenedView } from '../app/screens/Happened.tsx';
import type { HappenedView } from '../HappenedList.tsx';
import { DAY_MS, HOUR_MS, LONG, MINUTE_MS, NOW_MS } from './samples.ts';

const LONG_NAME = 'The old phone that is still lying in a drawer in the hall, the second one';

/** As a server tells it, so that the sentences are those of the language. */
function told(id: string, what: string, agoMs: number, more: Partial<AnnouncementView>): HappenedView {
  const by = { whom: 'server', deviceId: null, name: null } as const;
  const base = { id, what, atMs: NOW_MS - agoMs, lastAtMs: null, count: 1, device: null, by, ip: null, detail: {} };
  return happenedView({ ...base, undo: 'impossible', ...more }, 'dev_1', NOW_MS);
}

export const happened: readonly HappenedView[] = [
  told('ann_1', 'device.added', 2 * MINUTE_MS, {
    device: { id: 'dev_2', name: 'Pixel 9', platform: 'Android' },
    by: { whom: 'device', deviceId: 'dev_3', name: 'Laptop' },
    ip: '203.0.113.7',
    detail: { location: 'Lisbon, Portugal' },
    undo: 'possible',
  }),
  told('ann_1b', 'device.waits', 9 * MINUTE_MS, {
    device: { id: 'dev_4', name: 'iPhone', platform: 'iOS' },
    by: { whom: 'application', deviceId: null, name: 'Harbour Notes (staff)' },
    ip: '203.0.113.66',
    detail: { letInAtMs: NOW_MS + 3 * DAY_MS },
    undo: 'possible',
  }),
  told('ann_2', 'device.suspended', 2 * HOUR_MS, {
    device: { id: 'dev_5', name: 'Tablet (2)' },
    by: { whom: 'device', deviceId: 'dev_1', name: 'Pixel 9' },
    ip: '2001:0db8:85a3:0000:0000:8a2e:0370:7334',
    detail: { location: 'San Fernando del Valle de Cat…, South Georgia and the South Sandwich Islands' },
  }),
  told('ann_3', 'device.renamed', DAY_MS, {
    device: { id: 'dev_6', name: LONG_NAME, platform: 'Windows Server 2025 Datacenter' },
    by: { whom: 'device', deviceId: 'dev_7', name: LONG },
    ip: '203.0.113.7',
    detail: { from: LONG_NAME, to: 'Phone' },
    undo: 'possible',
  }),
  told('ann_4', 'login.failed', DAY_MS + HOUR_MS, {
    count: 3,
    ip: '203.0.113.7',
    detail: { application: 'Harbour Photos' },
  }),
  told('ann_5', 'device.added', 3 * DAY_MS, {
    device: { id: 'dev_8', name: 'Pixel 8' },
    by: { whom: 'operator', deviceId: null, name: null },
    undo: 'done',
  }),
];

const device: Device = {
  id: 'dev_1',
  name: 'Pixel 9',
  kind: 'pwa',
  state: 'active',
  delivery: 'push',
  createdAtMs: NOW_MS - 70 * DAY_MS,
  lastSeenMs: NOW_MS - 3 * MINUTE_MS,
  thisDevice: true,
  platform: 'Chrome on Android',
  keyThumbprint: 'Px6eXS2m1q3b5c7d9e1f3a5b7c9d1e3f5a7b9c1d3e4',
  activatedAtMs: NOW_MS - 70 * DAY_MS,
  vouch: { how: 'first', byDeviceId: null, atMs: NOW_MS - 70 * DAY_MS },
  suspension: null,
  hasVerifier: true,
};

export const removal: SuspensionView = {
  why: 'removal',
  byDeviceId: 'dev_1',
  byName: 'Pixel 9',
  atMs: NOW_MS - 2 * HOUR_MS,
  objectUntilMs: NOW_MS + 22 * HOUR_MS,
  removalAtMs: NOW_MS + 22 * HOUR_MS,
};
export const objection: SuspensionView = { ...removal, why: 'objection', objectUntilMs: null, removalAtMs: null };
export const wrongCodes: SuspensionView = { ...objection, why: 'wrong_codes', byDeviceId: null, byName: null };

/** Two of one name, and a third that was let in by one of them. */
export const devices: readonly Device[] = [
  device,
  {
    ...device,
    id: 'dev_2',
    name: 'pixel  9',
    thisDevice: false,
    createdAtMs: NOW_MS - 2 * DAY_MS,
    lastSeenMs: NOW_MS - 2 * HOUR_MS,
    keyThumbprint: '9a1eXS2m1q3b5c7d9e1f3a5b7c9d1e3f5a7b9c1d3e4',
    vouch: { how: 'device', byDeviceId: 'dev_1', atMs: NOW_MS - 2 * DAY_MS },
  },
  {
    ...device,
    id: 'dev_3',
    name: LONG_NAME,
    thisDevice: false,
    kind: 'extension',
    platform: 'Microsoft Edge WebView2 Runtime 142 on Windows Server 2025 Datacenter',
    state: 'suspended',
    suspension: removal,
    vouch: { how: 'moved', byDeviceId: 'dev_2', atMs: NOW_MS - DAY_MS },
  },
];
