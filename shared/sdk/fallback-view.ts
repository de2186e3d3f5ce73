import { type FallbackWords, WAYS, type Way } from './fallback-words.ts';
import type { FallbackReply } from './login-fallback.ts';

/** Why a way wasn't opened, or a code not taken. */
export interface Refusal {
  readonly code: string;
  readonly retryAfterSeconds?: number | undefined;
}

/** One line of the menu; with `refused` it says why the way isn't offered. */
export interface MenuLine {
  way: Way;
  title: string;
  hint: string;
  refused: boolean;
}

/** Refusals that stay for as long as this login waits: the menu doesn't offer the way again. */
const LASTING: readonly string[] = [
  'fallback_closed',
  'fallback_not_allowed',
  'offline_too_long',
  'offline_no_device',
  'offline_used_up',
  'email_used_up',
  'user_locked',
];

export function lasts({ code }: Refusal): boolean {
  return LASTING.includes(code);
}

/** @returns what this page has words for; a newer server may name more */
export function knownWays(named: readonly string[]): Way[] {
  return WAYS.filter((way) => named.includes(way));
}

export function menuLines(ways: readonly Way[], refused: ReadonlyMap<Way, Refusal>, words: FallbackWords): MenuLine[] {
  return ways.map((way) => {
    const { title, hint } = words.ways[way];
    const refusal = refused.get(way);
    return { way, title, hint: refusal ? refusalText(refusal, words) : hint, refused: refusal !== undefined };
  });
}

/** A sentence that says what is the matter and what to do next. */
export function refusalText({ code, retryAfterSeconds }: Refusal, words: FallbackWords): string {
  const when = words.inTime(retryAfterSeconds);
  if (code === 'fallback_backing_off') return words.fallbackBackingOff(when);
  if (code === 'user_quarantined' || code === 'user_backing_off') return words.userPauses(when);
  return Object.hasOwn(words.refused, code)
    ? words.refused[code as keyof FallbackWords['refused']]
    : words.refused.other;
}

/** What is wrong with a code before it is sent: nothing is counted for it. */
export function typingMistake(typed: string, digits: number | undefined, words: FallbackWords): string | undefined {
  const bare = typed.replace(/[\s\-‐‑–—]/g, '');
  if (bare === '') return words.empty;
  if (digits !== undefined && (bare.length !== digits || !/^[0-9]*$/.test(bare))) return words.incomplete(digits);
  return undefined;
}

/** @returns the refusal in an answer, if it is one; anything that can't be read is one too */
export function refusalIn(reply: FallbackReply | undefined): Refusal | undefined {
  if (reply === undefined) return { code: 'unreachable' };
  if (reply.refused !== undefined) return { code: reply.refused, retryAfterSeconds: reply.retryAfterSeconds };
  return reply.opened === undefined && reply.update === undefined ? { code: 'other' } : undefined;
}
