import {
  at,
  confirmation,
  DAY,
  type Index,
  isTooYoung,
  isWaiting,
  isYoung,
  MINUTE,
  type Model,
  type Outcome,
  suspendOne,
  tell,
} from './testing-trust-model.ts';

/** The third part of the model (testing-trust-model.ts): names, use and disuse, another device's verifier, links in e-mails. */

/** The server's NOD_DEVICE_IDLE_DAYS. */
export const IDLE_DAYS = 5;
const WEEK = 7 * DAY;

export const nameBy = (by: Index) => `Named by ${by}`;

/** Any of one's own devices gets another name. */
export function rename(model: Model, by: Index, target: Index): Outcome {
  const actor = at(model, by);
  const device = at(model, target);
  if (actor.state !== 'active') return `device_${actor.state}`;
  if (by !== target && isTooYoung(actor, device, model.nowMs)) return 'device_too_young';
  if (device.state !== 'active' && device.state !== 'suspended') return 'device_unknown';
  device.name = nameBy(by);
  return 'ok';
}

/** A device makes a call: it is in use. To the minute. */
export function use(model: Model, index: Index): Outcome {
  const device = at(model, index);
  if (device.state === 'revoked') return 'device_revoked';
  if (model.ways.isLocked) return 'user_locked';
  if (device.lastSeenMs <= model.nowMs - MINUTE) device.lastSeenMs = model.nowMs;
  return 'ok';
}

/** What nobody has used for long is suspended, after two notices; the one that was used last never. */
export function suspendIdle(model: Model): void {
  const { devices, nowMs } = model;
  const idle = [...devices.keys()].filter((index) => {
    const { state, lastSeenMs } = at(model, index);
    return state === 'active' && lastSeenMs <= nowMs - IDLE_DAYS * DAY;
  });
  // Of several that were used at the same moment the one with the last id stays.
  for (const index of idle.sort((one, other) => (at(model, one).id < at(model, other).id ? -1 : 1))) {
    const device = at(model, index);
    const isLast = !devices.some(
      (other) => other !== device && other.state === 'active' && other.lastSeenMs >= device.lastSeenMs,
    );
    const happened = model.notices.filter((notice) => notice.device === index && notice.atMs > device.lastSeenMs);
    const resumedMs = happened.findLast(({ what }) => what === 'device.resumed')?.atMs ?? 0;
    const told = happened.filter(({ what, atMs }) => what === 'device.idle' && atMs >= resumedMs);
    if (isLast || nowMs < (told.at(-1)?.atMs ?? 0) + WEEK) continue;
    if (told.length < 2) {
      tell(model, 'device.idle', index);
      continue;
    }
    suspendOne(model, index, 'idle', null);
    tell(model, 'device.suspended', index);
  }
}

/** "That is mine, too": the verifier of another device counts from now on. */
export function approveVerifier(model: Model, by: Index, target: Index): Outcome {
  const actor = at(model, by);
  const { state, verifier } = at(model, target);
  if (actor.state !== 'active') return `device_${actor.state}`;
  if (isYoung(actor, model.nowMs)) return 'device_too_young';
  if (confirmation(model, by).isMissing) return 'verifier_invalid';
  if (by === target || state !== 'active' || verifier === null) return 'device_unknown';
  if (verifier.countsFromMs <= model.nowMs) return 'ok';
  verifier.countsFromMs = model.nowMs;
  tell(model, 'verifier.added', target, by);
  return 'ok';
}

const CAME = ['device.added', 'device.moved', 'device.resumed'];

/**
 * The link in the e-mail of a notice, which went out when it was first pressed. A mailbox has no age: it acts on what came to
 * the account and on what that has vouched for since, and on nothing else.
 */
export function undoByLink(model: Model, noticeIndex: number): Outcome {
  const notice = model.notices[noticeIndex];
  if (!notice) throw new Error(`no notice ${noticeIndex}`);
  notice.link ??= { untilMs: model.nowMs + WEEK, used: false };
  if (notice.link.untilMs <= model.nowMs) return 'link_invalid';
  if (model.ways.isLocked) return 'user_locked';
  if (notice.link.used) return 'link_used';
  if (!CAME.includes(notice.what) || notice.undone || isWaiting(at(model, notice.device))) return 'undo_impossible';
  const branch = new Set([notice.device]);
  for (const index of branch) {
    for (const [other, { letIn }] of model.devices.entries()) if (letIn?.by === index) branch.add(other);
  }
  const undone = [...branch].filter((index) => {
    const { state, activeSinceMs } = at(model, index);
    return state === 'active' && (index === notice.device || (activeSinceMs ?? model.nowMs) >= notice.atMs);
  });
  if (undone.length === 0) return 'undo_impossible';
  notice.undone = true;
  notice.link.used = true;
  for (const index of undone) {
    suspendOne(model, index, 'undo', null);
    tell(model, 'device.suspended', index);
  }
  for (const device of model.devices) {
    if (device.state === 'suspended' && undone.includes(device.suspended?.by ?? -1)) device.removalAtMs = null;
  }
  return 'ok';
}
