import { textsIn } from './pseudo.ts';

/**
 * Whether names that are put into sentences are isolated, as a language needs that reads from right to left: looked at where they
 * go in, so that every sentence of every screen is. For tests alone.
 */

/** What went in as it was. */
export const bare = new Set<string>();

/** The product's own name, and what Arabic writes in Latin letters too. */
const OURS = /\b(Nod|PIN|QR|JSON|SHA-256)\b/g;

/** Ways that a sentence chooses by, besides those that `textsIn` knows. */
const CHOOSING = new Set(['offline', 'totp', 'email', 'bypass', 'expired', 'approved', 'denied', 'reported']);

/** Everything in a part of the catalogue, the same but for that. */
export function watched<T>(said: T): T {
  if (typeof said === 'function') {
    const speak = (...values: unknown[]) => {
      for (const text of values.flatMap(textsIn)) if (isBare(text)) bare.add(text);
      return watched(said(...values));
    };
    return speak as T;
  }
  if (Array.isArray(said)) return said.map(watched) as T;
  if (typeof said !== 'object' || said === null) return said;
  return Object.fromEntries(Object.entries(said).map(([name, one]) => [name, watched(one)])) as T;
}

/** Letters that read from left to right, outside of isolating characters. */
function isBare(text: string): boolean {
  if (CHOOSING.has(text)) return false;
  return /[A-Za-z]{2}/.test(text.replace(/\u2068[^\u2068\u2069]*\u2069/g, '').replace(OURS, ''));
}
