import * as v from 'valibot';
import type { ChallengeClaims } from './challenge.ts';

/**
 * Which parts of the protocol that not everybody has each side has. A claim that a receiver doesn't know is refused, so each
 * new claim is a feature, named before it is sent: a device names its own when it pairs and after an update of itself, a server
 * in `GET /device/v1/server`. Names of features that the receiver doesn't know are ignored.
 */
export const DEVICE_FEATURES = [
  'realm',
  'paths',
  'vouch',
  'announcements',
  'browser-known',
  'attachments',
  'answer-by',
] as const;
/** As a server that has them on file tells them. */
export function isNamed(onFile: readonly string[]): boolean {
  return onFile.join() === [...DEVICE_FEATURES].sort().join();
}
export type DeviceFeature = (typeof DEVICE_FEATURES)[number];

/**
 * `fetch`: quiet requests can be fetched and found. `key-set-hash`: it tells the hash of its key set. `offline-code`: it takes a
 * device's second key (offline-code.ts). `deny-reason`: a denial may say why.
 */
export const SERVER_FEATURES = ['fetch', 'key-set-hash', 'offline-code', 'deny-reason'] as const;

export const featuresSchema = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be names of features'))),
  v.maxLength(32),
  v.transform((names) => [...new Set(names)].sort()),
);

/**
 * The features that a device must have to be sent a challenge: one for each claim that not every device knows. Who signs a
 * challenge leaves out what all can do without (`realm`, `browser-known`) unless each device of the user knows it; without the others it would
 * be another question, so a device that doesn't know them isn't asked.
 */
export function featuresNeeded({
  app,
  action,
  context,
  paths,
  vouch,
  answerBy,
}: Pick<ChallengeClaims, 'app' | 'action' | 'context' | 'paths' | 'vouch' | 'answerBy'>): DeviceFeature[] {
  return [
    ...(app.realm === undefined ? [] : ['realm' as const]),
    ...(paths === undefined ? [] : ['paths' as const]),
    ...(vouch === undefined ? [] : ['vouch' as const]),
    ...(context.browserKnown === undefined ? [] : ['browser-known' as const]),
    ...(action.attachments === undefined ? [] : ['attachments' as const]),
    ...(answerBy === undefined ? [] : ['answer-by' as const]),
  ];
}
