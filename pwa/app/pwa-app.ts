import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { OfflineRequest } from '../../shared/authenticator/offline-code.ts';
import type { Assertion } from '../../shared/protocol/user-verification.ts';
import type { App } from '../../shared/ui/app/app-context.ts';
import type { Installing, KeptStorage } from '../../shared/ui/app/shell.ts';
import type { PwaPlatform } from './platform.ts';

/** Answering by digits, for a phone without a network; codes as shared/authenticator/offline-code.ts. @param text of the scanned QR */
export interface OfflineAnswers {
  read(text: string): Promise<OfflineRequest>;
  /** @returns 8 decimal digits */
  digits(text: string, verification?: Assertion): Promise<string>;
}

/** What the screens of this shell work with: the app of all shells, and what only an app in a browser has. */
export interface PwaApp extends App {
  readonly platform: PwaPlatform;
  readonly storage: KeptStorage;
  readonly install: Installing;
  readonly offline: OfflineAnswers;
  /** This server's origin: a PWA only pairs with the server it came from. */
  readonly origin: string;
}

export const PwaAppContext = createContext<PwaApp | null>(null);

export function usePwaApp(): PwaApp {
  const app = useContext(PwaAppContext);
  if (!app) throw new Error('no PwaAppContext around this component');
  return app;
}
