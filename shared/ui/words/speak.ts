import { type Language, traitsOf } from '../../languages/languages.ts';
import { writeTowards } from '../../languages/names.ts';
import { translateTo } from '../../languages/spoken.ts';
import type { FirstWords, LaterWords } from './catalogue.ts';

interface Files {
  readonly first: () => Promise<FirstWords>;
  readonly later: () => Promise<LaterWords>;
}

/** English is built in. */
const FILES: Readonly<Record<Exclude<Language, 'en'>, Files>> = {
  de: { first: () => import('./de/first.ts'), later: () => import('./de/later.ts') },
  fr: { first: () => import('./fr/first.ts'), later: () => import('./fr/later.ts') },
  es: { first: () => import('./es/first.ts'), later: () => import('./es/later.ts') },
  ar: { first: () => import('./ar/first.ts'), later: () => import('./ar/later.ts') },
  ja: { first: () => import('./ja/first.ts'), later: () => import('./ja/later.ts') },
};

let later: Promise<void> = Promise.resolve();

/**
 * Puts all that this page says into a language; called once, before anything is drawn. What can't be fetched (no network, and
 * nothing kept) stays English, and the page says of itself that it is.
 * @param page its root element, whose language and direction follow
 */
export async function speak(language: Language, page: HTMLElement): Promise<void> {
  if (language !== 'en') {
    try {
      translateTo({ ...(await FILES[language].first()) });
    } catch {
      return;
    }
    later = FILES[language].later().then(
      (words) => translateTo({ ...words }),
      () => undefined,
    );
  }
  const { direction } = traitsOf(language);
  page.lang = language;
  page.dir = direction;
  writeTowards(direction);
}

/** Fetches a language's words, so that they are there (or kept by the worker) once the page is loaded anew. @throws where that can't be */
export async function fetchWords(language: Language): Promise<void> {
  if (language !== 'en') await Promise.all([FILES[language].first(), FILES[language].later()]);
}

/** Settles when the words of the screens that are fetched later are there, or are known not to come. Never throws. */
export function laterWords(): Promise<void> {
  return later;
}
