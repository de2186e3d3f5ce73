/**
 * A language that nobody speaks, made of the English words: each Latin letter looks like itself and is another one. So what is
 * still Latin on a screen was written past the catalogue, or came from a person or an application. For tests alone.
 */

/** From a names to z's, small and large. */
const SMALL = [...'áƀćđéƒǵħíĵķłḿńóṕɋŕśŧúṽŵẋýž'];
const LARGE = [...'ÁɃĆĐÉƑǴĦÍĴĶŁḾŃÓṔɊŔŚŦÚṼŴẊÝŽ'];

/** A language whose dates have no Latin letter. */
const LOCALE = 'el-u-nu-latn';

/** Other people's texts, which were put into sentences as they are. */
export const given = new Set<string>();

/** Which of two phrases a sentence chooses by: never shown. */
const CHOOSING = new Set(['phone', 'computer', 'app', 'tab', 'extension']);

function pseudoText(text: string, kept: readonly string[] = []): string {
  const found = kept.find((one) => one !== '' && text.includes(one));
  if (found !== undefined) {
    return text
      .split(found)
      .map((part) =>
        pseudoText(
          part,
          kept.filter((one) => one !== found),
        ),
      )
      .join(found);
  }
  return text
    .replace(/[a-z]/g, (letter) => SMALL[letter.charCodeAt(0) - 97] ?? letter)
    .replace(/[A-Z]/g, (letter) => LARGE[letter.charCodeAt(0) - 65] ?? letter);
}

/** Every text in a value, but for those that sentences choose by. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return CHOOSING.has(value) ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Everything in a part of the catalogue, also what its functions will say. */
export function pseudo<T>(said: T, kept: readonly string[] = []): T {
  if (typeof said === 'string') return pseudoText(said, kept) as T;
  if (typeof said === 'function') {
    const speak = (...values: unknown[]) => {
      const texts = values.flatMap(textsIn).filter((text) => /[a-z]/i.test(text));
      for (const text of texts) given.add(text);
      return pseudo(
        said(...values),
        texts.sort((a, b) => b.length - a.length),
      );
    };
    return speak as T;
  }
  if (Array.isArray(said)) return said.map((one) => pseudo(one, kept)) as T;
  if (typeof said !== 'object' || said === null) return said;
  const entries = Object.entries(said).map(([name, one]) => [name, name === 'locale' ? LOCALE : pseudo(one, kept)]);
  return Object.fromEntries(entries) as T;
}

/**
 * What on this page is neither pseudo nor came from somebody.
 * @param given what was put into sentences as it is
 * @returns each text or name once
 */
export function unspokenOn(root: Element, given: Iterable<string>): string[] {
  const texts: string[] = [];
  for (const element of [root, ...root.querySelectorAll('*')]) {
    if (element.closest('bdi, script, style, svg') !== null) continue;
    for (const name of ['aria-label', 'placeholder', 'alt', 'title']) texts.push(element.getAttribute(name) ?? '');
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(sentenceOf(element, node));
  }
  const others = [...given].sort((a, b) => b.length - a.length);
  const left = (text: string) =>
    others.filter((one) => one.length > 1).reduce((rest, one) => rest.replaceAll(one, ''), text);
  return [...new Set(texts.filter((text) => isWords(left(text))))];
}

/** A sentence whose ends are kept together is in pieces. */
function sentenceOf(element: Element, node: Node): string {
  const whole = element.matches('.nod-together') ? element.parentElement : element;
  const inPieces = whole?.querySelector(':scope > .nod-together') != null;
  return (inPieces ? whole?.textContent : node.textContent) ?? '';
}

/** Neither the product's name, nor an initial, a code or an address. */
function isWords(text: string): boolean {
  return /[a-z]{2}/.test(text.replace(/\bNod\b/g, '')) && !/\.example\b|@example\.org/.test(text);
}
