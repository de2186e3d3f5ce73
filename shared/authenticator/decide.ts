import { hashChallenge } from '../protocol/challenge.ts';
import { signDecision } from '../protocol/decision.ts';
import type { Assertion } from '../protocol/user-verification.ts';
import type { Account } from './account.ts';
import { claimEntry, isFree } from './claim-entry.ts';
import { type Answer, type ChoiceInput, completeAnswer } from './complete-answer.ts';
import { checkConfirmation } from './confirm-user.ts';
import type { Core } from './core.ts';
import { endRequest } from './end-request.ts';
import { AuthenticatorError } from './errors.ts';
import type { InboxItem, OutboxEntry, RequestId } from './inbox-item.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { sendDecision } from './send-decision.ts';
import { verifyChallengeFor } from './verify-challenge.ts';

export interface DecideInput extends RequestId, ChoiceInput {
  /** The person's own signature over this approval, where there is one (confirm-user.ts). */
  readonly verification?: Assertion;
}

/**
 * Answers a request: verifies the stored challenge once more, signs the choice over the hash of its exact bytes, keeps the
 * signed decision and posts it. Safe to call twice, from anywhere: two taps are one decision.
 * @throws AuthenticatorError account_unknown, challenge_unknown, key_missing, signature_invalid, approval_unsupported,
 *   approval_needs_app, code_malformed, login_not_here, login_hidden, confirmation_missing, or the server's refusal
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
  const account = await core.keys.account(input.deviceId);
  if (!account) throw new AuthenticatorError('account_unknown', 'no such account on this device');
  const item = await core.inbox.get(input);
  if (!item) throw new AuthenticatorError('challenge_unknown', 'no such request on this device');
  if (item.ended) return outcomeOf(item.ended);

  const { expired } = await verifyChallengeFor(core, account, item.challenge);
  if (expired) {
    const ending = { state: 'expired', decidedBy: null, here: false } as const;
    return outcomeOf((await endRequest(core, item, ending, { announce: 'close' })) ?? { ...ending, atMs: core.now() });
  }
  const answer = await completeAnswer(core, account, item, input);
  await checkConfirmation(item, answer, input.verification);

  const entry = await signedEntry(core, account, item, answer, input.verification);
  const holding = await core.inbox.hold(entry, (existing) => mayReplace(existing, entry, core.now()));
  if (holding.held) return sendDecision(core, account, item, entry);
  if (holding.existing.choice === answer.choice && (await claimEntry(core, holding.existing))) {
    return sendDecision(core, account, item, holding.existing);
  }
  const ended = (await core.inbox.get(input))?.ended;
  return ended ? outcomeOf(ended) : { kind: 'in_progress', choice: holding.existing.choice };
}

async function signedEntry(
  core: Core,
  account: Account,
  item: InboxItem,
  answer: Answer,
  verification: Assertion | undefined,
): Promise<OutboxEntry> {
  const { choice, code, origin } = answer;
  const decision = await signDecision(
    {
      iss: account.thumbprint,
      aud: account.issuer,
      jti: item.challengeId,
      iat: Math.floor((await core.clock.now(account.issuer)) / 1000),
      challenge: await hashChallenge(item.challenge),
      decision: choice,
      ...(code === undefined ? {} : { code }),
      ...(origin === undefined ? {} : { origin }),
      ...(choice === 'approve' && verification ? { uv: verification } : {}),
    },
    await core.keys.signingKey(account.thumbprint),
  );
  return {
    deviceId: item.deviceId,
    challengeId: item.challengeId,
    choice,
    code: code ?? null,
    ...(origin === undefined ? {} : { origin }),
    decision,
    state: 'sending',
    sinceMs: core.now(),
    expiresAtMs: item.expiresAtMs,
  };
}

/**
 * A second thought may replace an answer that is only kept (it waits for the network); never one that is being sent.
 * The same answer is not replaced but sent again as it is: the server then sees one decision, however often it comes.
 */
function mayReplace(existing: OutboxEntry, entry: OutboxEntry, nowMs: number): boolean {
  return isFree(existing, nowMs) && (existing.choice !== entry.choice || existing.code !== entry.code);
}
