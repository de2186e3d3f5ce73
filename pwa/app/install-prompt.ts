/** Chromium's event; not in the DOM library, since no other engine has it. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

export interface InstallPrompt {
  /** Whether the browser lets us ask. */
  available(): boolean;
  /** Shows the browser's own question. */
  ask(): Promise<void>;
}

/** Keeps the browser's offer to install until the person wants it. */
export function watchInstallPrompt(window: Window, changed: () => void): InstallPrompt {
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
      // An offer can be used once.
      const used = offer;
      offer = null;
      await used?.prompt();
      changed();
    },
  };
}
