import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openStore } from './store.ts';

/** Migrated once for each cluster; a fresh database is a copy of it, which takes some 20 ms. */
const TEMPLATE = 'nod_template';

/** @param clusterUrl as TestCluster has it */
export async function createTemplateDatabase(clusterUrl: string): Promise<void> {
  await administer(clusterUrl, `create database ${TEMPLATE}`);
  const store = await openStore({ databaseUrl: addressOf(clusterUrl, TEMPLATE), dataDir: '' });
  await store.close();
}

/** A new, migrated and empty database. */
export async function createFreshDatabase(clusterUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `nod_${randomBytes(8).toString('hex')}`;
  await administer(clusterUrl, `create database ${name} template ${TEMPLATE}`);
  return {
    url: addressOf(clusterUrl, name),
    drop: () => administer(clusterUrl, `drop database ${name} with (force)`),
  };
}

async function administer(clusterUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function addressOf(clusterUrl: string, database: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${database}`;
  return url.href;
}
