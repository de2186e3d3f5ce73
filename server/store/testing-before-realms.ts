import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import * as v from 'valibot';
import { SQLITE_FILE } from './sqlite.ts';
import type { Store } from './store.ts';
import { locationOf } from './testing.ts';

/** The database and the keys of the release before realms (fixtures/before-realms/README.md), for tests of an upgrade. */
const FIXTURE = new URL('./fixtures/before-realms/', import.meta.url);

const text = v.string();
const applicationSchema = v.object({ id: text, apiKey: text });
const knownSchema = v.object({
  origin: text,
  madeAtMs: v.number(),
  applications: v.object({ Bank: applicationSchema, Forum: applicationSchema }),
  devices: v.array(
    v.object({
      id: text,
      username: text,
      name: text,
      jwk: v.object({ kty: v.literal('EC'), crv: v.literal('P-256'), x: text, y: text, d: text }),
    }),
  ),
  challenges: v.object({ approved: text, denied: text, elsewhere: text }),
  receipt: text,
});
const fixtureSchema = v.object({
  sqlite: knownSchema,
  postgres: knownSchema,
  keyFiles: v.record(text, text),
});

/** What the people of that database had: keys, ids, a receipt. */
export type Known = v.InferOutput<typeof knownSchema>;

export interface OlderServer {
  known: Known;
  /** The variables that a server on this database is started with. */
  environment: Record<string, string>;
  remove(): Promise<void>;
}

/** @param neighbour a store of the wanted kind; with PostgreSQL the older database is made beside it */
export async function serverBeforeRealms(neighbour: Store): Promise<OlderServer> {
  const { keyFiles, ...known } = v.parse(fixtureSchema, JSON.parse(readFixture('known.json')));
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nod-before-realms-'));
  writeKeyFiles(path.join(dataDir, 'keys'), keyFiles);
  const { origin } = known[neighbour.kind];
  const environment = {
    NOD_ORIGIN: origin,
    NOD_NAME: 'Example',
    NOD_VAPID_SUBJECT: 'mailto:ops@nod.example.com',
    NOD_DATA_DIR: dataDir,
  };
  const removeData = () => rmSync(dataDir, { recursive: true, force: true });
  const { databaseUrl } = locationOf(neighbour);
  if (databaseUrl === undefined) {
    const connection = new SqliteDatabase(path.join(dataDir, SQLITE_FILE));
    connection.exec(readFixture('sqlite.sql'));
    connection.close();
    return { known: known.sqlite, environment, remove: async () => removeData() };
  }
  const name = `nod_before_realms_${randomBytes(6).toString('hex')}`;
  await execute(databaseUrl, `create database ${name} template template0`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  await execute(url.href, readFixture('postgres.sql'));
  return {
    known: known.postgres,
    environment: { ...environment, NOD_DATABASE_URL: url.href },
    async remove() {
      removeData();
      await execute(databaseUrl, `drop database ${name} with (force)`);
    },
  };
}

function readFixture(name: string): string {
  return readFileSync(new URL(name, FIXTURE), 'utf8');
}

/** Git keeps no modes, and the server refuses key files that others may read. */
function writeKeyFiles(directory: string, keyFiles: Record<string, string>): void {
  mkdirSync(directory, { mode: 0o700 });
  for (const [name, content] of Object.entries(keyFiles)) {
    const bytes = name === 'secret' ? Buffer.from(content, 'base64url') : content;
    writeFileSync(path.join(directory, name), bytes, { mode: 0o600 });
  }
}

async function execute(databaseUrl: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}
