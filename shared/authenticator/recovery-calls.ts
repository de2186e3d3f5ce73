import * as v from 'valibot';
import {
  type MakeRecoveryCodes,
  type RecoveryCodes,
  type RecoveryCodesLeft,
  type RecoveryTicket,
  type RecoveryTicketRequest,
  recoveryCodesLeftSchema,
  recoveryCodesSchema,
  recoveryTicketSchema,
} from '../protocol/recovery-api.ts';
import type { Account, Caller } from './account.ts';
import type { Core } from './ports.ts';

/** The calls about recovery codes, for screens that are opened now and then. Errors as every call's. */
type Asking = Pick<Core, 'api'>;

const CODES = '/device/v1/account/recovery-codes';

/** How many codes are left, and when they were made. The account remembers it. */
export async function callRecoveryCodesLeft(core: Core, caller: Account): Promise<RecoveryCodesLeft> {
  const call = { origin: caller.issuer, caller, method: 'GET', path: CODES } as const;
  const known = await core.api.ask(call, recoveryCodesLeftSchema);
  await noteCodesLeft(core, caller, known.madeAtMs === null ? null : known.left);
  return known;
}

/** Makes ten new codes; those of before end. They are told this once. */
export async function callMakeRecoveryCodes(
  core: Core,
  caller: Account,
  body: MakeRecoveryCodes,
): Promise<RecoveryCodes> {
  const call = { origin: caller.issuer, caller, method: 'POST', path: CODES, body } as const;
  const made = await core.api.ask(call, recoveryCodesSchema);
  await noteCodesLeft(core, caller, made.codes.length);
  return made;
}

async function noteCodesLeft({ keys }: Core, { deviceId }: Account, recoveryCodesLeft: number | null): Promise<void> {
  await keys.changeAccount(deviceId, (current) => ({ ...current, recoveryCodesLeft }));
}

/** Spends a code for a ticket; its token is claimed like a pairing link's. @throws recovery_invalid, whatever was wrong */
export function callRecoveryTicket(
  { api }: Asking,
  origin: string,
  body: RecoveryTicketRequest,
): Promise<RecoveryTicket> {
  return api.ask({ origin, method: 'POST', path: '/recovery/v1/ticket', body }, recoveryTicketSchema);
}

/** Lets this unvouched device in by a code. @throws recovery_invalid, whatever was wrong */
export function callRecoveryAdmission({ api }: Asking, caller: Caller, code: string): Promise<unknown> {
  const path = '/device/v1/vouching/recovery';
  return api.ask({ origin: caller.issuer, caller, method: 'POST', path, body: { code } }, v.unknown());
}
