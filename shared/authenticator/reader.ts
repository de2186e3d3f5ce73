import type { Inbox, Keys } from './ports.ts';

/**
 * What can be read on this device without signing, verifying or asking a server. The screens have this in place of the
 * core: reading is faster than waking whoever has the core, and nothing that reads can answer anything.
 * A Core is a Reader too.
 */
export interface Reader {
  readonly keys: KeyReads;
  readonly inbox: InboxReads;
  /** This device's clock, ms since the epoch. */
  readonly now: () => number;
}

export type KeyReads = Pick<Keys, 'accounts' | 'account' | 'hasKey' | 'pairings' | 'clockOffsetMs'>;

export type InboxReads = Pick<Inbox, 'get' | 'find' | 'waiting' | 'outbox' | 'history' | 'familiar'>;
