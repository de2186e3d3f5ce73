import type { Phone } from './login-phone.ts';
import type { LoginUpdate } from './login-update.ts';
import { type Ending, englishWords, type LoginWords } from './login-words.ts';

/** NIST SP 800-63B-4 section 3.1.3.2: an out-of-band secret has at least six decimal digits (N2). */
const ACCEPTED_DIGITS = 6;
/** From here on time is worth a glance: the ring turns amber, and screen readers are told. */
const HURRY_FROM_SECONDS = 15;

export interface DeviceLine {
  name: string;
  /** The device's picture: the app may run anywhere, an extension runs in a computer's browser. */
  looks: 'phone' | 'computer';
  words: string;
  /** How far the request is: on its way, arrived, or in need of the person's help. */
  standing: 'asked' | 'arrived' | 'help';
}

const STANDING: Record<keyof LoginWords['delivery'], DeviceLine['standing']> = {
  queued: 'asked',
  sent: 'asked',
  received: 'arrived',
  displayed: 'arrived',
  pull: 'help',
  gone: 'help',
  failed: 'help',
};

export type LoginView =
  | {
      phase: 'waiting';
      heading: string;
      sentence: string;
      codeGroups: string[];
      warning: string | undefined;
      /** On a phone: how the app gets opened there. */
      phone: Phone | undefined;
      devices: DeviceLine[];
      announcement: string;
    }
  | { phase: 'ended'; ending: Ending; heading: string; sentence: string; announcement: string };

/** How waiting has ended with this state; undefined for one that waits. A newer server's state can't be told here. */
export function endingOf(state: LoginUpdate['state']): Ending | undefined {
  if (state === 'pending') return undefined;
  return Object.hasOwn(englishWords.outcome, state) ? (state as Ending) : 'lost';
}

/** What the login page shows, computed from what it knows. A pure function: the element only draws the result. */
export function loginView(
  known: {
    code: string;
    update: LoginUpdate | undefined;
    ending: Ending | undefined;
    phone?: Phone | undefined;
  },
  words: LoginWords,
): LoginView {
  if (known.ending) {
    const { heading, sentence } = words.outcome[known.ending];
    const byCode = known.ending === 'approved' && known.update?.fallback !== undefined;
    const text = byCode ? words.fallback.approved : sentence(known.update?.decidedBy);
    return { phase: 'ended', ending: known.ending, heading, sentence: text, announcement: `${heading}. ${text}` };
  }
  // Of a quiet request no device has heard, so none is listed as asked.
  const asked = known.update?.quiet ? [] : (known.update?.devices ?? []);
  const devices = asked.map(({ name, kind, delivery }): DeviceLine => {
    // A newer server's word for something on the way.
    const word = Object.hasOwn(STANDING, delivery) ? (delivery as keyof typeof STANDING) : 'sent';
    return {
      name,
      looks: kind === 'extension' ? 'computer' : 'phone',
      words: words.delivery[word],
      standing: STANDING[word],
    };
  });
  return {
    phase: 'waiting',
    heading: heading(known, words),
    sentence: sentence(known, words),
    codeGroups: groupCode(known.code),
    warning: known.code && known.code.length < ACCEPTED_DIGITS ? words.weakCode(known.code.length) : undefined,
    phone: known.phone,
    devices,
    announcement: devices.map((device) => `${device.name}: ${device.words}.`).join(' '),
  };
}

/** What is known when the card is drawn: the code, the devices that were asked, and the match. */
type Known = { code: string; update: LoginUpdate | undefined };

/** Whether an extension can approve in the very browser that shows this page, or is the only one that can. */
function approvesHere({ code, update }: Known): boolean {
  if (update?.match !== 'origin') return false;
  return code === '' || update.devices.some(({ kind }) => kind === 'extension');
}

function heading(known: Known, words: LoginWords): string {
  if (approvesHere(known)) return known.code ? words.approveHereOr : words.approveHere;
  return known.code ? words.typeCode : words.answerThere;
}

function sentence(known: Known, words: LoginWords): string {
  if (known.update?.quiet) return known.code ? words.nobodyRung : words.nobodyRungHere;
  if (approvesHere(known) && !known.code) return words.extensionOnly;
  const asked = known.update?.devices ?? [];
  return asked.length > 0 ? words.asks(asked.map(({ name }) => name)) : words.asksNobody;
}

/** Digits in groups that are easy to remember: 482 913, 4829 1357, 48 29. */
export function groupCode(code: string): string[] {
  if (code.length <= 3) return code ? [code] : [];
  const half = Math.ceil(code.length / 2);
  return [code.slice(0, half), code.slice(half)];
}

/** The ring: the share of the life that is left (0 to 1), the time in it ("1:47", "9"), and the seconds near the end. */
export function timeRing(
  remainingMs: number,
  lifetimeMs: number,
): { left: number; clock: string; seconds: number | undefined } {
  const bounded = Math.min(Math.max(remainingMs, 0), lifetimeMs);
  const seconds = Math.ceil(bounded / 1000);
  return {
    left: lifetimeMs > 0 ? bounded / lifetimeMs : 0,
    clock: seconds < 60 ? `${seconds}` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
    seconds: seconds <= HURRY_FROM_SECONDS ? seconds : undefined,
  };
}
