import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import * as v from 'valibot';
import { hashChallenge, readChallenge } from '../../shared/protocol/challenge.ts';
import { type DecisionClaims, signDecision } from '../../shared/protocol/decision.ts';
import { thumbprint } from '../../shared/protocol/keys.ts';
import { signProof } from '../../shared/protocol/proof.ts';
import type { TestKey } from '../../shared/protocol/vectors/forge.ts';
import type { Answered, TestServer } from '../doors/testing-server.ts';
import { SQLITE_FILE } from './sqlite.ts';
import type { Store } from './store.ts';
import { locationOf } from './testing.ts';

/** The origin of every server in `fixtures`. */
export const OLDER_ORIGIN = 'https://nod.example';

/** The databases and the keys of an earlier release (`fixtures/<name>/README.md`), for tests of an upgrade. */
export interface OlderServer<Known> {
  /** What the people of that database had: keys, ids, a receipt. */
  known: Known;
  /** The variables that a server on this database is started with. */
  environment: Record<string, string>;
  remove(): Promise<void>;
}

const keyFilesSchema = v.record(v.string(), v.string());

/**
 * @param neighbour a store of the wanted kind; with PostgreSQL the older database is made beside it
 * @param knownSchema of what `known.json` says of each database
 */
export async function olderServer<Known>(
  neighbour: Store,
  name: string,
  knownSchema: v.GenericSchema<unknown, Known>,
): Promise<OlderServer<Known>> {
  const directory = new URL(`./fixtures/${name}/`, import.meta.url);
  const read = (file: string) => readFileSync(new URL(file, directory), 'utf8');
  const fixtureSchema = v.object({ sqlite: knownSchema, postgres: knownSchema, keyFiles: keyFilesSchema });
  const { keyFiles, ...known } = v.parse(fixtureSchema, JSON.parse(read('known.json')));
  const dataDir = mkdtempSync(path.join(tmpdir(), `nod-${name}-`));
  writeKeyFiles(path.join(dataDir, 'keys'), keyFiles);
  const environment = {
    NOD_ORIGIN: OLDER_ORIGIN,
    NOD_NAME: 'Example',
    NOD_VAPID_SUBJECT: 'mailto:ops@nod.example.com',
    NOD_DATA_DIR: dataDir,
  };
  const removeData = () => rmSync(dataDir, { recursive: true, force: true });
  const { databaseUrl } = locationOf(neighbour);
  if (databaseUrl === undefined) {
    const connection = new SqliteDatabase(path.join(dataDir, SQLITE_FILE));
    connection.exec(read('sqlite.sql'));
    connection.close();
    return { known: known.sqlite, environment, remove: async () => removeData() };
  }
  const database = `nod_${name.replaceAll('-', '_')}_${randomBytes(6).toString('hex')}`;
  await execute(databaseUrl, `create database ${database} template template0`);
  const url = new URL(databaseUrl);
  url.pathname = `/${database}`;
  await execute(url.href, read('postgres.sql'));
  return {
    known: known.postgres,
    environment: { ...environment, NOD_DATABASE_URL: url.href },
    async remove() {
      removeData();
      await execute(databaseUrl, `drop database ${database} with (force)`);
    },
  };
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

const text = v.string();
export const privateJwkSchema = v.object({ kty: v.literal('EC'), crv: v.literal('P-256'), x: text, y: text, d: text });
type PrivateJwk = v.InferOutput<typeof privateJwkSchema>;

/** A key of before, as its owner has kept it. */
export async function keyOf(jwk: PrivateJwk): Promise<TestKey> {
  const { d: _private, ...publicJwk } = jwk;
  const kid = await thumbprint(publicJwk);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return {
    kid,
    publicJwk: { ...publicJwk, kid },
    privateKey: await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']),
  };
}

/** The device that has this key, as docs/protocol.md says it behaves. */
export function deviceOf(server: TestServer, key: Pick<TestKey, 'kid' | 'privateKey'>) {
  async function call(method: string, url: string, body?: unknown): Promise<Answered> {
    const sent = body === undefined ? '' : JSON.stringify(body);
    const jti = randomBytes(16).toString('base64url');
    const request = { method, url: OLDER_ORIGIN + url, body: sent, nowMs: server.clock.nowMs, jti };
    const headers = { authorization: `Nod-Proof ${await signProof(request, key)}` };
    return server.call(method, url, { headers, ...(sent === '' ? {} : { body: sent }) });
  }
  /** A pending request as this device is shown it. */
  async function waiting(challengeId: string): Promise<string> {
    const { challenges } = (await call('GET', '/device/v1/challenges')).json;
    const found = challenges.map(({ challenge }) => challenge).find((jws) => readChallenge(jws).jti === challengeId);
    if (found === undefined) throw new Error('this device is not asked');
    return found;
  }
  return {
    key,
    call,
    waiting,
    async decide(challengeId: string, answer: Partial<DecisionClaims>): Promise<Answered> {
      const decision = await signDecision(
        {
          iss: key.kid,
          aud: OLDER_ORIGIN,
          jti: challengeId,
          iat: Math.floor(server.clock.nowMs / 1000),
          challenge: await hashChallenge(await waiting(challengeId)),
          decision: 'approve',
          ...answer,
        },
        key,
      );
      return server.call('POST', `/device/v1/challenges/${challengeId}/decision`, { body: { decision } });
    },
  };
}
