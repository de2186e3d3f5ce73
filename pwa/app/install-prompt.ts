import type { Installing } from '../../shared/ui/app/shell.ts';

/** Chromium's event; not in the DOM library, since no other engine has it. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

/** Keeps the browser's offer to install until the person wants it. */
export function watchInstallPrompt(window: Window, changed: () => void): Omit<Installing, 'installed'> {
  let offer: BeforeInstallPromptEvent | null = null;
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer = event as BeforeInstallPromptEvent;
    changed();
  });
  window.addEventListener('appinstalled', () => {
    offer = null;
    changed();
  });
  return {
    available: () => offer !== null,
    ask: async () => {
      // An offer can be used only once.
      const used = offer;
      offer = null;
      await used?.prompt();
      changed();
    },
  };
}
