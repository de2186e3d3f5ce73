import type { VNode } from 'preact';
import { shownText } from '../../languages/names.ts';
import { DeviceActions } from '../DeviceActions.tsx';
import { DeviceDetails } from '../DeviceDetails.tsx';
import { DeviceList } from '../DeviceList.tsx';
import { HappenedList } from '../HappenedList.tsx';
import { PausedNotice, type PausedNoticeProps } from '../PausedNotice.tsx';
import { TakeBackReport } from '../TakeBackReport.tsx';
import { UndoByLink, type UndoByLinkProps } from '../UndoByLink.tsx';
import { dayAndTime } from '../words/relative-time.ts';
import { trustErrors } from '../words/trust-errors.ts';
import { trustWords } from '../words/trust-words.ts';
import { words } from '../words/words.ts';
import { End, Listed, NOW_MS, nothing, Quiet } from './parts.tsx';
import { HOUR_MS } from './samples.ts';
import * as sample from './trust-samples.ts';

function Link(props: Pick<UndoByLinkProps, 'state'> & Partial<UndoByLinkProps>) {
  return <UndoByLink about="undo" onPress={nothing} onSeen={nothing} {...props} />;
}

/** What happened, one device, a suspended one, and the link of an e-mail. */
export const trustScenes: Readonly<Record<string, () => VNode>> = {
  happened: () => (
    <Listed title={words.happened.title} lead={trustWords.happened.lead(true)}>
      <HappenedList items={sample.happened} nowMs={NOW_MS} onUndo={nothing} onMore={nothing} />
    </Listed>
  ),
  'happened-empty': () => (
    <Listed title={words.happened.title} lead={trustWords.happened.lead(false)}>
      <HappenedList items={[]} nowMs={NOW_MS} onUndo={nothing} />
    </Listed>
  ),
  'quiet-news': () => (
    <Quiet
      todo={[
        {
          icon: 'shield',
          tone: 'amber',
          title: words.happened.news(1),
          children: words.happened.newsNext,
          actions: [{ label: words.happened.look, onAction: nothing }],
        },
      ]}
    />
  ),
  'devices-alike': () => (
    <Listed title={words.devices.title} lead={words.devices.lead}>
      <DeviceList devices={sample.devices} nowMs={NOW_MS} onOpen={nothing} />
    </Listed>
  ),
  device: () => <OneDevice index={1} />,
  'device-paused': () => <OneDevice index={2} />,
  'device-last': () => <OneDevice index={1} last />,
  paused: () => <Paused suspension={sample.removal} />,
  'paused-judged': () => <Paused suspension={sample.objection} />,
  'paused-codes': () => <Paused suspension={sample.wrongCodes} />,
  'outcome-take-back': () => (
    <End outcome={{ kind: 'reported' }} more={<TakeBackReport state="offered" onTakeBack={nothing} />} />
  ),
  'outcome-taken-back': () => {
    const { doneTitle: title, done } = trustWords.takeBack;
    return (
      <End
        outcome={{ kind: 'reported' }}
        instead={{ icon: 'check', tone: 'quiet', title, body: done(shownText('Harbour Photos')), next: undefined }}
      />
    );
  },
  'undo-link': () => <Link state={{ kind: 'asking' }} />,
  'undo-link-used': () => <Link state={{ kind: 'over', why: trustErrors.link_used({}) }} />,
  'undo-link-done': () => (
    <Link state={{ kind: 'done', names: ['Pixel 9', sample.devices[2]?.name ?? ''] }} onApp={nothing} />
  ),
  'undo-link-missing': () => <Link state={{ kind: 'missing' }} />,
  'wait-link': () => <Link about="waits" state={{ kind: 'asking' }} />,
  'wait-link-seen': () => (
    <Link about="waits" state={{ kind: 'seen', letIn: dayAndTime(NOW_MS + 24 * HOUR_MS, NOW_MS) }} />
  ),
  'wait-link-done': () => <Link about="waits" state={{ kind: 'done', names: [] }} onApp={nothing} />,
  'wait-link-over': () => <Link about="waits" state={{ kind: 'asking' }} problem={trustErrors.waiting_refused({})} />,
};

function OneDevice({ index, last = false }: { index: number; last?: boolean }) {
  const device = sample.devices[index];
  if (!device) return null;
  return (
    <Listed title={device.name}>
      <DeviceDetails device={device} all={sample.devices} nowMs={NOW_MS} />
      <DeviceActions device={device} busy={null} onDo={nothing} last={last} onLast={nothing} />
    </Listed>
  );
}

function Paused({ suspension }: Pick<PausedNoticeProps, 'suspension'>) {
  return (
    <Listed title={trustWords.paused.title('phone')} lead={trustWords.paused.lead}>
      <PausedNotice
        account={words.confirm.ofAccount(shownText('alice'), shownText('nod.harbour.example'))}
        suspension={suspension}
        nowMs={NOW_MS}
        onObject={nothing}
        objecting={false}
      />
    </Listed>
  );
}
