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

/** Walks text that JSON.parse has already accepted, so strings are the only tokens that need care. */
function refuseDuplicateMembers(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(undefined);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const end = endOfString(text, at);
      const members = open.at(-1);
      if (members && nextToken(text, end + 1) === ':') {
        // Compared after unescaping: "\u0061" and "a" are the same member.
        const name = JSON.parse(text.slice(at, end + 1)) as string;
        if (members.has(name)) throw new ProtocolError('duplicate_member', 'a member name occurs twice');
        members.add(name);
      }
      at = end;
    }
  }
}

function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end;
}

function nextToken(text: string, start: number): string | undefined {
  let at = start;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return text[at];
}
