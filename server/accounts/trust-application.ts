import type { ApplicationRow, Db, RealmRow, Trx } from '../store/schema.ts';

/**
 * Each realm has a built-in application, which asks a user's devices whether a new one may join them. It has no API key and
 * stands in no list, so that no login supersedes its requests and nobody can ask in its name.
 */

/** @returns the id of a realm's built-in application: the realm's own with another prefix */
export function trustApplicationId(realmId: string): string {
  return `app_${realmId.slice('rlm_'.length)}`;
}

/** The row that a new realm gets beside its own. Six digits, and ten minutes, the longest that a code may live (N3). */
export function trustApplicationRow(realm: Pick<RealmRow, 'id' | 'created_at_ms'>): ApplicationRow {
  return {
    id: trustApplicationId(realm.id),
    realm_id: realm.id,
    name: 'Nod',
    origins: '[]',
    login_paths: '[]',
    match: 'code',
    origin_required: 0,
    user_verification: 'preferred',
    unknown_browser: 'same',
    digits: 6,
    ttl_seconds: 600,
    reveal_denial: 1,
    webhook_url: null,
    webhook_username: null,
    webhook_password_sealed: null,
    fallbacks: null,
    pairing: 'link',
    parallel: 0,
    created_at_ms: realm.created_at_ms,
    builtin: 1,
  };
}

/** Makes it, in the transaction that makes the realm. */
export async function insertTrustApplication(trx: Trx, realm: Pick<RealmRow, 'id' | 'created_at_ms'>): Promise<void> {
  await trx.insertInto('applications').values(trustApplicationRow(realm)).execute();
}

/** The built-in application of a user's realm. */
export function trustApplicationOf(db: Db, realmId: string): Promise<ApplicationRow> {
  return db
    .selectFrom('applications')
    .selectAll()
    .where('id', '=', trustApplicationId(realmId))
    .executeTakeFirstOrThrow();
}
