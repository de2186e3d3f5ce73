/**
 * The pairing code as people type it: 12 Crockford base32 characters, shown as ABCD-EFGH-JKMN.
 * Crockford's alphabet has no I, L, O or U: the first three are read as the digits they look like, U belongs to no code.
 * https://www.crockford.com/base32.html
 */
export const TYPED_CODE_LENGTH = 12;
const GROUP = 4;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** The code's characters in whatever was typed or pasted: upper case, look-alikes resolved, the rest dropped, at most 12. */
export function normalizeTypedCode(text: string): string {
  let code = '';
  for (const character of text.normalize('NFKC').toUpperCase()) {
    const known = LOOKALIKES[character] ?? character;
    if (ALPHABET.includes(known)) code += known;
    if (code.length === TYPED_CODE_LENGTH) break;
  }
  return code;
}

/** For reading and typing on: "ABCDEFGHJKMN" → "ABCD-EFGH-JKMN"; what is there so far, never ending in a hyphen. */
export function formatTypedCode(code: string): string {
  return (code.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
}

/** True once all twelve characters are there. */
export function typedCodeIsComplete(code: string): boolean {
  return code.length === TYPED_CODE_LENGTH;
}

/** How many characters are still missing; undefined for a whole code. */
export function missingInCode(code: string): number | undefined {
  return typedCodeIsComplete(code) ? undefined : TYPED_CODE_LENGTH - code.length;
}

/**
 * Where the caret belongs after formatting: behind as many code characters as it stood behind before.
 * @param before the field's raw text up to the caret
 */
export function typedCodeCaret(before: string): number {
  return formatTypedCode(normalizeTypedCode(before)).length;
}
