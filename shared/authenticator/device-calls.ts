import * as v from 'valibot';
import { type Self, selfSchema } from '../protocol/device-api.ts';
import {
  type DeviceAction,
  type EmailResponse,
  emailResponseSchema,
  type UndoResponse,
  undoResponseSchema,
} from '../protocol/trust-api.ts';
import type { Confirmation } from '../protocol/user-verification.ts';
import type { Caller } from './account.ts';
import type { HttpCall } from './http-call.ts';
import type { Core } from './ports.ts';

/**
 * The calls of the device door that screens make which are opened now and then. Apart from api.ts, so that what waits for a
 * request loads none of it. Errors as every call's.
 */
type Asking = Pick<Core, 'api'>;

/** Another name for any device of the user. */
export function callRename({ api }: Asking, caller: Caller, id: string, name: string): Promise<unknown> {
  return api.ask(as(caller, 'PATCH', device(id), { name }), v.unknown());
}

export function callSuspend({ api }: Asking, caller: Caller, id: string, action: DeviceAction): Promise<unknown> {
  return api.ask(as(caller, 'POST', `${device(id)}/suspension`, action), v.unknown());
}

export function callResume({ api }: Asking, caller: Caller, id: string, action: DeviceAction): Promise<unknown> {
  return api.ask(as(caller, 'DELETE', `${device(id)}/suspension`, action), v.unknown());
}

/** Suspended at once, gone for good a day later; this device itself is gone at once. */
export function callRemove({ api }: Asking, caller: Caller, id: string, action: DeviceAction): Promise<unknown> {
  return api.ask(as(caller, 'POST', `${device(id)}/removal`, action), v.unknown());
}

/** This suspended device is its user's. */
export function callObject({ api }: Asking, caller: Caller, verification?: Confirmation): Promise<unknown> {
  return api.ask(as(caller, 'POST', 'self/objection', { verification }), v.unknown());
}

export function callUndo({ api }: Asking, caller: Caller, announcementId: string): Promise<UndoResponse> {
  return api.ask(
    as(caller, 'POST', `announcements/${encodeURIComponent(announcementId)}/undo`, {}),
    undoResponseSchema,
  );
}

/** The same by the link of an e-mail, from any browser; `seen`: a device waits, and that is all that the person says. */
export function callUndoByLink(
  { api }: Asking,
  { origin, token, seen }: { origin: string; token: string; seen?: boolean },
): Promise<UndoResponse> {
  const path = seen ? '/undo/seen' : '/undo';
  return api.ask({ origin, method: 'POST', path, body: { token } }, undoResponseSchema);
}

/** A new device would rather wait than be let in by another one. */
export function callWait({ api }: Asking, caller: Caller): Promise<Self> {
  return api.ask(as(caller, 'POST', 'vouching/wait', {}), selfSchema);
}

/** A person has this notice on the screen. */
export function callSeen({ api }: Asking, caller: Caller, announcementId: string): Promise<unknown> {
  return api.ask(as(caller, 'POST', `announcements/${encodeURIComponent(announcementId)}/seen`, {}), v.unknown());
}

/** "This wasn't me" of an approval, within a day. */
export function callDisownApproval({ api }: Asking, caller: Caller, challengeId: string): Promise<UndoResponse> {
  return api.ask(as(caller, 'POST', `challenges/${encodeURIComponent(challengeId)}/disowning`, {}), undoResponseSchema);
}

/** A report that was a mistake, within a minute. */
export function callTakeReportBack({ api }: Asking, caller: Caller, challengeId: string): Promise<unknown> {
  return api.ask(
    as(caller, 'POST', `challenges/${encodeURIComponent(challengeId)}/report/taken-back`, {}),
    v.unknown(),
  );
}

export function callEmail({ api }: Asking, caller: Caller): Promise<EmailResponse> {
  return api.ask(as(caller, 'GET', 'account/email'), emailResponseSchema);
}

export function callChangeEmail(
  { api }: Asking,
  caller: Caller,
  change: { email: string | null; verification?: Confirmation },
): Promise<EmailResponse> {
  return api.ask(as(caller, 'PUT', 'account/email', change), emailResponseSchema);
}

const device = (id: string) => `devices/${encodeURIComponent(id)}`;

/** A call with this device's proof. */
function as(caller: Caller, method: HttpCall['method'], path: string, body?: object): HttpCall {
  const call = { origin: caller.issuer, caller, method, path: `/device/v1/${path}` };
  return body === undefined ? call : { ...call, body };
}
