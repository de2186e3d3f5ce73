import * as v from 'valibot';
import { MARKS } from './marks.ts';

/**
 * Text that strangers write and people read before they approve: titles, details, context, names of devices, users,
 * applications and realms. One rule for all of it, in code points, the same in every runtime (no property of Unicode that
 * changes with its version); docs/protocol.md has it as a table, vectors/text.json as examples. What is refused controls,
 * breaks the line, turns the text around it, can't be seen, or covers its neighbours: each makes "Deny transfer" read
 * differently (Unicode UTS #39, CVE-2021-42574 "Trojan Source").
 */

/** A character of one of these ranges: hexadecimal code points. */
function oneOf(ranges: string): RegExp {
  const members = ranges.split(' ').map((range) =>
    range
      .split('-')
      .map((point) => `\\u{${point}}`)
      .join('-'),
  );
  return new RegExp(`^[${members.join('')}]$`, 'u');
}

/**
 * Nowhere: controls; soft hyphen and joiner of graphemes; fillers and other letters without a shape; zero width space and
 * marks of direction; line and paragraph separators; embeddings, overrides, isolates; invisible operators; surrogates and
 * private use; noncharacters; byte order mark; annotations; format controls of hieroglyphs, shorthand and music; planes that
 * hold no text (3FFFE to E00FF, tags among them).
 */
const REFUSED = oneOf(
  '0-1f 7f-9f ad 34f 61c 115f-1160 17b4-17b5 180e 200b 200e-200f 2028-202e 2060-206f 3164 d800-f8ff fdd0-fdef feff ffa0 ' +
    'fff0-fffc fffe-ffff 13430-1345f 16fe4 1bca0-1bca3 1d159 1d173-1d17a 1fffe-1ffff 2fffe-2ffff 3fffe-e00ff e01f0-10ffff',
);
/** The empty pattern of Braille looks like a space, so it is one. */
const SPACE = oneOf('20 a0 1680 2000-200a 202f 205f 2800 3000');
const MARK = oneOf(MARKS);
const JOINER = oneOf('200c-200d');
/** Scripts whose letters a joiner joins or keeps apart: Arabic and its kin, those of India, of South East Asia, Mongolian. */
const JOINED = oneOf(
  '600-8ff 900-dff 1000-109f 1780-17ff 1800-18af a840-a877 a980-a9ff aa60-aa7f fb50-fdcf fdf0-fdff fe70-fefc',
);
const PICTURE = oneOf(
  'a9 ae 203c 2049 2122 2139 2190-21ff 2300-23ff 2460-24ff 25a0-27bf 2900-297f 2b00-2bff 3030 303d 3297 3299 1f000-1faff',
);
const HAN = '2e80-2fdf 3001-3002 3400-4dbf 4e00-9fff f900-faff ff01 ff0c ff0e ff1a-ff1b ff1f 20000-3fffd';
/** Selectors of a variation, and what each may stand behind. */
const VARIATIONS = [
  { selector: oneOf('fe0e-fe0f'), varied: PICTURE },
  { selector: oneOf('fe00-fe0d'), varied: oneOf(`1000-109f ${HAN}`) },
  { selector: oneOf('e0100-e01ef'), varied: oneOf(HAN) },
  { selector: oneOf('180b-180d 180f'), varied: oneOf('1820-18aa') },
] as const;
const KEY = /^[#*0-9]$/;
const EMOJI_SELECTOR = '\ufe0f';
const KEYCAP = '\u20e3';

/** More spaces in a row would push what follows out of sight. */
const SPACES_IN_A_ROW = 2;
/** The languages of the world need six or seven; sixty make a tower over the lines around. */
const MARKS_IN_A_ROW = 8;

/** Most text: it needs no closer look. */
const PLAIN = /^[\x21-\x7e]+(?: {1,2}[\x21-\x7e]+)*$/;

/** @returns what is wrong with text by the rule, in words that complete "… must"; undefined when nothing is */
export function textProblem(text: string): string | undefined {
  if (PLAIN.test(text)) return undefined;
  const characters = [...text];
  let spaces = 0;
  let marks = 0;
  let isVisible = false;
  for (const [at, character] of characters.entries()) {
    if (REFUSED.test(character)) return 'must not hold control, invisible or direction-changing characters';
    if (!standsRight(characters, at))
      return 'must hold joiners and variation selectors only where they change something';
    spaces = SPACE.test(character) ? spaces + 1 : 0;
    if (spaces > SPACES_IN_A_ROW) return `must not hold more than ${SPACES_IN_A_ROW} spaces in a row`;
    if (JOINER.test(character)) continue;
    const isMark = MARK.test(character);
    marks = isMark ? marks + 1 : 0;
    if (marks > MARKS_IN_A_ROW) return `must not hold more than ${MARKS_IN_A_ROW} combining marks in a row`;
    if (isMark && at === 0) return 'must not begin with a combining mark';
    isVisible ||= !isMark && spaces === 0;
  }
  return isVisible ? undefined : 'must not be blank';
}

/**
 * Finds what can't be seen, or changes how its neighbours are seen, in a text of which not the whole follows the rule (an
 * attachment, which has lines, tabs and columns): the same characters as the rule refuses, unusual spaces, and marks beyond
 * the eighth in a row.
 * @param characters code points of one line. @returns for each whether it has to be shown by its number
 */
export function hiddenIn(characters: readonly string[]): boolean[] {
  let marks = 0;
  return characters.map((character, at) => {
    if (character === '\t' || character === ' ' || character === IDEOGRAPHIC_SPACE) marks = 0;
    else if (REFUSED.test(character) || SPACE.test(character) || !standsRight(characters, at)) return true;
    else if (!JOINER.test(character)) marks = MARK.test(character) ? marks + 1 : 0;
    return marks > MARKS_IN_A_ROW || (marks > 0 && at === 0);
  });
}
/** It is as wide as a letter: everybody sees it. */
const IDEOGRAPHIC_SPACE = '\u3000';

/** Whether a joiner stands between two things that it joins, and a selector behind something that it varies. */
function standsRight(characters: readonly string[], at: number): boolean {
  const [before = '', character = '', after = ''] = [characters[at - 1], characters[at], characters[at + 1]];
  if (JOINER.test(character)) {
    if (JOINED.test(before) && JOINED.test(after)) return true;
    const isPicture = PICTURE.test(before) || (before === EMOJI_SELECTOR && PICTURE.test(characters[at - 2] ?? ''));
    return character === '\u200d' && isPicture && PICTURE.test(after);
  }
  const variation = VARIATIONS.find(({ selector }) => selector.test(character));
  if (!variation) return true;
  return variation.varied.test(before) || (character === EMOJI_SELECTOR && KEY.test(before) && after === KEYCAP);
}

/**
 * Text that was stored before this rule, as near to what it was as the rule allows: joiners and selectors go, what is refused
 * becomes U+FFFD; where marks or spaces are too many, all marks go and spaces become one.
 */
export function readableText(text: string): string {
  const isFine = (some: string) => textProblem(some) === undefined;
  if (text === '' || isFine(text)) return text;
  const visible = [...text]
    .filter((character) => !JOINER.test(character) && !VARIATIONS.some(({ selector }) => selector.test(character)))
    .map((character) => (REFUSED.test(character) ? '\ufffd' : character));
  if (isFine(visible.join(''))) return visible.join('');
  const bare = visible
    .filter((character) => !MARK.test(character))
    .map((character) => (SPACE.test(character) ? ' ' : character))
    .join('')
    .replace(/ {2,}/g, ' ');
  return isFine(bare) ? bare : '\ufffd';
}

/** Why a person says no (decision.ts); here for screens too, which parse nothing. */
export const REASON_MAX_CHARACTERS = 200;

/** A line of at most `maxCharacters` code points, by the rule. */
export function line(maxCharacters: number) {
  return v.pipe(
    v.string(),
    // No text has more code points than code units; only a longer one has to be counted.
    v.check(
      (text) => text.length <= maxCharacters || [...text].length <= maxCharacters,
      `at most ${maxCharacters} characters`,
    ),
    v.check(
      (text) => textProblem(text) === undefined,
      ({ input }) => textProblem(input) ?? '',
    ),
  );
}

const encoder = new TextEncoder();

/** Bytes that text takes in UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** Bytes that a value takes as JSON in UTF-8, which is what counts against the size of a push. */
export function jsonBytes(value: unknown): number {
  return byteLength(JSON.stringify(value));
}

/** Shortens a line with an ellipsis until it takes at most `maxBytes` as JSON; never cuts inside a character. */
export function shortenToBytes(text: string, maxBytes: number): string {
  if (jsonBytes(text) <= maxBytes) return text;
  const characters = [...text];
  while (characters.length > 0 && jsonBytes(`${characters.join('')}…`) > maxBytes) characters.pop();
  return withEllipsis(characters);
}

/** Shortens a line with an ellipsis to at most so many code points. */
export function shortenToCharacters(text: string, maxCharacters: number): string {
  const characters = [...text];
  return characters.length <= maxCharacters ? text : withEllipsis(characters.slice(0, maxCharacters - 1));
}

function withEllipsis(characters: string[]): string {
  // What joined, or varied, what is gone now would stand wrong.
  while (!standsRight([...characters, '…'], characters.length - 1)) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
