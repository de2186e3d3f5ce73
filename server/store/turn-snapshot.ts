import type SqliteDatabase from 'better-sqlite3';

/**
 * Reads of one turn of the event loop share a read transaction. Alone, each would take its lock on the file and give it
 * back, two calls of the system each, which is as much as the read itself.
 */
export interface TurnSnapshot {
  /** Within the snapshot of this turn, which ends by itself when the turn does. */
  read<T>(run: () => T): T;
  /** Before anything that writes, begins a transaction of its own, or has to see what others have written just now. */
  end(): void;
}

export function createTurnSnapshot(connection: SqliteDatabase.Database): TurnSnapshot {
  // Deferred: it locks at its first read, and then against nobody (write-ahead log).
  const begin = connection.prepare('begin');
  const commit = connection.prepare('commit');
  let open = false;

  function end(): void {
    if (!open) return;
    open = false;
    // The store may have been closed within the turn.
    if (connection.open) commit.run();
  }

  return {
    read(run) {
      if (!open) {
        begin.run();
        open = true;
        setImmediate(end);
      }
      return run();
    },
    end,
  };
}
