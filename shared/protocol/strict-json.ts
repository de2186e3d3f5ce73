import { ProtocolError } from './errors.ts';

/**
 * JSON.parse that refuses duplicate member names (RFC 7515 section 4 asks for it for headers, RFC 7519 section 4 for
 * claims). Two parsers that pick different duplicates would see two different messages under one signature.
 *
 * @throws ProtocolError malformed, duplicate_member
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProtocolError('malformed', 'not JSON');
  }
  refuseDuplicateMembers(text);
  return value;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const SPACES: ReadonlySet<number> = new Set([0x20, 0x0a, 0x0d, 0x09]);

/** Walks text that JSON.parse has already accepted, so strings are the only tokens that need care. */
function refuseDuplicateMembers(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === OPEN_OBJECT) open.push(new Set());
    else if (character === OPEN_LIST) open.push(undefined);
    else if (character === CLOSE_OBJECT || character === CLOSE_LIST) open.pop();
    else if (character === QUOTE) {
      const end = endOfString(text, at);
      const members = open.at(-1);
      if (members && nextToken(text, end + 1) === COLON) {
        const name = unescaped(text, at, end);
        if (members.has(name)) throw new ProtocolError('duplicate_member', 'a member name occurs twice');
        members.add(name);
      }
      at = end;
    }
  }
}

/** @returns where the string ends that starts at this quote: at the next one that no odd number of backslashes precedes */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === BACKSLASH) before--;
    if ((end - before) % 2 === 0) return end;
  }
}

/** Names are compared as they are meant: "\u0061" and "a" are the same member. */
function unescaped(text: string, start: number, end: number): string {
  const name = text.slice(start + 1, end);
  return name.includes('\\') ? (JSON.parse(text.slice(start, end + 1)) as string) : name;
}

function nextToken(text: string, start: number): number {
  let at = start;
  while (SPACES.has(text.charCodeAt(at))) at++;
  return text.charCodeAt(at);
}
