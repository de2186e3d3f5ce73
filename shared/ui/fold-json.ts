/**
 * A JSON text as a tree to fold, whose parts are pieces of the text itself: numbers, escapes and the order of members stay as they
 * were written, where a parsed value would round, unescape or drop them.
 */
export interface FoldedValue {
  /** The member's name with its quotes, as written; null in a list and at the top. */
  readonly name: string | null;
  /** Of a list or an object: what is in it; null for anything else. */
  readonly items: readonly FoldedValue[] | null;
  readonly kind: 'object' | 'list' | 'plain';
  /** Of anything else: how it is written. */
  readonly source: string;
}

/** Deeper ones are shown as text. */
const MOST_DEEP = 64;
const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+)/y;

/** @returns null for what is no JSON, or too deep */
export function foldJson(text: string): FoldedValue | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  TOKEN.lastIndex = 0;
  const next = () => TOKEN.exec(text)?.[1] ?? '';
  const read = (name: string | null, token: string, depth: number): FoldedValue | null => {
    const isObject = token === '{';
    if (!isObject && token !== '[') return { name, items: null, kind: 'plain', source: token };
    if (depth === MOST_DEEP) return null;
    const end = isObject ? '}' : ']';
    const items: FoldedValue[] = [];
    for (let one = next(); one !== end; one = next()) {
      if (one === ',') continue;
      const member = isObject ? one : null;
      // The colon.
      if (isObject) next();
      const value = read(member, isObject ? next() : one, depth + 1);
      if (value === null) return null;
      items.push(value);
    }
    return { name, items, kind: isObject ? 'object' : 'list', source: '' };
  };
  return read(null, next(), 0);
}
