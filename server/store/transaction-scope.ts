import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely, KyselyPlugin } from 'kysely';
import type { Database, Db } from './schema.ts';

/**
 * Tells code inside a transaction from code outside. A statement of `store.db` inside one would wait for ever on
 * SQLite, where the transaction holds the only connection, and would bypass the transaction on PostgreSQL. So it throws
 * at once.
 */
export interface TransactionScope {
  /** @throws Error inside a transaction: an inner one would wait for the end of the outer one, which waits for it */
  refuseNested(): void;
  /** Runs the work of one transaction. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** `kysely` as the store offers it: only statements, which throw inside a transaction, and no way to open one. */
  statementsOf(kysely: Kysely<Database>): Db;
}

export function createTransactionScope(): TransactionScope {
  const current = new AsyncLocalStorage<{ open: boolean }>();

  function refuseInside(what: string): void {
    if (!current.getStore()?.open) return;
    throw new Error(`${what} inside a transaction: use the transaction that was handed in, or wait for its commit.`);
  }

  const refuse: KyselyPlugin = {
    transformQuery({ node }) {
      refuseInside('store.db was used');
      return node;
    },
    transformResult: async ({ result }) => result,
  };

  return {
    async run(work) {
      // Work that is started in here and outlives the transaction counts as outside once it has ended.
      const scope = { open: true };
      try {
        return await current.run(scope, work);
      } finally {
        scope.open = false;
      }
    },
    statementsOf(kysely) {
      const guarded = kysely.withPlugin(refuse);
      return {
        selectFrom: guarded.selectFrom.bind(guarded) as Db['selectFrom'],
        insertInto: guarded.insertInto.bind(guarded),
        updateTable: guarded.updateTable.bind(guarded) as Db['updateTable'],
        deleteFrom: guarded.deleteFrom.bind(guarded) as Db['deleteFrom'],
        async executeQuery(query, options) {
          // A compiled query no longer passes the plugin.
          refuseInside('store.db was used');
          return guarded.executeQuery(query, options);
        },
        getExecutor: guarded.getExecutor.bind(guarded),
      };
    },
    refuseNested: () => refuseInside('a transaction was opened'),
  };
}
