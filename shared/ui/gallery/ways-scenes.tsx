import type { VNode } from 'preact';
import { DeviceList } from '../DeviceList.tsx';
import { WaysList, type WayView } from '../WaysList.tsx';
import { words } from '../words/words.ts';
import { Listed, NOW_MS, nothing } from './parts.tsx';
import * as sample from './samples.ts';

const quiet = (way: WayView['way']): WayView => ({ way, failures: 0, pausedUntilMs: null, closedAtMs: null });
const calm = [quiet('offline'), quiet('totp'), quiet('email'), quiet('bypass')];
const shut: WayView[] = [
  { way: 'offline', failures: 20, pausedUntilMs: null, closedAtMs: NOW_MS - 2 * sample.HOUR_MS },
  { way: 'totp', failures: 7, pausedUntilMs: NOW_MS + 16 * 60_000, closedAtMs: null },
  { way: 'email', failures: 1, pausedUntilMs: null, closedAtMs: null },
  quiet('bypass'),
];

function Scene({ ways, opening = null }: { ways: readonly WayView[]; opening?: WayView['way'] | null }) {
  return (
    <Listed title={words.devices.title} lead={words.devices.lead}>
      <DeviceList devices={sample.devices} nowMs={NOW_MS} onOpen={nothing} />
      <WaysList ways={ways} nowMs={NOW_MS} opening={opening} onOpen={nothing} />
    </Listed>
  );
}

/** Ways to sign in without a device, at an account's place. */
export const waysScenes: Readonly<Record<string, () => VNode>> = {
  'ways-calm': () => <Scene ways={calm} />,
  'ways-shut': () => <Scene ways={shut} />,
  'ways-opening': () => <Scene ways={shut} opening="offline" />,
};
