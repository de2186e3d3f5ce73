import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { OutcomeView } from '../Outcome.tsx';
import type { RequestView } from '../RequestCard.tsx';
import { SamePhone } from '../SamePhone.tsx';
import { VouchOutcome } from '../VouchOutcome.tsx';
import { VouchScreen } from '../VouchScreen.tsx';
import { type ShownWait, WaitForDays, WaitInstead } from '../WaitForDays.tsx';
import { KeptOut, type ShownAsk, WaitToBeLetIn } from '../WaitToBeLetIn.tsx';
import { describeError } from '../words/describe-error.ts';
import { vouchingWords } from '../words/vouching-words.ts';
import { Listed, NOW_MS, nothing } from './parts.tsx';
import * as sample from './samples.ts';

function Vouch({ view = sample.newPhone, approveIn = 4 }: { view?: RequestView; approveIn?: number }) {
  const [code, setCode] = useState('');
  return (
    <VouchScreen
      view={view}
      nowMs={NOW_MS}
      onApprove={nothing}
      onDeny={nothing}
      onReport={nothing}
      onScan={nothing}
      approveIn={approveIn}
      code={code}
      onCode={setCode}
    />
  );
}

function Wait({ ask = sample.ask, ...more }: { ask?: ShownAsk | null } & Partial<Parameters<typeof WaitToBeLetIn>[0]>) {
  return (
    <WaitToBeLetIn
      ask={ask}
      deviceName="iPhone"
      serverName="Harbour"
      fingerprint="3F1C 9E5D"
      onAskAgain={nothing}
      askingAgain={false}
      onStop={nothing}
      stopping={false}
      onRecover={nothing}
      onBack={nothing}
      {...more}
    />
  );
}

function Days({ wait, serverName = 'Harbour' }: { wait: Partial<ShownWait>; serverName?: string }) {
  return (
    <WaitForDays
      wait={{ on: true, delayMs: 72 * sample.HOUR_MS, letInAtMs: null, lapsesAtMs: null, ...wait }}
      nowMs={NOW_MS}
      serverName={serverName}
      onAsk={nothing}
      asking={false}
      onRecover={nothing}
      onStop={nothing}
      stopping={false}
      onBack={nothing}
    />
  );
}

const End = ({ outcome, moves = false }: { outcome: OutcomeView; moves?: boolean }) => (
  <VouchOutcome
    outcome={outcome}
    name="iPhone"
    moves={moves}
    applicationName="Nod"
    onDone={nothing}
    onDevices={nothing}
  />
);

/** A new device asks to be let in: on both ends. */
export const vouchingScenes: Readonly<Record<string, () => VNode>> = {
  vouch: () => <Vouch />,
  'vouch-ready': () => <Vouch approveIn={0} />,
  'vouch-move': () => <Vouch view={sample.movingPhone} />,
  'vouch-move-nowhere': () => <Vouch view={{ ...sample.movingPhone, context: {} }} />,
  'vouch-far-away': () => <Vouch view={sample.newPhoneFarAway} />,
  'vouch-nowhere': () => <Vouch view={sample.newPhoneNowhere} />,
  'vouch-long': () => <Vouch view={sample.newPhoneLong} />,
  'vouch-approved': () => <End outcome={{ kind: 'approved' }} />,
  'vouch-moved': () => <End outcome={{ kind: 'approved' }} moves />,
  'vouch-denied': () => <End outcome={{ kind: 'denied' }} />,
  'vouch-reported': () => <End outcome={{ kind: 'reported' }} />,
  'vouch-failed': () => <End outcome={{ kind: 'failed' }} />,
  'let-in': () => <Wait />,
  'let-in-asking': () => <Wait ask={null} />,
  'let-in-quiet': () => <Wait ask={{ ...sample.ask, quiet: true, asksLeft: 1 }} />,
  'let-in-nobody': () => <Wait ask={null} problem={describeError('vouching_unavailable')} />,
  'let-in-last': () => <Wait ask={{ ...sample.ask, asksLeft: 0, leftMs: 12_000 }} onHere={nothing} />,
  'let-in-ran-out': () => <Wait ask={{ ...sample.ask, asksLeft: 2, leftMs: 0 }} />,
  'let-in-failed': () => <Wait ask={{ ...sample.ask, asksLeft: 2, failed: true }} />,
  'let-in-failed-last': () => <Wait ask={{ ...sample.ask, asksLeft: 0, failed: true }} />,
  'let-in-offline': () => <Wait ask={null} problem={describeError('offline')} />,
  'let-in-or-wait': () => <Wait orWait={{ delayMs: 72 * sample.HOUR_MS, onWait: nothing, busy: false }} />,
  'let-in-wait-offer': () => (
    <Listed title={vouchingWords.waiting.noOther}>
      <WaitInstead delayMs={72 * sample.HOUR_MS} onWait={nothing} busy={false} />
    </Listed>
  ),
  'let-in-days-unseen': () => <Days wait={{ letInAtMs: null, lapsesAtMs: NOW_MS + 7 * sample.DAY_MS }} />,
  'let-in-days': () => <Days wait={{ letInAtMs: NOW_MS + 72 * sample.HOUR_MS, lapsesAtMs: null }} />,
  'let-in-days-off': () => <Days wait={{ on: false }} serverName={sample.LONG} />,
  'let-in-days-refused': () => <Wait problem={vouchingWords.days.refused('phone')} />,
  'let-in-refused': () => <KeptOut why="refused" onAgain={nothing} busy={false} />,
  'let-in-kept-out-last': () => <KeptOut why="last" onAgain={nothing} busy={false} />,
  'let-in-lapsed': () => <KeptOut why="lapsed" onAgain={nothing} busy={false} />,
  'let-in-waited': () => <KeptOut why="waited" onAgain={nothing} busy={false} />,
  'same-phone': () => (
    <SamePhone devices={sample.formerDevices} nowMs={NOW_MS} onChoose={nothing} onNone={nothing} choosingId={null} />
  ),
};
