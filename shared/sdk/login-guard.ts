import type { Approval } from './await-approval.ts';
import { isNodError } from './errors.ts';
import type { Login, LoginQuestion, LoginSessions, WaitingPage } from './login.ts';

/** One thing to be done, as the person will read it: the question must have an action. */
export type DeedQuestion = LoginQuestion & Required<Pick<LoginQuestion, 'action'>>;

/** Either this very deed was approved a moment ago, or the person has to answer first. */
export type Guarded = { approval: Approval } | { waiting: WaitingPage };

/**
 * For what needs a yes of its own (a payment, a new address): asks for exactly this deed, and lets one through for one approval.
 * Another amount, or another text that is attached, is another deed.
 * @throws NodClientError receipt_invalid · new_device_key · those of createChallenge · …
 */
export async function guardDeed<At>(
  { login, sessions }: { login: Login<At>; sessions: LoginSessions<At> },
  at: At,
  question: DeedQuestion,
): Promise<Guarded> {
  const { userId, user, action } = question;
  const details = (action.details ?? []).map(({ label, value }) => [label, value]);
  const attached = await Promise.all(
    (action.attachments ?? []).map(async ({ name, mediaType, text }) => [name, mediaType, await sha256(text)]),
  );
  const purpose = `deed:${JSON.stringify([userId, user, action.title, details, attached])}`;
  if ((await sessions.read(at))?.purpose !== purpose) return { waiting: await login.ask(at, question, purpose) };
  try {
    return { approval: await login.finish(at, purpose) };
  } catch (error) {
    if (isNodError(error, 'not_approved')) {
      const waiting = await login.waiting(at);
      // A no is shown once. The next try asks anew: nobody is rung because a page was loaded again.
      if (error.state !== 'pending') await sessions.write(at, undefined);
      if (waiting) return { waiting };
    }
    const isOver =
      isNodError(error, 'nothing_waiting', 'not_approved', 'challenge_unknown') ||
      (isNodError(error, 'receipt_invalid') && error.reason === 'too_old');
    if (!isOver) throw error;
    return { waiting: await login.ask(at, question, purpose) };
  }
}

/** In hexadecimal: a session has no room for a whole contract. */
async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Whether a request that changes something comes from a page of this very site: the browser's own word (`Origin`, or where it sends
 * none `Sec-Fetch-Site`), which no page can change.
 */
export function isOwnPost(header: (name: string) => string | undefined, origin: string): boolean {
  const from = header('origin');
  return from === undefined ? header('sec-fetch-site') === 'same-origin' : from === origin;
}
