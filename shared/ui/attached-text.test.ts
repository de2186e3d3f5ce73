import { describe, expect, it } from 'vitest';
import { blocksOf, countHidden, kindOf, linesOf, piecesOf } from './attached-text.ts';

const drawn = (line: string) => piecesOf(line).map((piece) => ('text' in piece ? piece.text : `[${piece.hidden}]`));

describe('V9.2.2: the text of an attachment, with nothing hidden and nothing left out', () => {
  it('shows by its number what turns a text around, can’t be seen, or looks like a space', () => {
    expect(drawn('if (a) \u202E// admins\u2069')).toEqual(['if (a) ', '[U+202E]', '// admins', '[U+2069]']);
    expect(drawn('a\u200Bb\u00ADc\uFEFFd')).toEqual(['a', '[U+200B]', 'b', '[U+00AD]', 'c', '[U+FEFF]', 'd']);
    expect(drawn('12\u00A0€\u2003x\u2800')).toEqual(['12', '[U+00A0]', '€', '[U+2003]', 'x', '[U+2800]']);
    expect(drawn('\u001b[31mred\u0007')).toEqual(['[U+001B]', '[31mred', '[U+0007]']);
    expect(drawn('a\u{E0041}')).toEqual(['a', '[U+E0041]']);
  });

  it('shows a carriage return inside a line, which would write over it', () => {
    expect(linesOf('one\r\ntwo\rthree\n')).toEqual(['one', 'two\rthree']);
    expect(drawn('two\rthree')).toEqual(['two', '[U+000D]', 'three']);
  });

  it('leaves the letters of the world as they are, with the joiners that they need', () => {
    for (const text of [
      'שלום עולם',
      'می\u200cخواهم',
      'नमस्ते',
      '日本語\u3000の',
      'é à ü',
      '👩\u200d💻',
      '\tindented  twice   ',
    ]) {
      expect(drawn(text)).toEqual([text]);
    }
    expect(drawn('a\u200db')).toEqual(['a', '[U+200D]', 'b']);
  });

  it('shows the marks of a tower over the lines around it', () => {
    expect(drawn(`a${'\u0301'.repeat(12)}`)).toEqual([`a${'\u0301'.repeat(8)}`, ...Array(4).fill('[U+0301]')]);
    expect(drawn('\u0301a')).toEqual(['[U+0301]', 'a']);
  });

  it('keeps every character: what is drawn is the text, however long', () => {
    const text = ['', 'x'.repeat(100_000), '\u202Eb', '', 'last'].join('\n');
    const back = linesOf(text).map((line) =>
      piecesOf(line)
        .map((piece) =>
          'text' in piece ? piece.text : String.fromCodePoint(Number.parseInt(piece.hidden.slice(2), 16)),
        )
        .join(''),
    );
    expect(back.join('\n')).toBe(text);
    expect(countHidden(linesOf(text))).toBe(1);
  });

  it('has few pieces, however much hides in it: none makes the screen stand still', () => {
    const line = '\u0001a'.repeat(100_000);
    expect(piecesOf(line).length).toBeLessThan(2_000);
    expect(drawn(line).join('')).toContain('U+0001 a U+0001 a');
    const lines = Array.from({ length: 400 }, () => '\u0001a'.repeat(300));
    const marks = blocksOf(lines).map((block) => block.flatMap(piecesOf).length);
    expect(Math.max(...marks)).toBeLessThan(10_000);
    expect(blocksOf(lines).flat()).toEqual(lines);
  });

  it('takes whatever could be a change for one', () => {
    expect(['+a', '+++ b/x', '-a', '--- a/x', '--- hidden', '@@ -1 +1 @@', ' a', 'diff --git'].map(kindOf)).toEqual([
      ...['added', 'added', 'removed', 'removed', 'removed', 'place', 'same', 'same'],
    ]);
  });
});
