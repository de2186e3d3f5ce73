import type { Keys, Notifier } from './ports.ts';

/**
 * A notifier that notes on every account whether notifications appear. A browser may take pushes and grant the permission
 * and still refuse to show anything (Firefox on Linux without libnotify): a test would pass, and nobody would be asked.
 */
export function createNotingNotifier(notifier: Notifier, keys: Pick<Keys, 'accounts' | 'changeAccount'>): Notifier {
  async function note(showRefused: boolean): Promise<void> {
    for (const { deviceId, showRefused: before = false } of await keys.accounts()) {
      if (before !== showRefused) await keys.changeAccount(deviceId, (account) => ({ ...account, showRefused }));
    }
  }

  return {
    async show(content) {
      try {
        await notifier.show(content);
      } catch (error) {
        await note(true);
        throw error;
      }
      await note(false);
    },
    close: (tag) => notifier.close(tag),
  };
}
