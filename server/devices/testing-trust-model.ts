import { newWays, type Ways } from './testing-trust-ways-model.ts';

/**
 * Trusted registration as it is meant: who gets in, who is suspended by whom, what the user is told. A model of one user that
 * a reader holds in the head, without tables, signatures or transactions; the test beside it (trust-model.test.ts) does the
 * same things to the model and to the server, at random, and compares.
 *
 * Each function below, and in testing-trust-power.ts, is one thing that somebody does. It changes the model and returns `ok`,
 * or it returns the code of the refusal and changes nothing.
 */
export type Outcome = string;
/** Devices are named by their place in `Model.devices`. */
export type Index = number;

export interface ModelDevice {
  /** In whose hand it is. */
  owner: 'alice' | 'thief';
  /** As the server calls it; empty until it was compared. */
  id: string;
  name: string;
  state: 'pending' | 'unvouched' | 'active' | 'suspended' | 'revoked';
  madeAtMs: number;
  activeSinceMs: number | null;
  /** By whose word it came: `operator` and `recovery` let it in, otherwise one of the user's devices has to; in a move the old one. */
  ticket: 'application' | 'operator' | 'recovery' | { moves: Index };
  letIn: { how: 'first' | 'device' | 'operator' | 'recovery' | 'moved'; by: Index | null } | null;
  suspended: { why: string; by: Index | null; atMs: number; confirmed: boolean } | null;
  removalAtMs: number | null;
  lastSeenMs: number;
  /** Its finger, face or PIN: whose, since when, and from when on it counts. */
  verifier: { of: ModelDevice['owner']; sinceMs: number; countsFromMs: number } | null;
  /** Its requests to be let in, newest last. */
  requests: ModelRequest[];
}

export interface ModelRequest {
  askedOf: Index[];
  madeAtMs: number;
  expiresAtMs: number;
  attempts: number;
  isOpen: boolean;
}

export interface ModelLogin {
  expiresAtMs: number;
  attempts: number;
  /** As the server says: which login takes whose place is the business of other tests. */
  isOpen: boolean;
  /** As the server says: made quietly, it is forgotten with its end. */
  isQuiet: boolean;
  /** The offline code's QR, once it was opened: the devices whose digits count, and how often digits were typed. */
  offer: { devices: Index[]; tried: number } | null;
  /** What it was approved by in place of a device. */
  fallback: 'offline' | 'bypass' | null;
}

/** What the user is told, and what a press on "This wasn't me" is about. */
export interface ModelNotice {
  what: string;
  device: Index;
  by: Index | null;
  atMs: number;
  undone: boolean;
  /** Of its e-mail, once that was sent. */
  link?: { untilMs: number; used: boolean };
}

export interface Model {
  nowMs: number;
  devices: ModelDevice[];
  logins: ModelLogin[];
  notices: ModelNotice[];
  lastReport: { by: Index; atMs: number } | null;
  failures: number;
  blockedUntilMs: number;
  /** The thief got hold of a device, or alice let one of the thief's in by mistake. */
  isCompromised: boolean;
  /** What there is beside devices (testing-trust-ways-model.ts). */
  ways: Ways;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const YOUNG_MS = 72 * HOUR;
const TRIES = 3;
const ASKS = 4;
/** Fewer than the server's hundred, so that it happens in a short run. */
export const FAILURES_UNTIL_SUSPENDED = 5;

export function newModel(nowMs: number): Model {
  const nothing = { devices: [], logins: [], notices: [], lastReport: null };
  return { nowMs, ...nothing, failures: 0, blockedUntilMs: 0, isCompromised: false, ways: newWays() };
}

export const at = (model: Model, index: Index): ModelDevice => {
  const device = model.devices[index];
  if (!device) throw new Error(`no device ${index}`);
  return device;
};
export const activeOnes = (model: Model) => model.devices.filter(({ state }) => state === 'active');
export const isOlder = (one: ModelDevice, than: ModelDevice) =>
  one.activeSinceMs !== null && one.activeSinceMs < (than.activeSinceMs ?? Number.POSITIVE_INFINITY);

export const isYoung = ({ activeSinceMs }: ModelDevice, atMs: number) =>
  atMs < (activeSinceMs ?? Number.POSITIVE_INFINITY) + YOUNG_MS;

/** For three days a device has no power over those that were there before it. */
export function isTooYoung(actor: ModelDevice, target: ModelDevice, atMs: number): boolean {
  return isOlder(target, actor) && isYoung(actor, atMs);
}

export function tell(model: Model, what: string, device: Index, by: Index | null = null): void {
  model.notices.push({ what, device, by, atMs: model.nowMs, undone: false });
}

export function suspendOne(model: Model, target: Index, why: string, by: Index | null, confirmed = false): void {
  const device = at(model, target);
  device.state = 'suspended';
  device.suspended = { why, by, atMs: model.nowMs, confirmed };
  device.removalAtMs = ['removal', 'replaced', 'moved'].includes(why) ? model.nowMs + DAY : null;
}

export function revokeOne(device: ModelDevice): void {
  device.state = 'revoked';
  device.verifier = null;
  device.removalAtMs = null;
}

/** Whose word would it take? A user with devices, none of them active, has only the operator left. */
function refusesDevice(model: Model, ticket: ModelDevice['ticket']): boolean {
  const everActive = model.devices.some(({ activeSinceMs }) => activeSinceMs !== null);
  return ticket !== 'operator' && ticket !== 'recovery' && everActive && activeOnes(model).length === 0;
}

export const isWaiting = ({ state }: ModelDevice) => state === 'pending' || state === 'unvouched';
const isLapsed = (device: ModelDevice, nowMs: number) => isWaiting(device) && device.madeAtMs < nowMs - HOUR;

/** A ticket is made, claimed and completed. */
export function pair(model: Model, owner: ModelDevice['owner'], ticket: ModelDevice['ticket']): Outcome {
  if (model.ways.isLocked) {
    const isGone = typeof ticket === 'object' && at(model, ticket.moves).state === 'revoked';
    return isGone ? 'device_revoked' : 'user_locked';
  }
  if (typeof ticket === 'object' && at(model, ticket.moves).state !== 'active') {
    return `device_${at(model, ticket.moves).state}`;
  }
  if (refusesDevice(model, ticket)) return 'enrollment_refused';
  for (const device of model.devices) {
    const isAsking = device.requests.some(({ isOpen, expiresAtMs }) => isOpen && expiresAtMs > model.nowMs);
    if (isLapsed(device, model.nowMs) && !isAsking) revokeOne(device);
  }
  const made = { owner, ticket, state: 'pending', madeAtMs: model.nowMs, requests: [] } as const;
  model.devices.push({
    ...made,
    requests: [],
    id: '',
    name: 'Pixel 9',
    lastSeenMs: model.nowMs,
    activeSinceMs: null,
    letIn: null,
    suspended: null,
    removalAtMs: null,
    verifier: null,
  });
  return 'ok';
}

/** It answers its test. */
export function activate(model: Model, index: Index): Outcome {
  const device = at(model, index);
  if (device.state === 'suspended' || device.state === 'revoked') return `device_${device.state}`;
  if (isLapsed(device, model.nowMs)) return 'activation_invalid';
  if (device.state === 'pending' && refusesDevice(model, device.ticket)) return 'enrollment_refused';
  device.lastSeenMs = model.nowMs;
  if (device.state !== 'pending') return 'ok';
  if (device.ticket === 'operator' || device.ticket === 'recovery') admit(model, index, device.ticket, null);
  else if (activeOnes(model).length === 0) admit(model, index, 'first', null);
  else device.state = 'unvouched';
  return 'ok';
}

function admit(model: Model, index: Index, how: NonNullable<ModelDevice['letIn']>['how'], by: Index | null): void {
  const others = model.devices.filter((_one, other) => other !== index);
  const afterWrongCodes = others.some(
    ({ state, suspended }) => state === 'suspended' && suspended?.why === 'wrong_codes',
  );
  if (activeOnes(model).length === 0 && afterWrongCodes) {
    model.failures = 0;
    model.blockedUntilMs = 0;
  }
  Object.assign(at(model, index), { state: 'active', activeSinceMs: model.nowMs, letIn: { how, by } });
  tell(model, how === 'moved' ? 'device.moved' : 'device.added', index, by);
}

/** It shows digits, and the user's active devices are asked. */
export function ask(model: Model, index: Index): Outcome {
  const device = at(model, index);
  if (device.state === 'active') return 'vouching_unavailable';
  if (device.state !== 'unvouched') return `device_${device.state}`;
  if (isLapsed(device, model.nowMs) || device.requests.length >= ASKS) return 'activation_invalid';
  const { ticket } = device;
  const askedOf = model.devices.flatMap(({ state }, other) => {
    const isAsked = state === 'active' && (typeof ticket !== 'object' || ticket.moves === other);
    return isAsked ? [other] : [];
  });
  if (askedOf.length === 0) return 'vouching_unavailable';
  if (model.nowMs < model.blockedUntilMs) return 'user_backing_off';
  for (const request of device.requests) request.isOpen = false;
  device.requests.push({
    askedOf,
    madeAtMs: model.nowMs,
    expiresAtMs: model.nowMs + 10 * MINUTE,
    attempts: 0,
    isOpen: true,
  });
  return 'ok';
}

export type Answer = 'approve' | 'deny' | 'report' | 'wrong code';

/** A device answers the newest request of a new one. */
export function answerNew(model: Model, by: Index, newIndex: Index, answer: Answer): Outcome {
  const device = at(model, newIndex);
  const request = device.requests.at(-1);
  if (!request) throw new Error('nothing was asked');
  if (!request.askedOf.includes(by)) return 'decision_invalid';
  const { state } = at(model, by);
  if (state !== 'active') return `device_${state}`;
  const isApproval = answer === 'approve' || answer === 'wrong code';
  if (isApproval && request.isOpen && confirmation(model, by, request.madeAtMs).isMissing) return 'decision_invalid';
  const refusal = notAnswerable(model, by, request);
  if (refusal) return refusal;
  if (answer === 'wrong code') return guess(model, request, () => lapse(device));
  const { confirmed } = confirmation(model, by, request.madeAtMs);
  request.isOpen = false;
  if (device.state !== 'unvouched') return answer === 'approve' ? 'challenge_final' : 'ok';
  if (answer === 'approve') {
    const moves = typeof device.ticket === 'object';
    if (device.owner === 'thief' && at(model, by).owner === 'alice') model.isCompromised = true;
    if (moves) device.name = at(model, by).name;
    admit(model, newIndex, moves ? 'moved' : 'device', by);
    if (moves) suspendOne(model, by, 'moved', newIndex, confirmed);
    return 'ok';
  }
  revokeOne(device);
  tell(model, 'device.refused', newIndex, by);
  if (answer === 'report' && device.ticket === 'application') model.lastReport = { by, atMs: model.nowMs };
  return 'ok';
}

/**
 * Whether the person behind a device has confirmed, where its verifier counts for what came at that time; missing: it isn't
 * that person who holds the device.
 */
export function confirmation(
  model: Model,
  by: Index,
  cameAtMs = model.nowMs,
): { confirmed: boolean; isMissing: boolean } {
  const { owner, verifier } = at(model, by);
  const counts = verifier !== null && verifier.sinceMs <= cameAtMs && verifier.countsFromMs <= cameAtMs;
  return { confirmed: counts && verifier.of === owner, isMissing: counts && verifier.of !== owner };
}

function notAnswerable(model: Model, by: Index, one: ModelRequest | ModelLogin): Outcome | undefined {
  const { state } = at(model, by);
  if (state !== 'active') return `device_${state}`;
  return one.isOpen && one.expiresAtMs > model.nowMs && one.attempts < TRIES ? undefined : 'challenge_final';
}

/** The back-off of wrong codes, and after many the suspension of all devices (N4). */
function guess(model: Model, one: ModelRequest | ModelLogin, fail: () => void): Outcome {
  one.attempts++;
  model.failures++;
  if (one.attempts === TRIES || model.failures % TRIES === 0) {
    const step = Math.ceil(model.failures / TRIES);
    model.blockedUntilMs = model.nowMs + Math.min(HOUR, 30_000 * 2 ** (step - 1));
  }
  if (model.failures >= FAILURES_UNTIL_SUSPENDED) {
    for (const [index, device] of model.devices.entries()) {
      if (device.state !== 'active' && !isWaiting(device)) continue;
      suspendOne(model, index, 'wrong_codes', null);
      tell(model, 'device.suspended', index);
    }
  }
  if (one.attempts === TRIES) {
    one.isOpen = false;
    fail();
  }
  return 'wrong_code';
}

/** With its last request a device lapses. */
export function lapse(device: ModelDevice): void {
  const isOver = device.requests.length >= ASKS && device.requests.every(({ isOpen }) => !isOpen);
  if (isOver && device.state === 'unvouched') revokeOne(device);
}

export function createLogin(model: Model): Outcome {
  if (model.ways.isLocked) return 'user_locked';
  if (model.nowMs < model.blockedUntilMs) return 'user_backing_off';
  if (activeOnes(model).length === 0) return 'no_active_device';
  model.logins.push({
    expiresAtMs: model.nowMs + 2 * MINUTE,
    attempts: 0,
    isOpen: true,
    isQuiet: false,
    offer: null,
    fallback: null,
  });
  return 'ok';
}

export function answerLogin(model: Model, by: Index, login: ModelLogin, answer: Answer): Outcome {
  const refusal = notAnswerable(model, by, login);
  if (refusal) return refusal;
  if (answer === 'wrong code') return guess(model, login, () => {});
  login.isOpen = false;
  if (answer === 'report') model.lastReport = { by, atMs: model.nowMs };
  if (answer === 'approve') Object.assign(model, { failures: 0, blockedUntilMs: 0 });
  return 'ok';
}

/** "That was me after all", within a minute. */
export function takeBack(model: Model, by: Index): Outcome {
  const report = model.lastReport;
  const mayBe = report?.by === by && model.nowMs <= report.atMs + MINUTE && at(model, by).state === 'active';
  if (!mayBe) return 'report_final';
  model.lastReport = null;
  return 'ok';
}
