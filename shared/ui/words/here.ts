import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** What the person holds. Only the words differ by it. */
export type Here = 'phone' | 'computer';

/** Where Nod runs: where its settings are depends on it. */
export type RunsIn = 'app' | 'tab' | 'extension';

/** How notifications are allowed again, as the beginning of a sentence. */
export function allowNotifications(here: Here, runsIn: RunsIn | undefined): string {
  if (runsIn === 'extension') return 'Allow notifications for this browser in the system’s settings';
  if (runsIn === 'tab')
    return `${here === 'phone' ? 'Tap' : 'Click'} the sign beside the address and allow notifications`;
  if (runsIn === 'app' && here === 'phone') return 'Turn them on in Settings → Notifications → Nod';
  if (runsIn === 'app') return 'Open the menu in the title bar of Nod, choose App info and allow notifications';
  return 'Allow notifications for Nod in the settings';
}

/** Whether the words say "this phone" or "this computer". A shell provides it once, around everything. */
export const HereContext = createContext<Here>('phone');

export function useHere(): Here {
  return useContext(HereContext);
}
