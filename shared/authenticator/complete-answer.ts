import type { Account } from './account.ts';
import { approvalGate } from './approval-gate.ts';
import type { Core } from './core.ts';
import { AuthenticatorError } from './errors.ts';
import type { Choice, InboxItem } from './inbox-item.ts';

/** What a person has chosen, and typed. */
export interface ChoiceInput {
  readonly choice: Choice;
  /** The digits as typed or scanned; only with `approve` where the challenge has a code. */
  readonly code?: string;
  /** A tap on the notification may only approve what needs nothing typed and nobody confirmed. */
  readonly from: 'app' | 'notification';
  /** Only with `report`: the foreign origin that was found to show this login. */
  readonly foreignOrigin?: string;
}

/** What will be signed: the choice, and what an approval shows or a report has seen. */
export interface Answer {
  readonly choice: Choice;
  readonly code?: string;
  readonly origin?: string;
}

/**
 * Checks that this choice can be made so, and completes it. Where the origin of the login's tab is asked for, that tab is
 * looked for now, whatever was seen before; a foreign page that shows the login turns an approval into a report.
 * @throws AuthenticatorError approval_unsupported, approval_needs_app, code_malformed, login_not_here, login_hidden
 */
export async function completeAnswer(
  core: Core,
  account: Account,
  { claims }: InboxItem,
  input: ChoiceInput,
): Promise<Answer> {
  const { choice, code, from, foreignOrigin } = input;
  if (choice === 'report' && foreignOrigin !== undefined && claims.match === 'origin') {
    return { choice, origin: foreignOrigin };
  }
  if (choice !== 'approve') return { choice };
  const gate = approvalGate(claims, {
    readsOrigins: core.logins !== undefined,
    confirmsUser: Boolean(account.verifier),
  });
  if (gate === 'unsupported') {
    throw new AuthenticatorError('approval_unsupported', 'this device can’t yet show what the approval asks for');
  }
  if (claims.uv === 'required' && from === 'notification') {
    throw new AuthenticatorError('approval_needs_app', 'the person has to be confirmed');
  }
  if (gate === 'tap') return { choice };
  if (gate === 'origin') {
    const place = await core.logins?.find(claims.jti, claims.origins ?? []);
    if (place?.kind === 'foreign') return { choice: 'report', origin: place.origin };
    if (place?.kind === 'found') return { choice, origin: place.origin };
    // Where the policy takes a code as well, it may be typed here like anywhere.
    if (claims.digits === undefined || code === undefined) {
      throw place?.kind === 'hidden'
        ? new AuthenticatorError('login_hidden', 'no permission to look where the login waits')
        : new AuthenticatorError('login_not_here', 'the login was not started in this browser');
    }
  }
  if (from === 'notification') throw new AuthenticatorError('approval_needs_app', 'the code has to be typed');
  if (code === undefined || !/^[0-9]+$/.test(code) || code.length !== claims.digits) {
    throw new AuthenticatorError('code_malformed', `the code has ${claims.digits} digits`);
  }
  return { choice, code };
}
