import type { Reader } from '../reader.ts';
import type { Database } from './database.ts';
import { createInbox } from './inbox.ts';
import { createKeyReads } from './key-reads.ts';

/** @param now this device's clock, ms since the epoch */
export function createReader(database: Database, now: () => number): Reader {
  return { keys: createKeyReads(database), inbox: createInbox(database), now };
}
