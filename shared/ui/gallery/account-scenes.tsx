import type { VNode } from 'preact';
import { tell } from '../../authenticator/happened/spoken.ts';
import { shownText } from '../../languages/names.ts';
import { AccountView, type AccountViewProps, type AtHand } from '../AccountView.tsx';
import { EmailField } from '../EmailField.tsx';
import type { WayView } from '../WaysList.tsx';
import { accountWords } from '../words/account-words.ts';
import { HereContext } from '../words/here.ts';
import { recoveryWords } from '../words/recovery-words.ts';
import { trustWords } from '../words/trust-words.ts';
import { words } from '../words/words.ts';
import { Listed, NOW_MS, nothing, Quiet } from './parts.tsx';
import * as sample from './samples.ts';

const DAY_MS = 24 * sample.HOUR_MS;
const open = (way: WayView['way'], failures = 0): WayView => ({ way, failures, pausedUntilMs: null, closedAtMs: null });
const ways = [open('offline'), open('totp'), open('email')];
const shut: WayView[] = [
  { ...open('offline', 20), closedAtMs: NOW_MS - 2 * sample.HOUR_MS },
  { ...open('totp', 7), pausedUntilMs: NOW_MS + 16 * 60_000 },
  open('email', 1),
  open('bypass'),
];
const totp = {
  byDeviceId: 'dev_AAAAAAAAAAAAAAAAAAAAAA',
  byName: 'Pixel 9',
  sinceMs: NOW_MS - 40 * DAY_MS,
  countsFromMs: null,
  ended: false,
};
const calm: AtHand = { codesLeft: 8, codesFew: false, totp, ways, opening: null, onOpenWay: nothing };
const email = { email: 'alice@example.org', countsFromMs: null, available: true };
const long = 'wilhelmina.featherstonehaugh-cholmondeley@northern-authority.example';

const added = (name: string) => ({
  sentence: tell.sentences['device.added'](tell.quoted(shownText(name))),
  atMs: NOW_MS - 3 * DAY_MS,
});

function Scene({ atHand, lead, ...props }: Partial<Omit<AccountViewProps, 'atHand'>> & AtHandPart) {
  return (
    <Listed
      title={accountWords.title}
      lead={lead ?? words.confirm.ofAccount(shownText('alice'), shownText('Harbour · nod.harbour.example'))}
    >
      <AccountView
        nowMs={NOW_MS}
        devices={sample.devices}
        atHand={atHand === null ? null : { ...calm, ...atHand }}
        email={email}
        happened={added('Pixel 9')}
        news={0}
        lastRequest={{ applicationName: 'Harbour Photos', state: 'approved', atMs: NOW_MS - 2 * sample.HOUR_MS }}
        onDevice={nothing}
        onCodes={nothing}
        onTotp={nothing}
        onEmail={nothing}
        onHappened={nothing}
        onHistory={nothing}
        {...props}
      />
    </Listed>
  );
}

interface AtHandPart {
  readonly atHand?: Partial<AtHand> | null;
  readonly lead?: string;
}

/** One account's own screen, and what its rows lead to that has no scenes elsewhere. */
export const accountScenes: Readonly<Record<string, () => VNode>> = {
  account: () => <Scene />,
  'account-new': () => (
    <Scene
      devices={sample.devices.slice(0, 1)}
      atHand={{ codesLeft: null, totp: null, ways: [open('offline')] }}
      email={{ email: null, countsFromMs: null, available: true }}
      happened={null}
      lastRequest={null}
    />
  ),
  'account-shut': () => <Scene atHand={{ codesLeft: 3, codesFew: true, ways: shut }} news={2} />,
  'account-opening': () => <Scene atHand={{ ways: shut, opening: 'offline' }} />,
  'account-away': () => <Scene devices={null} atHand={{ codesLeft: undefined, totp: undefined, ways: undefined }} />,
  'account-paused': () => <Scene devices={null} atHand={null} email={undefined} />,
  'account-long': () => (
    <Scene
      lead={words.confirm.ofAccount(
        shownText(long),
        shownText('Northern Regional Authority for Harbours, Lighthouses and Inland Waterways: Staff'),
      )}
      atHand={{ totp: { ...totp, byName: 'W'.repeat(60) } }}
      email={{ email: long, countsFromMs: NOW_MS + DAY_MS, available: true }}
      happened={added('W'.repeat(60))}
    />
  ),
  'account-computer': () => (
    <HereContext.Provider value="computer">
      <Scene />
    </HereContext.Provider>
  ),
  'account-email': () => (
    <Listed title={accountWords.email.title} lead={trustWords.email.what}>
      <EmailField
        label={trustWords.email.field(shownText('alice'), shownText('nod.harbour.example'))}
        email="alice@example.org"
        countsFromMs={NOW_MS + DAY_MS}
        nowMs={NOW_MS}
        saving={false}
        onSave={nothing}
      />
    </Listed>
  ),
  'quiet-codes-few': () => (
    <Quiet
      todo={[
        {
          icon: 'shield',
          tone: 'amber',
          title: recoveryWords.fewLeft(2),
          children: recoveryWords.fewNext,
          actions: [{ label: recoveryWords.makeNew, onAction: nothing }],
        },
      ]}
    />
  ),
};
