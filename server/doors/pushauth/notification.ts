import * as v from 'valibot';
import type { Action } from '../../../shared/protocol/challenge.ts';
import { line } from '../../../shared/protocol/text.ts';
import { signInTitle } from '../../challenges/create.ts';
import { notAList } from '../schemas.ts';

const scalar = v.union([line(4000), v.number(), v.boolean(), v.null()]);

/** What a PushAuth client puts into its notification; an empty text is an absent one. */
export const notificationSchema = notAList(
  v.object({
    title: v.optional(v.union([v.literal(''), line(1000)])),
    subtitle: v.optional(v.union([v.literal(''), line(4000)])),
    body: v.optional(v.union([v.literal(''), line(4000)])),
    /** A line of text, or names with values, which become details. */
    payload: v.optional(v.nullable(v.union([v.literal(''), line(4000), notAList(v.record(line(1000), scalar))]))),
  }),
);
export type Notification = v.InferOutput<typeof notificationSchema>;

/**
 * The notification as an action: the title asks, everything else is a detail below it. Undefined where there is no
 * title and nothing to show: the engine then asks about signing in.
 */
export function actionOf(notification: Notification | undefined, username: string): Action | undefined {
  if (notification === undefined) return undefined;
  const { title, subtitle, body, payload } = notification;
  const details = [
    ...(subtitle ? [{ label: 'About', value: subtitle }] : []),
    ...(body ? [{ label: 'Message', value: body }] : []),
    ...(typeof payload === 'string' && payload !== '' ? [{ label: 'Details', value: payload }] : []),
    ...(typeof payload === 'object' && payload !== null
      ? Object.entries(payload)
          .filter(([, value]) => value !== null)
          .map(([label, value]) => ({ label, value: String(value) }))
      : []),
  ];
  if (!title && details.length === 0) return undefined;
  return { title: title || signInTitle(username), details };
}
