import type SqliteDatabase from 'better-sqlite3';
import type { Db, Trx } from './schema.ts';
import type { TurnSnapshot } from './turn-snapshot.ts';

/**
 * Transactions on SQLite's one connection, several to a commit. A durable commit waits for the disk and costs three
 * times the CPU of one that doesn't; so whoever arrives while a group is open joins it, and one commit serves all. Alone, a
 * durable transaction is a transaction: it waits for nobody.
 *
 * Nobody is told of success before the commit. A member that fails is undone alone: most fail before they have written
 * anything, and for one that has, the group is rolled back and run again with a savepoint for each member. So work may
 * run twice, and must leave nothing behind outside its transaction.
 */
export interface CommitGroups {
  /** Committed when it resolves, power cut or not. */
  durable<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /**
   * For progress whose loss in a power cut does no harm (a crash of the process loses nothing): joins a durable group when
   * there is one, or comes within a few ms, else commits without waiting for the disk.
   */
  relaxed<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** Runs what isn't in a transaction: at once, or when the group that is open has ended, never in its middle. */
  outside<T>(run: () => T): T | Promise<T>;
}

interface Member {
  work: (trx: Trx) => Promise<unknown>;
  durable: boolean;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

interface Done {
  member: Member;
  value: unknown;
}

/** Kysely's own Transaction differs from a held connection in its type only. */
const workOf = (member: Member, held: Db) => member.work(held as Trx);

/** Keeps a flood from holding the first member's answer back for ever. */
const MOST_MEMBERS = 64;
/** A group begins when so many turns have brought nobody new: a login then costs an eighth less than after the first turn. */
const QUIET_TURNS = 2;
const MOST_TURNS = 10;
/** So long progress alone waits for a durable group: joining one is cheaper than a commit of its own. */
const COMPANY_MS = 5;

export function createCommitGroups(
  db: Db,
  connection: SqliteDatabase.Database,
  snapshot: Pick<TurnSnapshot, 'end'>,
): CommitGroups {
  const prepare = (sql: string) => connection.prepare(sql);
  // Immediate: a deferred transaction that reads first fails at its first write when another process wrote in between.
  const begin = prepare('begin immediate');
  const commit = prepare('commit');
  const rollback = prepare('rollback');
  const enter = prepare('savepoint member');
  const leave = prepare('release member');
  const undo = prepare('rollback to member');
  const rowsWritten = prepare('select total_changes()').pluck();
  const queue: Member[] = [];
  let running = false;
  let durableCame = () => {};
  let open = false;
  const afterwards: (() => void)[] = [];

  async function run(): Promise<void> {
    try {
      while (queue.length > 0) {
        if (!queue.some((member) => member.durable)) await company();
        await gather();
        // Kysely gives its connection to one at a time, so nothing else can come in between.
        await db.connection().execute(runGroup);
      }
    } catch (error) {
      // No connection: the database is closed.
      for (const member of queue.splice(0)) member.reject(error);
    } finally {
      running = false;
    }
  }

  /** Until somebody comes who has to be on the disk, but not for long. */
  function company(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, COMPANY_MS);
      durableCame = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /**
   * Lets those in who are on their way: requests that were read from their sockets together get here within one turn of the
   * event loop or the next ones. On an idle server a turn takes some µs, on a busy one as long as what is done in it.
   */
  async function gather(): Promise<void> {
    let members = 0;
    let quietTurns = 0;
    for (let turn = 0; turn < MOST_TURNS && quietTurns < QUIET_TURNS && queue.length < MOST_MEMBERS; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      quietTurns = queue.length === members ? quietTurns + 1 : 0;
      members = queue.length;
    }
  }

  async function runGroup(held: Db): Promise<void> {
    const durable = queue.some((member) => member.durable);
    const rest = durable ? queue : queue.splice(0);
    const members: Member[] = [];
    try {
      snapshot.end();
      // Takes effect for the commit, and can only be changed outside a transaction.
      if (!durable) connection.pragma('synchronous = NORMAL');
      const done = (await attempt(held, rest, members)) ?? (await runAgain(held, rest, members));
      commit.run();
      for (const { member, value } of done) member.resolve(value);
    } catch (error) {
      if (connection.inTransaction) rollback.run();
      // The group as a whole failed (a full disk, a database that stays locked): who was in it must not believe it.
      for (const member of members) member.reject(error);
      for (const member of rest.splice(0)) member.reject(error);
    } finally {
      open = false;
      if (!durable) connection.pragma('synchronous = FULL');
      for (const run of afterwards.splice(0)) run();
      if (rest !== queue) queue.unshift(...rest);
    }
  }

  /**
   * @param rest who waits, also those who come meanwhile; who is taken moves to `members`, unless its failure is told already
   * @returns who is done, or undefined where one failed that had written: then nothing of the group can be kept
   */
  async function attempt(held: Db, rest: Member[], members: Member[]): Promise<Done[] | undefined> {
    const done: Done[] = [];
    begin.run();
    open = true;
    let written = rowsWritten.get();
    for (let taken = 0; taken < MOST_MEMBERS; taken++) {
      const member = rest.shift();
      if (!member) break;
      members.push(member);
      try {
        const value = await workOf(member, held);
        // Some errors make SQLite roll everything back by itself, whatever the work makes of them.
        if (!connection.inTransaction) return undefined;
        done.push({ member, value });
        written = rowsWritten.get();
      } catch (error) {
        if (!connection.inTransaction || rowsWritten.get() !== written) return undefined;
        members.pop();
        member.reject(error);
      }
    }
    return done;
  }

  /**
   * Behind savepoints, which would make each login dearer by a sixteenth if they were always there. Whoever waits still comes
   * in: a flood of failures must not end a group each.
   */
  async function runAgain(held: Db, rest: Member[], members: Member[]): Promise<Done[]> {
    const done: Done[] = [];
    if (connection.inTransaction) rollback.run();
    begin.run();
    for (let at = 0; at < MOST_MEMBERS; at++) {
      const waiting = at < members.length ? undefined : rest.shift();
      if (waiting) members.push(waiting);
      const member = members[at];
      if (!member) break;
      enter.run();
      try {
        done.push({ member, value: await workOf(member, held) });
        leave.run();
      } catch (error) {
        member.reject(error);
        // Then there is no savepoint left, and no group.
        if (!connection.inTransaction) throw error;
        undo.run();
        leave.run();
      }
    }
    return done;
  }

  function add<T>(work: (trx: Trx) => Promise<T>, durable: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (durable) durableCame();
      queue.push({ work, durable, resolve: resolve as (value: unknown) => void, reject });
      if (running) return;
      running = true;
      void run();
    });
  }

  return {
    durable: (work) => add(work, true),
    relaxed: (work) => add(work, false),
    outside: (run) => {
      if (!open) return run();
      // Not a promise to wait for: by the time that somebody is woken by one, the next group may be open.
      return new Promise((resolve, reject) => {
        afterwards.push(() => {
          try {
            resolve(run());
          } catch (error) {
            reject(error);
          }
        });
      });
    },
  };
}
