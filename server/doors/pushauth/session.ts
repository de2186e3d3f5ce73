import * as v from 'valibot';
import type { ChallengeView } from '../../challenges/view.ts';
import { PUSHED } from '../../push/deliveries.ts';
import type { ChallengeState } from '../../store/schema.ts';
import { challengeIdSchema, rfc3339, timeSchema } from '../schemas.ts';

export const SESSION_STATUSES = ['sent', 'accepted', 'rejected', 'expired', 'canceled', 'error'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/**
 * Our states in PushAuth's words. A report is a rejection too: its client knows no stronger word, and the quarantine
 * that follows is told by the next create. `failed` (three wrong codes) is nobody's answer, hence `error`.
 */
export const SESSION_STATUS: Readonly<Record<ChallengeState, SessionStatus>> = {
  pending: 'sent',
  approved: 'accepted',
  denied: 'rejected',
  reported: 'rejected',
  expired: 'expired',
  canceled: 'canceled',
  failed: 'error',
};

/** PushAuth's session object. `code` is ours: the digits to show where the application's policy wants them. */
export const sessionSchema = v.object({
  id: challengeIdSchema,
  status: v.picklist(SESSION_STATUSES),
  notificationCount: v.number(),
  detail: v.string(),
  expiresAt: timeSchema,
  updatedAt: timeSchema,
});
export const newSessionSchema = v.object({ ...sessionSchema.entries, code: v.optional(v.string()) });

/**
 * `detail` is what the device said with its answer; a Nod device says which one it is.
 */
export function sessionBody(view: ChallengeView): v.InferOutput<typeof sessionSchema> {
  return {
    id: view.id,
    status: SESSION_STATUS[view.state],
    notificationCount: view.devices.filter(({ delivery }) => PUSHED.has(delivery)).length,
    detail: describe(view),
    expiresAt: rfc3339(view.expiresAtMs),
    updatedAt: rfc3339(view.updatedAtMs),
  };
}

const DETAILS: Partial<Record<ChallengeState, (device: string) => string>> = {
  approved: (device) => `Approved on ${device}`,
  denied: (device) => `Denied on ${device}`,
  reported: (device) => `Reported on ${device}: this was not the user`,
  failed: () => 'Too many wrong codes',
};

function describe(view: ChallengeView): string {
  return DETAILS[view.state]?.(view.decidedBy?.name ?? 'a device') ?? '';
}
