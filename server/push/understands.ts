import * as v from 'valibot';
import { featuresNeeded, featuresSchema } from '../../shared/protocol/features.ts';
import { ownChallenge } from '../crypto/es256.ts';
import type { DeviceRow } from '../store/schema.ts';

/** The features that a device has named. */
export function featuresOf(row: Pick<DeviceRow, 'features'>): string[] {
  return v.parse(featuresSchema, JSON.parse(row.features));
}

/**
 * Whether a device is a phone or a tablet, by what it said of itself when it was paired. It is no more than its own word: who
 * needs more has the person confirmed there.
 */
export function saysPhone({ kind, platform }: Pick<DeviceRow, 'kind' | 'platform'>): boolean {
  return kind === 'pwa' && /(?:^| on )(?:Android|iOS|iPadOS)(?: [0-9.]+)?$/.test(platform);
}

/**
 * Whether a device may be sent this challenge, and may answer it. One signed text goes to all devices of a user, so a device that doesn't know one
 * of its claims isn't asked at all: it gets no push, has the challenge in no list, and doesn't count among those that can
 * approve.
 * @param jws as on file
 */
export function understands(device: Pick<DeviceRow, 'features' | 'kind' | 'platform'>, jws: string): boolean {
  const challenge = ownChallenge(jws);
  if (challenge.answerBy === 'phone' && !saysPhone(device)) return false;
  const needed = featuresNeeded(challenge);
  if (needed.length === 0) return true;
  const named = featuresOf(device);
  return needed.every((feature) => named.includes(feature));
}
