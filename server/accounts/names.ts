import * as v from 'valibot';

/**
 * Names that people read on a phone before they approve, and usernames that must name one account only. So nothing that
 * is invisible or turns the text around may be in them (Unicode UTS #39, CVE-2021-42574 "Trojan Source").
 */
const NAME_CHARACTERS = 80;
const USERNAME_CHARACTERS = 128;

/** Before normalising, which may be slow for a huge string: more UTF-16 units than any allowed name has. */
const RAW_UNITS = 512;

/** Controls, line and paragraph separators, lone surrogates, private use and unassigned characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;
/** Embedding, override, isolate and mark: they change the order in which other characters are shown. */
const BIDI = /\p{Bidi_Control}/u;
/** Something to see: not only spaces and joiners. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** In a username also no space of any kind and nothing that a renderer may leave out (zero width, fillers, selectors). */
const HIDDEN = /[\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

const characters = (text: string): number => [...text].length;

/** 1 to 80 characters, NFC; for applications, display names, and whatever else is shown. */
export const nameSchema = v.pipe(
  v.string('must be text'),
  v.maxLength(RAW_UNITS, `must have at most ${NAME_CHARACTERS} characters`),
  v.transform((text) => text.normalize('NFC').trim()),
  v.check((text) => characters(text) <= NAME_CHARACTERS, `must have at most ${NAME_CHARACTERS} characters`),
  v.check((text) => !UNPRINTABLE.test(text), 'must not hold control or unassigned characters'),
  v.check((text) => !BIDI.test(text), 'must not hold characters that change the direction of text'),
  v.check((text) => VISIBLE.test(text), 'must not be empty'),
);

/** NFC and lower case, 1 to 128 characters: `Alice` and `alice` are one user. */
export const usernameSchema = v.pipe(
  v.string('must be text'),
  v.maxLength(RAW_UNITS, `must have at most ${USERNAME_CHARACTERS} characters`),
  // Lower case may take a composed character apart, hence composed last.
  v.transform((text) => text.normalize('NFC').toLowerCase().normalize('NFC')),
  v.check((text) => characters(text) <= USERNAME_CHARACTERS, `must have at most ${USERNAME_CHARACTERS} characters`),
  v.check((text) => !UNPRINTABLE.test(text), 'must not hold control or unassigned characters'),
  v.check((text) => !BIDI.test(text), 'must not hold characters that change the direction of text'),
  v.check((text) => !HIDDEN.test(text), 'must not hold spaces or invisible characters'),
  v.check((text) => VISIBLE.test(text), 'must not be empty'),
);
