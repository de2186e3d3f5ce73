import type { Core } from '../core/core.ts';
import type { ServerKeys } from '../crypto/keys.ts';
import { createApiKeys } from './api-keys.ts';
import { createApplications } from './applications.ts';
import { createRealms } from './realms.ts';
import { createUsers } from './users.ts';

export type { AuthenticatedApplication, Scope } from './api-keys.ts';

/** What this room needs of the core. */
export interface AccountsCore extends Pick<Core, 'store' | 'clock' | 'randomBytes'> {
  readonly keys: Pick<ServerKeys, 'secret'>;
}

export interface AccountsSettings {
  /** Lets applications have `http://localhost` origins: for a server that has one itself (the demo). */
  readonly allowHttpLocalhost: boolean;
}

/** Realms, applications with their API keys and policies, and users. */
export function createAccounts(core: AccountsCore, settings: AccountsSettings = { allowHttpLocalhost: false }) {
  return {
    ...createRealms(core),
    ...createApplications(core, settings),
    ...createApiKeys(core),
    ...createUsers(core),
  };
}

export type Accounts = ReturnType<typeof createAccounts>;
