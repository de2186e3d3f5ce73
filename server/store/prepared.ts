import {
  type BinaryOperationNode,
  type Compilable,
  type CompiledQuery,
  FunctionNode,
  type LimitNode,
  type OperationNode,
  OperationNodeTransformer,
  type PrimitiveValueListNode,
  type QueryId,
  type RootOperationNode,
  SqliteAdapter,
  ValueListNode,
  ValueNode,
} from 'kysely';
import { directFor, type Executed } from './direct.ts';
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
    return async (db: Db, values: Values): Promise<Row[]> => (await run(db, values)).rows as Row[];
  };
}

/** The same for statements whose count of changed rows decides. @returns that count */
export function preparedUpdate<Values extends object>() {
  return (build: (db: Db, value: <Name extends keyof Values>(name: Name) => Values[Name]) => Compilable<unknown>) => {
    const run = preparedStatement<Values, unknown>(build);
    return async (db: Db, values: Values): Promise<number> => (await run(db, values)).changed;
  };
}

/** For statements whose text depends on how many rows they are about: made once for each number that comes up. */
export function byCount<Statement>(make: (count: number) => Statement): (count: number) => Statement {
  const made = new Map<number, Statement>();
  return (count) => {
    const statement = made.get(count) ?? make(count);
    made.set(count, statement);
    return statement;
  };
}

/** Stands for a value while the query is built; `compile` leaves it among the parameters as it is. */
class Placeholder {
  readonly name: PropertyKey;
  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/**
 * Writes what the code fixes ("pending") into the SQL as it is, so that only what changes is bound: an index on the pending
 * ones can be used only where the text says `'pending'`.
 */
class ConstantsIntoText extends OperationNodeTransformer {
  override transformValue(node: ValueNode): ValueNode {
    return node.value instanceof Placeholder ? node : ValueNode.createImmediate(node.value);
  }
  override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    // The compiler asks each node for its kind, so one kind of list may stand for the other.
    const values = node.values.map((value) => this.transformValue(ValueNode.create(value)));
    return ValueListNode.create(values) as unknown as PrimitiveValueListNode;
  }
}

/**
 * Where a bound value might change its plan, SQLite prepares the statement anew at every execution, which took up to ten
 * times as long as running it. It looks at any bare `?` that is compared with a column of a join or limits the rows, and
 * not behind `likely(?)`, which has the same value, type and indexes.
 */
class OnePlanForSqlite extends ConstantsIntoText {
  override transformBinaryOperation(node: BinaryOperationNode, queryId: QueryId): BinaryOperationNode {
    const plain = super.transformBinaryOperation(node, queryId);
    if (!isPlaceholder(plain.rightOperand)) return plain;
    return { ...plain, rightOperand: likely(plain.rightOperand) };
  }
  override transformLimit(node: LimitNode, queryId: QueryId): LimitNode {
    const plain = super.transformLimit(node, queryId);
    return isPlaceholder(plain.limit) ? { ...plain, limit: likely(plain.limit) } : plain;
  }
}

const likely = (value: OperationNode) => FunctionNode.create('likely', [value]);

const isPlaceholder = (node: OperationNode) => ValueNode.is(node) && node.value instanceof Placeholder;

const forPostgres = new ConstantsIntoText();
const forSqlite = new OnePlanForSqlite();

function preparedStatement<Values extends object, Row>(
  build: (db: Db, value: <Name extends keyof Values>(name: Name) => Values[Name]) => Compilable<Row>,
) {
  // One text for each dialect. Connections and transactions of one database share their adapter.
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  return (db: Db, values: Values): Executed | Promise<Executed> => {
    const executor = db.getExecutor();
    const { adapter } = executor;
    let query = compiled.get(adapter);
    if (query === undefined) {
      const { query: node, queryId } = build(db, (name) => new Placeholder(name) as never).compile();
      const transformer = adapter instanceof SqliteAdapter ? forSqlite : forPostgres;
      query = executor.compileQuery<Row>(transformer.transformNode(node as RootOperationNode, queryId), queryId);
      compiled.set(adapter, query);
    }
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof Values] : parameter,
    );
    const direct = directFor(executor);
    return direct ? direct.execute(executor, query.sql, parameters) : throughKysely(db, { ...query, parameters });
  };
}

async function throughKysely(db: Db, query: CompiledQuery): Promise<Executed> {
  const { rows, numAffectedRows } = await db.executeQuery(query);
  return { rows, changed: Number(numAffectedRows ?? 0) };
}
