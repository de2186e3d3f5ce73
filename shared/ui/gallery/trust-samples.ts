import type { Device } from '../../authenticator/accounts.ts';
import type { SuspensionView } from '../../protocol/trust-api.ts';
import type { HappenedView } from '../HappenedList.tsx';
import { DAY_MS, HOUR_MS, LONG, MINUTE_MS, NOW_MS } from './samples.ts';

const happenedBase = { undo: 'impossible', undoes: null } as const;
const LONG_NAME = 'The old phone that is still lying in a drawer in the hall, the second one';

export const happened: readonly HappenedView[] = [
  {
    ...happenedBase,
    id: 'ann_1',
    what: 'device.added',
    sentence: '“Pixel 9” was added to your account',
    facts: ['Android', 'on “Laptop”', 'from Lisbon, Portugal, 203.0.113.7'],
    atMs: NOW_MS - 2 * MINUTE_MS,
    undo: 'possible',
    undoes: 'Pixel 9',
  },
  {
    ...happenedBase,
    id: 'ann_1b',
    what: 'device.waits',
    sentence: '“iPhone” is let in without a yes of yours, unless you say no',
    facts: ['let in on Tuesday 15 Sept, 14:10', 'iOS', 'by “Harbour Notes”', 'from 203.0.113.66'],
    atMs: NOW_MS - 9 * MINUTE_MS,
    undo: 'possible',
    undoes: 'iPhone',
  },
  {
    ...happenedBase,
    id: 'ann_2',
    what: 'device.suspended',
    sentence: '“Tablet” was paused',
    facts: [
      'on this device',
      'from San Fernando del Valle de Cat…, South Georgia and the South Sandwich Islands, 2001:0db8:85a3:0000:0000:8a2e:0370:7334',
    ],
    atMs: NOW_MS - 2 * HOUR_MS,
  },
  {
    ...happenedBase,
    id: 'ann_3',
    what: 'device.renamed',
    sentence: `“${LONG_NAME}” has another name now`,
    facts: [
      'Windows Server 2025 Datacenter',
      `on “${LONG}”`,
      'from 203.0.113.7',
      'maximiliana.oberstleutnant@accounts.northern-regional-authority.example',
      'nod.identity.northern-regional-authority.example',
    ],
    atMs: NOW_MS - DAY_MS,
    undo: 'possible',
    undoes: LONG,
  },
  {
    ...happenedBase,
    id: 'ann_4',
    what: 'login.failed',
    sentence: 'Wrong codes ended a sign-in',
    facts: ['3 times', 'from 203.0.113.7'],
    atMs: NOW_MS - DAY_MS - HOUR_MS,
  },
  {
    ...happenedBase,
    id: 'ann_5',
    what: 'device.added',
    sentence: '“Pixel 8” was added to your account',
    facts: ['by whoever runs the server'],
    atMs: NOW_MS - 3 * DAY_MS,
    undo: 'done',
  },
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
