import { DEFAULT_LIMITS } from '../challenges/limits.ts';
import { saidNoPauseMs } from '../challenges/stops.ts';
import {
  activeOnes,
  at,
  HOUR,
  type Index,
  isYoung,
  lapse,
  type Model,
  type ModelLogin,
  type Outcome,
  revokeOne,
} from './testing-trust-model.ts';

/** The fourth part of the model (testing-trust-model.ts): what counts in place of a device, recovery codes, and the operator's lock. */

type Way = 'offline' | 'bypass';

export interface Ways {
  isLocked: boolean;
  counters: Record<Way, { failures: number; blockedUntilMs: number; isClosed: boolean }>;
  /** The operator's codes for a login; `gone` with a lock. */
  bypass: { untilMs: number; state: 'good' | 'used' | 'gone' }[];
  /** All that ever were, in sets of ten; only the last set is good. */
  recovery: { madeAtMs: number; isUsed: boolean }[];
  /** The pause after a no, as the server says: what leads to it is the business of other tests. */
  saidNo: { strikes: number; until_ms: number };
  /** What the user was told of all this. */
  told: string[];
}

const counter = () => ({ failures: 0, blockedUntilMs: 0, isClosed: false });
export const newWays = (): Ways => ({
  isLocked: false,
  counters: { offline: counter(), bypass: counter() },
  bypass: [],
  recovery: [],
  saidNo: { strikes: 0, until_ms: 0 },
  told: [],
});

/** The first refusal of whatever is typed or opened at a login page. */
function notTaken({ nowMs, ways }: Model, login: ModelLogin, way: Way): Outcome | undefined {
  if (!login.isOpen || login.expiresAtMs <= nowMs) return 'challenge_final';
  if (saidNoPauseMs(ways.saidNo, nowMs, DEFAULT_LIMITS) > 0) {
    return ways.saidNo.strikes > 0 ? 'user_quarantined' : 'user_backing_off';
  }
  const { isClosed, blockedUntilMs } = ways.counters[way];
  if (isClosed) return 'fallback_closed';
  return nowMs < blockedUntilMs ? 'fallback_backing_off' : undefined;
}

/** It costs that way, and nothing else. */
function fail({ nowMs, ways }: Model, way: Way): Outcome {
  const counted = ways.counters[way];
  counted.failures++;
  if (counted.failures >= 20) {
    counted.isClosed = true;
    ways.told.push('fallback.closed');
  } else if (counted.failures % 3 === 0) {
    counted.blockedUntilMs = nowMs + Math.min(HOUR, 30_000 * 2 ** (counted.failures / 3 - 1));
  }
  return 'wrong_code';
}

function approve({ ways }: Model, login: ModelLogin, way: Way): Outcome {
  login.isOpen = false;
  login.fallback = way;
  ways.counters[way] = counter();
  ways.told.push('fallback.used');
  return 'ok';
}

/** The login page shows a QR. */
export function openOffline(model: Model, login: ModelLogin): Outcome {
  const refusal = notTaken(model, login, 'offline');
  if (refusal) return refusal;
  const devices = [...model.devices.keys()].filter((index) => at(model, index).state === 'active');
  if (login.offer === null && devices.length === 0) return 'offline_no_device';
  login.offer ??= { devices, tried: 0 };
  return login.offer.tried >= 3 ? 'offline_used_up' : 'ok';
}

/** Somebody types what a device shows for that QR, or just digits. */
export function typeOffline(model: Model, login: ModelLogin, by: Index | null): Outcome {
  const refusal = notTaken(model, login, 'offline');
  if (refusal) return refusal;
  if (login.offer === null) return fail(model, 'offline');
  if (login.offer.tried >= 3) return 'offline_used_up';
  login.offer.tried++;
  const isRight = by !== null && login.offer.devices.includes(by) && at(model, by).state === 'active';
  return isRight ? approve(model, login, 'offline') : fail(model, 'offline');
}

export function typeBypass(model: Model, login: ModelLogin, number: number | null): Outcome {
  const refusal = notTaken(model, login, 'bypass');
  if (refusal) return refusal;
  const code = number === null ? undefined : model.ways.bypass[number];
  if (code?.state !== 'good' || code.untilMs <= model.nowMs) return fail(model, 'bypass');
  code.state = 'used';
  return approve(model, login, 'bypass');
}

export function makeBypass({ nowMs, ways }: Model): Outcome {
  if (ways.isLocked) return 'user_locked';
  ways.bypass.push({ untilMs: nowMs + HOUR, state: 'good' });
  ways.told.push('bypass.made');
  return 'ok';
}

/** By an active device of the user's, or the operator. */
export function reopen({ ways }: Model): Outcome {
  ways.counters = { offline: counter(), bypass: counter() };
  return 'ok';
}

export function makeRecoveryCodes(model: Model, by: Index): Outcome {
  const device = at(model, by);
  const { ways, nowMs } = model;
  if (device.state !== 'active') return 'device_suspended';
  const madeAtMs = ways.recovery.at(-1)?.madeAtMs ?? null;
  const isOlder = madeAtMs !== null && madeAtMs < (device.activeSinceMs ?? 0);
  if (activeOnes(model).length > 1 && isYoung(device, nowMs) && isOlder) return 'device_too_young';
  for (let made = 0; made < 10; made++) ways.recovery.push({ madeAtMs: nowMs, isUsed: false });
  ways.told.push('recovery.codes_made');
  return 'ok';
}

/** @returns whether it was good, and was spent */
export function spendRecovery({ ways }: Model, number: number | null): boolean {
  const code = number === null ? undefined : ways.recovery[number];
  if (ways.isLocked || code === undefined || code.isUsed || ways.recovery.indexOf(code) < ways.recovery.length - 10)
    return false;
  code.isUsed = true;
  return true;
}

/** The operator ends all that waits for the user. */
export function lock(model: Model): Outcome {
  const { ways } = model;
  if (ways.isLocked) return 'ok';
  ways.isLocked = true;
  for (const code of ways.bypass) if (code.state === 'good') code.state = 'gone';
  for (const device of model.devices) {
    const wasAsking = device.requests.some(({ isOpen }) => isOpen);
    for (const request of device.requests) request.isOpen = false;
    // With its last request, which the lock has ended, a device that isn't in yet lapses.
    if (wasAsking) lapse(device);
  }
  for (const login of model.logins) login.isOpen = false;
  for (const device of model.devices) {
    if (device.state === 'pending') revokeOne(device);
    // A removal that a device has ordered; what was left behind by a move goes all the same.
    else if (device.suspended?.why !== 'moved') device.removalAtMs = null;
  }
  ways.told.push('user.locked');
  return 'ok';
}

export function unlock({ ways }: Model): Outcome {
  if (ways.isLocked) ways.told.push('user.unlocked');
  ways.isLocked = false;
  return 'ok';
}
