import type { commonWords as english } from '../common-words.ts';
import type { Here, RunsIn } from '../here.ts';

/** What every screen may say. Part of `words` (words.ts). */
export const commonWords: typeof english = {
  common: {
    back: 'Back',
    cancel: 'Go back',
    done: 'Done',
    tryAgain: 'Try again',
  },
};

/** How notifications are allowed again, as the beginning of a sentence. */
export function allowNotifications(here: Here, runsIn: RunsIn | undefined): string {
  if (runsIn === 'extension') return 'Allow notifications for this browser in the system’s settings';
  if (runsIn === 'tab')
    return `${here === 'phone' ? 'Tap' : 'Click'} the sign beside the address and allow notifications`;
  if (runsIn === 'app' && here === 'phone') return 'Turn them on in Settings → Notifications → Nod';
  if (runsIn === 'app') return 'Open the menu in the title bar of Nod, choose App info and allow notifications';
  return 'Allow notifications for Nod in the settings';
}
