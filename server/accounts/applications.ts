import * as v from 'valibot';
import { type Clock, newId, type RandomBytes } from '../crypto/ids.ts';
import type { ServerKeys } from '../crypto/keys.ts';
import { open, seal } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { ApplicationRow, Match, UserVerification } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { formatApiKey, hashApiKeySecret, makeApiKey, SCOPES, type Scope } from './api-key.ts';
import { type NewApplication, newApplicationSchema, overlapSecondsSchema } from './new-application.ts';
import { parseInput } from './parse-input.ts';

export interface Webhook {
  url: string;
  username: string;
  password: string;
}

/** An application without what nobody has to see. */
export interface ApplicationView {
  id: string;
  name: string;
  origins: string[];
  match: Match;
  originRequired: boolean;
  userVerification: UserVerification;
  digits: number;
  ttlSeconds: number;
  revealDenial: boolean;
  webhookUrl: string | null;
  createdAtMs: number;
}

export interface Page {
  limit: number;
  /** `nextAfter` of the page before. */
  after?: string | undefined;
}

const WEBHOOK_LABEL = 'webhook password';
export const MAX_PAGE = 200;

interface Deps {
  store: Store;
  clock: Clock;
  randomBytes: RandomBytes;
  keys: Pick<ServerKeys, 'secret'>;
  settings: { allowHttpLocalhost: boolean };
}

export function createApplications({ store, clock, randomBytes, keys, settings }: Deps) {
  const schema = newApplicationSchema(settings);

  function newKey(applicationId: string, scopes: Scope[]) {
    const key = makeApiKey(randomBytes);
    return {
      apiKey: formatApiKey(key),
      row: {
        id: key.id,
        application_id: applicationId,
        secret_hash: hashApiKeySecret(key.secret),
        scopes: JSON.stringify(scopes),
        created_at_ms: clock(),
        expires_at_ms: null,
      },
    };
  }

  return {
    /**
     * Registers an application. The key is shown this once.
     * @throws NodError request_malformed
     */
    async createApplication(input: NewApplication): Promise<{ id: string; name: string; apiKey: string }> {
      const application = parseInput(schema, input);
      const id = newId('app_', randomBytes);
      const { apiKey, row } = newKey(id, application.scopes);
      const { webhook } = application;
      await store.transaction(async (trx) => {
        await trx
          .insertInto('applications')
          .values({
            id,
            name: application.name,
            origins: JSON.stringify(application.origins),
            match: application.match,
            origin_required: application.originRequired ? 1 : 0,
            user_verification: application.userVerification,
            digits: application.digits,
            ttl_seconds: application.ttlSeconds,
            reveal_denial: application.revealDenial ? 1 : 0,
            webhook_url: webhook?.url ?? null,
            webhook_username: webhook?.username ?? null,
            webhook_password_sealed:
              webhook === undefined ? null : seal(keys.secret, WEBHOOK_LABEL, webhook.password, randomBytes),
            created_at_ms: clock(),
          })
          .execute();
        await trx.insertInto('api_keys').values(row).execute();
        await recordEvent(trx, {
          type: 'application.created',
          atMs: clock(),
          applicationId: id,
          detail: { name: application.name, keyId: row.id, scopes: application.scopes },
        });
      });
      return { id, name: application.name, apiKey };
    },

    /** @throws NodError application_unknown */
    async getApplication(id: string): Promise<ApplicationRow> {
      const row = isStorable(id)
        ? await store.db.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirst()
        : undefined;
      if (row === undefined) {
        throw applicationUnknown();
      }
      return row;
    },

    /** Oldest first. @throws NodError request_malformed when `after` isn't an application */
    async listApplications(page: Page): Promise<{ items: ApplicationRow[]; nextAfter: string | null }> {
      const limit = Math.max(1, Math.min(page.limit, MAX_PAGE));
      let query = store.db.selectFrom('applications').selectAll();
      if (page.after !== undefined) {
        const after = page.after;
        const last = isStorable(after)
          ? await store.db.selectFrom('applications').select('created_at_ms').where('id', '=', after).executeTakeFirst()
          : undefined;
        if (last === undefined) {
          throw new NodError('request_malformed', 'after: is not the end of a page. Start again without it.');
        }
        query = query.where((is) =>
          is.or([
            is('created_at_ms', '>', last.created_at_ms),
            is.and([is('created_at_ms', '=', last.created_at_ms), is('id', '>', after)]),
          ]),
        );
      }
      const rows = await query
        .orderBy('created_at_ms')
        .orderBy('id')
        .limit(limit + 1)
        .execute();
      const items = rows.slice(0, limit);
      return { items, nextAfter: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },

    /**
     * A new key with the scopes of the last one; earlier keys work on for the overlap, then never again.
     * @throws NodError application_unknown, request_malformed
     */
    async rotateKey(
      applicationId: string,
      options: { overlapSeconds: number },
    ): Promise<{ apiKey: string; previousExpiresAtMs: number }> {
      const overlapSeconds = parseInput(overlapSecondsSchema, options.overlapSeconds);
      if (!isStorable(applicationId)) throw applicationUnknown();
      return store.transaction(async (trx) => {
        // Of two rotations at once the second sees, and retires, the key of the first.
        await store.takeTurn(trx, applicationId);
        const last = await trx
          .selectFrom('api_keys')
          .select('scopes')
          .where('application_id', '=', applicationId)
          .orderBy('created_at_ms', 'desc')
          .limit(1)
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
        const { apiKey, row } = newKey(applicationId, parseScopes(last.scopes));
        await trx.insertInto('api_keys').values(row).execute();
        await recordEvent(trx, {
          type: 'application.key_rotated',
          atMs: nowMs,
          applicationId,
          detail: { keyId: row.id, previousExpiresAtMs },
        });
        return { apiKey, previousExpiresAtMs };
      });
    },

    /** The application's trusted-registration webhook with its password, or null where it has none. */
    webhookOf(application: ApplicationRow): Webhook | null {
      const { webhook_url: url, webhook_username: username, webhook_password_sealed: sealed } = application;
      if (url === null || username === null || sealed === null) return null;
      return { url, username, password: open(keys.secret, WEBHOOK_LABEL, sealed) };
    },
  };
}

const storedOriginsSchema = v.array(v.string());
const storedScopesSchema = v.array(v.picklist(SCOPES));

export function applicationView(row: ApplicationRow): ApplicationView {
  return {
    id: row.id,
    name: row.name,
    origins: originsOf(row),
    match: row.match,
    originRequired: row.origin_required === 1,
    userVerification: row.user_verification,
    digits: row.digits,
    ttlSeconds: row.ttl_seconds,
    revealDenial: row.reveal_denial === 1,
    webhookUrl: row.webhook_url,
    createdAtMs: row.created_at_ms,
  };
}

/** Where an application’s logins happen. */
export function originsOf(row: Pick<ApplicationRow, 'origins'>): string[] {
  return v.parse(storedOriginsSchema, JSON.parse(row.origins));
}

export function parseScopes(stored: string): Scope[] {
  return v.parse(storedScopesSchema, JSON.parse(stored));
}

/** PostgreSQL refuses text with NUL; nothing stored has one, so there is nothing to look for. */
function isStorable(text: string): boolean {
  return !text.includes('\0');
}

function applicationUnknown(): NodError {
  return new NodError('application_unknown', 'There is no such application. `nod app list` shows all of them.');
}
