import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Db } from './schema.ts';

/**
 * A query that is built and compiled once and then only filled in. Kysely builds a tree and prints it as SQL for every
 * call, which takes longer than SQLite takes to run a point read; the dozen queries of a login are worth sparing it.
 *
 * ```ts
 * const challengeById = prepared<{ id: string }>()((db, value) =>
 *   db.selectFrom('challenges').selectAll().where('id', '=', value('id')));
 * const [row] = await challengeById(db, { id });
 * ```
 */
export function prepared<Values extends object>() {
  return <Row>(build: (db: Db, value: <Name extends keyof Values>(name: Name) => Values[Name]) => Compilable<Row>) => {
    const run = preparedStatement<Values, Row>(build);
    return async (db: Db, values: Values): Promise<Row[]> => (await run(db, values)).rows;
  };
}

/** The same for statements whose count of changed rows decides. @returns that count */
export function preparedUpdate<Values extends object>() {
  return (build: (db: Db, value: <Name extends keyof Values>(name: Name) => Values[Name]) => Compilable<unknown>) => {
    const run = preparedStatement<Values, unknown>(build);
    return async (db: Db, values: Values): Promise<number> => Number((await run(db, values)).numAffectedRows ?? 0);
  };
}

/** Stands for a value while the query is built; `compile` leaves it among the parameters as it is. */
class Placeholder {
  readonly name: PropertyKey;
  constructor(name: PropertyKey) {
    this.name = name;
  }
}

function preparedStatement<Values extends object, Row>(
  build: (db: Db, value: <Name extends keyof Values>(name: Name) => Values[Name]) => Compilable<Row>,
) {
  // One text for each dialect. Connections and transactions of one database share their adapter.
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  return (db: Db, values: Values): Promise<QueryResult<Row>> => {
    const { adapter } = db.getExecutor();
    let query = compiled.get(adapter);
    if (query === undefined) {
      query = build(db, (name) => new Placeholder(name) as never).compile();
      compiled.set(adapter, query);
    }
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof Values] : parameter,
    );
    return db.executeQuery<Row>({ ...query, parameters });
  };
}
