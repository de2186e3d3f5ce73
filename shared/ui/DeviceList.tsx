import { useState } from 'preact/hooks';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Given, shownText } from './Given.tsx';
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
}

export interface DeviceListProps {
  readonly devices: readonly DeviceView[];
  readonly nowMs: number;
  readonly onRevoke: (id: string) => void;
  readonly revokingId?: string | null;
}

/** All devices that can answer for one account. Removing one asks first. */
export function DeviceList({ devices, nowMs, onRevoke, revokingId = null }: DeviceListProps) {
  const here = useHere();
  const [asking, setAsking] = useState<DeviceView | null>(null);
  return (
    <>
      <ul class="nod-card nod-rows">
        {devices.map((device) => (
          <li key={device.id}>
            <Row
              sign={{ icon: device.kind === 'pwa' ? 'phone' : 'browser' }}
              title={<Given>{device.name}</Given>}
              note={deviceNotes(device, nowMs, here).map((note, index) => (
                <span key={note} class={`nod-block${device.thisDevice && index === 0 ? ' nod-device__this' : ''}`}>
                  {note}
                </span>
              ))}
              end={
                <Button
                  look="quiet"
                  onClick={() => setAsking(device)}
                  busy={device.id === revokingId ? words.devices.removing : undefined}
                  name={words.devices.removeNamed(shownText(device.name))}
                >
                  {words.devices.remove}
                </Button>
              }
            />
          </li>
        ))}
      </ul>
      <Dialog
        open={asking !== null}
        danger
        title={words.devices.removeTitle(shownText(asking?.name ?? ''))}
        confirm={words.devices.removeConfirm}
        onConfirm={() => {
          if (asking !== null) onRevoke(asking.id);
          setAsking(null);
        }}
        onCancel={() => setAsking(null)}
      >
        {asking?.thisDevice ? words.devices.removeThis(here) : words.devices.removeBody}
      </Dialog>
    </>
  );
}

/** What to know about a device, one line per fact: which it is, whether it works, when it was last seen and added. */
function deviceNotes(device: DeviceView, nowMs: number, here: Here): readonly string[] {
  if (device.state === 'pending') return [words.devices.pending];
  const notes: string[] = [];
  if (device.thisDevice) notes.push(words.devices.thisOne(here));
  if (device.state === 'suspended') notes.push(words.devices.suspended);
  if (!device.thisDevice) notes.push(words.devices.lastSeen(relativeTime(device.lastSeenMs, nowMs)));
  if (device.delivery === 'pull') notes.push(device.kind === 'extension' ? words.rounds.quiet : words.devices.pull);
  notes.push(words.devices.added(relativeTime(device.createdAtMs, nowMs)));
  return notes;
}
