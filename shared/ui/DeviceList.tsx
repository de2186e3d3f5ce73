import { shownText } from '../languages/names.ts';
import type { SuspensionView } from '../protocol/trust-api.ts';
import { shortFingerprint } from './fingerprint.ts';
import { Given, Worded } from './Given.tsx';
import { Row } from './Row.tsx';
import { type Here, useHere } from './words/here.ts';
import { relativeTime } from './words/relative-time.ts';
import { words } from './words/words.ts';

/** One of a person's devices. */
export interface DeviceView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'pwa' | 'extension';
  readonly state: 'pending' | 'unvouched' | 'active' | 'suspended' | 'revoked';
  readonly delivery: 'push' | 'pull';
  readonly createdAtMs: number;
  readonly lastSeenMs: number;
  readonly thisDevice: boolean;
  readonly platform?: string;
  readonly keyThumbprint?: string | undefined;
  readonly suspension?: SuspensionView | null;
}

export interface DeviceListProps {
  readonly devices: readonly DeviceView[];
  readonly nowMs: number;
  readonly onOpen: (id: string) => void;
}

/** All devices that can answer for one account. Each leads to what can be done with it. */
export function DeviceList({ devices, nowMs, onOpen }: DeviceListProps) {
  const here = useHere();
  return (
    <ul class="nod-card nod-rows">
      {devices.map((device) => (
        <li key={device.id}>
          <Row
            sign={{ icon: device.kind === 'pwa' ? 'phone' : 'browser' }}
            title={<Given>{device.name}</Given>}
            note={deviceNotes(device, devices, nowMs, here).map((note, index) => (
              <span key={note} class={`nod-block${device.thisDevice && index === 0 ? ' nod-device__this' : ''}`}>
                <Worded>{note}</Worded>
              </span>
            ))}
            onOpen={() => onOpen(device.id)}
          />
        </li>
      ))}
    </ul>
  );
}

/**
 * What to know about a device, one line per fact: which it is, whether it works, when it was last seen and added. Where two
 * have one name, also what tells them apart.
 */
export function deviceNotes(
  device: DeviceView,
  all: readonly DeviceView[],
  nowMs: number,
  here: Here,
): readonly string[] {
  const notes: string[] = [];
  if (device.thisDevice) notes.push(words.devices.thisOne(here));
  if (device.state === 'pending') notes.push(words.devices.pending);
  if (device.state === 'unvouched') notes.push(words.devices.unvouched);
  if (device.state === 'suspended') notes.push(words.devices.suspended);
  if (device.platform) notes.push(shownText(device.platform));
  if (!device.thisDevice) notes.push(words.devices.lastSeen(relativeTime(device.lastSeenMs, nowMs)));
  if (device.delivery === 'pull') notes.push(device.kind === 'extension' ? words.rounds.quiet : words.devices.pull);
  notes.push(words.devices.added(relativeTime(device.createdAtMs, nowMs)));
  const isAlike = (other: DeviceView) => other !== device && sameName(other, device);
  if (device.keyThumbprint !== undefined && all.some(isAlike)) {
    notes.push(words.devices.fingerprint(shownText(shortFingerprint(device.keyThumbprint))));
  }
  return notes;
}

/** To an eye: spaces and case tell nobody apart. */
function sameName(a: DeviceView, b: DeviceView): boolean {
  const seen = ({ name }: DeviceView) => name.replace(/\s+/g, ' ').trim().toLowerCase();
  return seen(a) === seen(b);
}
