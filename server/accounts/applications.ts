import * as v from 'valibot';
import { newId } from '../crypto/ids.ts';
import { open, seal } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type {
  ApplicationRow,
  FallbackWay,
  Match,
  Pairing,
  RealmRow,
  Trx,
  UnknownBrowser,
  UserVerification,
} from '../store/schema.ts';
import type { AccountsCore, AccountsSettings } from './accounts.ts';
import { applicationUnknown, insertApiKey } from './api-keys.ts';
import { isStorable, parseInput } from './names.ts';
import { type NewApplication, newApplicationSchema } from './new-application.ts';
import { matchingPolicy, type PolicyChange, pairingProblem, policyChangeSchema, policyProblem } from './policy.ts';
import { insertRealm, nameTaken, realmNamed } from './realms.ts';

export interface Webhook {
  url: string;
  username: string;
  password: string;
}

/** An application as operators see it: without secrets. */
export interface ApplicationView {
  id: string;
  name: string;
  origins: string[];
  loginPaths: string[];
  match: Match;
  originRequired: boolean;
  userVerification: UserVerification;
  unknownBrowser: UnknownBrowser;
  /** What counts in place of a device's answer; null: as the rest of the policy has it. */
  fallbacks: FallbackWay[] | null;
  digits: number;
  ttlSeconds: number;
  revealDenial: boolean;
  webhookUrl: string | null;
  pairing: Pairing;
  /** Whether its requests wait beside each other. */
  parallel: boolean;
  createdAtMs: number;
}

export interface Page {
  limit: number;
  /** `nextAfter` of the page before. */
  after?: string | undefined;
}

const WEBHOOK_LABEL = 'webhook password';
export const MAX_PAGE = 200;

export function createApplications(core: AccountsCore, settings: AccountsSettings) {
  const { store, clock, randomBytes, keys } = core;
  const newSchema = newApplicationSchema(settings);
  const changeSchema = policyChangeSchema(settings);

  function webhookColumns(webhook: Webhook | null) {
    return {
      webhook_url: webhook?.url ?? null,
      webhook_username: webhook?.username ?? null,
      webhook_password_sealed: webhook && seal(keys.secret, WEBHOOK_LABEL, webhook.password, randomBytes),
    };
  }

  /** A realm of its own is never one that another application's name already stands for, in whichever realm that is. */
  async function realmFor(trx: Trx, application: { name: string; realm?: string | undefined }): Promise<RealmRow> {
    if (application.realm !== undefined) return realmNamed(trx, application.realm);
    const known = await trx
      .selectFrom('applications')
      .select('id')
      .where('name', '=', application.name)
      .where('builtin', '=', 0)
      .executeTakeFirst();
    if (known !== undefined) throw nameTaken();
    return insertRealm(core, trx, application.name);
  }

  return {
    /**
     * Registers an application, in a realm of its own unless it names one that exists. The key is shown this once.
     * @throws NodError request_malformed, realm_unknown, name_taken
     */
    async createApplication(
      input: NewApplication,
    ): Promise<{ id: string; name: string; realm: string; apiKey: string }> {
      const application = parseInput(newSchema, input);
      const id = newId('app_', randomBytes);
      const { webhook } = application;
      return store.transaction(async (trx) => {
        const realm = await realmFor(trx, application);
        await trx
          .insertInto('applications')
          .values({
            id,
            realm_id: realm.id,
            name: application.name,
            origins: JSON.stringify(application.origins),
            login_paths: JSON.stringify(application.loginPaths),
            match: application.match,
            origin_required: application.originRequired ? 1 : 0,
            user_verification: application.userVerification,
            unknown_browser: application.unknownBrowser,
            fallbacks: application.fallbacks === null ? null : JSON.stringify(application.fallbacks),
            digits: application.digits,
            ttl_seconds: application.ttlSeconds,
            reveal_denial: application.revealDenial ? 1 : 0,
            ...webhookColumns(webhook ?? null),
            pairing: application.pairing,
            parallel: application.parallel ? 1 : 0,
            created_at_ms: clock(),
          })
          .execute();
        const { keyId, apiKey } = await insertApiKey(core, trx, id, application.scopes);
        await recordEvent(trx, {
          type: 'application.created',
          atMs: clock(),
          applicationId: id,
          detail: { name: application.name, realmId: realm.id, keyId, scopes: application.scopes },
        });
        return { id, name: application.name, realm: realm.name, apiKey };
      });
    },

    /** @throws NodError application_unknown */
    async getApplication(id: string): Promise<ApplicationRow> {
      const row = isStorable(id)
        ? await store.db
            .selectFrom('applications')
            .selectAll()
            .where('id', '=', id)
            .where('builtin', '=', 0)
            .executeTakeFirst()
        : undefined;
      if (row === undefined) {
        throw applicationUnknown();
      }
      return row;
    },

    /** Oldest first. @throws NodError request_malformed when `after` isn't an application */
    async listApplications(page: Page): Promise<{ items: ApplicationRow[]; nextAfter: string | null }> {
      const limit = Math.max(1, Math.min(page.limit, MAX_PAGE));
      let query = store.db.selectFrom('applications').selectAll().where('builtin', '=', 0);
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
     * Changes how an application's approvals are tied to its logins. The change counts from the next challenge on.
     * Challenges that wait are answered as they were asked, but an origin that was taken away no longer counts for
     * them.
     * @throws NodError application_unknown, request_malformed
     */
    async changePolicy(application: Pick<ApplicationRow, 'id'>, change: PolicyChange): Promise<void> {
      const wanted = parseInput(changeSchema, change);
      await store.transaction(async (trx) => {
        // Of two changes at once the later one keeps what the earlier one has changed.
        await store.takeTurn(trx, application.id);
        const row = await trx
          .selectFrom('applications')
          .selectAll()
          .where('id', '=', application.id)
          .where('builtin', '=', 0)
          .executeTakeFirst();
        if (!row) throw new NodError('application_unknown', 'There is no such application.');
        const origins = wanted.origins ?? originsOf(row);
        const paths = wanted.loginPaths ?? loginPathsOf(row);
        const policy =
          wanted.match === undefined
            ? { match: row.match, originRequired: wanted.originRequired ?? row.origin_required === 1 }
            : matchingPolicy({ match: wanted.match, originRequired: wanted.originRequired });
        const problem = policyProblem(policy, { origins, paths });
        if (problem) throw new NodError('request_malformed', `${problem}.`);
        const { webhook, pairing = row.pairing } = wanted;
        const url = webhook === null ? null : (webhook?.url ?? row.webhook_url);
        if (webhook && url === null) throw new NodError('request_malformed', 'webhook: has no URL yet. Name one.');
        const unpaired = pairingProblem({ pairing, hasWebhook: url !== null });
        if (unpaired) throw new NodError('request_malformed', `${unpaired}.`);
        const next = {
          ...(webhook === undefined ? {} : webhookColumns(webhook && url !== null ? { ...webhook, url } : null)),
          pairing,
          origins: JSON.stringify(origins),
          login_paths: JSON.stringify(paths),
          match: policy.match,
          origin_required: policy.originRequired ? 1 : 0,
          user_verification: wanted.userVerification ?? row.user_verification,
          unknown_browser: wanted.unknownBrowser ?? row.unknown_browser,
          fallbacks:
            wanted.fallbacks === undefined ? row.fallbacks : wanted.fallbacks && JSON.stringify(wanted.fallbacks),
          digits: wanted.digits ?? row.digits,
          ttl_seconds: wanted.ttlSeconds ?? row.ttl_seconds,
          parallel: wanted.parallel === undefined ? row.parallel : Number(wanted.parallel),
        };
        await trx.updateTable('applications').set(next).where('id', '=', row.id).execute();
        await recordEvent(trx, {
          type: 'application.policy_changed',
          atMs: clock(),
          applicationId: row.id,
          detail: {
            ...policy,
            origins,
            loginPaths: paths,
            userVerification: next.user_verification,
            unknownBrowser: next.unknown_browser,
            fallbacks: namedFallbacks(next),
            digits: next.digits,
            ttlSeconds: next.ttl_seconds,
            parallel: next.parallel === 1,
            pairing,
            webhook: url && withoutQuery(url),
          },
        });
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

/** For the log: a query may hold what should stay secret. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

const storedListSchema = v.array(v.string());

export function applicationView(row: ApplicationRow): ApplicationView {
  return {
    id: row.id,
    name: row.name,
    origins: originsOf(row),
    loginPaths: loginPathsOf(row),
    match: row.match,
    originRequired: row.origin_required === 1,
    userVerification: row.user_verification,
    unknownBrowser: row.unknown_browser,
    fallbacks: namedFallbacks(row),
    digits: row.digits,
    ttlSeconds: row.ttl_seconds,
    revealDenial: row.reveal_denial === 1,
    webhookUrl: row.webhook_url,
    pairing: row.pairing,
    parallel: row.parallel === 1,
    createdAtMs: row.created_at_ms,
  };
}

/** The fallbacks that the operator has named; null: none were. */
export function namedFallbacks({ fallbacks }: Pick<ApplicationRow, 'fallbacks'>): FallbackWay[] | null {
  return fallbacks === null ? null : (v.parse(storedListSchema, JSON.parse(fallbacks)) as FallbackWay[]);
}

/** The origins of an application’s logins. */
export function originsOf(row: Pick<ApplicationRow, 'origins'>): string[] {
  return v.parse(storedListSchema, JSON.parse(row.origins));
}

/** The paths of its login pages; none: any. */
export function loginPathsOf(row: Pick<ApplicationRow, 'login_paths'>): string[] {
  return v.parse(storedListSchema, JSON.parse(row.login_paths));
}
