import { Fragment, type VNode } from 'preact';
import { sentenceWords } from './words/sentence-words.ts';

/**
 * A name or a text that somebody else chose: isolated in its direction, and without the characters that could turn
 * the line around it or hide in it.
 */
export function Given({ children, strong = false }: { children: string; strong?: boolean | undefined }) {
  return <bdi class={strong ? 'nod-strong' : undefined}>{plainText(children)}</bdi>;
}

/**
 * Words of ours with names in them (`shownText`), such as "Chrome on macOS": kept apart like a name, but in the direction of the
 * page's language.
 */
export function Worded({ children }: { children: string }) {
  return <bdi dir={readsRightToLeft() ? 'rtl' : 'ltr'}>{children}</bdi>;
}

/** Where the language puts the name; no name has it. */
const HERE = '\uFFFC';

interface AroundProps {
  /** The sentence, as the catalogue has it: `words.request.signIn`. */
  readonly say: (name: string) => string;
  readonly children: string | VNode;
  readonly strong?: boolean | undefined;
}

/** A sentence around a name that is an element of its own, or around several. */
export function Around({ say, children, strong }: AroundProps) {
  const [before, after] = say(HERE).split(HERE);
  return (
    <>
      {before}
      {typeof children === 'string' ? <Given strong={strong}>{children}</Given> : children}
      {after}
    </>
  );
}

/** Several of them, as the language lists things. */
export function Names({ of }: { of: readonly string[] }) {
  const [, ...after] = sentenceWords.list(of.map(() => HERE)).split(HERE);
  return of.map((name, at) => (
    <Fragment key={name}>
      <Given strong>{name}</Given>
      {after[at]}
    </Fragment>
  ));
}

/**
 * A sentence with names in it. On a line too narrow for a name its closing quote takes the last letters along, instead of
 * standing on the next line alone.
 */
export function Sentence({ children }: { children: string }) {
  const parts = children.split(/([\p{L}\p{N}]{0,2}\u2069?\u00a0?[”“»][^\s”“»]?)/u);
  return <>{parts.map((part, at) => (at % 2 === 0 ? part : <span class="nod-together">{part}</span>))}</>;
}

/**
 * A foreign text without what could deceive. Direction overrides (U+202E and its kin) could spell one application's name in
 * another's letters, and invisible characters could tell two equal-looking names apart: neither reaches the screen. Joiners
 * stay, since scripts and emoji need them.
 * https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060-\u2069\uFEFF]+/gu, (run) =>
    /[\n\t\u2028\u2029]/.test(run) ? ' ' : '',
  );
}

/**
 * The same for a name inside a sentence, where it can't have an element of its own: isolated by characters, so that "iPhone (2)"
 * keeps its parenthesis in Arabic, and an Arabic name turns nothing around in English. Where neither can happen it is as it was.
 */
export function shownText(text: string): string {
  const plain = plainText(text);
  const turns = readsRightToLeft() || /[\u0590-\u08FF\uFB1D-\uFEFC]/.test(plain);
  return turns && plain !== '' ? `\u2068${plain}\u2069` : plain;
}

const readsRightToLeft = () => globalThis.document?.dir === 'rtl';

/** The first letter of a name for its tile, as a reader would name it (a whole grapheme, upper case); "•" if there is none. */
export function initialOf(name: string): string {
  // A letter of ASCII with nothing but ASCII around it stands alone. Making a segmenter takes longer than drawing a request.
  const plain = /^[\x20-\x7e]*?([A-Za-z0-9])(?![^\x20-\x7e])/.exec(name)?.[1];
  if (plain !== undefined) return plain.toLocaleUpperCase();
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)) {
    if (/[\p{L}\p{N}]/u.test(segment)) return segment.toLocaleUpperCase();
  }
  return '•';
}
