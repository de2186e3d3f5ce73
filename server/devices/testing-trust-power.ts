import {
  activeOnes,
  at,
  confirmation,
  DAY,
  HOUR,
  type Index,
  isOlder,
  isTooYoung,
  isWaiting,
  lapse,
  MINUTE,
  type Model,
  type ModelDevice,
  type Outcome,
  revokeOne,
  suspendOne,
  tell,
} from './testing-trust-model.ts';
import { suspendIdle } from './testing-trust-upkeep.ts';

/** The other half of the model (testing-trust-model.ts): what the devices of a user may do to each other, and how it is undone. */

/** The first refusal of what a device does to another one of its user's. */
function mayNotAct(model: Model, by: Index, target: Index): Outcome | undefined {
  const actor = at(model, by);
  if (actor.state !== 'active') return `device_${actor.state}`;
  return by !== target && isTooYoung(actor, at(model, target), model.nowMs) ? 'device_too_young' : undefined;
}

const isLastActive = (model: Model, target: Index) =>
  at(model, target).state === 'active' && activeOnes(model).length === 1;

export function suspend(model: Model, by: Index, target: Index): Outcome {
  const { confirmed, isMissing } = confirmation(model, by);
  if (isMissing) return 'verifier_invalid';
  const refusal = mayNotAct(model, by, target);
  if (refusal) return refusal;
  const { state } = at(model, target);
  if (state === 'suspended') return 'ok';
  if (isLastActive(model, target)) return 'last_device';
  if (state !== 'active') return 'device_unknown';
  suspendOne(model, target, 'list', by, confirmed);
  tell(model, 'device.suspended', target, by);
  return 'ok';
}

const OPERATOR_DECIDES = ['objection', 'operator'];

export function resume(model: Model, by: Index, target: Index): Outcome {
  if (confirmation(model, by).isMissing) return 'verifier_invalid';
  const actor = at(model, by);
  const device = at(model, target);
  if (actor.state !== 'active') return `device_${actor.state}`;
  if (device.state === 'active') return 'ok';
  if (device.suspended?.by !== by && isTooYoung(actor, device, model.nowMs)) return 'device_too_young';
  if (device.state !== 'suspended') return 'device_unknown';
  if ([...OPERATOR_DECIDES, 'wrong_codes'].includes(device.suspended?.why ?? '')) return 'operator_needed';
  const suspender = device.suspended?.by ?? null;
  const isElders = suspender !== null && suspender !== by && isTooYoung(actor, at(model, suspender), model.nowMs);
  if (isElders) return 'device_too_young';
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
  if (at(model, by).state !== 'active') return `device_${at(model, by).state}`;
  const { confirmed, isMissing } = confirmation(model, by);
  if (isMissing) return 'verifier_invalid';
  const refusal = mayNotAct(model, by, target);
  if (refusal) return refusal;
  if (device.state === 'revoked' || device.removalAtMs !== null) return 'ok';
  if (isWaiting(device)) {
    revokeOne(device);
    tell(model, 'device.removed', target, by);
    return 'ok';
  }
  if (device.state === 'active') suspendOne(model, target, 'removal', by, confirmed);
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
  if (isWaiting(device)) return `device_${device.state}`;
  const { confirmed, isMissing } = confirmation(model, index);
  if (isMissing) return 'verifier_invalid';
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
  suspendOne(model, by, 'objection', index, confirmed);
  tell(model, 'device.suspended', by, index);
  return 'ok';
}

const CAME = ['device.added', 'device.moved', 'device.resumed'];

/** "This wasn't me" under what the user was told: what came, and all that it has vouched for, is suspended. */
export function undo(model: Model, by: Index, noticeIndex: number): Outcome {
  const presser = at(model, by);
  const notice = model.notices[noticeIndex];
  if (!notice) throw new Error(`no notice ${noticeIndex}`);
  if (presser.state !== 'active') return `device_${presser.state}`;
  if (notice.undone) return 'ok';
  const root = CAME.includes(notice.what) ? notice.device : notice.by;
  if (root === null || root === by) return 'undo_impossible';
  if (isWaiting(at(model, root)) || isOlder(at(model, root), presser)) return 'undo_impossible';
  const branch = new Set([root]);
  const undone: Index[] = [];
  for (const index of branch) {
    for (const [other, { letIn }] of model.devices.entries()) if (letIn?.by === index) branch.add(other);
  }
  const targets = [...branch].filter(
    (index) => index !== by && at(model, index).state === 'active' && !isOlder(at(model, index), presser),
  );
  if (targets.length === 0) return 'undo_impossible';
  notice.undone = true;
  for (const index of targets) {
    suspendOne(model, index, 'undo', by);
    tell(model, 'device.suspended', index, by);
    undone.push(index);
  }
  // What these have begun to remove stays until somebody decides.
  for (const device of model.devices) {
    if (device.state === 'suspended' && undone.includes(device.suspended?.by ?? -1)) device.removalAtMs = null;
  }
  return 'ok';
}

export function suspendByOperator(model: Model, target: Index): Outcome {
  const { state } = at(model, target);
  if (isLastActive(model, target)) return 'last_device';
  if (state !== 'active' && state !== 'suspended') return 'device_unknown';
  const { removalAtMs, suspended } = at(model, target);
  // Nobody resumes it, so it doesn't become the operator's.
  if (suspended?.why === 'wrong_codes') return 'ok';
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

/** Whoever holds the device sets up a finger, face or PIN: within the pairing it counts at once, later after a day. */
export function setUpVerifier(model: Model, index: Index): Outcome {
  const device = at(model, index);
  if (device.state !== 'active') return `device_${device.state}`;
  if (device.verifier) return 'verifier_exists';
  const { nowMs } = model;
  const isBeingPaired = device.activeSinceMs !== null && nowMs <= device.activeSinceMs + 10 * MINUTE;
  device.verifier = { of: device.owner, sinceMs: nowMs, countsFromMs: isBeingPaired ? nowMs : nowMs + DAY };
  tell(model, 'verifier.added', index, index);
  return 'ok';
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
  suspendIdle(model);
  return 'ok';
}
