import * as v from 'valibot';
import type { RandomBytes } from '../crypto/ids.ts';
import { sameSecret, sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { ApplicationRow, Trx } from '../store/schema.ts';
import type { AccountsCore } from './accounts.ts';
import { isStorable, parseInput } from './names.ts';

/**
 * `nod_<key id>_<secret>`: the id (12 characters, 60 bits) finds the row, the secret (32 hex digits, 128 bits) is kept
 * as SHA-256 only. The fixed beginning lets secret scanners find leaked keys.
 */
interface ApiKey {
  id: string;
  secret: string;
}

const KEY_ID_CHARACTERS = 12;
const SECRET_BYTES = 16;
/** 32 characters: five bits each, without bias. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const API_KEY = /^nod_([a-z2-7]{12})_([0-9a-f]{32})$/;
/** No SHA-256 in base64url ends in `-`, so no secret matches it. */
const NO_HASH = '-'.repeat(43);

export const SCOPES = ['challenges', 'enroll', 'users'] as const;
export type Scope = (typeof SCOPES)[number];

/** What a key may do unless more is asked for: the other two reach people's devices. */
export const DEFAULT_SCOPES: readonly Scope[] = ['challenges'];

export const scopesSchema = v.pipe(
  v.array(v.picklist(SCOPES, `must be of ${SCOPES.join(', ')}`), 'must be a list of scopes'),
  v.minLength(1, 'must name at least one scope'),
  v.transform((scopes) => [...new Set(scopes)]),
);
const storedScopesSchema = v.array(v.picklist(SCOPES));

/** Seconds for which the previous key still works: up to 30 days. */
const overlapSecondsSchema = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(0, 'must not be negative'),
  v.maxValue(30 * 86_400, 'must be at most 2592000 (30 days)'),
);

const rotationSchema = v.strictObject({
  overlapSeconds: overlapSecondsSchema,
  scopes: v.optional(scopesSchema),
});

export interface AuthenticatedApplication {
  application: ApplicationRow;
  scopes: Scope[];
  keyId: string;
}

/** Gives an application a key, in the transaction that creates the application or retires its keys. */
export async function insertApiKey(
  { clock, randomBytes }: AccountsCore,
  trx: Trx,
  applicationId: string,
  scopes: Scope[],
): Promise<{ keyId: string; apiKey: string }> {
  const { id, secret } = makeApiKey(randomBytes);
  await trx
    .insertInto('api_keys')
    .values({
      id,
      application_id: applicationId,
      secret_hash: hashSecret(secret),
      scopes: JSON.stringify(scopes),
      created_at_ms: clock(),
      expires_at_ms: null,
    })
    .execute();
  return { keyId: id, apiKey: `nod_${id}_${secret}` };
}

export function createApiKeys(core: AccountsCore) {
  const { store, clock } = core;
  return {
    /**
     * Says which application shows an API key. The answer doesn't tell whether the id is unknown, the secret wrong or
     * the key retired; the time it takes may tell whether the id is in use, which is no secret, but nothing about the
     * secret or the key's age.
     * @throws NodError unauthorized
     */
    async authenticate(apiKey: string): Promise<AuthenticatedApplication> {
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
      const matches = sameSecret(hashSecret(presented.secret), row?.key_hash ?? NO_HASH);
      if (row === undefined || !matches) throw unauthorized();
      const {
        key_id: keyId,
        key_hash: _hash,
        key_scopes: scopes,
        key_expires_at_ms: expiresAtMs,
        ...application
      } = row;
      if (expiresAtMs !== null && expiresAtMs <= clock()) throw unauthorized();
      return { application, scopes: parseScopes(scopes), keyId };
    },

    /**
     * Makes a new key with the scopes of the last one, or with those that are given; earlier keys work on, with their own
     * scopes, for the overlap, then never again.
     * @throws NodError application_unknown, request_malformed
     */
    async rotateKey(
      applicationId: string,
      options: { overlapSeconds: number; scopes?: readonly string[] | undefined },
    ): Promise<{ apiKey: string; scopes: Scope[]; previousExpiresAtMs: number }> {
      const { overlapSeconds, scopes: wanted } = parseInput(rotationSchema, options);
      if (!isStorable(applicationId)) throw applicationUnknown();
      return store.transaction(async (trx) => {
        // When two rotations run at once, the second sees, and retires, the key of the first.
        await store.takeTurn(trx, applicationId);
        const last = await trx
          .selectFrom('api_keys')
          .select('scopes')
          .where('application_id', '=', applicationId)
          // By its life and not by its age, which a clock that ran ahead may have written.
          .where('expires_at_ms', 'is', null)
          .executeTakeFirst();
        if (last === undefined) throw applicationUnknown();
        const nowMs = clock();
        const previousExpiresAtMs = nowMs + overlapSeconds * 1000;
        await trx
          .updateTable('api_keys')
          .set({ expires_at_ms: previousExpiresAtMs })
          .where('application_id', '=', applicationId)
          // Never longer than an earlier rotation has said.
          .where((is) => is.or([is('expires_at_ms', 'is', null), is('expires_at_ms', '>', previousExpiresAtMs)]))
          .execute();
        const scopes = wanted ?? parseScopes(last.scopes);
        const { keyId, apiKey } = await insertApiKey(core, trx, applicationId, scopes);
        await recordEvent(trx, {
          type: 'application.key_rotated',
          atMs: nowMs,
          applicationId,
          detail: { keyId, scopes, previousExpiresAtMs },
        });
        return { apiKey, scopes, previousExpiresAtMs };
      });
    },
  };
}

function makeApiKey(randomBytes: RandomBytes): ApiKey {
  const id = Array.from(randomBytes(KEY_ID_CHARACTERS), (byte) => ALPHABET.charAt(byte & 31)).join('');
  return { id, secret: Buffer.from(randomBytes(SECRET_BYTES)).toString('hex') };
}

/** @returns undefined for text that can't be a key; nothing is looked up then */
export function parseApiKey(text: string): ApiKey | undefined {
  const [, id, secret] = API_KEY.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

function hashSecret(secret: string): string {
  return sha256(`nod api key ${secret}`);
}

function parseScopes(stored: string): Scope[] {
  return v.parse(storedScopesSchema, JSON.parse(stored));
}

function unauthorized(): NodError {
  return new NodError(
    'unauthorized',
    'The API key is missing, wrong or retired. Send a key of `nod app create` or `nod app rotate-key`.',
  );
}

export function applicationUnknown(): NodError {
  return new NodError('application_unknown', 'There is no such application. `nod app list` shows all of them.');
}
