import type { Clock } from '../crypto/ids.ts';
import { sameSecret } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { prepared } from '../store/prepared.ts';
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

const keyById = prepared<{ id: string }>()((db, value) =>
  db
    .selectFrom('api_keys')
    .innerJoin('applications', 'applications.id', 'api_keys.application_id')
    .selectAll('applications')
    .select([
      'api_keys.id as key_id',
      'api_keys.secret_hash as key_hash',
      'api_keys.scopes as key_scopes',
      'api_keys.expires_at_ms as key_expires_at_ms',
    ])
    .where('api_keys.id', '=', value('id')),
);

/**
 * Who shows this API key. Whether the id is unknown, the secret wrong or the key retired can't be told from the answer; the
 * time it takes may tell whether the id is in use, which is no secret, but nothing about the secret or the key's age.
 * @throws NodError unauthorized
 */
export function createAuthenticate({ store, clock }: { store: Store; clock: Clock }) {
  const findKey = store.kept(async (id) => {
    const [row] = await keyById(store.db, { id });
    if (row === undefined) return undefined;
    const { key_id: keyId, key_hash: hash, key_scopes, key_expires_at_ms: expiresAtMs, ...application } = row;
    const scopes = parseScopes(key_scopes);
    const caller: AuthenticatedApplication = { application: Object.freeze(application), scopes, keyId };
    return { caller: Object.freeze(caller), hash, expiresAtMs };
  });
  return async function authenticate(apiKey: string): Promise<AuthenticatedApplication> {
    const presented = parseApiKey(apiKey);
    if (presented === undefined) throw unauthorized();
    const key = await findKey(presented.id);
    const matches = sameSecret(hashApiKeySecret(presented.secret), key?.hash ?? NO_HASH);
    if (key === undefined || !matches || (key.expiresAtMs ?? Number.POSITIVE_INFINITY) <= clock()) throw unauthorized();
    return key.caller;
  };
}

function unauthorized(): NodError {
  return new NodError(
    'unauthorized',
    'The API key is missing, wrong or retired. Send a key of `nod app create` or `nod app rotate-key`.',
  );
}
