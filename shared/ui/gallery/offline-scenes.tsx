import type { VNode } from 'preact';
import { OfflineAsk, OfflineDigits } from '../OfflineCode.tsx';
import type { RequestView } from '../RequestCard.tsx';
import { describeError } from '../words/describe-error.ts';
import { offlineWords } from '../words/offline-words.ts';
import { End, NOW_MS, nothing } from './parts.tsx';
import * as sample from './samples.ts';

const LONG = 'Northern Regional Authority for Harbours, Lighthouses and Inland Waterways: Staff';
const long: RequestView = { ...sample.firstTime, applicationName: LONG, digits: null };
const { title, body, next } = offlineWords.denied;

function Ask({ view = { ...sample.signIn, digits: null }, ...more }: Partial<Parameters<typeof OfflineAsk>[0]>) {
  return <OfflineAsk view={view} nowMs={NOW_MS} onApprove={nothing} onDeny={nothing} {...more} />;
}

function Digits({ view = sample.signIn, leftMs }: { view?: RequestView; leftMs?: number }) {
  const nowMs = leftMs === undefined ? NOW_MS : view.expiresAtMs - leftMs;
  return <OfflineDigits view={view} nowMs={nowMs} digits="48291307" onDone={nothing} />;
}

/** A phone without a network answers by digits. */
export const offlineScenes: Readonly<Record<string, () => VNode>> = {
  'offline-ask': () => <Ask />,
  'offline-ask-details': () => <Ask view={{ ...sample.transfer, digits: null }} />,
  'offline-ask-long': () => <Ask view={long} />,
  'offline-ask-busy': () => <Ask busy />,
  'offline-ask-problem': () => <Ask problem={describeError('confirmation_canceled')} />,
  'offline-digits': () => <Digits />,
  'offline-digits-long': () => <Digits view={long} />,
  'offline-digits-last-seconds': () => <Digits leftMs={12_000} />,
  'offline-denied': () => (
    <End outcome={{ kind: 'denied' }} instead={{ title, body: body('Harbour Photos'), next: next('Harbour Photos') }} />
  ),
};
