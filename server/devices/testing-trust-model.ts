/**
 * Trusted registration as it is meant: who gets in, who is suspended by whom, what the user is told. A model of one user that
 * a reader holds in the head, without tables, signatures or transactions; the test beside it (trust-model.test.ts) does the
 * same things to the model and to the server, at random, and compares.
 *
 * Each function below is one thing that somebody does. It changes the model and returns `ok`, or it returns the code of the
 * refusal and changes nothing.
 */
export type Outcome = string;
/** Devices are named by their place in `Model.devices`. */
type Index = number;

export interface ModelDevice {
  /** In whose hand it is. */
  owner: 'alice' | 'thief';
  state: 'pending' | 'unvouched' | 'active' | 'suspended' | 'revoked';
  madeAtMs: number;
  activeSinceMs: number | null;
  /** By whose word it came: `operator` lets it in, otherwise one of the user's devices has to; in a move the old one. */
  ticket: 'application' | 'operator' | { moves: Index };
  letIn: { how: 'first' | 'device' | 'operator' | 'moved'; by: Index | null } | null;
  suspended: { why: string; by: Index | null; atMs: number; confirmed: boolean } | null;
  removalAtMs: number | null;
  /** Its requests to be let in, newest last. */
  requests: ModelRequest[];
}

export interface ModelRequest {
  askedOf: Index[];
  expiresAtMs: number;
  attempts: number;
  isOpen: boolean;
}

export interface ModelLogin {
  expiresAtMs: number;
  attempts: number;
  /** As the server says: which login takes whose place is the business of other tests. */
  isOpen: boolean;
}

/** What the user is told, and what a press on "This wasn't me" is about. */
export interface ModelNotice {
  what: string;
  device: Index;
  by: Index | null;
  undone: boolean;
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
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YOUNG_MS = 72 * HOUR;
const TRIES = 3;
const ASKS = 4;
/** Fewer than the server's hundred, so that it happens in a short run. */
export const FAILURES_UNTIL_SUSPENDED = 5;

export function newModel(nowMs: number): Model {
  const nothing = { devices: [], logins: [], notices: [], lastReport: null };
  return { nowMs, ...nothing, failures: 0, blockedUntilMs: 0, isCompromised: false };
}

const at = (model: Model, index: Index): ModelDevice => {
  const device = model.devices[index];
  if (!device) throw new Error(`no device ${index}`);
  return device;
};
const activeOnes = (model: Model) => model.devices.filter(({ state }) => state === 'active');
const isOlder = (one: ModelDevice, than: ModelDevice) =>
  one.activeSinceMs !== null && one.activeSinceMs < (than.activeSinceMs ?? Number.POSITIVE_INFINITY);

/** For three days a device has no power over those that were there before it. */
export function isTooYoung(actor: ModelDevice, target: ModelDevice, atMs: number): boolean {
  return isOlder(target, actor) && atMs < (actor.activeSinceMs ?? Number.POSITIVE_INFINITY) + YOUNG_MS;
}

function tell(model: Model, what: string, device: Index, by: Index | null = null): void {
  model.notices.push({ what, device, by, undone: false });
}

function suspendOne(model: Model, target: Index, why: string, by: Index | null, confirmed = false): void {
  const device = at(model, target);
  device.state = 'suspended';
  device.suspended = { why, by, atMs: model.nowMs, confirmed };
  device.removalAtMs = ['removal', 'replaced', 'moved'].includes(why) ? model.nowMs + DAY : null;
}

function revokeOne(device: ModelDevice): void {
  device.state = 'revoked';
  device.removalAtMs = null;
}

/** Whose word would it take? A user with devices, none of them active, has only the operator left. */
function refusesDevice(model: Model, ticket: ModelDevice['ticket']): boolean {
  const everActive = model.devices.some(({ activeSinceMs }) => activeSinceMs !== null);
  return ticket !== 'operator' && everActive && activeOnes(model).length === 0;
}

const isWaiting = ({ state }: ModelDevice) => state === 'pending' || state === 'unvouched';
const isLapsed = (device: ModelDevice, nowMs: number) => isWaiting(device) && device.madeAtMs < nowMs - HOUR;

/** A ticket is made, claimed and completed. */
export function pair(model: Model, owner: ModelDevice['owner'], ticket: ModelDevice['ticket']): Outcome {
  if (typeof ticket === 'object' && at(model, ticket.moves).state !== 'active') {
    return `device_${at(model, ticket.moves).state}`;
  }
  if (refusesDevice(model, ticket)) return 'enrollment_refused';
  for (const device of model.devices) {
    const isAsking = device.requests.some(({ isOpen, expiresAtMs }) => isOpen && expiresAtMs > model.nowMs);
    if (isLapsed(device, model.nowMs) && !isAsking) revokeOne(device);
  }
  const made = { owner, ticket, state: 'pending', madeAtMs: model.nowMs, requests: [] } as const;
  model.devices.push({ ...made, requests: [], activeSinceMs: null, letIn: null, suspended: null, removalAtMs: null });
  return 'ok';
}

/** It answers its test. */
export function activate(model: Model, index: Index): Outcome {
  const device = at(model, index);
  if (device.state === 'suspended' || device.state === 'revoked') return `device_${device.state}`;
  if (isLapsed(device, model.nowMs)) return 'activation_invalid';
  if (device.state !== 'pending') return 'ok';
  if (refusesDevice(model, device.ticket)) return 'enrollment_refused';
  if (device.ticket === 'operator') admit(model, index, 'operator', null);
  else if (activeOnes(model).length === 0) admit(model, index, 'first', null);
  else device.state = 'unvouched';
  return 'ok';
}

function admit(model: Model, index: Index, how: NonNullable<ModelDevice['letIn']>['how'], by: Index | null): void {
  const others = model.devices.filter((_one, other) => other !== index);
  if (activeOnes(model).length === 0 && others.some(({ state }) => state === 'suspended')) {
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
  device.requests.push({ askedOf, expiresAtMs: model.nowMs + 10 * MINUTE, attempts: 0, isOpen: true });
  return 'ok';
}

export type Answer = 'approve' | 'deny' | 'report' | 'wrong code';

/** A device answers the newest request of a new one. */
export function answerNew(model: Model, by: Index, newIndex: Index, answer: Answer): Outcome {
  const device = at(model, newIndex);
  const request = device.requests.at(-1);
  if (!request) throw new Error('nothing was asked');
  if (!request.askedOf.includes(by)) return 'decision_invalid';
  const refusal = notAnswerable(model, by, request);
  if (refusal) return refusal;
  if (answer === 'wrong code') return guess(model, request, () => lapse(device));
  request.isOpen = false;
  if (device.state !== 'unvouched') return answer === 'approve' ? 'challenge_final' : 'ok';
  if (answer === 'approve') {
    const moves = typeof device.ticket === 'object';
    if (device.owner === 'thief' && at(model, by).owner === 'alice') model.isCompromised = true;
    admit(model, newIndex, moves ? 'moved' : 'device', by);
    if (moves) suspendOne(model, by, 'moved', newIndex);
    return 'ok';
  }
  revokeOne(device);
  tell(model, 'device.refused', newIndex, by);
  if (answer === 'report' && device.ticket === 'application') model.lastReport = { by, atMs: model.nowMs };
  return 'ok';
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
function lapse(device: ModelDevice): void {
  const isOver = device.requests.length >= ASKS && device.requests.every(({ isOpen }) => !isOpen);
  if (isOver && device.state === 'unvouched') revokeOne(device);
}

export function createLogin(model: Model): Outcome {
  if (model.nowMs < model.blockedUntilMs) return 'user_backing_off';
  if (activeOnes(model).length === 0) return 'no_active_device';
  model.logins.push({ expiresAtMs: model.nowMs + 2 * MINUTE, attempts: 0, isOpen: true });
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

/** The first refusal of what a device does to another one of its user's. */
function mayNotAct(model: Model, by: Index, target: Index): Outcome | undefined {
  const actor = at(model, by);
  if (actor.state !== 'active') return `device_${actor.state}`;
  return by !== target && isTooYoung(actor, at(model, target), model.nowMs) ? 'device_too_young' : undefined;
}

const isLastActive = (model: Model, target: Index) =>
  at(model, target).state === 'active' && activeOnes(model).length === 1;

export function suspend(model: Model, by: Index, target: Index): Outcome {
  const refusal = mayNotAct(model, by, target);
  if (refusal) return refusal;
  const { state } = at(model, target);
  if (state === 'suspended') return 'ok';
  if (isLastActive(model, target)) return 'last_device';
  if (state !== 'active') return 'device_unknown';
  suspendOne(model, target, 'list', by);
  tell(model, 'device.suspended', target, by);
  return 'ok';
}

const OPERATOR_DECIDES = ['objection', 'operator'];

export function resume(model: Model, by: Index, target: Index): Outcome {
  const actor = at(model, by);
  const device = at(model, target);
  if (actor.state !== 'active') return `device_${actor.state}`;
  if (device.state === 'active') return 'ok';
  if (device.suspended?.by !== by && isTooYoung(actor, device, model.nowMs)) return 'device_too_young';
  if (device.state !== 'suspended') return 'device_unknown';
  if ([...OPERATOR_DECIDES, 'wrong_codes'].includes(device.suspended?.why ?? '')) return 'operator_needed';
  return resumeOne(model, target, by);
}

function resumeOne(model: Model, target: Index, by: Index | null): Outcome {
  Object.assign(at(model, target), { state: 'active', suspended: null, removalAtMs: null });
  tell(model, 'device.resumed', target, by);
  return 'ok';
}

export function remove(model: Model, by: Index, target: Index): Outcome {
  const device = at(model, target);
  if (by === target) return removeAtOnce(model, target, { by });
  const refusal = mayNotAct(model, by, target);
  if (refusal) return refusal;
  if (device.state === 'revoked' || device.removalAtMs !== null) return 'ok';
  if (isWaiting(device)) {
    revokeOne(device);
    tell(model, 'device.removed', target, by);
    return 'ok';
  }
  if (device.state === 'active') suspendOne(model, target, 'removal', by);
  else if (OPERATOR_DECIDES.includes(device.suspended?.why ?? '')) return 'operator_needed';
  else device.removalAtMs = model.nowMs + DAY;
  tell(model, 'device.suspended', target, by);
  return 'ok';
}

/** By the application, the operator, or the device itself. */
export function removeAtOnce(model: Model, target: Index, { by }: { by: Index | null }): Outcome {
  const device = at(model, target);
  if (isLastActive(model, target)) return 'last_device';
  if (device.state === 'revoked') return 'ok';
  revokeOne(device);
  if (device.activeSinceMs !== null) tell(model, 'device.removed', target, by);
  return 'ok';
}

/** "This is that very phone", whose storage was cleared. */
export function replace(model: Model, by: Index, target: Index): Outcome {
  const actor = at(model, by);
  const device = at(model, target);
  if (actor.state !== 'active') return `device_${actor.state}`;
  const saysSo = ({ suspended }: ModelDevice) => suspended?.by === by && suspended.why === 'replaced';
  if (saysSo(device)) return 'ok';
  const inTime = actor.activeSinceMs !== null && model.nowMs <= actor.activeSinceMs + HOUR;
  const mayBe = inTime && by !== target && device.state === 'active' && !model.devices.some(saysSo);
  if (!mayBe) return 'replaces_refused';
  suspendOne(model, target, 'replaced', by);
  tell(model, 'device.suspended', target, by);
  return 'ok';
}

/** A suspended device says that it is alice's: then neither goes on until the operator has decided. */
export function object(model: Model, index: Index): Outcome {
  const device = at(model, index);
  const { suspended } = device;
  if (device.state !== 'suspended' || suspended?.by == null || suspended.by === index) return 'objection_refused';
  const suspender = at(model, suspended.by);
  const isOpen = ['undo', 'list', 'removal', 'replaced'].includes(suspended.why) && !suspended.confirmed;
  const inTime = model.nowMs < suspended.atMs + DAY;
  if (!isOpen || !inTime || isTooYoung(device, suspender, suspended.atMs)) return 'objection_refused';
  suspended.why = 'objection';
  device.removalAtMs = null;
  tell(model, 'device.objected', index, index);
  if (suspender.state !== 'active') return 'ok';
  const { by } = suspended;
  suspendOne(model, by, 'objection', index);
  tell(model, 'device.suspended', by, index);
  return 'ok';
}

/** "This wasn't me" under what the user was told: what came, and all that it has vouched for, is suspended. */
export function undo(model: Model, by: Index, noticeIndex: number): Outcome {
  const presser = at(model, by);
  const notice = model.notices[noticeIndex];
  if (!notice) throw new Error(`no notice ${noticeIndex}`);
  if (presser.state !== 'active') return `device_${presser.state}`;
  if (notice.undone) return 'ok';
  const root = notice.what === 'device.added' || notice.what === 'device.moved' ? notice.device : notice.by;
  if (root === null || root === by) return 'undo_impossible';
  if (at(model, root).state !== 'active' || isOlder(at(model, root), presser)) return 'undo_impossible';
  notice.undone = true;
  const branch = new Set([root]);
  for (const index of branch) {
    for (const [other, { letIn }] of model.devices.entries()) if (letIn?.by === index) branch.add(other);
  }
  for (const index of branch) {
    const device = at(model, index);
    if (index === by || isOlder(device, presser) || device.state !== 'active') continue;
    suspendOne(model, index, 'undo', by);
    tell(model, 'device.suspended', index, by);
  }
  return 'ok';
}

export function suspendByOperator(model: Model, target: Index): Outcome {
  const { state } = at(model, target);
  if (isLastActive(model, target)) return 'last_device';
  if (state !== 'active' && state !== 'suspended') return 'device_unknown';
  const { removalAtMs } = at(model, target);
  suspendOne(model, target, 'operator', null, true);
  at(model, target).removalAtMs = removalAtMs;
  tell(model, 'device.suspended', target);
  return 'ok';
}

export function resumeByOperator(model: Model, target: Index): Outcome {
  const { state, suspended } = at(model, target);
  if (state === 'active') return 'ok';
  if (state !== 'suspended') return 'device_unknown';
  if (suspended?.why === 'wrong_codes') return 'enrollment_refused';
  return resumeOne(model, target, null);
}

export function fallIntoThiefsHand(model: Model, index: Index): Outcome {
  at(model, index).owner = 'thief';
  model.isCompromised = true;
  return 'ok';
}

/** What comes due by itself. */
export function sweep(model: Model): Outcome {
  for (const [index, device] of model.devices.entries()) {
    for (const request of device.requests) if (request.expiresAtMs <= model.nowMs) request.isOpen = false;
    lapse(device);
    if (device.state !== 'suspended' || device.removalAtMs === null || device.removalAtMs > model.nowMs) continue;
    revokeOne(device);
    tell(model, 'device.removed', index);
  }
  return 'ok';
}
