import { featuresNeeded } from '../../shared/protocol/features.ts';
import { ownChallenge } from '../crypto/es256.ts';
import { featuresOf } from '../devices/views.ts';
import type { DeviceRow } from '../store/schema.ts';

/**
 * Whether a device may be sent this challenge. One signed text goes to all devices of a user, so a device that doesn't know one
 * of its claims isn't asked at all: it gets no push, has the challenge in no list, and doesn't count among those that can
 * approve.
 * @param jws as on file
 */
export function understands(device: Pick<DeviceRow, 'features'>, jws: string): boolean {
  const needed = featuresNeeded(ownChallenge(jws));
  if (needed.length === 0) return true;
  const named = featuresOf(device);
  return needed.every((feature) => named.includes(feature));
}
