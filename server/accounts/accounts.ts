import type { Clock, RandomBytes } from '../crypto/ids.ts';
import type { ServerKeys } from '../crypto/keys.ts';
import type { Store } from '../store/store.ts';
import { createApplications } from './applications.ts';
import { createAuthenticate } from './authenticate.ts';
import { createChangePolicy } from './change-policy.ts';
import { createUsers } from './users.ts';

export type { Scope } from './api-key.ts';
export type { AuthenticatedApplication } from './authenticate.ts';

/**
 * Applications with their API keys, and users.
 * @param deps.settings.allowHttpLocalhost lets applications have `http://localhost` origins: for a server that is one
 *   itself (the demo); default no
 */
export function createAccounts(deps: {
  store: Store;
  clock: Clock;
  randomBytes: RandomBytes;
  keys: Pick<ServerKeys, 'secret'>;
  settings?: { allowHttpLocalhost: boolean };
}) {
  const settings = deps.settings ?? { allowHttpLocalhost: false };
  return {
    ...createApplications({ ...deps, settings }),
    ...createUsers(deps),
    changePolicy: createChangePolicy({ ...deps, settings }),
    authenticate: createAuthenticate(deps),
  };
}

export type Accounts = ReturnType<typeof createAccounts>;
