import type { VNode } from 'preact';
import { shownText } from '../../languages/names.ts';
import { AccountList } from '../AccountList.tsx';
import { ConfirmOffer } from '../ConfirmOffer.tsx';
import { Dialog } from '../Dialog.tsx';
import { HistoryList } from '../HistoryList.tsx';
import { InstallGuide } from '../InstallGuide.tsx';
import { NotificationPrimer } from '../NotificationPrimer.tsx';
import { PairConfirm } from '../PairConfirm.tsx';
import { PendingList } from '../PendingList.tsx';
import { PullModeNotice } from '../PullModeNotice.tsx';
import { ScanScreen } from '../ScanScreen.tsx';
import { TestCheck } from '../TestCheck.tsx';
import { describeError } from '../words/describe-error.ts';
import { words } from '../words/words.ts';
import { accountScenes } from './account-scenes.tsx';
import { attachmentScenes } from './attachment-scenes.tsx';
import { extensionScenes } from './extension-scenes.tsx';
import { offlineScenes } from './offline-scenes.tsx';
import {
  End,
  Listed,
  LiveRequest,
  Missing,
  NOW_MS,
  NoKeys,
  nothing,
  Pads,
  Quiet,
  Request,
  RightToLeft,
  Start,
} from './parts.tsx';
import { recoveryScenes } from './recovery-scenes.tsx';
import * as sample from './samples.ts';
import { totpScenes } from './totp-scenes.tsx';
import { trustScenes } from './trust-scenes.tsx';
import { vouchingScenes } from './vouching-scenes.tsx';

/** Every state of every screen, by name. */
export const scenes: Readonly<Record<string, () => VNode>> = {
  ...accountScenes,
  ...extensionScenes,
  ...offlineScenes,
  ...recoveryScenes,
  ...trustScenes,
  ...totpScenes,
  ...vouchingScenes,
  ...attachmentScenes,
  request: () => <Request />,
  'request-live': () => <LiveRequest />,
  'request-typing': () => <Request initialCode="482" />,
  'request-early': () => <Request initialCode="482" />,
  'request-complete': () => <Request initialCode="482913" />,
  'request-sending': () => <Request initialCode="482913" sending="approve" />,
  'request-denying': () => <Request sending="deny" />,
  'request-first-time': () => <Request view={sample.firstTime} />,
  'request-attacked': () => <Request view={sample.attacked} />,
  'request-details': () => <Request view={sample.transfer} />,
  'request-last-seconds': () => <Request initialCode="4829" nowMs={sample.signIn.expiresAtMs - 12_000} />,
  'request-wrong-code': () => <Request wrongCodeTriesLeft={2} />,
  'request-problem': () => (
    <Request
      initialCode="482913"
      problem={describeError('server_unreachable', { server: 'nod.harbour.example' })}
      onRetry={nothing}
    />
  ),
  'request-two-digits': () => <Request view={{ ...sample.signIn, digits: 2 }} />,
  'request-eight-digits': () => <Request view={{ ...sample.signIn, digits: 8 }} initialCode="48291" />,
  'request-origin': () => <Request view={sample.inBrowser} />,
  'request-origin-abroad': () => <Request view={sample.inBrowserAbroad} />,
  'request-long': () => <Request view={sample.longNames} />,
  'request-hostile': () => <Request view={sample.hostileNames} />,
  'outcome-approved': () => <End outcome={{ kind: 'approved' }} />,
  'outcome-approved-next': () => <End outcome={{ kind: 'approved' }} anotherWaits />,
  'outcome-denied': () => <End outcome={{ kind: 'denied' }} />,
  'outcome-reported': () => <End outcome={{ kind: 'reported' }} />,
  'outcome-expired': () => <End outcome={{ kind: 'expired' }} />,
  'outcome-canceled': () => <End outcome={{ kind: 'canceled' }} />,
  'outcome-failed': () => <End outcome={{ kind: 'failed' }} />,
  'outcome-elsewhere': () => <End outcome={{ kind: 'elsewhere', state: 'approved', decidedBy: 'Pixel 9' }} />,
  'outcome-kept': () => (
    <End outcome={{ kind: 'kept', choice: 'deny', why: 'offline', untilMs: NOW_MS + 90_000 }} anotherWaits />
  ),
  'outcome-kept-away': () => (
    <End
      outcome={{
        kind: 'kept',
        choice: 'approve',
        why: 'server_unreachable',
        untilMs: NOW_MS + 90_000,
        serverName: 'nod.harbour.example',
      }}
    />
  ),
  quiet: () => <Quiet />,
  'quiet-new': () => <Quiet lastAnswer={null} health={{ state: 'unknown', checkedAtMs: null }} />,
  'quiet-testing': () => <Quiet test="waiting" />,
  'quiet-arrived': () => <Quiet test="arrived" />,
  'quiet-failing': () => <Quiet test="lost" health={{ state: 'failing', checkedAtMs: null }} />,
  'quiet-hidden': () => <Quiet test="arrived" health={{ state: 'hidden', checkedAtMs: null }} />,
  'quiet-off': () => <Quiet health={{ state: 'off', checkedAtMs: null }} />,
  'quiet-pull': () => <Quiet health={{ state: 'pull', checkedAtMs: null }} />,
  'quiet-asking': () => <Quiet quietness={{ kind: 'asking' }} />,
  'quiet-offline': () => <Quiet quietness={{ kind: 'offline' }} />,
  'quiet-away': () => <Quiet quietness={{ kind: 'away', all: true, servers: ['Harbour'] }} />,
  'quiet-away-some': () => (
    <Quiet quietness={{ kind: 'away', all: false, servers: ['Northern Regional Authority', 'Meridian'] }} />
  ),
  'quiet-unused': () => <Quiet quietness={{ kind: 'unused' }} health={null} todo={[sample.todo.removed]} />,
  'quiet-todo': () => <Quiet todo={[sample.todo.update, sample.todo.storage, sample.todo.onlyDevice]} />,
  'quiet-test-refused': () => <Quiet testProblem={describeError('rate_limited', { retryAfterSeconds: 40 })} />,
  pending: () => (
    <Listed title={words.pending.title}>
      <PendingList requests={sample.waiting} nowMs={NOW_MS} onOpen={nothing} />
    </Listed>
  ),
  'pending-agents': () => (
    <Listed title={words.pending.title}>
      <PendingList requests={sample.waitingAgents} nowMs={NOW_MS} onOpen={nothing} />
    </Listed>
  ),
  history: () => (
    <Listed title={words.history.title}>
      <HistoryList items={sample.history} nowMs={NOW_MS} onMore={nothing} onDisown={nothing} />
    </Listed>
  ),
  'history-empty': () => (
    <Listed title={words.history.title}>
      <HistoryList items={[]} nowMs={NOW_MS} />
    </Listed>
  ),
  accounts: () => (
    <Listed title={words.accounts.title}>
      <AccountList
        accounts={sample.accounts}
        onOpen={nothing}
        onPaused={nothing}
        onLetIn={nothing}
        onRemove={nothing}
        onAdd={nothing}
      />
    </Listed>
  ),
  'accounts-empty': () => (
    <Listed title={words.accounts.title}>
      <AccountList
        accounts={[]}
        onOpen={nothing}
        onPaused={nothing}
        onLetIn={nothing}
        onRemove={nothing}
        onAdd={nothing}
      />
    </Listed>
  ),
  'pair-start': () => <Start />,
  'pair-typing': () => <Start initialCode="7K3MQ9X" />,
  'pair-no-camera': () => <Start initialCode="7K3MQ9XW4TBD" scan={false} />,
  'pair-short': () => <Start initialCode="7K3MQ9X" />,
  'pair-wrong': () => <Start initialCode="7K3MQ9XW4TBD" problem />,
  'pair-confirm': () => (
    <PairConfirm
      username="alice"
      displayName="Alice Moreira"
      serverName="Harbour"
      realmName="Harbour Photos"
      serverHost="nod.harbour.example"
      applicationName="Harbour Photos"
      deviceName="Pixel 9"
      onDeviceName={nothing}
      onPair={nothing}
      onNotMine={nothing}
    />
  ),
  'pair-nameless': () => (
    <PairConfirm
      username="maximiliana.oberstleutnant@accounts.northern-regional-authority.example"
      displayName="maximiliana.oberstleutnant@accounts.northern-regional-authority.example"
      serverName="Northern Regional Authority"
      serverHost="nod.identity.northern-regional-authority.example"
      applicationName="Harbour Photos"
      deviceName=""
      onDeviceName={nothing}
      onPair={nothing}
      onNotMine={nothing}
    />
  ),
  'trouble-no-keys': () => <NoKeys />,
  'request-unpaired': () => <Missing paired={false} />,
  'request-gone': () => <Missing paired />,
  primer: () => <NotificationPrimer pairing onAllow={nothing} onSkip={nothing} />,
  'primer-denied': () => (
    <NotificationPrimer pairing onAllow={nothing} onSkip={nothing} problem={describeError('permission_denied')} />
  ),
  'pull-mode': () => <PullModeNotice pairing reason="hung" onContinue={nothing} onRetry={nothing} />,
  'check-waiting': () => <TestCheck state="waiting" onSendAgain={nothing} onPull={nothing} onDone={nothing} />,
  'check-slow': () => <TestCheck state="slow" onSendAgain={nothing} onPull={nothing} onDone={nothing} />,
  'check-confirming': () => <ConfirmOffer onSetUp={nothing} onSkip={nothing} asking={false} />,
  'check-confirming-refused': () => (
    <ConfirmOffer
      onSetUp={nothing}
      onSkip={nothing}
      asking={false}
      problem={describeError('confirmation_canceled', { here: 'phone' })}
    />
  ),
  'check-ready': () => <TestCheck state="ready" onSendAgain={nothing} onDone={nothing} />,
  'install-ios': () => <InstallGuide platform="ios-safari" />,
  'install-android': () => <InstallGuide platform="android-chrome" onSkip={nothing} />,
  'install-button': () => <InstallGuide platform="android-chrome" onInstall={nothing} onSkip={nothing} />,
  scan: () => <ScanScreen starting onTypeInstead={nothing} onBack={nothing} />,
  'scan-denied': () => <ScanScreen problem={describeError('camera_denied')} onTypeInstead={nothing} onBack={nothing} />,
  pads: () => <Pads />,
  'dialog-report': () => (
    <>
      <Request />
      <Dialog
        open
        danger
        title={words.request.reportTitle}
        confirm={words.request.reportConfirm}
        onConfirm={nothing}
        onCancel={nothing}
      >
        {words.request.reportBody(shownText('Harbour Photos'))}
      </Dialog>
    </>
  ),
  'request-right-to-left': () => <RightToLeft />,
};
