import { hiddenIn } from '../protocol/text.ts';

/** What an attachment's text is drawn from: pieces of lines, in which nothing is hidden and nothing is left out. */

/** A run of text as it is, or a character that can't be seen, by its number; of a line with very many of them, all of it. */
export type Piece = { readonly text: string } | { readonly hidden: string };

const PLAIN = /^[\t\x20-\x7e]*$/;
/** Each piece is an element: a quarter of a million of them would keep a phone from saying no. */
const PIECES_MOST = 1_000;
/** So much is drawn at once: as the person scrolls on, more follows. */
const LINES_AT_ONCE = 400;
const CHARACTERS_AT_ONCE = 32 * 1024;
/** In a line that isn't plain each character may be drawn as an element of its own. */
const NOT_PLAIN_WEIGHS = 8;

/** The lines, in what is drawn at once. */
export function blocksOf(lines: readonly string[]): readonly (readonly string[])[] {
  const blocks: string[][] = [];
  let block: string[] = [];
  let weight = 0;
  for (const line of lines) {
    block.push(line);
    weight += PLAIN.test(line) ? line.length : line.length * NOT_PLAIN_WEIGHS;
    if (block.length < LINES_AT_ONCE && weight < CHARACTERS_AT_ONCE) continue;
    blocks.push(block);
    block = [];
    weight = 0;
  }
  return block.length > 0 ? [...blocks, block] : blocks;
}

/** One line, without its end. */
export function piecesOf(line: string): readonly Piece[] {
  if (PLAIN.test(line)) return line === '' ? [] : [{ text: line }];
  const characters = [...line];
  const hidden = hiddenIn(characters);
  const pieces: Piece[] = [];
  let run = '';
  for (const [at, character] of characters.entries()) {
    if (hidden[at] !== true) {
      run += character;
      continue;
    }
    if (run !== '') pieces.push({ text: run });
    run = '';
    pieces.push({ hidden: numberOf(character) });
  }
  if (run !== '') pieces.push({ text: run });
  if (pieces.length <= PIECES_MOST) return pieces;
  return [{ hidden: pieces.map((piece) => ('text' in piece ? piece.text : piece.hidden)).join(' ') }];
}

/** "U+202E". */
function numberOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * The lines of a text. A carriage return before a line feed belongs to the end of its line; any other is a character that can't be
 * seen, and stays.
 */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  // What ends the last line begins no other one.
  return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** How many characters of a text can't be seen. */
export function countHidden(lines: readonly string[]): number {
  return lines.reduce(
    (sum, line) => sum + (PLAIN.test(line) ? 0 : hiddenIn([...line]).filter((isHidden) => isHidden).length),
    0,
  );
}

export type LineKind = 'added' | 'removed' | 'place' | 'same';

/**
 * What a line of a diff says, by its first character alone: whatever could be a change is drawn as one, the names of the files
 * as well.
 */
export function kindOf(line: string): LineKind {
  if (line.startsWith('+')) return 'added';
  if (line.startsWith('-')) return 'removed';
  return line.startsWith('@@') ? 'place' : 'same';
}
