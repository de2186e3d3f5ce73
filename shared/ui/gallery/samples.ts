import type { AccountView } from '../AccountList.tsx';
import type { DeviceView } from '../DeviceList.tsx';
import type { HistoryItem } from '../HistoryList.tsx';
import type { RequestView } from '../RequestCard.tsx';
import type { FormerDevice } from '../SamePhone.tsx';
import type { TodoProps } from '../Todo.tsx';
import type { ShownAsk } from '../WaitToBeLetIn.tsx';
import { words } from '../words/words.ts';

/** The gallery's clock stands still, so that pictures can be compared. */
export const NOW_MS = Date.UTC(2025, 10, 24, 14, 5, 0);
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const signIn: RequestView = {
  id: 'chl_1',
  applicationName: 'Harbour Photos',
  username: 'alice',
  title: null,
  context: { ip: '203.0.113.7', location: 'Lisbon, Portugal', browser: 'Chrome', os: 'macOS' },
  details: [],
  strange: {},
  createdAtMs: NOW_MS - 20_000,
  expiresAtMs: NOW_MS + 100_000,
  totalMs: 120_000,
  match: 'code',
  digits: 6,
};

/** Somebody has the password, and tries it again and again. */
export const attacked: RequestView = {
  ...signIn,
  id: 'chl_8',
  context: { ...signIn.context, browserKnown: false },
  lately: 3,
  strange: { place: 'first' },
};

export const firstTime: RequestView = { ...signIn, id: 'chl_2', strange: { place: 'first', browser: 'first' } };

export const transfer: RequestView = {
  ...signIn,
  id: 'chl_3',
  applicationName: 'Meridian Bank',
  title: 'Send a payment',
  details: [
    { label: 'To', value: 'Eastwind Cycles' },
    { label: 'Amount', value: '€ 1,249.00' },
    { label: 'From', value: 'Household, ending 4471' },
  ],
  match: 'none',
  digits: null,
  place: 'nod.meridian.example',
};

export const LONG = 'Consolidated-Infrastructure-and-Identity-Operations-Department-Portal';
export const longNames: RequestView = {
  ...signIn,
  id: 'chl_4',
  applicationName: `${LONG} of the Northern Regional Authority`,
  username: 'maximiliana.oberstleutnant-hauptmannsdottir@accounts.internal.northern-regional-authority.example',
  title: 'Approve the deployment of release 2025.11.24-rc.4+build.99817 to every production cluster',
  context: {
    ip: '2001:0db8:85a3:0000:0000:8a2e:0370:7334',
    location: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, Wales, United Kingdom',
    browser: 'Microsoft Edge WebView2 Runtime 142',
    os: 'Windows Server 2025 Datacenter',
  },
  details: [
    {
      label: 'Repository',
      value: 'https://git.internal.northern-regional-authority.example/platform/identity/deployments.git',
    },
    { label: 'A label that is itself rather long and wraps', value: 'yes' },
    { label: 'Commit', value: '3f1c9e5d7a2b48c0961e4f7ad35b8c219e60d4f1a7c3b952' },
  ],
  strange: { place: 'first', browser: 'unapproved', application: 'unapproved' },
  place: 'nod.identity.northern-regional-authority.example',
};

/** Names made to turn the line around them: they must stay within themselves. */
export const hostileNames: RequestView = {
  ...signIn,
  id: 'chl_5',
  applicationName: '\u202eknaB naidireM',
  username: '\u2067אליס\u2069',
  context: { ip: '203.0.113.7', location: 'תל אביב, ישראל', browser: 'Firefox', os: 'Android' },
};

export const inBrowser: RequestView = {
  ...signIn,
  id: 'chl_6',
  match: 'origin',
  digits: null,
  origin: 'photos.harbour.example',
};

export const inBrowserAbroad: RequestView = { ...inBrowser, id: 'chl_7', strange: { place: 'first' } };

export const newPhone: RequestView = {
  ...signIn,
  id: 'chl_8',
  applicationName: 'Nod',
  context: { ip: '203.0.113.7', location: 'Lisbon, Portugal' },
  title: words.pending.letIn('iPhone'),
  totalMs: 600_000,
  expiresAtMs: NOW_MS + 540_000,
  vouch: {
    name: 'iPhone',
    kind: 'pwa',
    platform: 'Safari on iOS',
    thumbprint: 'PxyeXQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    moves: false,
  },
};

/** As long as a place by address gets: the server shortens it to 80 bytes. */
export const newPhoneFarAway: RequestView = {
  ...newPhone,
  id: 'chl_11',
  context: {
    ip: '2001:0db8:85a3:0000:0000:8a2e:0370:7334',
    location: 'San Fernando del Valle de Cat…, South Georgia and the South Sandwich Islands',
  },
};

/** Without a database of places, or from an address that is in none. */
export const newPhoneNowhere: RequestView = { ...newPhone, id: 'chl_12', context: { ip: '203.0.113.7' } };

export const movingPhone: RequestView = {
  ...newPhone,
  id: 'chl_9',
  vouch: { ...vouchOf(newPhone), name: 'Pixel 10', moves: true },
};

export const newPhoneLong: RequestView = {
  ...newPhone,
  id: 'chl_10',
  username: longNames.username,
  context: longNames.context,
  place: 'nod.identity.northern-regional-authority.example',
  vouch: {
    ...vouchOf(newPhone),
    kind: 'extension',
    name: 'The-new-laptop-of-the-Northern-Regional-Authority-Portal-Team',
    platform: 'Microsoft Edge WebView2 Runtime 142 on Windows Server 2025',
  },
};

export const ask: ShownAsk = {
  code: '482913',
  qr: 'https://nod.harbour.example/#/match/chl_AAAAAAAAAAAAAAAAAAAAAA/482913',
  quiet: false,
  devices: [{ name: 'Pixel 9' }, { name: 'Laptop' }],
  asksLeft: 3,
  leftMs: 540_000,
  totalMs: 600_000,
};

export const formerDevices: readonly FormerDevice[] = [
  { id: 'dev_1', name: 'Pixel 9', platform: 'Chrome on Android', lastSeenMs: NOW_MS - 2 * DAY_MS },
  {
    id: 'dev_2',
    name: 'The old phone that is still lying in a drawer in the hall',
    platform: '',
    lastSeenMs: NOW_MS - 90 * DAY_MS,
  },
];

export const waiting: readonly RequestView[] = [
  signIn,
  transfer,
  { ...longNames, title: null, createdAtMs: NOW_MS - 3 * MINUTE_MS },
];

/** What an agent asks in a row, beside a login. */
export const waitingAgents: readonly RequestView[] = [
  signIn,
  ...[
    ['Bash', '/home/alice/site', 'rm -rf build && npm run deploy -- --production'],
    ['Edit', '/home/alice/site', '/home/alice/site/src/payments/a-file-with-quite-a-long-name.ts'],
    ['Bash', '/home/alice/site', 'git push --force-with-lease origin main'],
  ].map(
    ([tool = '', folder = '', value = ''], at): RequestView => ({
      ...transfer,
      id: `agent-${at}`,
      application: 'agents',
      applicationName: 'Coding agents',
      title: `Claude Code wants to use ${tool}`,
      details: [
        { label: 'In', value: folder },
        { label: 'command', value },
      ],
      createdAtMs: NOW_MS - at * MINUTE_MS,
    }),
  ),
];

export const history: readonly HistoryItem[] = [
  item('1', 'Harbour Photos', 'approved', 2 * MINUTE_MS, 'Lisbon, Portugal', { disowning: 'possible' }),
  item('2', 'Meridian Bank', 'denied', 2 * HOUR_MS, 'Porto, Portugal', {
    title: 'Send a payment',
    decidedBy: 'Laptop',
  }),
  item('3', 'Harbour Photos', 'expired', 5 * HOUR_MS, 'Lisbon, Portugal'),
  item('8', 'Harbour Photos', 'approved', 6 * HOUR_MS, 'Porto, Portugal', {
    decidedBy: 'Old phone',
    disowning: 'done',
  }),
  item('4', 'Atlas Wiki', 'reported', DAY_MS, 'Unknown place'),
  item('5', 'Meridian Bank', 'failed', DAY_MS + HOUR_MS, 'Lisbon, Portugal'),
  item('6', LONG, 'canceled', 3 * DAY_MS, 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, Wales'),
  item('7', 'Harbour Photos', 'approved', 40 * DAY_MS, 'Madrid, Spain', { decidedBy: 'Pixel 9' }),
];

export const account: AccountView = {
  id: 'dev_1',
  username: 'alice',
  displayName: 'Alice Moreira',
  serverName: 'nod.harbour.example',
  serverHost: 'nod.harbour.example',
  deviceName: 'Pixel 9',
  state: 'active',
  delivery: 'push',
  onlyDevice: false,
};

export const accounts: readonly AccountView[] = [
  account,
  {
    ...account,
    id: 'dev_2',
    displayName: 'alice',
    serverName: 'nod.meridian.example',
    delivery: 'pull',
    onlyDevice: true,
  },
  {
    ...account,
    id: 'dev_3',
    displayName: longNames.username,
    username: longNames.username,
    serverName: 'nod.identity.northern-regional-authority.example',
    delivery: 'failing',
  },
  {
    ...account,
    id: 'dev_4',
    displayName: 'Home',
    username: 'root',
    serverName: 'nod.home.example',
    state: 'suspended',
  },
  { ...account, id: 'dev_5', displayName: 'Bea', username: 'bea', serverName: 'nod.home.example', state: 'revoked' },
  { ...account, id: 'dev_6', serverName: 'nod.home.example', state: 'unvouched' },
  { ...account, id: 'dev_7', serverName: 'nod.home.example', state: 'kept_out' },
];

function vouchOf({ vouch }: RequestView): NonNullable<RequestView['vouch']> {
  if (!vouch) throw new Error('not a request to be let in');
  return vouch;
}

/** Things to do, as app/things-to-do.tsx makes them. */
export const todo = {
  update: {
    icon: 'refresh',
    tone: 'leaf',
    title: words.update.title,
    children: words.update.body,
    actions: [act(words.update.now), { ...act(words.update.later), quiet: true }],
  },
  storage: {
    icon: 'warning',
    tone: 'amber',
    title: words.storage.title,
    children: `${words.storage.body('phone')} ${words.storage.install('phone')}`,
    actions: [act(words.settings.installShow)],
  },
  onlyDevice: {
    icon: 'info',
    tone: 'quiet',
    title: words.accounts.onlyDevice('phone'),
    children: words.accounts.onlyDeviceNext('nod.harbour.example'),
  },
  removed: {
    icon: 'warning',
    tone: 'rust',
    title: 'This phone was removed: alice on Harbour',
    children: 'It no longer answers for this account. If you still want it to, pair it again.',
    actions: [act(words.accounts.title)],
  },
} as const satisfies Record<string, TodoProps>;

function act(label: string) {
  return { label, onAction: () => {} };
}

export const devices: readonly DeviceView[] = [
  device('1', 'Pixel 9', { thisDevice: true, createdAtMs: NOW_MS - 70 * DAY_MS }),
  device('2', 'Laptop', { kind: 'extension', lastSeenMs: NOW_MS - 2 * HOUR_MS }),
  device('3', 'The old phone that is still lying in a drawer in the hall', {
    lastSeenMs: NOW_MS - 90 * DAY_MS,
    delivery: 'pull',
  }),
  device('4', 'Tablet', { state: 'pending' }),
];

function item(
  id: string,
  applicationName: string,
  state: HistoryItem['state'],
  agoMs: number,
  place: string,
  more: Partial<HistoryItem> = {},
): HistoryItem {
  return {
    id,
    applicationName,
    title: null,
    username: 'alice',
    state,
    finalAtMs: NOW_MS - agoMs,
    place,
    decidedBy: null,
    ...more,
  };
}

function device(id: string, name: string, more: Partial<DeviceView>): DeviceView {
  return {
    id,
    name,
    kind: 'pwa',
    state: 'active',
    delivery: 'push',
    createdAtMs: NOW_MS - 30 * DAY_MS,
    lastSeenMs: NOW_MS - 5 * MINUTE_MS,
    thisDevice: false,
    ...more,
  };
}
