import * as v from 'valibot';
import type { ChallengeView } from '../../challenges/view.ts';
import { challengeIdSchema, deviceIdSchema, rfc3339, timeSchema } from '../schemas.ts';

export const challengeStateSchema = v.picklist([
  'pending',
  'approved',
  'denied',
  'reported',
  'expired',
  'canceled',
  'failed',
]);
export const deviceKindSchema = v.picklist(['pwa', 'extension']);
export const deliverySchema = v.picklist(['queued', 'sent', 'pull', 'gone', 'failed', 'received', 'displayed']);

/** A challenge as REST shows it: answer of GET and DELETE, data of each event. */
export const challengeSchema = v.object({
  id: challengeIdSchema,
  state: challengeStateSchema,
  user: v.string(),
  match: v.picklist(['code', 'origin', 'none']),
  /** Of the code that is accepted; null where none is. */
  digits: v.nullable(v.number()),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  finalAt: v.nullable(timeSchema),
  updatedAt: timeSchema,
  devices: v.array(
    v.object({
      id: deviceIdSchema,
      name: v.string(),
      kind: deviceKindSchema,
      delivery: deliverySchema,
      updatedAt: timeSchema,
    }),
  ),
  decidedBy: v.nullable(v.object({ id: deviceIdSchema, name: v.string() })),
});

export function challengeBody(view: ChallengeView): v.InferOutput<typeof challengeSchema> {
  return {
    id: view.id,
    state: view.state,
    user: view.username,
    match: view.match,
    digits: view.digits === 0 ? null : view.digits,
    createdAt: rfc3339(view.createdAtMs),
    expiresAt: rfc3339(view.expiresAtMs),
    finalAt: view.finalAtMs === null ? null : rfc3339(view.finalAtMs),
    updatedAt: rfc3339(view.updatedAtMs),
    devices: view.devices.map(({ id, name, kind, delivery, updatedAtMs }) => ({
      id,
      name,
      kind,
      delivery,
      updatedAt: rfc3339(updatedAtMs),
    })),
    decidedBy: view.decidedBy,
  };
}
