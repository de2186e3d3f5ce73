import type { RequestId } from '../inbox-item.ts';
import type { NotificationContent } from '../ports.ts';

/** What a notification carries, to be found again when it is tapped. */
export interface NotificationData {
  readonly kind: NotificationContent['kind'];
  readonly request: RequestId | null;
}

/** Reads back what `show` put in. Notifications outlive versions of the app, so its shape is checked. */
export function readNotificationData(data: unknown): NotificationData | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data) || !('request' in data)) return undefined;
  const { kind, request } = data;
  if (typeof kind !== 'string') return undefined;
  if (request === null) return { kind: kind as NotificationData['kind'], request: null };
  if (typeof request !== 'object' || !('deviceId' in request) || !('challengeId' in request)) return undefined;
  const { deviceId, challengeId } = request;
  if (typeof deviceId !== 'string' || typeof challengeId !== 'string') return undefined;
  return { kind: kind as NotificationData['kind'], request: { deviceId, challengeId } };
}
