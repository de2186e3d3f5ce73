import type { ServerWords } from '../words/en.ts';
import type { Announced } from './announce.ts';

/** What happened, without a full stop; also for a kind that an older process doesn't know. */
export function sentenceFor({ happened, somethingHappened }: ServerWords, what: string): string {
  const sentences: Readonly<Record<Announced, string>> = happened;
  return Object.hasOwn(sentences, what) ? sentences[what as Announced] : somethingHappened;
}
