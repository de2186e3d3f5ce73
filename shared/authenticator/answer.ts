import type { ChallengeClaims } from '../protocol/challenge.ts';
import type { Account } from './account.ts';
import type { Choice, Ending } from './inbox-item.ts';
import type { Core } from './ports.ts';

/**
 * What an answer takes, what it is, and what becomes of it. The popup shares this module with its worker, and a bundle holds
 * all of a shared module: so what makes, signs and sends an answer is in decide.ts and outbox.ts.
 */

/**
 * What a person has to do here to approve. `origin`: a tap, once the login is found in this very browser (login-place.ts).
 * `unsupported` fails closed: this authenticator can't show what the policy asks for, so it can only deny or report.
 */
export type ApprovalGate = 'tap' | 'code' | 'origin' | 'unsupported';

export interface Abilities {
  /** This authenticator can look into its browser's tabs: only an extension can. */
  readonly readsOrigins: boolean;
  /** The account has a verifier here, and it counts for this request. */
  readonly confirmsUser: boolean;
}

export function abilitiesOf(core: Pick<Core, 'logins'>, account: Account, claims: AskedAt): Abilities {
  return { readsOrigins: core.logins !== undefined, confirmsUser: verifierCounts(account, claims) };
}

type AskedAt = Pick<ChallengeClaims, 'iat'>;

/** N10: whether the account's verifier counts for a request: it did when that came. The server's word is the last. */
export function verifierCounts({ verifier }: Pick<Account, 'verifier'>, { iat }: AskedAt): boolean {
  // Accounts kept by an earlier release don't know from when; those count.
  return Boolean(verifier) && (verifier?.countsFromMs ?? 0) < (iat + 1) * 1000;
}

/** Whether the person is asked for a finger, a face or a PIN before this approval: a press on a notification confirms nobody. */
export function asksForPerson({ uv }: Pick<ChallengeClaims, 'uv'>, { confirmsUser }: Abilities): boolean {
  return uv === 'required' || (uv === 'preferred' && confirmsUser);
}

export function approvalGate(
  { match, digits, uv }: Pick<ChallengeClaims, 'match' | 'digits' | 'uv'>,
  can: Abilities,
): ApprovalGate {
  if (uv === 'required' && !can.confirmsUser) return 'unsupported';
  if (match === 'none') return 'tap';
  if (match === 'origin' && can.readsOrigins) return 'origin';
  return digits === undefined ? 'unsupported' : 'code';
}

/** Whether texts belong to the request that have to be on a screen before it is approved: never by a press on a notification. */
export function hasAttachments({ action }: Pick<ChallengeClaims, 'action'>): boolean {
  return action.attachments !== undefined;
}

/** Whether the account's server takes the reason of a denial: one of before refuses a decision that has one. */
export function takesReason({ server }: Pick<Account, 'server'>): boolean {
  return server?.features.includes('deny-reason') ?? false;
}

/** The choice of a person, and what they typed. */
export interface ChoiceInput {
  readonly choice: Choice;
  /** The digits as typed or scanned; only with `approve` where the challenge has a code. */
  readonly code?: string;
  /** Hashes of the attachments that the person had on the screen, all of them, in their order; only with `approve`. */
  readonly seen?: readonly string[];
  /** Why not, in the person's words; only with `deny`. */
  readonly reason?: string;
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
  readonly reason?: string;
}

/** What became of an answer. Each kind has its own screen. */
export type Outcome =
  /** This device's answer counted. */
  | { readonly kind: 'approved' | 'denied' | 'reported' }
  /** Reported by this device itself: a page of this origin showed the login, and it is not the application's. */
  | { readonly kind: 'phishing'; readonly origin: string }
  | {
      readonly kind: 'elsewhere';
      readonly state: 'approved' | 'denied' | 'reported';
      readonly decidedBy: string | null;
    }
  | { readonly kind: 'expired' | 'canceled' | 'failed' }
  | { readonly kind: 'wrong_code'; readonly triesLeft: number | null }
  /** Signed and kept; sent when the server can be reached again, until `expiresAtMs` (server's clock). */
  | {
      readonly kind: 'kept';
      readonly choice: Choice;
      readonly why: 'offline' | 'server_unreachable';
      readonly expiresAtMs: number;
    }
  /** Another page or the worker is sending an answer to this request at the moment. */
  | { readonly kind: 'in_progress'; readonly choice: Choice };

export function outcomeOf({ state, here, decidedBy, foreignOrigin }: Ending): Outcome {
  if (state === 'expired' || state === 'canceled' || state === 'failed') return { kind: state };
  if (here && foreignOrigin !== undefined) return { kind: 'phishing', origin: foreignOrigin };
  return here ? { kind: state } : { kind: 'elsewhere', state, decidedBy };
}
