/** What changes rarely and is read at every request. A statement that writes there names one of these. */
export const KEPT_TABLES = /\b(?:applications|api_keys)\b/;
/** Keys that exist, so there are few; against a server with very many. */
const MOST_KEPT = 1000;

/**
 * Answers of reads of `applications` and `api_keys`, kept while nobody has written there: a retired key is refused at once,
 * whichever process retired it. Asking SQLite whether others have written costs a tenth of such a read, once a turn.
 */
export interface Kept {
  /** Somebody in this process is about to write there. */
  changed(): void;
  /** @param read looks in the tables above and nowhere else; what it doesn't find is not kept */
  kept<Value>(read: (key: string) => Promise<Value | undefined>): (key: string) => Promise<Value | undefined>;
}

/** @param versionElsewhere changes when another connection has committed (`pragma data_version`) */
export function createKept(versionElsewhere: () => number | Promise<number>): Kept {
  let ownWrites = 0;

  return {
    changed() {
      ownWrites++;
    },
    kept<Value>(read: (key: string) => Promise<Value | undefined>) {
      const values = new Map<string, Value>();
      let version = '';
      return async (key: string) => {
        // Taken before the read: what is written while it runs makes its answer an old one.
        const now = `${await versionElsewhere()} ${ownWrites}`;
        if (now !== version) {
          values.clear();
          version = now;
        }
        const known = values.get(key);
        if (known !== undefined) return known;
        const value = await read(key);
        if (value !== undefined && now === version && values.size < MOST_KEPT) values.set(key, value);
        return value;
      };
    },
  };
}
