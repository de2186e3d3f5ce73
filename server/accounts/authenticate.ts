import type { Clock } from '../crypto/ids.ts';
import { sameSecret } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { ApplicationRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { hashApiKeySecret, parseApiKey, type Scope } from './api-key.ts';
import { parseScopes } from './applications.ts';

export interface AuthenticatedApplication {
  application: ApplicationRow;
  scopes: Scope[];
  keyId: string;
}

/** No secret hashes to it: base64url of 32 bytes has 43 characters, and this isn't one of those. */
const NO_HASH = '-'.repeat(43);

/**
 * Says which application shows an API key. Whether the id is unknown, the secret wrong or the key retired can't be told
 * from the answer; the time it takes may tell whether the id is in use, which is no secret, but nothing about the secret
 * or the key's age. The function throws NodError unauthorized.
 */
export function createAuthenticate({ store, clock }: { store: Store; clock: Clock }) {
  return async function authenticate(apiKey: string): Promise<AuthenticatedApplication> {
    const presented = parseApiKey(apiKey);
    if (presented === undefined) throw unauthorized();
    const row = await store.db
      .selectFrom('api_keys')
      .innerJoin('applications', 'applications.id', 'api_keys.application_id')
      .selectAll('applications')
      .select([
        'api_keys.id as key_id',
        'api_keys.secret_hash as key_hash',
        'api_keys.scopes as key_scopes',
        'api_keys.expires_at_ms as key_expires_at_ms',
      ])
      .where('api_keys.id', '=', presented.id)
      .executeTakeFirst();
    const matches = sameSecret(hashApiKeySecret(presented.secret), row?.key_hash ?? NO_HASH);
    if (row === undefined || !matches) throw unauthorized();
    const { key_id: keyId, key_hash: _hash, key_scopes: scopes, key_expires_at_ms: expiresAtMs, ...application } = row;
    if (expiresAtMs !== null && expiresAtMs <= clock()) throw unauthorized();
    return { application, scopes: parseScopes(scopes), keyId };
  };
}

function unauthorized(): NodError {
  return new NodError(
    'unauthorized',
    'The API key is missing, wrong or retired. Send a key of `nod app create` or `nod app rotate-key`.',
  );
}
