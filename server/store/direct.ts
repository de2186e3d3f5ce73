import type { QueryExecutor } from 'kysely';

/** What a statement gave: its rows, or how many rows it changed. */
export interface Executed {
  rows: unknown[];
  changed: number;
}

/**
 * Runs a compiled statement at once on SQLite's one connection. Kysely's way there takes a mutex and a dozen promises,
 * which is more than a point read takes to run; what those are for, `execute` keeps in its own way (sqlite.ts).
 */
export interface Direct {
  /** @param executor whose statement it is: the database's own, or that of a transaction. Throws what SQLite throws. */
  execute(executor: QueryExecutor, sql: string, parameters: readonly unknown[]): Executed | Promise<Executed>;
}

/** By Kysely's adapter, which a database shares with its transactions, and with nobody else. */
const directs = new WeakMap<object, Direct>();

export function runDirectly(executor: QueryExecutor, direct: Direct): void {
  directs.set(executor.adapter, direct);
}

/** @returns undefined for a database that is reached over a network: there Kysely executes */
export function directFor(executor: QueryExecutor): Direct | undefined {
  return directs.get(executor.adapter);
}
