import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../server/store/store.ts';
import { drawnStates, drawnTables, drawnTransitions, TABLES_WITH_STATES } from './testing-pictures.ts';

describe('the list of rooms', () => {
  const page = readFileSync(new URL('architecture.md', import.meta.url), 'utf8');

  it.each(['server', 'shared'])('names every room of %s', (folder) => {
    const list = new RegExp(`^${folder}/.*?(?=^\\S)`, 'ms').exec(page)?.[0] ?? '';
    const named = [...list.matchAll(/^ {2}(\w+)\/ /gm)].map((match) => match[1]);
    const entries = readdirSync(new URL(`../${folder}`, import.meta.url), { withFileTypes: true });
    expect(named.sort()).toEqual(
      entries
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort(),
    );
  });
});

describe('the pictures of states', () => {
  const tables = new URL('../server/store/tables/', import.meta.url);
  const schema = readdirSync(tables)
    .map((file) => readFileSync(new URL(file, tables), 'utf8'))
    .join('\n');
  const INTERFACES = {
    challenges: 'ChallengesTable',
    devices: 'DevicesTable',
    enrollments: 'EnrollmentsTable',
    deliveries: 'DeliveriesTable',
  };

  /** The members of a table's `state` in its type, sorted; the union may have a name. */
  function statesInSchema(table: string): string[] {
    const body = new RegExp(`interface ${table} \\{\n(.*?)^\\}`, 'ms').exec(schema)?.[1] ?? '';
    const type = /^ {2}state: (.+?);/ms.exec(body)?.[1] ?? '';
    const union = /^\w+$/.test(type) ? (new RegExp(`type ${type} =(.+?);`, 's').exec(schema)?.[1] ?? '') : type;
    return [...union.matchAll(/'(\w+)'/g)].map((match) => match[1] ?? '').sort();
  }

  it.each(TABLES_WITH_STATES)('%s: the states are those of its type', (table) => {
    expect(drawnStates(table).length).toBeGreaterThan(3);
    expect(drawnStates(table)).toEqual(statesInSchema(INTERFACES[table]));
  });

  it('a challenge leaves pending, and nothing else', () => {
    const from = new Set(drawnTransitions('challenges').map((transition) => transition.split(' → ')[0]));
    expect(from).toEqual(new Set(['[*]', 'pending']));
  });
});

/** One row per column of a key: PRAGMAs as SQLite answers them. */
interface Column {
  name: string;
  type: string;
  pk: number;
}

describe('the picture of the tables', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nod-pictures-'));
  let database: SqliteDatabase.Database;
  const { tables, relations } = drawnTables();

  beforeAll(async () => {
    await (await openStore({ dataDir })).close();
    database = new SqliteDatabase(path.join(dataDir, 'nod.sqlite'), { readonly: true });
  });
  afterAll(() => {
    database.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const columnsOf = (table: string) => database.pragma(`table_info(${table})`) as Column[];
  const namesWith = (table: string, key: string) =>
    (tables.get(table)?.columns ?? []).filter(({ keys }) => keys.includes(key)).map(({ name }) => name);

  it('shows all tables of a new database', () => {
    const ours = `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%'`;
    const names = database.prepare(ours).pluck().all().sort();
    expect([...tables.keys()].sort()).toEqual(names);
  });

  it.each([...tables.keys()])('%s: columns are there, keys and states are drawn', (table) => {
    const columns = columnsOf(table);
    const drawn = tables.get(table)?.columns ?? [];
    for (const { name, type } of drawn) {
      expect(columns).toContainEqual(expect.objectContaining({ name, type: type.toUpperCase() }));
    }
    expect(namesWith(table, 'PK').sort()).toEqual(primaryKeyOf(table).sort());
    expect(namesWith(table, 'UK').sort()).toEqual(uniqueColumnsOf(table).sort());
    expect(namesWith(table, 'FK').sort()).toEqual(
      foreignKeysOf(table)
        .map(({ from }) => from)
        .sort(),
    );
    expect(drawn.some(({ name }) => name === 'state')).toBe(columns.some(({ name }) => name === 'state'));
  });

  it('solid lines are the foreign keys', () => {
    const inDatabase = [...tables.keys()].flatMap((table) =>
      foreignKeysOf(table).map(({ from, table: parent }) => `${table}.${from} → ${parent}`),
    );
    const solid = relations.filter(({ foreignKey }) => foreignKey).map(({ text }) => text);
    expect(solid.length).toBeGreaterThan(0);
    expect(solid.sort()).toEqual(inDatabase.sort());
  });

  it('dotted lines are ids without one', () => {
    const dotted = relations.filter(({ foreignKey }) => !foreignKey).map(({ text }) => text);
    const ids = [...tables].flatMap(([table, { columns }]) =>
      columns
        .filter(({ name, keys }) => /_id$|_by$/.test(name) && !keys.includes('FK'))
        .map(({ name }) => `${table}.${name}`),
    );
    expect(dotted.map((text) => text.split(' → ')[0]).sort()).toEqual(ids.sort());
    for (const text of dotted) expect(tables.has(text.split(' → ')[1] ?? '')).toBe(true);
  });

  const primaryKeyOf = (table: string) =>
    columnsOf(table)
      .filter(({ pk }) => pk > 0)
      .map(({ name }) => name);
  const foreignKeysOf = (table: string) =>
    database.pragma(`foreign_key_list(${table})`) as { from: string; table: string }[];

  /** Columns that are unique by themselves, in all rows, and aren't the primary key. */
  function uniqueColumnsOf(table: string): string[] {
    const indexes = database.pragma(`index_list(${table})`) as {
      name: string;
      unique: number;
      origin: string;
      partial: number;
    }[];
    const unique = indexes.filter((index) => index.unique === 1 && index.origin !== 'pk' && index.partial === 0);
    return unique.flatMap(({ name }) =>
      (database.pragma(`index_info(${name})`) as { name: string }[]).map((column) => column.name),
    );
  }
});
