import { type ComponentChildren, Fragment } from 'preact';
import { plainText, writtenTowards } from '../languages/names.ts';
import { sentenceWords } from './words/sentence-words.ts';
import { words } from './words/words.ts';

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
  return <bdi dir={writtenTowards()}>{children}</bdi>;
}

/** Where the language puts the name; no name has it. */
const HERE = '\uFFFC';

interface AroundProps {
  /** The sentence, as the catalogue has it: `words.request.signIn`. */
  readonly say: (name: string) => string;
  readonly children: ComponentChildren;
  readonly strong?: boolean | undefined;
}

/** A sentence around a name that is an element of its own, or around several. */
export function Around({ say, children, strong }: AroundProps) {
  // A Japanese particle stays on the line of what it belongs to.
  const [before, after] = say(HERE)
    .replace(/\uFFFC(?=[ぁ-ん])/, '$&\u2060')
    .split(HERE);
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

export interface AskedProps {
  /** The application's own words, where it is more than a sign-in. */
  readonly title: string | null;
  readonly username: string;
  /** Name of a new device that asks to be let in: then it is none of both. */
  readonly letIn?: string | undefined;
  readonly strong?: boolean;
}

/** What is asked, or was: a sentence around a name, or somebody else's words. */
export function Asked({ title, username, letIn, strong = false }: AskedProps) {
  if (letIn !== undefined) return <Around say={words.pending.letIn}>{letIn}</Around>;
  if (title !== null) return <Given strong={strong}>{title}</Given>;
  return (
    <Around strong={strong} say={words.request.signIn}>
      {username}
    </Around>
  );
}

/**
 * A sentence with names in it. On a line too narrow for a name its closing quote takes the last letters along, instead of
 * standing on the next line alone.
 */
export function Sentence({ children }: { children: string }) {
  const parts = children.split(/([\p{L}\p{N}]{0,2}\u2069?\u00a0?[”“»][^\s”“»]?)/u);
  return <>{parts.map((part, at) => (at % 2 === 0 ? part : <span class="nod-together">{part}</span>))}</>;
}

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
