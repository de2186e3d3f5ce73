import type SqliteDatabase from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { LockPatience } from './lock-patience.ts';
import type { Database, Trx } from './schema.ts';
import type { TransactionScope } from './transaction-scope.ts';
import { DatabaseUnavailable } from './trouble.ts';

/**
 * Transactions on SQLite's one connection, several per commit. A durable commit waits for the disk and costs three
 * times the CPU of a relaxed one. So transactions that arrive while a group is open join it, and one commit serves them
 * all.
 *
 * No member is told of success before the commit. Each has a savepoint: one that fails is undone alone, and at once.
 */
export interface CommitGroups {
  /** Committed when it resolves, power cut or not. */
  durable<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /**
   * For progress whose loss in a power cut does no harm (a crash of the process loses nothing). The work joins a
   * durable group if one is open or comes within a few ms; otherwise its commit doesn't wait for the disk.
   */
  relaxed<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
}

interface Member {
  work: (trx: Trx) => Promise<unknown>;
  durable: boolean;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** A limit, so that a flood doesn't hold back the first member's answer for ever. */
const MOST_MEMBERS = 64;
/** A group begins when this many turns of the event loop have brought no new member. */
const QUIET_TURNS = 2;
const MOST_TURNS = 10;
/** How long relaxed work waits for a durable group: a commit of its own costs more. */
const COMPANY_MS = 5;

/**
 * @param parts.kysely on this connection, which it lends to one user at a time: so no other statement gets into a group
 * @param parts.patience for the beginning of a group, which is where a transaction meets another process's lock
 */
export function createCommitGroups(parts: {
  kysely: Kysely<Database>;
  connection: SqliteDatabase.Database;
  scope: TransactionScope;
  patience: LockPatience;
}): CommitGroups {
  const { kysely, connection, scope, patience } = parts;
  // Immediate: a deferred transaction that begins with a read fails at its first write if another process has written
  // in between.
  const begin = connection.prepare('begin immediate');
  const commit = connection.prepare('commit');
  const rollback = connection.prepare('rollback');
  const savepoint = connection.prepare('savepoint member');
  const release = connection.prepare('release member');
  const rollbackToSavepoint = connection.prepare('rollback to member');
  const queue: Member[] = [];
  let running = false;
  let durableCame = () => {};

  async function run(): Promise<void> {
    try {
      while (queue.length > 0) {
        if (!queue.some((member) => member.durable)) await company();
        await gather();
        // The connection is given back between two attempts: reads go on while another process writes.
        await patience.wait(() => kysely.connection().execute((held) => runGroup(held as Trx)), { writes: true });
      }
    } catch (error) {
      // The group could not begin: the database is closed, or stays locked.
      for (const member of queue.splice(0)) member.reject(error);
    } finally {
      running = false;
    }
  }

  /** Waits until a durable member comes, but not for long. */
  function company(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, COMPANY_MS);
      durableCame = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Lets in members that are on their way: requests that were read together arrive some turns apart. */
  async function gather(): Promise<void> {
    let members = 0;
    let quietTurns = 0;
    for (let turn = 0; turn < MOST_TURNS && quietTurns < QUIET_TURNS && queue.length < MOST_MEMBERS; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      quietTurns = queue.length === members ? quietTurns + 1 : 0;
      members = queue.length;
    }
  }

  /** @throws the error by which the group could not begin; its members are then still in the queue */
  async function runGroup(held: Trx): Promise<void> {
    const durable = queue.some((member) => member.durable);
    // The pragma takes effect at the commit, and can only be changed outside a transaction.
    if (!durable) connection.pragma('synchronous = NORMAL');
    const waitForDiskAgain = () => {
      if (!durable) connection.pragma('synchronous = FULL');
    };
    try {
      begin.run();
    } catch (error) {
      waitForDiskAgain();
      throw error;
    }
    // A durable group takes members that arrive while it runs, a relaxed group only those in the queue now.
    const waiting = durable ? queue : queue.splice(0);
    const done: { member: Member; value: unknown }[] = [];
    try {
      for (let taken = 0; taken < MOST_MEMBERS; taken++) {
        const member = waiting.shift();
        if (!member) break;
        const value = await runMember(member, held);
        if (value !== FAILED) done.push({ member, value });
      }
      commit.run();
      for (const { member, value } of done) member.resolve(value);
    } catch (error) {
      // The whole group has failed (a full disk): no member may take it for done.
      for (const { member } of done) member.reject(error);
      for (const member of waiting.splice(0)) member.reject(error);
      if (connection.inTransaction) rollback.run();
    } finally {
      waitForDiskAgain();
      if (waiting !== queue) queue.unshift(...waiting);
    }
  }

  /**
   * @returns the work's result, or FAILED when it was undone.
   * @throws the error by which SQLite undid the whole group
   */
  async function runMember(member: Member, held: Trx): Promise<unknown> {
    try {
      savepoint.run();
      const value = await scope.run(() => member.work(held));
      // After some errors (I/O, a full disk) SQLite rolls everything back by itself, even if the work has caught them.
      if (!connection.inTransaction)
        throw new DatabaseUnavailable('SQLite has rolled the transaction back.', undefined);
      release.run();
      return value;
    } catch (error) {
      member.reject(error);
      if (!connection.inTransaction) throw error;
      rollbackToSavepoint.run();
      release.run();
      return FAILED;
    }
  }

  function add<T>(work: (trx: Trx) => Promise<T>, durable: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      scope.refuseNested();
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
  };
}

const FAILED = Symbol('failed');
