import type { EnrolStep } from '../../authenticator/actions.ts';
import type { Offer } from '../../authenticator/enrol.ts';
import { AuthenticatorError, errorCode } from '../../authenticator/errors.ts';
import type { TestResult } from '../../authenticator/test-push.ts';
import type { ClaimRequest } from '../../protocol/device-api.ts';
import type { PullModeNoticeProps } from '../PullModeNotice.tsx';

/**
 * Pairing as a table: where each event leads from each step, and what has to be done then. Pure: pairing-effects.ts does
 * what is to be done and says what became of it, screens/PairingFlow.tsx draws the step and says what was tapped.
 */

/**
 * `start`: how the shell gets at a ticket. `no_keys`: the browser keeps no keys, so nothing is asked for. `claiming`: the server is asked about it. `confirm`: whose account this is.
 * `primer`: why notifications. `asking`: the browser asks whether they may be shown. `pull`: what life without them means.
 * `setting_up`: the key is made and bound. `testing`: a test notification is on its way. `vouching`: another device of the
 * user's has to let this one in. `same`: whether it is one that was here before. `confirming`: whether the person is to be
 * confirmed before each approval, where this device can do that. `ready`: the device is in use.
 */
export type Step =
  | 'start'
  | 'no_keys'
  | 'claiming'
  | 'confirm'
  | 'primer'
  | 'asking'
  | 'pull'
  | 'setting_up'
  | 'testing'
  | 'vouching'
  | 'same'
  | 'confirming'
  | 'ready';

/** How far a pairing has come. */
export interface Pairing {
  readonly step: Step;
  /** Whose account on which server; null until the ticket has been claimed. Nothing has been made yet. */
  readonly offer: Offer | null;
  /** Anything thrown that a person should read; undefined where there is nothing. */
  readonly problem: unknown;
  /** Why there are no notifications (`pull`). */
  readonly reason: PullModeNoticeProps['reason'];
  /** What is being done at the moment (`setting_up`). */
  readonly doing: Exclude<EnrolStep, 'testing'>;
  /** The test takes so long that ways on are offered (`testing`). */
  readonly slow: boolean;
  /** The test is being sent again, or the device activated without it (`testing`); the system asks the person (`confirming`). */
  readonly sending: boolean;
  /** The device that is paired; null while only the database knows it. */
  readonly deviceId: string | null;
}

type Claimed = Pairing & { readonly offer: Offer };

export type PairingEvent =
  // What a person taps. A pairing link that the app was opened with counts as one tap.
  | { readonly type: 'claim'; readonly origin: string; readonly ticket: ClaimRequest }
  | { readonly type: 'pair' | 'not_mine' | 'allow' | 'skip' | 'back' | 'go_without' | 'send_again' | 'set_up' }
  // What comes before: the browser is tried out as soon as the screen is there, and again on a tap.
  | { readonly type: 'try_keys' }
  // What became of an effect. Each counts only in the step that waits for it: it may come when the person has gone on.
  | { readonly type: 'keys_refused'; readonly error: unknown }
  | { readonly type: 'keys_kept' }
  | { readonly type: 'claimed'; readonly offer: Offer }
  | { readonly type: 'claim_failed'; readonly error: unknown }
  | { readonly type: 'shell_asked'; readonly offer: Offer }
  | { readonly type: 'permitted' }
  | { readonly type: 'refused'; readonly error: unknown }
  | { readonly type: 'enrol_step'; readonly what: EnrolStep }
  | { readonly type: 'enrolled'; readonly result: TestResult }
  | { readonly type: 'enrol_failed'; readonly error: unknown; readonly push: boolean }
  | { readonly type: 'took_long' }
  | { readonly type: 'tested'; readonly result: TestResult }
  | { readonly type: 'test_failed'; readonly error: unknown }
  // What another device said (`vouching`), and the person of those that this one may have been (`same`).
  | { readonly type: 'let_in' | 'kept_out' | 'settled' }
  | { readonly type: 'set_up_done' }
  | { readonly type: 'set_up_failed'; readonly error: unknown };

/** What is to be done on the way into a step. */
export type Effect =
  | { readonly type: 'claim'; readonly origin: string; readonly ticket: ClaimRequest }
  | { readonly type: 'try_keys' }
  /** What only a tap may ask the browser, and only this shell asks. */
  | { readonly type: 'ask_shell'; readonly offer: Offer }
  | { readonly type: 'ask_permission' }
  | { readonly type: 'enrol'; readonly offer: Offer; readonly push: boolean }
  | { readonly type: 'send_again' | 'go_without'; readonly deviceId: string | null }
  | { readonly type: 'set_up_confirming'; readonly deviceId: string | null };

/** What the browser says at the moment of the event. */
export interface Facts {
  /** It has push at all. */
  readonly hasPush: boolean;
  /** Notifications may be shown. */
  readonly granted: boolean;
  /** This device can confirm its person. */
  readonly confirms: boolean;
}

/** What an event changes, and what is to be done then. */
type Change = Partial<Pairing> & { readonly effect?: Effect };

export const START: Pairing = {
  step: 'start',
  offer: null,
  problem: undefined,
  reason: 'declined',
  doing: 'subscribing',
  slow: false,
  sending: false,
  deviceId: null,
};

/** @returns where the event leads and what is to be done then; the very same pairing where the step ignores it */
export function nextStep(
  pairing: Pairing,
  event: PairingEvent,
  facts: Facts,
): { readonly pairing: Pairing; readonly effect?: Effect | undefined } {
  const row: Row<never> = TABLE[pairing.step];
  const turn = row[event.type] as ((pairing: Pairing, event: PairingEvent, facts: Facts) => Change | null) | undefined;
  const change = turn?.(pairing, event, facts);
  if (!change) return { pairing };
  const { effect, ...changed } = change;
  return { pairing: { ...pairing, ...changed }, effect };
}

/** Whether the server lets this device go on without notifications. */
export function mayGoWithout({ offer }: Pairing): boolean {
  return offer?.pullAllowed === true;
}

/** What is not in its row is ignored by a step: taps that its screen doesn't offer, and answers that come too late. */
type Row<P> = {
  readonly [T in PairingEvent['type']]?: (
    pairing: P,
    event: PairingEvent & { readonly type: T },
    facts: Facts,
  ) => Change | null;
};

const TABLE: { readonly [S in Step]: Row<S extends 'start' | 'claiming' | 'no_keys' ? Pairing : Claimed> } = {
  start: {
    try_keys: () => ({ effect: { type: 'try_keys' } }),
    keys_refused: refused,
    claim: (_pairing, { origin, ticket }) => ({
      step: 'claiming',
      problem: undefined,
      effect: { type: 'claim', origin, ticket },
    }),
  },
  claiming: {
    claimed: (_pairing, { offer }) => ({ step: 'confirm', offer }),
    claim_failed: (pairing, { error }) =>
      errorCode(error) === 'storage_refused' ? refused(pairing, { error }) : { step: 'start', problem: error },
    keys_refused: refused,
  },
  no_keys: {
    try_keys: () => ({ effect: { type: 'try_keys' } }),
    keys_refused: refused,
    keys_kept: () => ({ step: 'start', problem: undefined }),
  },
  confirm: {
    // Before anything else: what only a tap may ask the browser, it may ask only at once.
    pair: ({ offer }) => ({ effect: { type: 'ask_shell', offer } }),
    shell_asked: (pairing, { offer }, { hasPush, granted }) => {
      // "Pair" was tapped for another account, which has been refused since.
      if (offer !== pairing.offer) return null;
      if (hasPush) return granted ? enrol(pairing, { push: true }) : { step: 'primer' };
      if (mayGoWithout(pairing)) return { step: 'pull', reason: 'unsupported' };
      return { problem: new AuthenticatorError('pull_not_allowed', 'this browser has no push') };
    },
    not_mine: () => ({ step: 'start', offer: null }),
  },
  primer: {
    allow: askPermission,
    skip: (pairing) => (mayGoWithout(pairing) ? { step: 'pull', reason: 'declined' } : null),
    back: toConfirm,
  },
  asking: {
    permitted: (pairing) => enrol(pairing, { push: true }),
    refused: (_pairing, { error }) => ({ step: 'primer', problem: error }),
    back: toConfirm,
  },
  pull: {
    go_without: (pairing) => (mayGoWithout(pairing) ? enrol(pairing, { push: false }) : null),
    allow: askPermission,
    back: toConfirm,
  },
  setting_up: {
    enrol_step: (_pairing, { what }) =>
      what === 'testing' ? { step: 'testing', slow: false, sending: false, deviceId: null } : { doing: what },
    enrolled: tested,
    enrol_failed: enrolFailed,
  },
  testing: {
    took_long: () => ({ slow: true }),
    send_again: ({ sending, deviceId }) => (sending ? null : test({ type: 'send_again', deviceId })),
    go_without: (pairing) => (mayGoWithout(pairing) ? test({ type: 'go_without', deviceId: pairing.deviceId }) : null),
    // `enrol` still waits for the first test while another one is sent: whichever arrives first ends the pairing.
    enrolled: tested,
    enrol_failed: enrolFailed,
    tested: (pairing, event, facts) => ({ ...tested(pairing, event, facts), sending: false }),
    test_failed: (_pairing, { error }) => ({ problem: error, sending: false }),
  },
  vouching: {
    let_in: () => ({ step: 'same' }),
    kept_out: () => START,
  },
  same: {
    settled: ({ deviceId }, _event, facts) => inUse(deviceId, facts),
  },
  confirming: {
    set_up: ({ sending, deviceId }) => (sending ? null : test({ type: 'set_up_confirming', deviceId })),
    set_up_done: () => ({ step: 'ready' }),
    set_up_failed: (_pairing, { error }) => ({ problem: error, sending: false }),
    skip: () => ({ step: 'ready', problem: undefined }),
  },
  ready: {},
};

const PULL_REASONS: Readonly<Record<string, PullModeNoticeProps['reason']>> = {
  subscribe_timeout: 'hung',
  subscribe_failed: 'unavailable',
  endpoint_not_allowed: 'unavailable',
};

function refused(_pairing: Pairing, { error }: { error: unknown }): Change {
  return { step: 'no_keys', problem: error };
}

function toConfirm(): Change {
  return { step: 'confirm' };
}

function askPermission(): Change {
  return { step: 'asking', problem: undefined, effect: { type: 'ask_permission' } };
}

function enrol({ offer }: Claimed, { push }: { push: boolean }): Change {
  return { step: 'setting_up', doing: 'subscribing', problem: undefined, effect: { type: 'enrol', offer, push } };
}

/** Where push can't be had, life without it is offered; anything else leads back to where it can be tried again. */
function enrolFailed(pairing: Claimed, { error, push }: { error: unknown; push: boolean }, { granted }: Facts): Change {
  const reason = PULL_REASONS[errorCode(error) ?? ''];
  if (reason !== undefined && mayGoWithout(pairing)) return { step: 'pull', reason };
  return { step: push && !granted ? 'primer' : 'confirm', problem: error };
}

function test(effect: Effect): Change {
  return { sending: true, problem: undefined, effect };
}

function tested(_pairing: Claimed, { result }: { result: TestResult }, facts: Facts): Change {
  const { deviceId, state, otherDevices } = result.account;
  if (result.kind !== 'passed') return { step: 'testing', slow: true, deviceId };
  if (state === 'unvouched') return { step: 'vouching', problem: undefined, deviceId };
  return otherDevices > 0 ? { step: 'same', deviceId } : inUse(deviceId, facts);
}

/** The device has become active. What is set up now counts at once, later a day later. */
function inUse(deviceId: string | null, { confirms }: Facts): Change {
  if (!confirms) return { step: 'ready', deviceId };
  return { step: 'confirming', deviceId, sending: false, problem: undefined };
}
