import { readFileSync } from 'node:fs';

/** The Mermaid pictures of docs/architecture.md, read for the tests that hold them to the code. */
const page = readFileSync(new URL('architecture.md', import.meta.url), 'utf8');
const pictures = [...page.matchAll(/^```mermaid\n([\w-]+)\n(.*?)^```$/gms)];

/** The tables whose rows have a state, in the order of the pictures of their states. */
export const TABLES_WITH_STATES = ['challenges', 'devices', 'enrollments', 'deliveries'] as const;
export type TableWithStates = (typeof TABLES_WITH_STATES)[number];

/** @returns the transitions that are drawn, sorted, as `from → to`; `[*]` is where rows come from */
export function drawnTransitions(table: TableWithStates): string[] {
  const inside = new Map<string, Set<string>>();
  const arrows: { from: string; to: string }[] = [];
  let composite: Set<string> | undefined;
  for (const line of pictureOf('stateDiagram', TABLES_WITH_STATES.indexOf(table)).split('\n')) {
    const opened = /^\s*state "[^"]+" as (\w+) \{$/.exec(line)?.[1];
    if (opened !== undefined) {
      composite = new Set();
      inside.set(opened, composite);
    }
    if (/^\s*\}$/.test(line)) composite = undefined;
    const [, from, to] = /^\s*(\S+) --> (\S+)(?: : .+)?$/.exec(line) ?? [];
    if (from === undefined || to === undefined) continue;
    arrows.push({ from, to });
    for (const state of [from, to]) if (state !== '[*]') composite?.add(state);
  }
  const members = (state: string) => [...(inside.get(state) ?? [state])];
  const all = arrows.flatMap(({ from, to }) => members(from).map((member) => `${member} → ${to}`));
  return all.filter((transition) => !transition.endsWith('→ [*]')).sort();
}

/** @returns the states that are drawn, sorted */
export function drawnStates(table: TableWithStates): string[] {
  const states = new Set(drawnTransitions(table).flatMap((transition) => transition.split(' → ')));
  states.delete('[*]');
  return [...states].sort();
}

export interface DrawnTable {
  columns: { type: string; name: string; keys: string[] }[];
}
export interface DrawnRelation {
  /** `child.column → parent` */
  text: string;
  /** Drawn with a solid line. */
  foreignKey: boolean;
}

/** @returns the tables and relations of the entity picture */
export function drawnTables(): { tables: Map<string, DrawnTable>; relations: DrawnRelation[] } {
  const tables = new Map<string, DrawnTable>();
  const relations: DrawnRelation[] = [];
  let columns: DrawnTable['columns'] = [];
  for (const line of pictureOf('erDiagram', 0).split('\n')) {
    const table = /^\s*(\w+) \{$/.exec(line)?.[1];
    if (table !== undefined) {
      columns = [];
      tables.set(table, { columns });
    }
    const [, type, name, keys] = /^\s{4}(text|integer) (\w+)(?: ([A-Z, ]+))?$/.exec(line) ?? [];
    if (type !== undefined && name !== undefined) columns.push({ type, name, keys: keys?.split(', ') ?? [] });
    const [, parent, stroke, child, column] = /^\s*(\w+) \|[|o](--|\.\.)o[|{] (\w+) : (\w+)$/.exec(line) ?? [];
    if (parent !== undefined) relations.push({ text: `${child}.${column} → ${parent}`, foreignKey: stroke === '--' });
  }
  return { tables, relations };
}

function pictureOf(kind: 'stateDiagram' | 'erDiagram', index: number): string {
  const picture = pictures.filter((match) => match[1]?.startsWith(kind))[index]?.[2];
  if (picture === undefined) throw new Error(`docs/architecture.md has no ${kind} ${index}`);
  return picture;
}
