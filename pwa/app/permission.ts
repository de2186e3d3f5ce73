import { AuthenticatorError } from '../../shared/authenticator/errors.ts';
import type { ShellHealth } from '../../shared/authenticator/health.ts';

/** Whether this browser may show notifications. */
export function notificationPermission(): ShellHealth['permission'] {
  if (typeof Notification === 'undefined') return 'unsupported';
  return Notification.permission === 'default' ? 'not_asked' : Notification.permission;
}

/**
 * Asks for the permission. Only on a tap, after the screen has said why: browsers refuse otherwise, and so do people.
 * @throws AuthenticatorError permission_denied, permission_dismissed
 */
export async function askPermission(): Promise<void> {
  const answer = typeof Notification === 'undefined' ? 'denied' : await Notification.requestPermission();
  if (answer === 'denied') throw new AuthenticatorError('permission_denied', 'notifications are not allowed');
  if (answer === 'default') throw new AuthenticatorError('permission_dismissed', 'nothing was chosen');
}

/** Whether the browser keeps this app's data even when space runs low; null where it doesn't say. */
export async function storagePersisted(): Promise<boolean | null> {
  return (await navigator.storage?.persisted?.().catch(() => null)) ?? null;
}

/** Asks the browser to keep the keys for good. Firefox asks the person, so this too is for a tap. */
export async function askPersistence(): Promise<boolean | null> {
  return (await navigator.storage?.persist?.().catch(() => null)) ?? null;
}
