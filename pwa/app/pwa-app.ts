import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { App } from '../../shared/ui/app/app-context.ts';
import type { Installing, KeptStorage } from '../../shared/ui/app/shell.ts';
import type { PwaPlatform } from './platform.ts';

/** What the screens of this shell work with: the app of all shells, and what only an app in a browser has. */
export interface PwaApp extends App {
  readonly platform: PwaPlatform;
  readonly storage: KeptStorage;
  readonly install: Installing;
  /** This server's origin: a PWA only pairs with the server it came from. */
  readonly origin: string;
}

export const PwaAppContext = createContext<PwaApp | null>(null);

export function usePwaApp(): PwaApp {
  const app = useContext(PwaAppContext);
  if (!app) throw new Error('no PwaAppContext around this component');
  return app;
}
