import type { App } from '../../shared/ui/app/app-context.ts';

/**
 * A scanned code for a phone without a network leads to its request, once that was checked: a camera goes on looking otherwise.
 * @throws AuthenticatorError those of the action readOfflineRequest
 */
export async function goToOfflineRequest({ actions, router }: Pick<App, 'actions' | 'router'>, text: string) {
  await actions.readOfflineRequest({ text });
  router.go({ name: 'offline', text }, 'replace');
  return null;
}
