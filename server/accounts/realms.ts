import * as v from 'valibot';
import { newId } from '../crypto/ids.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { ApplicationRow, Db, RealmRow, Trx } from '../store/schema.ts';
import type { AccountsCore } from './accounts.ts';
import { applicationUnknown } from './api-keys.ts';
import { isStorable, nameSchema, parseInput } from './names.ts';
import { insertTrustApplication } from './trust-application.ts';

/**
 * A realm is one directory of people: its applications mean the same person by the same name and trust each other's word
 * for it. Nothing crosses realms: a site where people choose their own names, in a realm of its own, can't reach the users
 * of another by calling one of its own users like them.
 *
 * An application has a realm of its own, of its name, unless the operator joins it to another one.
 */

/** What was there before there were realms is in the realm of this name. It is shown under the server's name. */
export const DEFAULT_REALM = 'default';

export interface RealmView extends RealmRow {
  applications: number;
  users: number;
}

/** The name of a realm as people see it. */
export function shownRealmName(realm: Pick<RealmRow, 'name'>, serverName: string): string {
  return realm.name === DEFAULT_REALM ? serverName : realm.name;
}

/**
 * What an upgrade leaves to the operator: everything was one directory before, and still is.
 * @param applications how many are in the realm `default`. @returns undefined where nothing is shared
 */
export function describeSharedDefault(applications: number): { detail: string; next: string } | undefined {
  if (applications < 2) return undefined;
  return {
    detail: `${applications} applications share the realm "${DEFAULT_REALM}": a name means the same person to all of them, and each may pair the first device of anybody`,
    next: `A site where people choose their own names needs a realm of its own (docs/operations.md, "Realms"). Where all are meant to share, say so: nod realm rename ${DEFAULT_REALM} home`,
  };
}

const realmSchema = v.strictObject({ realm: nameSchema });
const parseName = (realm: string) => parseInput(realmSchema, { realm }).realm;

/**
 * Makes a realm, in the transaction of what it is for.
 * @param name as nameSchema has parsed it. @throws NodError name_taken
 */
export async function insertRealm({ clock, randomBytes }: AccountsCore, trx: Trx, name: string): Promise<RealmRow> {
  refuseReserved(name);
  const row: RealmRow = { id: newId('rlm_', randomBytes), name, created_at_ms: clock() };
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('realms')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) throw nameTaken();
  await insertTrustApplication(trx, row);
  await recordEvent(trx, { type: 'realm.created', atMs: row.created_at_ms, detail: { realmId: row.id, name } });
  return row;
}

/** @param name as a person writes it. @throws NodError realm_unknown, which lists the names that there are */
export async function realmNamed(db: Db, name: string): Promise<RealmRow> {
  const parsed = v.safeParse(nameSchema, name);
  const row = parsed.success
    ? await db.selectFrom('realms').selectAll().where('name', '=', parsed.output).executeTakeFirst()
    : undefined;
  if (row === undefined) throw new NodError('realm_unknown', `There is no such realm. ${await nameRealms(db)}`);
  return row;
}

const MOST_NAMED = 20;

async function nameRealms(db: Db): Promise<string> {
  const rows = await db
    .selectFrom('realms')
    .select('name')
    .orderBy('name')
    .limit(MOST_NAMED + 1)
    .execute();
  if (rows.length === 0) return 'None was made yet: nod realm create NAME makes one, and so does nod app create.';
  const names = rows.slice(0, MOST_NAMED).map(({ name }) => `"${name}"`);
  return `There are: ${names.join(', ')}${rows.length > MOST_NAMED ? ', … (nod realm list)' : ''}.`;
}

export function createRealms(core: AccountsCore) {
  const { store, clock } = core;
  return {
    /** Makes a realm that applications may join. @throws NodError request_malformed, name_taken */
    async createRealm(name: string): Promise<RealmRow> {
      const parsed = parseName(name);
      return store.transaction((trx) => insertRealm(core, trx, parsed));
    },

    /** @throws NodError realm_unknown */
    getRealm: (name: string): Promise<RealmRow> => realmNamed(store.db, name),

    /** The one realm that there is. @throws NodError realm_required, which lists the realms */
    async onlyRealm(): Promise<RealmRow> {
      const [realm, another] = await store.db.selectFrom('realms').selectAll().limit(2).execute();
      if (realm !== undefined && another === undefined) return realm;
      throw new NodError('realm_required', `Say in which realm: --realm NAME. ${await nameRealms(store.db)}`);
    },

    /** For describeSharedDefault. */
    async countApplicationsInDefault(): Promise<number> {
      const { count } = await store.db
        .selectFrom('applications')
        .innerJoin('realms', 'realms.id', 'applications.realm_id')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('realms.name', '=', DEFAULT_REALM)
        .where('applications.builtin', '=', 0)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    /** All of them, by name, with how much is in each. */
    async listRealms(): Promise<RealmView[]> {
      const rows = await store.db
        .selectFrom('realms')
        .selectAll()
        .select((is) => [
          is
            .selectFrom('applications')
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .whereRef('applications.realm_id', '=', 'realms.id')
            .where('applications.builtin', '=', 0)
            .as('applications'),
          is
            .selectFrom('users')
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .whereRef('users.realm_id', '=', 'realms.id')
            .as('users'),
        ])
        .orderBy('name')
        .execute();
      return rows.map(({ applications, users, ...row }) => ({
        ...row,
        applications: Number(applications ?? 0),
        users: Number(users ?? 0),
      }));
    },

    /** @throws NodError realm_unknown, request_malformed, name_taken */
    async renameRealm(realm: Pick<RealmRow, 'id'>, name: string): Promise<void> {
      const next = parseName(name);
      refuseReserved(next);
      await store.transaction(async (trx) => {
        // Of two renamings at once to one name, the second waits here.
        await store.takeTurn(trx, `realm ${next}`);
        const taken = await trx.selectFrom('realms').select('id').where('name', '=', next).executeTakeFirst();
        if (taken?.id === realm.id) return;
        if (taken !== undefined)
          throw new NodError('name_taken', 'There is a realm of this name already. Choose another name.');
        const before = await trx.selectFrom('realms').select('name').where('id', '=', realm.id).executeTakeFirst();
        if (before === undefined) throw new NodError('realm_unknown', 'There is no such realm.');
        await trx.updateTable('realms').set({ name: next }).where('id', '=', realm.id).execute();
        await recordEvent(trx, {
          type: 'realm.renamed',
          atMs: clock(),
          detail: { realmId: realm.id, from: before.name, to: next },
        });
      });
    },

    /**
     * Moves an application into another realm, while none of its users has, or had, a device. From there on a name means
     * the person that the other realm knows by it. Where the application was alone in its realm, its users come along,
     * but for those whose name the other realm has already; otherwise they stay with the applications that share them.
     * Its open tickets are closed, since they are for users of the old realm.
     * @returns how many users came along. @throws NodError application_unknown, application_in_use
     */
    async moveApplication(applicationId: string, target: Pick<RealmRow, 'id'>): Promise<number> {
      if (!isStorable(applicationId)) throw applicationUnknown();
      return store.transaction(async (trx) => {
        await store.takeTurn(trx, applicationId);
        const application = await trx
          .selectFrom('applications')
          .select(['id', 'realm_id'])
          .where('id', '=', applicationId)
          .where('builtin', '=', 0)
          .executeTakeFirst();
        if (application === undefined) throw applicationUnknown();
        if (application.realm_id === target.id) return 0;
        // Before the look at the devices: a pairing that is just being completed is over then, or can't be completed.
        await trx
          .updateTable('enrollments')
          .set({ state: 'closed' })
          .where('application_id', '=', application.id)
          .where('state', 'in', ['open', 'claimed'])
          .execute();
        const isAlone = await isAloneInRealm(trx, application);
        if (await anyDeviceOf(trx, application, isAlone)) throw inUse();
        await trx.updateTable('applications').set({ realm_id: target.id }).where('id', '=', application.id).execute();
        const users = isAlone ? await moveUsers(trx, application.realm_id, target.id) : 0;
        await recordEvent(trx, {
          type: 'application.moved',
          atMs: clock(),
          applicationId: application.id,
          detail: { from: application.realm_id, to: target.id, users },
        });
        return users;
      });
    },
  };
}

type Moving = Pick<ApplicationRow, 'id' | 'realm_id'>;

async function isAloneInRealm(trx: Trx, application: Moving): Promise<boolean> {
  const another = await trx
    .selectFrom('applications')
    .select('id')
    .where('realm_id', '=', application.realm_id)
    .where('id', '!=', application.id)
    .where('builtin', '=', 0)
    .limit(1)
    .executeTakeFirst();
  return another === undefined;
}

/** An application's users: all of a realm of its own; of a shared one those whom it has enrolled or asked. */
async function anyDeviceOf(trx: Trx, application: Moving, isAlone: boolean): Promise<boolean> {
  let devices = trx
    .selectFrom('devices')
    .innerJoin('users', 'users.id', 'devices.user_id')
    .select('devices.id')
    .where('users.realm_id', '=', application.realm_id)
    .limit(1);
  if (!isAlone) {
    devices = devices.where((is) =>
      is.or(
        (['enrollments', 'challenges'] as const).map((table) =>
          is('users.id', 'in', is.selectFrom(table).select('user_id').where('application_id', '=', application.id)),
        ),
      ),
    );
  }
  return (await devices.executeTakeFirst()) !== undefined;
}

async function moveUsers(trx: Trx, from: string, to: string): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set({ realm_id: to })
    .where('realm_id', '=', from)
    .where('username', 'not in', (is) => is.selectFrom('users as there').select('username').where('realm_id', '=', to))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Only the database's own upgrade makes it: a realm that is shown under the server's name stands for the whole server. */
function refuseReserved(name: string): void {
  if (name !== DEFAULT_REALM) return;
  throw new NodError(
    'name_taken',
    `"${DEFAULT_REALM}" is the realm of what was there before there were realms. Choose another name.`,
  );
}

export function nameTaken(): NodError {
  return new NodError(
    'name_taken',
    'There is a realm or an application of this name already. Choose another name, or join the realm: nod app create NAME --realm REALM',
  );
}

function inUse(): NodError {
  return new NodError(
    'application_in_use',
    'Users of this application have, or had, devices, which stay with their realm. Register it anew in the other realm, and let people pair there.',
  );
}
