import type { DeviceSummary } from '../devices/views.ts';
import { relativeTime, table, time } from './print.ts';

/** A device as `--json` shows it. */
export function deviceJson(device: DeviceSummary) {
  const { createdAtMs, activatedAtMs, lastSeenMs, revokedAtMs, ...view } = device;
  return {
    ...view,
    createdAt: time(createdAtMs),
    activatedAt: time(activatedAtMs),
    lastSeenAt: time(lastSeenMs),
    revokedAt: time(revokedAtMs),
  };
}

export function deviceTable(devices: readonly DeviceSummary[], nowMs: number): string {
  return table(
    ['ID', 'NAME', 'KIND', 'STATE', 'DELIVERY', 'LAST SEEN'],
    devices.map((device) => [
      device.id,
      device.name,
      device.kind,
      device.state,
      device.delivery === 'push' ? `push, ${device.pushHealth}` : 'pull',
      relativeTime(device.lastSeenMs, nowMs),
    ]),
  );
}
