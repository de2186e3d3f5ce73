import type SqliteDatabase from 'better-sqlite3';

/**
 * Reads of one turn of the event loop share a read transaction. Alone, each would take its lock on the file and give it
 * back, two calls of the system each, which is as much as the read itself.
 */
export interface TurnSnapshot {
  /** Within the snapshot of this turn, which ends by itself when the turn does. */
  read<T>(run: () => T): T;
  /** SQLite's `data_version` as of this turn's snapshot: it changes when another connection has committed. */
  dataVersion(): number;
  /** Before anything that writes, begins a transaction of its own, or has to see what others have written just now. */
  end(): void;
}

export function createTurnSnapshot(connection: SqliteDatabase.Database): TurnSnapshot {
  // Deferred: it locks at its first read, and then against nobody (write-ahead log).
  const begin = connection.prepare('begin');
  const commit = connection.prepare('commit');
  const version = connection.prepare('pragma data_version').pluck();
  let open = false;
  let dataVersion: number | undefined;

  function end(): void {
    if (!open) return;
    open = false;
    dataVersion = undefined;
    // The store may have been closed within the turn.
    if (connection.open) commit.run();
  }

  function enter(): void {
    if (open) return;
    begin.run();
    open = true;
    setImmediate(end);
  }

  return {
    read(run) {
      enter();
      return run();
    },
    dataVersion() {
      enter();
      dataVersion ??= version.get() as number;
      return dataVersion;
    },
    end,
  };
}
