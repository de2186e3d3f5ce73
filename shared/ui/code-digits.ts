/** What the code pad does with the digits a person types, pastes or deletes. Pure; CodePad.tsx draws it. */

/** Full-width digits fold with NFKC. Arabic-Indic and Persian ones, which real keyboards have, do not. */
const ARABIC_ZERO = 0x0660;
const PERSIAN_ZERO = 0x06f0;

/**
 * The digits of whatever was typed or pasted ("482 913", "Code: 482913", "٤٨٢٩١٣"), at most `count` of them.
 * @param count how many digits the code has (2 to 8)
 */
export function digitsOf(text: string, count: number): string {
  let digits = '';
  for (const character of text.normalize('NFKC')) {
    const digit = asciiDigit(character);
    if (digit !== undefined) digits += digit;
    if (digits.length === count) break;
  }
  return digits;
}

/** True once every box is filled. */
export function codeIsComplete(code: string, count: number): boolean {
  return code.length === count;
}

/**
 * How many boxes stand together: halves, so that a code reads as it is spoken. 6 → 3+3, 8 → 4+4, 7 → 4+3, 5 → 3+2;
 * up to four digits are read at one glance and stay together.
 */
export function codeGroups(count: number): readonly number[] {
  if (count <= 4) return [count];
  return [Math.ceil(count / 2), Math.floor(count / 2)];
}

/** One box of the pad. */
export interface CodeBox {
  readonly index: number;
  readonly digit: string;
  /** The next digit goes here (the last box, once all are filled). */
  readonly current: boolean;
  /** The second group begins here: a gap stands before it. */
  readonly opensGroup: boolean;
}

/** The boxes with the digits typed so far, the place of the next one, and where the gap is. */
export function codeBoxes(code: string, count: number): readonly CodeBox[] {
  const current = Math.min(code.length, count - 1);
  const [firstGroup] = codeGroups(count);
  return Array.from({ length: count }, (_, index) => ({
    index,
    digit: code[index] ?? '',
    current: index === current,
    opensGroup: index === firstGroup,
  }));
}

function asciiDigit(character: string): string | undefined {
  if (character >= '0' && character <= '9') return character;
  const point = character.codePointAt(0) ?? 0;
  for (const zero of [ARABIC_ZERO, PERSIAN_ZERO]) {
    if (point >= zero && point <= zero + 9) return String(point - zero);
  }
  return undefined;
}
