import { happenedWords as english, type HappenedWords } from './en.ts';

/** As `say` of ../words/spoken.ts, of what happened to an account. */
export let tell: HappenedWords = english;

/** For a worker, each time it wakes. */
export function tellIn(words: HappenedWords): void {
  tell = words;
}
