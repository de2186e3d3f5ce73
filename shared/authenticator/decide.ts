import { hashChallenge } from '../protocol/challenge.ts';
import { signDecision } from '../protocol/decision.ts';
import { type Assertion, approvalChallenge } from '../protocol/user-verification.ts';
import { type Account, knownAccount } from './account.ts';
import {
  type Answer,
  abilitiesOf,
  approvalGate,
  asksForPerson,
  type ChoiceInput,
  hasAttachments,
  type Outcome,
  outcomeOf,
  takesReason,
  verifierCounts,
} from './answer.ts';
import { type ConfirmationAsk, challengeIn } from './confirmation.ts';
import { endRequest } from './end-request.ts';
import { AuthenticatorError } from './errors.ts';
import type { InboxItem, RequestId } from './inbox-item.ts';
import { sendOnce } from './outbox.ts';
import type { Core } from './ports.ts';
import { verifyChallengeFor } from './verify-message.ts';

export interface DecideInput extends RequestId, ChoiceInput {
  /** The person's own signature over this approval, where there is one (`prepareConfirmation`). */
  readonly verification?: Assertion;
}

/**
 * Answers a request: verifies the stored challenge once more, signs the choice over the hash of its exact bytes, keeps the
 * signed decision and posts it. Safe to call twice, from anywhere: two taps are one decision.
 * @throws AuthenticatorError account_unknown, challenge_unknown, key_missing, signature_invalid, approval_unsupported,
 *   approval_needs_app, attachments_unseen, code_malformed, login_not_here, login_hidden, confirmation_missing, or the server's refusal
 *   (device_revoked, device_suspended, user_backing_off …)
 */
export function decide(core: Core, input: DecideInput): Promise<Outcome> {
  // Within one page or worker the second tap waits for the first; between them the outbox is the lock.
  const running = inFlight.get(core) ?? new Map<string, Promise<Outcome>>();
  inFlight.set(core, running);
  const name = JSON.stringify([input.deviceId, input.challengeId, input.choice, input.code]);
  const same = running.get(name);
  if (same) return same;
  const outcome = decideOnce(core, input).finally(() => running.delete(name));
  running.set(name, outcome);
  return outcome;
}

const inFlight = new WeakMap<Core, Map<string, Promise<Outcome>>>();

async function decideOnce(core: Core, input: DecideInput): Promise<Outcome> {
  const { account, item } = await knownRequest(core, input);
  if (item.ended) return outcomeOf(item.ended);

  const { expired } = await verifyChallengeFor(core, account, item.challenge);
  if (expired) {
    const ending = { state: 'expired', decidedBy: null, here: false } as const;
    return outcomeOf((await endRequest(core, item, ending, { announce: 'close' })) ?? { ...ending, atMs: core.now() });
  }
  const answer = await completeAnswer(core, account, item, input);
  checkSeen(item, answer, input.seen);
  await checkConfirmation(item, answer, input.verification);

  const decision = await sign(core, account, item, answer, input.verification);
  return sendOnce(core, account, item, { ...answer, decision });
}

async function sign(
  core: Core,
  account: Account,
  item: InboxItem,
  { choice, code, origin, reason }: Answer,
  verification: Assertion | undefined,
): Promise<string> {
  return signDecision(
    {
      iss: account.thumbprint,
      aud: account.issuer,
      jti: item.challengeId,
      iat: Math.floor((await core.clock.now(account.issuer)) / 1000),
      challenge: await hashChallenge(item.challenge),
      decision: choice,
      ...(code === undefined ? {} : { code }),
      ...(origin === undefined ? {} : { origin }),
      ...(reason === undefined ? {} : { reason }),
      ...(choice === 'approve' && verification ? { uv: verification } : {}),
    },
    await core.keys.signingKey(account.thumbprint),
  );
}

/** The request of this id, and its account. @throws AuthenticatorError account_unknown, challenge_unknown */
async function knownRequest(core: Core, id: RequestId): Promise<{ account: Account; item: InboxItem }> {
  const account = await knownAccount(core, id.deviceId);
  const item = await core.inbox.get(id);
  if (!item) throw new AuthenticatorError('challenge_unknown', 'no such request here');
  return { account, item };
}

/**
 * Checks that this choice can be made in this way, and completes it. Where the origin of the login's tab is asked for, that
 * tab is looked for now, whatever was seen before; a foreign page that shows the login turns an approval into a report.
 * @throws AuthenticatorError approval_unsupported, approval_needs_app, code_malformed, login_not_here, login_hidden
 */
async function completeAnswer(
  core: Core,
  account: Account,
  { claims }: InboxItem,
  input: ChoiceInput,
): Promise<Answer> {
  const { choice, code, from, foreignOrigin, reason } = input;
  if (choice === 'report' && foreignOrigin !== undefined && claims.match === 'origin') {
    return { choice, origin: foreignOrigin };
  }
  if (choice === 'deny' && reason !== undefined && takesReason(account)) return { choice, reason };
  if (choice !== 'approve') return { choice };
  const can = abilitiesOf(core, account, claims);
  const gate = approvalGate(claims, can);
  if (gate === 'unsupported') {
    throw new AuthenticatorError('approval_unsupported', 'more than this device shows');
  }
  if (asksForPerson(claims, can) && from === 'notification') {
    throw new AuthenticatorError('approval_needs_app', 'the person has to be confirmed');
  }
  if (hasAttachments(claims) && from === 'notification') {
    throw new AuthenticatorError('approval_needs_app', 'attachments have to be read');
  }
  if (gate === 'tap') return { choice };
  if (gate === 'origin') {
    const place = await core.logins?.find(claims.jti, claims);
    if (place?.kind === 'foreign') return { choice: 'report', origin: place.origin };
    if (place?.kind === 'found') return { choice, origin: place.origin };
    // Where the policy takes a code as well, it may be typed here as on any other device.
    if (claims.digits === undefined || code === undefined) {
      throw place?.kind === 'hidden'
        ? new AuthenticatorError('login_hidden', 'not allowed to look')
        : new AuthenticatorError('login_not_here', 'no login in this browser');
    }
  }
  if (from === 'notification') throw new AuthenticatorError('approval_needs_app', 'the code has to be typed');
  if (code === undefined || !/^[0-9]+$/.test(code) || code.length !== claims.digits) {
    throw new AuthenticatorError('code_malformed', `the code has ${claims.digits} digits`);
  }
  return { choice, code };
}

/**
 * What a person has to confirm before this approval: the same answer that `decide` will sign, the origin of the login's
 * tab included.
 * @returns null where nobody has to be confirmed: not asked for, not set up or too new where it is only preferred, or not an
 *   approval any more. @throws AuthenticatorError account_unknown, challenge_unknown, and the codes of completeAnswer
 */
export async function prepareConfirmation(
  core: Core,
  request: RequestId & { readonly code?: string },
): Promise<ConfirmationAsk | null> {
  const { account, item } = await knownRequest(core, request);
  if (item.ended || item.claims.uv === 'discouraged') return null;
  const { code } = request;
  const input = { choice: 'approve', from: 'app', ...(code === undefined ? {} : { code }) } as const;
  const answer = await completeAnswer(core, account, item, input);
  if (answer.choice !== 'approve' || !account.verifier || !verifierCounts(account, item.claims)) return null;
  return { challenge: await challengeOf(item, answer), credentialId: account.verifier.credentialId };
}

/** What is approved was on a screen: the caller names it, and the names are those that were signed. @throws AuthenticatorError attachments_unseen */
function checkSeen({ claims }: InboxItem, { choice }: Answer, seen: readonly string[] = []): void {
  if (choice !== 'approve') return;
  const named = claims.action.attachments ?? [];
  if (named.length === seen.length && named.every(({ sha256 }, at) => sha256 === seen[at])) return;
  throw new AuthenticatorError('attachments_unseen', 'an attachment was not on the screen');
}

/**
 * Makes sure that what the person has confirmed is what will be signed: between the two the login's tab may have gone
 * elsewhere. Whether the assertion is genuine is the server's to say, which knows the credential.
 * @throws AuthenticatorError confirmation_missing, login_not_here
 */
async function checkConfirmation(item: InboxItem, answer: Answer, assertion?: Assertion): Promise<void> {
  if (answer.choice !== 'approve') return;
  if (!assertion) {
    if (item.claims.uv !== 'required') return;
    throw new AuthenticatorError('confirmation_missing', 'the person has to be confirmed');
  }
  if (challengeIn(assertion) === (await challengeOf(item, answer))) return;
  throw answer.origin !== undefined
    ? new AuthenticatorError('login_not_here', 'confirmed elsewhere')
    : new AuthenticatorError('confirmation_missing', 'something else was confirmed');
}

async function challengeOf(item: InboxItem, { choice, code, origin }: Answer): Promise<string> {
  return approvalChallenge({
    challenge: await hashChallenge(item.challenge),
    decision: choice,
    ...(code === undefined ? {} : { code }),
    ...(origin === undefined ? {} : { origin }),
  });
}
