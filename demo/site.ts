import type { Context, Hono } from 'hono';
import type { NodClient } from '../shared/sdk/client.ts';
import type { ReceiptVerifier } from '../shared/sdk/receipt.ts';
import type { Account, Accounts } from './accounts.ts';
import type { DemoConfig } from './config.ts';
import type { Db } from './database.ts';
import type { KnownBrowsers } from './known-browsers.ts';
import type { Passwords } from './password-hash.ts';
import type { Session, Sessions } from './session.ts';
import type { TryLimit } from './try-limit.ts';

export interface DemoEnv {
  Variables: { session: Session; account: Account };
}
export type App = Hono<DemoEnv>;
export type DemoContext = Context<DemoEnv>;

/** The parts that every step of the site works with. */
export interface Site {
  config: Pick<DemoConfig, 'origin' | 'nodOrigin'>;
  db: Db;
  accounts: Accounts;
  sessions: Sessions;
  browsers: KnownBrowsers;
  passwords: Passwords;
  tries: TryLimit;
  nod: NodClient;
  receipts: ReceiptVerifier;
  now: () => number;
  /** The address that a request came from. */
  clientIp: (c: DemoContext) => string;
  /** For the operator. A line never holds a code, a password or a key. */
  log: (message: string, error?: unknown) => void;
  /** Aborted at shutdown: open streams end. */
  stopping: AbortSignal;
}
