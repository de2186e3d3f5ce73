import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { App } from '../../shared/ui/app/app-context.ts';
import type { ExtensionSites } from './site-access.ts';

/** What the screens of this shell work with: the app of all shells, and what only an extension has. */
export interface PopupApp extends App {
  readonly sites: ExtensionSites;
  /** In the popup itself, not in a tab. */
  readonly inPopup: boolean;
  /** The server of the pairing link that this page was opened with. */
  readonly linkServer: string | null;
}

export const PopupAppContext = createContext<PopupApp | null>(null);

export function usePopupApp(): PopupApp {
  const app = useContext(PopupAppContext);
  if (!app) throw new Error('no PopupAppContext around this component');
  return app;
}
