import type { PwaApp } from './pwa-app.ts';

/**
 * A scanned code for a phone without a network leads to its request, once that was checked: a camera goes on looking otherwise.
 * @throws AuthenticatorError those of readOfflineRequest
 */
export async function goToOfflineRequest({ offline, router }: Pick<PwaApp, 'offline' | 'router'>, text: string) {
  await offline.read(text);
  router.go({ name: 'offline', text }, 'replace');
  return null;
}
