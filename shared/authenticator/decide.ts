import { hashChallenge } from '../protocol/challenge.ts';
import { signDecision } from '../protocol/decision.ts';
import type { Account } from './account.ts';
import { approvalGate } from './approval-gate.ts';
import { claimEntry, isFree } from './claim-entry.ts';
import type { Core } from './core.ts';
import { endRequest } from './end-request.ts';
import { AuthenticatorError } from './errors.ts';
import type { Choice, InboxItem, OutboxEntry, RequestId } from './inbox-item.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { sendDecision } from './send-decision.ts';
import { verifyChallengeFor } from './verify-challenge.ts';

export interface DecideInput extends RequestId {
  readonly choice: Choice;
  /** The digits as typed or scanned; only with `approve` where the challenge has a code. */
  readonly code?: string;
  /** A tap on the notification may only approve what needs nothing typed. */
  readonly from: 'app' | 'notification';
  /** Only with `report`: the foreign origin that was found to show this login. */
  readonly foreignOrigin?: string;
}

/**
 * Answers a request: verifies the stored challenge once more, signs the choice over the hash of its exact bytes, keeps the
 * signed decision and posts it. Safe to call twice, from anywhere: two taps are one decision.
 * @throws AuthenticatorError account_unknown, challenge_unknown, key_missing, signature_invalid, approval_unsupported,
 *   approval_needs_app, code_malformed, login_not_here, login_hidden, or the server's refusal (device_revoked, device_suspended, user_backing_off …)
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
  const answer = await checkChoice(core, item, input);

  const entry = await signedEntry(core, account, item, answer);
  const holding = await core.inbox.hold(entry, (existing) => mayReplace(existing, entry, core.now()));
  if (holding.held) return sendDecision(core, account, item, entry);
  if (holding.existing.choice === answer.choice && (await claimEntry(core, holding.existing))) {
    return sendDecision(core, account, item, holding.existing);
  }
  const ended = (await core.inbox.get(input))?.ended;
  return ended ? outcomeOf(ended) : { kind: 'in_progress', choice: holding.existing.choice };
}

/** What will be signed: the choice, and what an approval shows or a report has seen. */
interface Answer {
  readonly choice: Choice;
  readonly code?: string;
  readonly origin?: string;
}

/**
 * Checks that this choice can be made so, and completes it. Where the origin of the login's tab is asked for, that tab is
 * looked for now, whatever was seen before; a foreign page that shows the login turns an approval into a report.
 * @throws AuthenticatorError
 */
async function checkChoice(core: Core, { claims }: InboxItem, input: DecideInput): Promise<Answer> {
  const { choice, code, from, foreignOrigin } = input;
  if (choice === 'report' && foreignOrigin !== undefined && claims.match === 'origin') {
    return { choice, origin: foreignOrigin };
  }
  if (choice !== 'approve') return { choice };
  const gate = approvalGate(claims, { readsOrigins: core.logins !== undefined });
  if (gate === 'unsupported') {
    throw new AuthenticatorError('approval_unsupported', 'this device can’t yet show what the approval asks for');
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

async function signedEntry(core: Core, account: Account, item: InboxItem, answer: Answer): Promise<OutboxEntry> {
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
    attempts: 0,
  };
}

/**
 * A second thought may replace an answer that is only kept (it waits for the network); never one that is being sent.
 * The same answer is not replaced but sent again as it is: the server then sees one decision, however often it comes.
 */
function mayReplace(existing: OutboxEntry, entry: OutboxEntry, nowMs: number): boolean {
  return isFree(existing, nowMs) && (existing.choice !== entry.choice || existing.code !== entry.code);
}
